"""Mean and σ of few draws, down to a single one: both laws are exact for every n."""

from __future__ import annotations

import math

import numpy as np

from noisegrade.model import Evidence, FloatArray, TestKind
from noisegrade.stats import distributions

__all__ = ["small_sample_tests"]


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
