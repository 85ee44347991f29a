"""Frozen distributions of scipy.stats, continuous and discrete, as targets to grade by."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Protocol, cast

import numpy as np

from noisegrade.errors import DeclarationError
from noisegrade.exercise.targets import Normal, TargetDistribution, TargetMoments
from noisegrade.model import FloatArray
from noisegrade.stats.distributions import norm_cdf, norm_from_tails

__all__ = ["Frozen", "as_alternative", "as_target"]

_REACH = 8.0  # σ of the bell: draws farther out are rarer than any promise
_NODES = 401
_STEEPEST = 100.0  # rounding may be widened by so much; where it is more, nothing could be promised
_LARGEST_WHOLE = 2.0**24  # beyond, float32 no longer tells a whole number from the next
_TAILS = 10.0 ** -np.arange(1.0, 14.0)
_TAIL_ERROR = 1e-4  # of a tail, relative: it moves the level of a test by as little
_ADVICE = "Give stats.norm(5, 3), stats.randint(1, 7) or another frozen distribution of scipy.stats"


class Frozen(Protocol):
    """A frozen distribution of scipy.stats; continuous ones have `pdf`, discrete ones `pmf`."""

    dist: Any
    args: tuple[Any, ...]
    kwds: dict[str, Any]

    def cdf(self, x: Any) -> Any:
        """P(X <= x)."""

    def sf(self, x: Any) -> Any:
        """P(X > x)."""

    def ppf(self, q: Any) -> Any:
        """Return the quantile."""

    def isf(self, q: Any) -> Any:
        """Return the quantile from above."""

    def support(self) -> Any:
        """Return the least and the greatest value."""

    def mean(self) -> Any:
        """Return the mean."""

    def std(self) -> Any:
        """Return σ."""


@dataclass(frozen=True, eq=False)
class _Continuous:
    """A frozen continuous distribution of scipy.stats."""

    frozen: Frozen
    moments: TargetMoments
    support: tuple[float, float]
    median: float
    stretch: float
    whole: bool = False
    gaussian: bool = False

    def values(self, result: FloatArray) -> FloatArray:
        return result

    def impossible(self, values: FloatArray) -> str | None:
        room = 1e-5 * (self.moments.std + abs(self.moments.mean))
        return _outside(values, self.support, room)

    def hidden(self, tolerance: float) -> float:
        """Return the largest share of draws within twice the rounding of a value, at both ends."""
        return _share_within(self, 2 * tolerance * self.moments.std)

    def standardize(
        self, values: FloatArray, *, tolerance: float, rng: np.random.Generator
    ) -> FloatArray:
        """Move every value towards the median by what rounding may have done, then transform."""
        del rng
        return _transformed(self.frozen, values, self.median, tolerance * self.moments.std)


@dataclass(frozen=True, eq=False)
class _Discrete:
    """A frozen discrete distribution of scipy.stats, by the randomized transform."""

    frozen: Any
    moments: TargetMoments
    support: tuple[float, float]
    stretch: float = 0.0  # whole numbers are not rounded
    whole: bool = True
    gaussian: bool = False

    def values(self, result: FloatArray) -> FloatArray:
        return result

    def impossible(self, values: FloatArray) -> str | None:
        found = np.unique(values)
        broken = found[found != np.rint(found)]
        if broken.size:
            return f"Only whole numbers can occur; yours contains {broken[0]:.4g}."
        outside = _outside(found, self.support, 0.0)
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


@dataclass(frozen=True, slots=True)
class _Keyed:
    """A frozen distribution that is distinguished by its parameters, not by its identity."""

    key: object
    frozen: Any = field(compare=False)


def as_target(draws: object) -> TargetDistribution:
    """Return a distribution in the form in which it is graded.

    Raises
    ------
    DeclarationError
        Where it is not a distribution; where it has no finite mean and σ; where its tails can't be
        computed; or where rounding could not be told from a mistake.
    """
    target = as_alternative(draws)
    if not hasattr(draws, "standardize"):
        _require_gradable(_Keyed(_key(draws), draws))
    return target


def as_alternative(draws: object) -> TargetDistribution:
    """Return a distribution in the form in which wrong draws are compared with it.

    No promise is made for those, so one is taken that `as_target` refuses for its rounding or its
    tails.

    Raises
    ------
    DeclarationError
        Where it is not a distribution, or has no finite mean and σ.
    """
    if hasattr(draws, "standardize"):
        return cast(TargetDistribution, draws)
    if not hasattr(draws, "dist") or not (hasattr(draws, "pdf") or hasattr(draws, "pmf")):
        raise DeclarationError(f"draws is not a distribution. {_ADVICE}.")
    return _from_scipy(_Keyed(_key(draws), draws))


def _key(frozen: Any) -> object:
    """Return what tells a distribution of SciPy's own from others; None of the rest are alike."""
    key = (type(frozen.dist), frozen.args, tuple(sorted(frozen.kwds.items())))
    try:
        hash(key)
    except TypeError:
        return frozen
    module = type(frozen.dist).__module__
    return key if module.startswith("scipy.stats._") and "_distns" in module else frozen


@lru_cache(maxsize=256)
def _from_scipy(keyed: _Keyed) -> TargetDistribution:
    frozen = keyed.frozen
    name = getattr(frozen.dist, "name", "it")
    try:
        mean, std = float(frozen.mean()), float(frozen.std())
        low, high = map(float, frozen.support())
    except (TypeError, ValueError) as error:
        raise DeclarationError(
            f"{name} was given arrays, which make several distributions. {_ADVICE}."
        ) from error
    if not (math.isfinite(mean) and 0 < std < math.inf):
        raise DeclarationError(f"{name} has no finite mean and σ, so its draws can't be graded.")
    if name == "norm":
        return Normal(mean, std)
    moments = TargetMoments(mean, std)
    if hasattr(frozen, "pmf"):
        return _Discrete(frozen, moments, (low, high))
    stretch = _stretch(frozen, std)
    return _Continuous(frozen, moments, (low, high), float(frozen.ppf(0.5)), stretch)


