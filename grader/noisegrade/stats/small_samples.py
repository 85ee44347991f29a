"""Tests of few draws, down to a single one: mean and σ, exact for every n; and repeated values."""

from __future__ import annotations

import math

import numpy as np

from noisegrade.model import Evidence, FloatArray, TestKind
from noisegrade.stats import distributions
from noisegrade.stats.collisions import collision_bound

__all__ = ["repeats_test", "small_sample_tests"]


def small_sample_tests(
    z: FloatArray, *, false_fail: float, tolerance: float = 0.0
) -> tuple[Evidence, Evidence]:
    """Test that a few draws are independent N(0, 1), by their mean and by their sum of squares.

    √n·mean(z) is N(0, 1), and Σz² is χ² with n degrees of freedom, exactly, for n = 1 as well.
    Rounding moves the mean by `tolerance` at most and √Σz² by tolerance·√n; the p-values are those
    of the ends nearer to right, hence bounds.

    Parameters
    ----------
    z : array, any shape, finite, at least one draw; no unit
    false_fail : error budget of each of the two tests, in (0, 1)
    tolerance : largest rounding error of any z, in σ
    """
    n = z.size
    mean = float(z.mean())
    far = math.sqrt(n) * distributions.excess_over(abs(mean), tolerance)
    root = math.sqrt(float(np.sum(z * z)))
    moved = tolerance * math.sqrt(n)
    below = distributions.chi2_cdf((root + moved) ** 2, n)
    above = distributions.chi2_sf(distributions.excess_over(root, moved) ** 2, n)
    location = Evidence(
        test="mean",
        kind=TestKind.MEAN,
        statistic=mean,
        p_value=distributions.clip_p_value(distributions.norm_two_sided_sf(far)),
        law="normal distribution of the mean, exact",
        n=n,
        false_fail=false_fail,
        estimate=mean,
        expected=0.0,
    )
    spread = Evidence(
        test="variance",
        kind=TestKind.VARIANCE,
        statistic=root * root,
        p_value=distributions.clip_p_value(2 * min(below, above)),
        law="chi-square distribution of the sum of squares, exact",
        n=n,
        false_fail=false_fail,
        estimate=root / math.sqrt(n),
        expected=1.0,
    )
    return location, spread


def repeats_test(z: FloatArray, *, false_fail: float, tolerance: float = 0.0) -> Evidence:
    """Test that a few draws are independent N(0, 1), by how many of them are the same.

    Two draws count as the same where their rounded values are at most 2·tolerance apart, so that
    the draws themselves are at most w = 4·tolerance apart. Given all earlier draws, a draw is so
    near to one of them with probability at most q = n·(2w/√(2π) + 2^-22): the density of N(0, 1) is
    1/√(2π) at most, and draws made of 32-bit words may be equal, see `collision_bound`. The number
    of such draws is hence at most binomial (n, q) in the stochastic order.
    In sorted order a draw that comes near an earlier one adds at most two gaps of that size, so
    half the number of such gaps, rounded up, is at most their number: the p-value is a bound.

    Parameters
    ----------
    z, false_fail, tolerance : as in `small_sample_tests`
    """
    n = z.size
    ordered = np.sort(z, axis=None)
    gaps = int(np.count_nonzero(np.diff(ordered) <= 2 * tolerance))
    near = (gaps + 1) // 2
    q = min(1.0, n * (8 * tolerance / math.sqrt(2 * math.pi) + collision_bound()))
    return Evidence(
        test="repeated values",
        kind=TestKind.COLLISIONS,
        statistic=float(gaps),
        p_value=distributions.clip_p_value(distributions.binom_sf_inclusive(near, n, q)),
        law="binomial number of draws beside an earlier one, a bound",
        n=n,
        false_fail=false_fail,
        estimate=(n - gaps) / n,
        expected=1.0,
    )
