"""Means and variances between calls against SciPy's analysis of variance."""

from __future__ import annotations

import math

import numpy as np
import pytest
import scipy

from noisegrade.model import FloatArray
from noisegrade.stats import between_calls
from stats.imperfect_draws import FALSE_FAIL, draws


@pytest.fixture
def z() -> FloatArray:
    return np.random.default_rng(5).standard_normal((16, 40))


def test_means_between_calls_have_the_law_of_an_analysis_of_variance(z: FloatArray) -> None:
    truth = scipy.stats.f_oneway(*z)
    evidence = between_calls.between_call_means_test(
        between_calls.call_moments(z), 40, false_fail=FALSE_FAIL
    )
    assert evidence.estimate == pytest.approx(truth.statistic)
    assert evidence.p_value == pytest.approx(2 * min(truth.pvalue, 1 - truth.pvalue))


def test_energies_between_calls_have_the_law_of_ratios_of_variances(z: FloatArray) -> None:
    energies = 40 * z.var(axis=1)
    score = 0.0
    for j in range(1, 16):
        ratio = (energies[j] / 39) / (energies[:j].sum() / (39 * j))
        score += scipy.stats.norm.ppf(scipy.stats.f(39, 39 * j).cdf(ratio)) ** 2
    evidence = between_calls.between_call_variances_test(
        between_calls.call_moments(z), 40, false_fail=FALSE_FAIL
    )
    assert evidence.statistic == pytest.approx(score)
    law = scipy.stats.chi2(15)
    assert evidence.p_value == pytest.approx(2 * min(law.cdf(score), law.sf(score)))


@pytest.mark.parametrize("factor", [1.0, 4.0])
def test_the_calls_means_have_the_analysis_of_variance(factor: float) -> None:
    z = draws(9, 8, 60)
    z += (factor - 1) * z.mean(axis=1, keepdims=True)
    found = between_calls.between_call_means_test(
        between_calls.call_moments(z), 60, false_fail=FALSE_FAIL
    )
    ratio, above = scipy.stats.f_oneway(*z)
    below = scipy.stats.f.cdf(ratio, 7, 8 * 59)
    assert (found.n, found.expected) == (480, 1.0)
    assert found.estimate == pytest.approx(ratio)
    assert found.statistic == pytest.approx(ratio)
    assert found.p_value == pytest.approx(2 * min(above, below), rel=1e-6)
    low, high = scipy.stats.f.ppf([FALSE_FAIL / 2, 1 - FALSE_FAIL / 2], 7, 8 * 59)
    assert found.interval == pytest.approx((ratio / high, ratio / low), rel=1e-6)


def test_the_calls_means_least_effect_is_the_larger_of_two_ratios_of_quantiles() -> None:
    of = {"dfn": 7, "dfd": 8 * 59}
    low, high = scipy.stats.f.ppf([5e-4, 1 - 5e-4], **of)
    missed_low, missed_high = scipy.stats.f.ppf([0.2, 0.8], **of)
    wanted = math.sqrt(max(high / missed_low, missed_high / low)) - 1
    found = between_calls.between_call_means_min_detectable_effect(
        8, 60, false_fail=1e-3, false_pass=0.2
    )
    assert found == pytest.approx(wanted, rel=1e-6)


def test_the_calls_energies_are_counted_and_compared_with_one() -> None:
    z = draws(10, 8, 60)
    found = between_calls.between_call_variances_test(
        between_calls.call_moments(z), 60, false_fail=FALSE_FAIL
    )
    energies = ((z - z.mean(axis=1, keepdims=True)) ** 2).sum(axis=1)
    shares = np.cumsum(energies)[:-1] / np.cumsum(energies)[1:]
    before = np.arange(1, 8) * 59 / 2
    normal = scipy.stats.norm.ppf(scipy.stats.beta.cdf(shares, before, 59 / 2))
    assert found.n == 480
    assert found.statistic == pytest.approx((normal**2).sum())
    assert found.estimate == pytest.approx((normal**2).sum() / 7)


def test_a_first_change_of_energy_is_caught_where_its_score_passes_the_border() -> None:
    border = math.sqrt(scipy.stats.chi2.isf(5e-4, 7))
    half = (10 - 1) / 2
    rejected, missed = scipy.stats.beta.isf([scipy.stats.norm.sf(border), 0.1], half, half)
    effect = math.sqrt(rejected / (1 - rejected) * missed / (1 - missed)) - 1
    found = between_calls.between_call_variances_min_detectable_effect(
        8, 10, false_fail=1e-3, false_pass=0.1
    )
    assert found == pytest.approx(effect, rel=1e-6)
