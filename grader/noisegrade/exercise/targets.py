"""The distributions that results must follow, each with its map to independent N(0, 1).

A Gaussian is shifted and scaled. Any other distribution goes through its own distribution function
F and the standard normal quantile: Φ⁻¹(F(x)) is N(0, 1), exactly, where F is continuous. Where it
is not, U between F(x−) and F(x) takes its place, drawn by the grader: the randomized probability
integral transform, exact as well.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Protocol, runtime_checkable

import numpy as np

from noisegrade.errors import DeclarationError
from noisegrade.model import FloatArray
from noisegrade.stats.distributions import norm_cdf, norm_from_tails
from noisegrade.stats.irwin_hall import to_standard_normal

__all__ = [
    "Frozen",
    "IrwinHall",
    "Known",
    "Normal",
    "TargetDistribution",
    "TargetMoments",
    "as_target",
]

_REACH = 8.0  # σ of the bell: draws farther out are rarer than any promise
_NODES = 2001
_STEEPEST = 100.0  # rounding may be widened by so much; where it is more, nothing could be promised
_ROUNDED = 1e-5  # of a value: float32 rounds far less
_HALL_STRETCH = 4.0  # uniform sums: at most 3.2, see `stats.irwin_hall`


@dataclass(frozen=True, slots=True)
class TargetMoments:
    """Mean and σ of one draw, in the learner's units.

    `offset` is the largest magnitude of what the draw is added to; rounding grows with it.
    """

    mean: float
    std: float
    offset: float = 0.0


@runtime_checkable
class Frozen(Protocol):
    """A frozen distribution of scipy.stats; continuous ones have `pdf`, discrete ones `pmf`."""

    dist: Any

    def __hash__(self) -> int:
        """Frozen distributions are told apart by identity."""

    def cdf(self, x: Any) -> Any:
        """P(X <= x)."""

    def sf(self, x: Any) -> Any:
        """P(X > x)."""

    def ppf(self, q: Any) -> Any:
        """Return the quantile."""

    def mean(self) -> Any:
        """Return the mean."""

    def std(self) -> Any:
        """Return σ."""


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

    @property
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

    @property
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

    def standardize(
        self, values: FloatArray, *, tolerance: float, rng: np.random.Generator
    ) -> FloatArray:
        """Go through the exact distribution function; see `TargetDistribution`."""
        del rng
        return to_standard_normal(values, self.count, tolerance)


@dataclass(frozen=True, eq=False)
class _Continuous:
    """A frozen continuous distribution of scipy.stats."""

    frozen: Frozen
    moments: TargetMoments
    stretch: float
    whole: bool = False

    def values(self, result: FloatArray) -> FloatArray:
        return result

    def impossible(self, values: FloatArray) -> str | None:
        low, high = self.frozen.ppf(0.0), self.frozen.ppf(1.0)
        room = 1e-5 * (self.moments.std + abs(self.moments.mean))
        return _outside(values, float(low) - room, float(high) + room)

    def standardize(
        self, values: FloatArray, *, tolerance: float, rng: np.random.Generator
    ) -> FloatArray:
        """Move every value towards the median by what rounding may have done, then transform."""
        del rng
        median = float(self.frozen.ppf(0.5))
        distance = np.maximum(np.abs(values - median) - tolerance * self.moments.std, 0.0)
        nearer = median + np.copysign(distance, values - median)
        below, above = self.frozen.cdf(nearer), self.frozen.sf(nearer)
        return np.asarray(norm_from_tails(np.asarray(below), np.asarray(above)), np.float64)


@dataclass(frozen=True, eq=False)
class _Discrete:
    """A frozen discrete distribution of scipy.stats, by the randomized transform."""

    frozen: Any
    moments: TargetMoments
    stretch: float = 0.0  # whole numbers are not rounded
    whole: bool = True

    def values(self, result: FloatArray) -> FloatArray:
        return result

    def impossible(self, values: FloatArray) -> str | None:
        found = np.unique(values)
        broken = found[found != np.rint(found)]
        if broken.size:
            return f"Only whole numbers can occur; yours contains {broken[0]:.4g}."
        outside = _outside(found, float(self.frozen.ppf(0.0)) + 1, float(self.frozen.ppf(1.0)))
        if outside is not None:
            return outside
        impossible = found[np.asarray(self.frozen.pmf(found)) == 0]
        return f"The value {impossible[0]:g} can't occur." if impossible.size else None

    def standardize(
        self, values: FloatArray, *, tolerance: float, rng: np.random.Generator
    ) -> FloatArray:
        """Draw between F(x − 1) and F(x), in the smaller tail; see `TargetDistribution`."""
        del tolerance
        found, at = np.unique(values, return_inverse=True)
        at = at.reshape(values.shape)
        share = rng.random(values.shape)
        below = _between(self.frozen.cdf(found - 1)[at], self.frozen.cdf(found)[at], share)
        above = _between(self.frozen.sf(found - 1)[at], self.frozen.sf(found)[at], share)
        return np.asarray(norm_from_tails(below, above), np.float64)


def as_target(draws: TargetDistribution | Frozen) -> TargetDistribution:
    """Return a distribution in the form in which it is graded.

    Raises
    ------
    DeclarationError
        Where it has no finite mean and σ, or where rounding could not be told from a mistake.
    """
    return _from_scipy(draws) if isinstance(draws, Frozen) else draws


@lru_cache(maxsize=256)
def _from_scipy(frozen: Frozen) -> TargetDistribution:
    moments = TargetMoments(float(frozen.mean()), float(frozen.std()))
    name = getattr(frozen.dist, "name", "it")
    if not (math.isfinite(moments.mean) and 0 < moments.std < math.inf):
        raise DeclarationError(f"{name} has no finite mean and σ, so its draws can't be graded.")
    if hasattr(frozen.dist, "pmf"):
        return _Discrete(frozen, moments)
    stretch = _stretch(frozen, moments.std)
    if not stretch < _STEEPEST:
        raise DeclarationError(
            f"{name} is too steep for its σ: rounding could not be told from a mistake."
        )
    return _Continuous(frozen, moments, stretch)


def _stretch(frozen: Any, std: float) -> float:
    """Return by how much the map to N(0, 1) widens rounding, on average over the draws.

    An error of δ moves z by f(x)/φ(z)·δ; its mean over the draws is ∫ f(x(z)) dz·δ.
    """
    z = np.linspace(-_REACH, _REACH, _NODES)
    x = np.asarray(frozen.ppf(norm_cdf(z)), np.float64)
    density = np.asarray(frozen.pdf(x), np.float64)
    return max(1.0, float(density.sum()) * (2 * _REACH / (_NODES - 1)) * std)


def _between(low: FloatArray, high: FloatArray, share: FloatArray) -> FloatArray:
    return np.asarray(low + share * (high - low), np.float64)


def _outside(values: FloatArray, low: float, high: float) -> str | None:
    """Say which value lies outside the support."""
    out = values[(values < low) | (values > high)]
    if not out.size:
        return None
    text = f"{float(out.flat[0]):.4g}"
    if math.isinf(high):
        return f"No value can be below {low:.4g}; yours contains {text}."
    if math.isinf(low):
        return f"No value can be above {high:.4g}; yours contains {text}."
    return f"All values lie between {low:.4g} and {high:.4g}; yours contains {text}."
