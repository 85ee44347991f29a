"""What draws are asked to follow: one distribution, or one for every entry of a vector."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from noisegrade.errors import DeclarationError
from noisegrade.exercise.frozen import Frozen, as_target
from noisegrade.exercise.rounding import float32_rounding
from noisegrade.exercise.targets import TargetDistribution, hidden_share
from noisegrade.model import FloatArray

__all__ = ["Asked", "Entries", "Single", "description", "kind_refused"]


class Asked(Protocol):
    """What draws must follow, with its map to independent N(0, 1)."""

    @property
    def text(self) -> str:
        """What is asked for, in a few words."""

    @property
    def entries(self) -> int:
        """Entries of a vector; 0 where single values are asked for."""

    @property
    def tolerance(self) -> float:
        """Largest rounding error of a standardized draw, in σ."""

    @property
    def hidden(self) -> float:
        """Share of right draws that rounding may have moved past a border."""

    def impossible(self, values: NDArray[Any]) -> str | None:
        """Say which value can't occur, or which dtype can't hold them; None where all can."""

    def standardize(self, values: FloatArray, rng: np.random.Generator) -> FloatArray:
        """Return independent N(0, 1) draws, if the values are what they must be."""


@dataclass(frozen=True, eq=False)
class Single:
    """Single values that follow one distribution."""

    target: TargetDistribution
    text: str
    entries: int = 0

    @cached_property
    def rounding(self) -> float:
        """Largest rounding error of a value, in σ."""
        return float32_rounding([self.target.moments])

    @property
    def tolerance(self) -> float:
        """Largest rounding error of a standardized draw, in σ; none where numbers are whole."""
        return self.target.stretch * self.rounding

    @property
    def hidden(self) -> float:
        """Share of right draws that rounding may have moved past a border."""
        return hidden_share(self.target, self.rounding)

    def impossible(self, values: NDArray[Any]) -> str | None:
        """Check dtype and support."""
        if not self.target.whole:
            refused = kind_refused(values.dtype)
            if refused is not None:
                return refused
        return self.target.impossible(values.astype(np.float64))

    def standardize(self, values: FloatArray, rng: np.random.Generator) -> FloatArray:
        """Go through the distribution function; see `TargetDistribution`."""
        drawn = self.target.values(values)
        return self.target.standardize(drawn, tolerance=self.rounding, rng=rng)


@dataclass(frozen=True, eq=False)
class Entries:
    """Vectors with independent entries, each of which has a distribution of its own."""

    each: tuple[Single, ...]

    @property
    def text(self) -> str:
        """What every entry is asked to follow."""
        return "independent entries " + ", ".join(one.text for one in self.each)

    @property
    def entries(self) -> int:
        """How many there are."""
        return len(self.each)

    @property
    def tolerance(self) -> float:
        """That of the entry that rounds most."""
        return max(one.tolerance for one in self.each)

    @property
    def hidden(self) -> float:
        """That of the entry of which most may be moved."""
        return max(one.hidden for one in self.each)

    def impossible(self, values: NDArray[Any]) -> str | None:
        """Check one entry after the other; an array of vectors has one dtype for all."""
        for at, one in enumerate(self.each):
            column = values[..., at]
            says = one.impossible(column)
            if says is not None:
                return f"Entry {at}: {says}"
        return None

    def standardize(self, values: FloatArray, rng: np.random.Generator) -> FloatArray:
        """Send every entry through its own distribution function."""
        columns = [one.standardize(values[..., at], rng) for at, one in enumerate(self.each)]
        return np.stack(columns, axis=-1)


def kind_refused(dtype: np.dtype[Any]) -> str | None:
    """Say that whole numbers came where numbers with decimals are asked for."""
    if dtype.kind == "f":
        return None
    return f"Numbers with decimals are asked for; it returned values of type {dtype.name}."


def single(distribution: TargetDistribution | Frozen) -> Single:
    """Return one distribution in the form in which it is tested.

    Raises
    ------
    DeclarationError
        As `as_target`.
    """
    return Single(as_target(distribution), description(distribution))


def entries(distributions: Sequence[TargetDistribution | Frozen]) -> Entries:
    """Return a distribution for every entry of a vector; raise as `single`, or for none."""
    if not distributions:
        raise DeclarationError("A vector has at least one entry; give a distribution for each.")
    return Entries(tuple(single(one) for one in distributions))


def description(distribution: object) -> str:
    """Write a frozen distribution as it was made: gamma(2), norm(loc=5)."""
    name = getattr(getattr(distribution, "dist", None), "name", None)
    if name is None:
        return str(distribution)
    args = [f"{one:g}" for one in getattr(distribution, "args", ())]
    kwds = getattr(distribution, "kwds", {})
    named = [f"{key}={value:g}" for key, value in kwds.items()]
    return f"{name}({', '.join([*args, *named])})"