@lru_cache(maxsize=256)
def _require_gradable(keyed: _Keyed) -> None:
    """Raise DeclarationError where the promises could not be kept for a distribution of SciPy."""
    frozen, target = keyed.frozen, _from_scipy(keyed)
    name = getattr(frozen.dist, "name", "it")
    if isinstance(target, Normal):
        return
    if isinstance(target, _Discrete):
        _require_whole(frozen, name, target.moments.mean)
    elif not target.stretch < _STEEPEST:
        raise DeclarationError(
            f"{name} is too steep for its σ: rounding could not be told from a mistake."
        )
    elif not _tails_agree(frozen):
        raise DeclarationError(f"{name}: SciPy can't compute its tails as finely as is promised.")


def _require_whole(frozen: Any, name: str, mean: float) -> None:
    if max(abs(float(frozen.ppf(_TAILS[-1]))), abs(float(frozen.isf(_TAILS[-1])))) > _LARGEST_WHOLE:
        raise DeclarationError(
            f"{name} draws numbers beyond 2^24, which float32 can't tell from their neighbours."
        )
    k = np.unique([*frozen.ppf(_TAILS), *frozen.isf(_TAILS)])
    mass = np.asarray(frozen.pmf(k), np.float64)
    jump = np.where(
        k <= mean,
        frozen.cdf(k) - frozen.cdf(k - 1),
        np.asarray(frozen.sf(k - 1)) - frozen.sf(k),
    )
    if not np.allclose(jump, mass, rtol=_TAIL_ERROR, atol=0.0):
        raise DeclarationError(f"{name}: SciPy can't compute its tails as finely as is promised.")


def _stretch(frozen: Any, std: float) -> float:
    """Return by how much the map to N(0, 1) widens rounding, on average over the draws.

    An error of δ moves z by f(x)/φ(z)·δ; its mean over the draws is ∫ f(x(z)) dz·δ.
    """
    z = np.linspace(-_REACH, _REACH, _NODES)
    half = _NODES // 2
    x = np.concatenate([frozen.ppf(norm_cdf(z[:half])), frozen.isf(norm_cdf(-z[half:]))])
    with np.errstate(all="ignore"):
        density = np.asarray(frozen.pdf(x), np.float64)
    return max(1.0, float(density.sum()) * (2 * _REACH / (_NODES - 1)) * std)


def _tails_agree(frozen: Any) -> bool:
    """Tell whether both tails, far out, are what the density adds up to.

    Between two quantiles the density is integrated by Gauss and Legendre's rule.
    """
    nodes, weights = np.polynomial.legendre.leggauss(40)
    for ends, tail in ((frozen.ppf(_TAILS), frozen.cdf), (frozen.isf(_TAILS), frozen.sf)):
        near, far = np.asarray(ends[:-1]), np.asarray(ends[1:])
        middle, half = (near + far) / 2, (near - far) / 2
        with np.errstate(all="ignore"):
            density = np.asarray(frozen.pdf(middle + half * nodes[:, None]), np.float64)
            mass = np.abs(half) * (weights @ density)
            difference = np.asarray(tail(near)) - np.asarray(tail(far))
        resolved = np.abs(half) > 1e-9 * np.abs(middle)  # else the two ends are one float
        if not np.allclose(difference[resolved], mass[resolved], rtol=_TAIL_ERROR, atol=0.0):
            return False
    return True


def _transformed(frozen: Any, values: FloatArray, median: float, rounding: float) -> FloatArray:
    distance = np.maximum(np.abs(values - median) - rounding, 0.0)
    nearer = median + np.copysign(distance, values - median)
    below, above = frozen.cdf(nearer), frozen.sf(nearer)
    return np.asarray(norm_from_tails(np.asarray(below), np.asarray(above)), np.float64)


@lru_cache(maxsize=256)
def _share_within(target: _Continuous, width: float) -> float:
    """Return twice the largest share of draws that lies within so much of a quantile."""
    z = np.linspace(-_REACH, 0.0, _NODES)
    ends = target.support
    low = np.concatenate([target.frozen.ppf(norm_cdf(z)), [ends[0]]])
    high = np.concatenate([target.frozen.isf(norm_cdf(z)), [ends[1]]])
    with np.errstate(all="ignore"):
        below = np.asarray(target.frozen.cdf(low + width)) - np.asarray(target.frozen.cdf(low))
        above = np.asarray(target.frozen.sf(high - width)) - np.asarray(target.frozen.sf(high))
    return 2 * float(max(np.nanmax(below), np.nanmax(above)))


def _between(low: FloatArray, high: FloatArray, share: FloatArray) -> FloatArray:
    return np.asarray(low + share * (high - low), np.float64)


def _outside(values: FloatArray, support: tuple[float, float], room: float) -> str | None:
    """Say which value lies outside the support, by more than rounding."""
    low, high = support
    out = values[(values < low - room) | (values > high + room)]
    if not out.size:
        return None
    text = f"{float(out.flat[0]):.4g}"
    if math.isinf(high):
        return f"No value can be below {low:.4g}; yours contains {text}."
    if math.isinf(low):
        return f"No value can be above {high:.4g}; yours contains {text}."
    return f"All values lie between {low:.4g} and {high:.4g}; yours contains {text}."
