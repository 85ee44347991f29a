"""The distributions that results must follow, each with its map to independent N(0, 1).

A Gaussian is shifted and scaled. Any other distribution goes through its own distribution function
F and the standard normal quantile: Φ⁻¹(F(x)) is N(0, 1), exactly, where F is continuous. Where it
is not, U between F(x−) and F(x) takes its place, drawn by the grader: the randomized probability
integral transform, exact as well.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np

from noisegrade.model import FloatArray
from noisegrade.stats.irwin_hall import to_standard_normal

__all__ = [
    "IrwinHall",
    "Known",
    "Normal",
    "TargetDistribution",
    "TargetMoments",
    "hidden_share",
]

_ROUNDED = 1e-5  # of a value: float32 rounds far less
_HALL_STRETCH = 4.0  # uniform sums: at most 3.2, see `stats.irwin_hall`
_HALL_PEAK = 0.41  # density of the sum of two uniform numbers, √6/6, rounded up


@dataclass(frozen=True, slots=True)
class TargetMoments:
    """Mean and σ of one draw, in the learner's units.

    `offset` is the largest magnitude of what the draw is added to; rounding grows with it.
    """

    mean: float
    std: float
    offset: float = 0.0


class TargetDistribution(Protocol):
    """What the draws in a result must follow."""

    @property
    def moments(self) -> TargetMoments:
        """Mean and σ of one draw."""

    @property
    def stretch(self) -> float:
        """By how much `standardize` widens a rounding error, both in σ; 1 for a Gaussian."""

    @property
    def whole(self) -> bool:
        """Whether all draws are whole numbers."""

    @property
    def gaussian(self) -> bool:
        """Whether it is a bell: only then may a sentence speak of one."""

    def values(self, result: FloatArray) -> FloatArray:
        """Return the draws in a result, in the units of `moments`."""

    def impossible(self, values: FloatArray) -> str | None:
        """Say which value can't occur; None where all can."""

    def standardize(
        self, values: FloatArray, *, tolerance: float, rng: np.random.Generator
    ) -> FloatArray:
        """Return independent N(0, 1) draws, if the values are what they must be.

        Parameters
        ----------
        values : array, any shape, as `values` returns it
        tolerance : largest rounding error of a value, in σ
        rng : the grader's own; only discrete distributions draw from it
        """


def hidden_share(target: TargetDistribution, tolerance: float) -> float:
    """Return the share of right draws that rounding may have moved inwards past any border.

    It is 0 where `tolerance`, in σ, bounds how far each standardized draw is moved. A target that
    moves draws farther than that in its tails has a method `hidden`.
    """
    hides = getattr(target, "hidden", None)
    return 0.0 if hides is None else float(hides(tolerance))


@dataclass(frozen=True, eq=False)
class Normal:
    """Independent N(mean, std²) draws, added to something known: an image, a faded image.

    Parameters
    ----------
    mean, std : of every draw
    around : what they are added to; the number 0, or an array in the shape of the result
    """

    mean: float = 0.0
    std: float = 1.0
    around: FloatArray | float = 0.0
    stretch: float = 1.0
    whole: bool = False
    gaussian: bool = True

    @cached_property
    def moments(self) -> TargetMoments:
        """Mean and σ of one draw; the offset is the largest magnitude in `around`."""
        return TargetMoments(self.mean, self.std, float(np.abs(self.around).max()))

    def values(self, result: FloatArray) -> FloatArray:
        """Return the draws without what they were added to."""
        return result if isinstance(self.around, float) else result - self.around

    def impossible(self, values: FloatArray) -> str | None:
        """Return None: a Gaussian excludes no value."""
        del values
        return None

    def standardize(
        self, values: FloatArray, *, tolerance: float, rng: np.random.Generator
    ) -> FloatArray:
        """Shift and scale back; see `TargetDistribution`."""
        del tolerance, rng
        return (values - self.mean) / self.std


@dataclass(frozen=True, eq=False)
class Known:
    """No noise at all: the result must be this, but for rounding."""

    value: FloatArray
    stretch: float = 1.0
    whole: bool = False
    gaussian: bool = True

    @cached_property
    def moments(self) -> TargetMoments:
        """What differs from the value is counted in its own units; nothing should."""
        return TargetMoments(0.0, 1.0, float(np.abs(self.value).max(initial=0.0)))

    def values(self, result: FloatArray) -> FloatArray:
        """Return what differs from the value."""
        return result - self.value

    def impossible(self, values: FloatArray) -> str | None:
        """Say by how much a value is off."""
        far = np.abs(values) > _ROUNDED * (1 + np.abs(self.value))
        if not far.any():
            return None
        at = tuple(int(index[0]) for index in np.nonzero(far))
        expected = float(self.value[at])
        return (
            f"Here nothing is left to chance: {expected:.4g} was asked for, and yours gives "
            f"{expected + float(values[at]):.4g}."
        )

    def standardize(
        self, values: FloatArray, *, tolerance: float, rng: np.random.Generator
    ) -> FloatArray:
        """Return zeros: there is nothing to judge; see `impossible`."""
        del tolerance, rng
        return np.zeros_like(values)


@dataclass(frozen=True)
class IrwinHall:
    """The sum of `count` independent uniform draws, shifted and scaled to mean 0 and σ = 1."""

    count: int
    stretch: float = _HALL_STRETCH
    whole: bool = False
    gaussian: bool = False

    @property
    def moments(self) -> TargetMoments:
        """Mean 0 and σ = 1."""
        return TargetMoments(0.0, 1.0)

    def values(self, result: FloatArray) -> FloatArray:
        """Return the result."""
        return result

    def impossible(self, values: FloatArray) -> str | None:
        """Return None: what lies outside is sent far out, and rejected there."""
        del values
        return None

    def hidden(self, tolerance: float) -> float:
        """Bound the share of draws that may be moved past a border: both ends, twice the rounding.

        No density of a standardized sum is above that of two uniform numbers, 0.41.
        """
        return 4 * tolerance * _HALL_PEAK

    def standardize(
        self, values: FloatArray, *, tolerance: float, rng: np.random.Generator
    ) -> FloatArray:
        """Go through the exact distribution function; see `TargetDistribution`."""
        del rng
        return to_standard_normal(values, self.count, tolerance)
