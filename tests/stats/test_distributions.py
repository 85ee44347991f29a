from __future__ import annotations

import math
import sys

import numpy as np
import pytest
import scipy

from noisegrade.stats import distributions

TAILS = (0.4, 1e-3, 1e-9, 4e-13)


@pytest.mark.parametrize("tail", TAILS)
def test_normal_quantile_agrees_with_scipy(tail: float) -> None:
    assert distributions.norm_isf(tail) == pytest.approx(scipy.stats.norm.isf(tail), rel=1e-12)


@pytest.mark.parametrize("tail", TAILS)
@pytest.mark.parametrize("dof", [1, 15, 3000, 307_199])
def test_chi_square_agrees_with_scipy(dof: int, tail: float) -> None:
    low = distributions.chi2_ppf(tail, dof)
    high = distributions.chi2_isf(tail, dof)
    assert low == pytest.approx(scipy.stats.chi2.ppf(tail, dof), rel=1e-9)
    assert high == pytest.approx(scipy.stats.chi2.isf(tail, dof), rel=1e-9)
    assert distributions.chi2_cdf(low, dof) == pytest.approx(tail, rel=1e-9)
    assert distributions.chi2_sf(high, dof) == pytest.approx(tail, rel=1e-9)


@pytest.mark.parametrize("tail", TAILS)
@pytest.mark.parametrize("dof", [1, 9, 3000, 307_199])
def test_student_quantile_agrees_with_scipy(dof: int, tail: float) -> None:
    assert distributions.t_isf(tail, dof) == pytest.approx(scipy.stats.t.isf(tail, dof), rel=1e-8)


@pytest.mark.parametrize(("n", "q"), [(10, 0.5), (3000, 0.0455), (307_200, 6.3e-5)])
def test_binomial_tails_agree_with_scipy(n: int, q: float) -> None:
    for k in {0, 1, int(n * q), int(n * q) + 5, n}:
        assert distributions.binom_cdf(k, n, q) == pytest.approx(
            scipy.stats.binom.cdf(k, n, q), rel=1e-9
        )
        assert distributions.binom_sf_inclusive(k, n, q) == pytest.approx(
            scipy.stats.binom.sf(k - 1, n, q), rel=1e-9
        )
    assert distributions.binom_cdf(-1, n, q) == 0
    assert distributions.binom_sf_inclusive(n + 1, n, q) == 0


@pytest.mark.parametrize(("n", "q"), [(10, 0.5), (3000, 0.0455), (307_200, 6.3e-5)])
@pytest.mark.parametrize("tail", TAILS)
def test_binomial_border_is_the_first_count_that_refutes(n: int, q: float, tail: float) -> None:
    border = distributions.binom_critical_value(n, q, tail=tail)
    assert distributions.binom_sf_inclusive(border, n, q) <= tail
    assert distributions.binom_sf_inclusive(border - 1, n, q) > tail


@pytest.mark.parametrize(("k", "n"), [(0, 50), (7, 50), (50, 50), (830, 307_200)])
def test_binomial_interval_is_clopper_and_pearsons(k: int, n: int) -> None:
    low, high = distributions.clopper_pearson(k, n, false_fail=1e-6)
    truth = scipy.stats.binomtest(k, n).proportion_ci(confidence_level=1 - 1e-6, method="exact")
    assert low == pytest.approx(truth.low, rel=1e-6)
    assert high == pytest.approx(truth.high, rel=1e-6)


def test_scores_come_from_the_smaller_tail() -> None:
    below = np.array([0.0, 1e-300, 0.5, 1.0])
    above = np.array([1.0, 1.0, 0.5, 1e-200])
    truth = [-37.5, scipy.stats.norm.ppf(1e-300), 0.0, scipy.stats.norm.isf(1e-200)]
    assert distributions.norm_from_tails(below, above) == pytest.approx(truth)


def test_normal_scores_of_beta_variates_come_from_the_smaller_tail() -> None:
    a, b = np.array([40.0, 40.0, 40.0, 40.0, 40.0]), 20.0
    x = np.array([0.0, 1e-6, 0.6, 0.7, 1 - 1e-6])
    beta = scipy.stats.beta
    tails = np.where(x < 2 / 3, beta.cdf(x, a, b), beta.sf(x, a, b))
    truth = np.where(x < 2 / 3, 1, -1) * scipy.stats.norm.ppf(tails)
    truth[0] = -37.5
    assert distributions.norm_from_beta(x, a, b) == pytest.approx(truth)


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        (1.5, 1.5),
        (math.inf, sys.float_info.max),
        (-math.inf, -sys.float_info.max),
        (math.nan, sys.float_info.max),
    ],
)
def test_statistics_stay_finite(value: float, kept: float) -> None:
    assert distributions.clamp_finite(value) == kept


@pytest.mark.parametrize(("p", "kept"), [(math.nan, 0.0), (-1e-20, 0.0), (0.3, 0.3), (1.8, 1.0)])
def test_p_values_stay_within_0_and_1_and_nan_refutes(p: float, kept: float) -> None:
    assert distributions.clip_p_value(p) == kept
