"""Distances, tails and the maximum against SciPy and counting."""

from __future__ import annotations

import math

import numpy as np
import pytest
import scipy

from noisegrade.stats import distribution, extreme_value
from stats.imperfect_draws import FALSE_FAIL, TOLERANCE, N, draws


@pytest.mark.parametrize("n", [2, 63, 4095, 4096, 4097, 30_000])
@pytest.mark.parametrize("rounded", [False, True])
def test_distance_is_the_kolmogorov_distance(n: int, *, rounded: bool) -> None:
    draws = np.random.default_rng(n).standard_normal(n)
    draws = draws.round(1) if rounded else draws
    found = distribution.ks_test(np.sort(draws), false_fail=FALSE_FAIL)
    assert found.statistic == pytest.approx(scipy.stats.kstest(draws, "norm").statistic, abs=1e-15)


@pytest.mark.parametrize("n", [50, 3000])
@pytest.mark.parametrize("tail", [0.05, 1e-3, 1e-9, 1e-12])
def test_distribution_bound_lies_above_the_exact_law(n: int, tail: float) -> None:
    distance = float(scipy.stats.kstwo.isf(tail, n))
    bound = 2 * math.exp(-2 * n * distance**2)
    assert tail <= bound * (1 + 1e-9)


@pytest.mark.parametrize("sigmas", [1, 2, 3, 4])
def test_draws_beyond_are_counted_and_binomial(sigmas: int) -> None:
    draws = np.random.default_rng(3).standard_t(4, 3000)
    count = int((np.abs(draws) > sigmas).sum())
    evidence = distribution.tail_count_test(np.sort(draws), sigmas, false_fail=FALSE_FAIL)
    law = scipy.stats.binom(3000, 2 * scipy.stats.norm.sf(sigmas))
    assert evidence.statistic == count
    assert evidence.p_value == pytest.approx(
        min(1.0, 2 * min(law.cdf(count), law.sf(count - 1))), rel=1e-9
    )


def test_maximum_has_its_exact_law() -> None:
    draws = np.sort(np.random.default_rng(3).standard_normal(500))
    evidence = extreme_value.extreme_value_test(draws, false_fail=FALSE_FAIL)
    farthest = float(np.abs(draws).max())
    assert evidence.p_value == pytest.approx(1 - (1 - 2 * scipy.stats.norm.sf(farthest)) ** 500)
    assert scipy.stats.norm.cdf(evidence.expected) - scipy.stats.norm.cdf(
        -evidence.expected
    ) == pytest.approx(0.5 ** (1 / 500))


def test_the_distribution_has_massarts_band() -> None:
    z = np.sort(draws(6, N))
    found = distribution.ks_test(z, false_fail=FALSE_FAIL, tolerance=TOLERANCE)
    distance = scipy.stats.kstest(z, "norm").statistic
    allowed = TOLERANCE / math.sqrt(2 * math.pi)
    half = math.sqrt(math.log(2 / FALSE_FAIL) / (2 * N)) + allowed
    assert found.interval == pytest.approx((max(0.0, distance - half), distance + half))
    assert found.p_value == pytest.approx(
        min(1.0, 2 * math.exp(-2 * N * (distance - allowed) ** 2))
    )
    least = math.sqrt(math.log(2 / 1e-6) / (2 * N)) + math.sqrt(math.log(1 / 0.3) / (2 * N))
    effect = distribution.ks_min_detectable_effect(N, false_fail=1e-6, false_pass=0.3)
    assert effect == pytest.approx(least)


@pytest.mark.parametrize("sigmas", [1, 2])
def test_a_tails_least_effect_is_the_larger_of_too_much_and_too_little(sigmas: int) -> None:
    n, false_fail, false_pass = 2000, 1e-4, 1e-3
    q = 2 * scipy.stats.norm.sf(sigmas)
    counts = np.arange(n + 1)
    many = counts[scipy.stats.binom.sf(counts - 1, n, q) <= false_fail / 2][0]
    few = counts[scipy.stats.binom.cdf(counts, n, q) <= false_fail / 2][-1]
    more = scipy.optimize.brentq(
        lambda e: scipy.stats.binom.cdf(many - 1, n, q + e) - false_pass, 0, 1 - q
    )
    less = scipy.optimize.brentq(lambda e: scipy.stats.binom.sf(few, n, q - e) - false_pass, 0, q)
    found = distribution.tail_count_min_detectable_effect(
        n, sigmas, false_fail=false_fail, false_pass=false_pass
    )
    assert found == pytest.approx(max(more, less), rel=1e-3)


def test_a_tail_that_can_only_be_too_heavy_says_so() -> None:
    found = distribution.tail_count_test(np.sort(draws(7, N)), 3, false_fail=FALSE_FAIL)
    assert found.alternatives == "any iid law with more mass there, by the difference"


def test_a_tail_is_bracketed_by_clopper_and_pearson() -> None:
    z = np.sort(draws(7, N))
    found = distribution.tail_count_test(z, 1, false_fail=FALSE_FAIL)
    beyond = int((np.abs(z) > 1).sum())
    tested = scipy.stats.binomtest(beyond, N).proportion_ci(1 - FALSE_FAIL, "exact")
    assert found.interval == pytest.approx((tested.low, tested.high), rel=1e-6)
    assert found.estimate == beyond / N


def test_the_maximums_border_is_where_it_refutes() -> None:
    found = extreme_value.extreme_value_test(np.sort(draws(8, N)), false_fail=FALSE_FAIL)
    border = scipy.stats.norm.isf((1 - (1 - FALSE_FAIL) ** (1 / N)) / 2)
    assert found.alternatives.endswith(f"beyond {border:.1f} sigma")
    assert found.expected == pytest.approx(scipy.stats.norm.isf((1 - 0.5 ** (1 / N)) / 2))
