"""What can be asked of draws, each reduced to "these numbers are independent N(0, 1)"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from noisegrade.model import FloatArray
from noisegrade.testing.asked import Asked

__all__ = ["Follows", "Independent", "Question", "SameDistribution"]


class Question(Protocol):
    """What is asked of the draws of one sampler, or of two."""

    @property
    def text(self) -> str:
        """What is asked, in a few words."""

    @property
    def entries(self) -> int:
        """Entries of a vector; 0 where single values are asked for."""

    @property
    def tolerance(self) -> float:
        """Largest rounding error of a standardized draw, in σ."""

    @property
    def hidden(self) -> float:
        """Share of right draws that rounding may have moved past a border, see `Setting`."""

    @property
    def groups(self) -> int:
        """How many arrays `reduced` returns; each is judged for itself."""

    def impossible(self, values: NDArray[Any]) -> str | None:
        """Say which value can't occur; None where all can."""

    def block(self, values: NDArray[Any], rng: np.random.Generator) -> FloatArray:
        """Return what is kept of a block of draws: array of the same shape."""

    def reduced(
        self, kept: Sequence[FloatArray], rng: np.random.Generator
    ) -> tuple[FloatArray, ...]:
        """Return arrays that are independent N(0, 1) each, if all is as asked.

        Parameters
        ----------
        kept : all draws of each sampler so far, shape (calls, draws, …)
        rng : the judge's own
        """


@dataclass(frozen=True, slots=True)
class Follows:
    """Whether independent draws follow a distribution."""

    asked: Asked

    @property
    def text(self) -> str:
        """What is asked, in a few words."""
        return f"independent draws from {self.asked.text}"

    @property
    def entries(self) -> int:
        """Entries of a vector; 0 where single values are asked for."""
        return self.asked.entries

    @property
    def tolerance(self) -> float:
        """Largest rounding error of a standardized draw, in σ."""
        return self.asked.tolerance

    @property
    def hidden(self) -> float:
        """Share of right draws that rounding may have moved past a border."""
        return self.asked.hidden

    @property
    def groups(self) -> int:
        """The draws; of vectors, every entry for itself as well."""
        return 1 + self.asked.entries

    def impossible(self, values: NDArray[Any]) -> str | None:
        """Say which value can't occur; None where all can."""
        return self.asked.impossible(values)

    def block(self, values: NDArray[Any], rng: np.random.Generator) -> FloatArray:
        """Return the draws, sent to N(0, 1)."""
        return self.asked.standardize(np.asarray(values, np.float64), rng)

    def reduced(
        self, kept: Sequence[FloatArray], rng: np.random.Generator
    ) -> tuple[FloatArray, ...]:
        """Return the draws as they were kept; of vectors, every entry for itself as well."""
        del rng
        (z,) = kept
        return z, *(np.ascontiguousarray(z[..., at]) for at in range(self.asked.entries))


@dataclass(frozen=True, slots=True)
class Independent:
    """Whether draws are independent and identically distributed, whatever they follow."""

    text: str = "independent draws from one distribution, whichever it is"
    entries: int = 0
    tolerance: float = 0.0
    hidden: float = 0.0
    groups: int = 1

    def impossible(self, values: NDArray[Any]) -> str | None:
        """Return None: any value can occur."""
        del values
        return None

    def block(self, values: NDArray[Any], rng: np.random.Generator) -> FloatArray:
        """Return the draws as numbers."""
        del rng
        return np.asarray(values, np.float64)

    def reduced(
        self, kept: Sequence[FloatArray], rng: np.random.Generator
    ) -> tuple[FloatArray, ...]:
        """Put fresh N(0, 1) numbers in the order of the draws."""
        return tuple(normal_in_order(one, rng) for one in kept)


@dataclass(frozen=True, slots=True)
class SameDistribution:
    """Whether the draws of two samplers are independent, and follow one distribution."""

    text: str = "two samplers of the same distribution, whichever it is"
    entries: int = 0
    tolerance: float = 0.0
    hidden: float = 0.0
    groups: int = 2

    def impossible(self, values: NDArray[Any]) -> str | None:
        """Return None: any value can occur."""
        del values
        return None

    def block(self, values: NDArray[Any], rng: np.random.Generator) -> FloatArray:
        """Return the draws as numbers."""
        del rng
        return np.asarray(values, np.float64)

    def reduced(
        self, kept: Sequence[FloatArray], rng: np.random.Generator
    ) -> tuple[FloatArray, ...]:
        """Put fresh N(0, 1) numbers in the order of all draws; return those of each sampler."""
        normal = normal_in_order(np.concatenate(kept), rng)
        ends = np.cumsum([one.shape[0] for one in kept])[:-1]
        return tuple(np.split(normal, ends))


def normal_in_order(values: FloatArray, rng: np.random.Generator) -> FloatArray:
    """Return fresh N(0, 1) numbers in the order of the values: array of the same shape.

    The ranks of independent draws from one distribution are a permutation that is uniform, if equal
    values are put in an order that the judge draws. Sorted numbers that are dealt out by such a
    permutation are independent again: the result is independent N(0, 1), exactly, for every n and
    every distribution, continuous or discrete.
    """
    flat = values.reshape(-1)
    places = np.arange(flat.size)
    rng.shuffle(places)
    order = places[np.argsort(flat[places], kind="stable")]
    normal = np.empty(flat.size)
    normal[order] = np.sort(rng.standard_normal(flat.size))
    return normal.reshape(values.shape)
