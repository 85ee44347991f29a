"""What right draws look like: a bell, or the histogram of another distribution."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeGuard

import numpy as np

from noisegrade.exercise import (
    Frozen,
    IrwinHall,
    Normal,
    Outcomes,
    TargetDistribution,
    as_target,
)
from noisegrade.model import FloatArray
from noisegrade.stats.distributions import norm_cdf

__all__ = ["Distribution", "Expected", "expected", "in_sigmas", "is_of_scipy", "shares_of"]

Distribution = TargetDistribution | Frozen
Function = Callable[[FloatArray], FloatArray]

_BINS = 40
_TAIL = 0.0005  # of the draws, at either end: they may lie outside the histogram
_QUANTILES = (np.arange(79) + 0.5) / 79  # as many as the page draws of a bell
_REACH, _GRID = 6.0, 6001  # σ and points: of the grid on which quantiles are looked up
_WITHIN = np.arange(1, 31) / 10  # σ: where the slider of a panel stops
_SLACK = 0.001  # σ: more than packing moves a draw; the page grants as much


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """The histogram of a distribution that is not a bell.

    Parameters
    ----------
    edges : of the bins, in the learner's units
    shares : of the draws in each bin
    whole : whether all draws are whole numbers
    quantiles : at equally spaced probabilities, in σ from the mean
    within : shares of the draws within 0.1 σ of the mean, 0.2 σ, … 3 σ
    """

    edges: tuple[float, ...]
    shares: tuple[float, ...]
    whole: bool
    quantiles: tuple[float, ...]
    within: tuple[float, ...]


def in_sigmas(distribution: Distribution, result: FloatArray) -> FloatArray:
    """Return the draws in a result in σ from their mean.

    Those of a distribution that nothing more is known of are sent to N(0, 1) by itself.
    """
    target = as_target(distribution)
    values = target.values(result)
    if is_of_scipy(distribution) or isinstance(distribution, Normal | IrwinHall | Outcomes):
        return (values - target.moments.mean) / target.moments.std
    return target.standardize(values, tolerance=0.0, rng=np.random.default_rng(0))


def expected(distribution: Distribution) -> Expected | None:
    """Return the histogram that right draws come near to; None for a bell."""
    functions = _functions(distribution)
    if functions is None:
        return None
    cdf = functions.cdf
    target = as_target(distribution)
    mean, std = target.moments.mean, target.moments.std
    low, *quantiles, high = functions.ppf(np.array([_TAIL, *_QUANTILES, 1 - _TAIL])).tolist()
    edges = _whole_edges(low, high) if target.whole else _edges(low, high)
    if isinstance(distribution, Outcomes) and distribution.step is not None:
        edges = distribution.step * _whole_edges(low / distribution.step, high / distribution.step)
    near, far = mean - (_WITHIN + _SLACK) * std, mean + (_WITHIN + _SLACK) * std
    if target.whole:
        near = np.ceil(near) - 1  # the border counts
    return Expected(
        edges=tuple(edges.tolist()),
        shares=tuple(np.diff(cdf(edges)).tolist()),
        whole=target.whole,
        quantiles=tuple((each - mean) / std for each in quantiles),
        within=tuple((cdf(far) - cdf(near)).tolist()),
    )


def shares_of(distribution: Distribution, edges: FloatArray) -> tuple[float, ...]:
    """Return the shares of right draws in bins; nothing for a bell."""
    functions = _functions(distribution)
    return () if functions is None else tuple(np.diff(functions.cdf(edges)).round(6).tolist())


def is_of_scipy(distribution: Distribution) -> TypeGuard[Frozen]:
    """Tell a frozen distribution of scipy.stats from those of the course or of ours."""
    return not hasattr(distribution, "standardize")


@dataclass(frozen=True, slots=True)
class _Functions:
    """The distribution function and the quantiles of what is not Gaussian."""

    cdf: Function
    ppf: Function


def _functions(distribution: Distribution) -> _Functions | None:
    if isinstance(distribution, IrwinHall):
        return _of_uniforms(distribution)
    if isinstance(distribution, Outcomes):
        return _Functions(distribution.cdf, distribution.ppf)
    if not is_of_scipy(distribution) or distribution.dist.name == "norm":
        return None
    return _Functions(
        lambda x: np.asarray(distribution.cdf(x), np.float64),
        lambda p: np.asarray(distribution.ppf(p), np.float64),
    )


def _of_uniforms(hall: IrwinHall) -> _Functions:
    def cdf(x: FloatArray) -> FloatArray:
        return norm_cdf(hall.standardize(x, tolerance=0.0, rng=np.random.default_rng(0)))

    grid = np.linspace(-_REACH, _REACH, _GRID)
    below = cdf(grid)
    return _Functions(cdf, lambda p: np.interp(p, below, grid))


def _edges(low: float, high: float) -> FloatArray:
    """Return the borders of equal bins, two of them beyond either end."""
    width = (high - low) / (_BINS - 4)
    return np.asarray(low + width * np.arange(-2, _BINS - 1), np.float64)


def _whole_edges(low: float, high: float) -> FloatArray:
    """Return borders between whole numbers; a bin holds one number, or as few as there is room."""
    first, last = math.floor(low) - 1, math.ceil(high) + 1
    each = math.ceil((last - first + 1) / _BINS)
    return np.asarray(np.arange(first - 0.5, last + each, each), np.float64)
