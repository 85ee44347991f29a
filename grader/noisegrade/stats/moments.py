"""Location and spread: the mean, and the energy around it. Both laws are exact for every n."""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np

from noisegrade.model import Evidence, FloatArray, TestKind
from noisegrade.stats import distributions
from noisegrade.stats.rates import FALSE_PASS
from noisegrade.stats.sample_size import min_samples

__all__ = [
    "LARGEST_DRAW",
    "mean_min_detectable_effect",
    "mean_min_num_samples",
    "mean_test",
    "variance_min_detectable_effect",
    "variance_min_num_samples",
    "variance_test",
]

LARGEST_DRAW = 1e100
"""No draw is so far out, and squares of such values can still be added up."""

_CACHED = 512  # (n, false_fail) pairs: a batch meets a few dozen


def mean_test(z: FloatArray, *, false_fail: float, tolerance: float = 0.0) -> Evidence:
    """Test that the mean of independent N(0, 1) draws is 0.

    √n · mean(z) is N(0, 1) exactly, so the p-value is exact. Rounding moves the mean by `tolerance`
    at most; the p-value is that of the mean moved towards 0 by as much, hence a bound. The interval
    is Student's: exact for Gaussian draws of any spread.

    Parameters
    ----------
    z : array, any shape, no unit
    false_fail : error budget of this test, in (0, 1)
    tolerance : largest rounding error of any z
    """
    n, mean = z.size, float(z.mean())
    off = distributions.excess_over(abs(mean), tolerance) * math.sqrt(n)
    return Evidence(
        test="mean",
        kind=TestKind.MEAN,
        statistic=distributions.clamp_finite(mean * math.sqrt(n)),
        p_value=distributions.norm_two_sided_sf(off),
        law="sqrt(n) * mean is N(0, 1), exact",
        n=n,
        false_fail=false_fail,
        estimate=distributions.clamp_finite(mean),
        interval=_mean_interval(z, mean, false_fail=false_fail, tolerance=tolerance),
        expected=0.0,
        min_detectable_effect=mean_min_detectable_effect(n, false_fail=false_fail) + 2 * tolerance,
        alternatives="N(effect, 1)",
    )


def _mean_interval(
    z: FloatArray, mean: float, *, false_fail: float, tolerance: float
) -> tuple[float, float] | None:
    n = z.size
    if n < 2:  # noqa: PLR2004 - one draw has no spread
        return None
    std = math.sqrt(_energy(z, mean) / (n - 1)) + 2 * tolerance
    half = _student(n, false_fail) * std / math.sqrt(n) + tolerance
    return (mean - half, mean + half) if math.isfinite(mean) and math.isfinite(half) else None


def _energy(z: FloatArray, mean: float) -> float:
    """Σ(z − mean)²; infinite where it overflows."""
    flat = z.reshape(-1)
    square = float(np.einsum("i,i->", flat, flat))  # no BLAS: its threads stall on a busy machine
    return distributions.excess_over(square, z.size * mean * mean)


@lru_cache(maxsize=_CACHED)
def _student(n: int, false_fail: float) -> float:
    return distributions.t_isf(false_fail / 2, n - 1) * (1 + 1e-9)


@lru_cache(maxsize=_CACHED)
def mean_min_detectable_effect(
    n: int, *, false_fail: float, false_pass: float = FALSE_PASS
) -> float:
    """Shift, in σ, of a Gaussian mean that `mean_test` misses with `false_pass` at most.

    The nearer side alone rejects a shift δ with probability P(N(0, 1) > q − δ√n).
    """
    q = distributions.norm_isf
    return (q(false_fail / 2) + q(false_pass)) / math.sqrt(n)


def mean_min_num_samples(
    effect: float, *, false_fail: float, false_pass: float = FALSE_PASS
) -> int:
    """Draws for which `mean_min_detectable_effect` is at most `effect`."""
    return math.ceil(
        (mean_min_detectable_effect(1, false_fail=false_fail, false_pass=false_pass) / effect) ** 2
    )


def variance_test(z: FloatArray, *, false_fail: float, tolerance: float = 0.0) -> Evidence:
    """Test that independent N(μ, 1) draws have standard deviation 1, whatever μ is.

    Σ(z − mean)² is χ² with n − 1 degrees of freedom, exactly, and independent of the mean: a shift
    is none of its business. Rounding moves the root of that sum by tolerance·√n at most (the
    triangle inequality), each tail is taken at the end that is nearer to right.
    """
    n = z.size
    mean = float(z.mean())
    energy = _energy(z, mean)
    root, moved = math.sqrt(energy), tolerance * math.sqrt(n)
    least, most = _square(max(0.0, root - moved)), _square(root + moved)
    above = distributions.chi2_sf(least, n - 1)
    below = distributions.chi2_cdf(most, n - 1)
    return Evidence(
        test="spread",
        kind=TestKind.VARIANCE,
        statistic=distributions.clamp_finite(energy),
        p_value=distributions.clip_p_value(2 * min(above, below) if energy < math.inf else 0.0),
        law="sum of (z - mean)^2 is chi-square with n - 1 dof, exact",
        n=n,
        false_fail=false_fail,
        estimate=distributions.clamp_finite(root / math.sqrt(n - 1)),
        interval=_spread_interval(least, most, n, false_fail),
        expected=1.0,
        min_detectable_effect=variance_min_detectable_effect(n, false_fail=false_fail)
        + 4 * tolerance,
        alternatives="Gaussian, sigma off by this factor - 1",
    )


def _square(x: float) -> float:
    return x * x  # x**2 would raise where this gives infinity


def _spread_interval(
    least: float, most: float, n: int, false_fail: float
) -> tuple[float, float] | None:
    low, high = _energy_quantiles(n - 1, false_fail / 2)
    ends = math.sqrt(least / high), math.sqrt(most / low)
    return ends if math.isfinite(ends[1]) else None


@lru_cache(maxsize=_CACHED)
def _energy_quantiles(dof: int, tail: float) -> tuple[float, float]:
    low = distributions.chi2_ppf(tail, dof) * (1 - 1e-9)
    return low, distributions.chi2_isf(tail, dof) * (1 + 1e-9)


@lru_cache(maxsize=_CACHED)
def variance_min_detectable_effect(
    n: int, *, false_fail: float, false_pass: float = FALSE_PASS
) -> float:
    """Return the e for which σ >= 1 + e or σ <= 1/(1 + e) is missed by `false_pass` at most.

    The statistic of such a Gaussian is σ²·χ², so both ends are ratios of exact quantiles; e is
    the larger.
    """
    low, high = _energy_quantiles(n - 1, false_fail / 2)
    missed_low, missed_high = _energy_quantiles(n - 1, false_pass)
    return math.sqrt(max(high / missed_low, missed_high / low)) - 1


def variance_min_num_samples(
    effect: float, *, false_fail: float, false_pass: float = FALSE_PASS
) -> int:
    """Draws for which `variance_min_detectable_effect` is at most `effect`."""

    def enough(n: int) -> bool:
        found = variance_min_detectable_effect(n, false_fail=false_fail, false_pass=false_pass)
        return found <= effect

    shift = mean_min_num_samples(effect, false_fail=false_fail, false_pass=false_pass)
    return min_samples(enough, guess=max(2, shift // 2))
