"""Autocorrelation of values and magnitudes against NumPy, SciPy and counting."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
import scipy

from noisegrade.stats import abs_autocorrelation, autocorrelation, chernoff
from noisegrade.stats.lines import Axis
from stats.imperfect_draws import FALSE_FAIL, N, draws


def test_neighbours_are_correlated_as_numpy_says() -> None:
    z = 5 + 3 * np.random.default_rng(2).standard_normal((30, 40))
    x = z - z.mean()
    evidence = autocorrelation.autocorrelation_test(x, Axis(1, "row"), false_fail=FALSE_FAIL)
    truth = np.corrcoef(z[:, 1:].ravel(), z[:, :-1].ravel())[0, 1]
    assert evidence.estimate == pytest.approx(truth, abs=0.005)
    assert evidence.interval[0] < evidence.estimate < evidence.interval[1]


@pytest.mark.parametrize("rho", [-0.5, 0.0, 0.3])
def test_interval_of_neighbours_holds_the_correlation(rho: float) -> None:
    rng = np.random.default_rng(12)
    missed = 0
    for _ in range(300):
        z = np.empty((20, 30))
        z[:, 0] = rng.standard_normal(20)
        for step in range(1, 30):
            noise = rng.standard_normal(20)
            z[:, step] = rho * z[:, step - 1] + math.sqrt(1 - rho * rho) * noise
        z -= z.mean()
        evidence = autocorrelation.autocorrelation_test(z, Axis(1, "row"), false_fail=0.1)
        missed += not evidence.interval[0] <= rho <= evidence.interval[1]
    assert missed <= 30 + 3 * math.sqrt(27)


def test_agreements_are_those_of_plain_counting() -> None:
    z = np.random.default_rng(2).standard_normal((30, 40))
    large = np.abs(z) > abs_autocorrelation.median_magnitude(np.sort(z, axis=None))
    evidence = abs_autocorrelation.abs_autocorrelation_test(
        large, Axis(1, "row"), false_fail=FALSE_FAIL
    )
    assert evidence.statistic == (large[:, 1:] == large[:, :-1]).sum()
    assert evidence.n == large.size


@pytest.mark.parametrize("lengths", [(1, 12), (4, 3), (6, 2)])
def test_shuffled_marks_agree_by_luck_less_often_than_stated(lengths: tuple[int, int]) -> None:
    stated, agreed = {}, []
    for marks in itertools.combinations(range(12), 6):
        large = np.zeros(12, dtype=bool)
        large[list(marks)] = True
        evidence = abs_autocorrelation.abs_autocorrelation_test(
            large.reshape(lengths), Axis(1, "row"), false_fail=FALSE_FAIL
        )
        agreed.append(evidence.statistic)
        stated[evidence.statistic] = evidence.p_value
    p = np.array([stated[count] for count in agreed])
    for level in set(stated.values()):
        assert (p <= level).mean() <= level


@pytest.mark.parametrize("n", [2, 3, 10, 101, 5000])
@pytest.mark.parametrize("shift", [-9.0, -0.5, 0.0, 2.0])
def test_half_of_all_draws_are_larger_than_the_median_magnitude(n: int, shift: float) -> None:
    z = np.random.default_rng(n).standard_normal(n) + shift
    median = abs_autocorrelation.median_magnitude(np.sort(z))
    assert int((np.abs(z) > median).sum()) == n // 2
    assert median == np.sort(np.abs(z))[n - n // 2 - 1]


def test_neighbours_with_rounding_have_the_bound_of_what_surely_is_left() -> None:
    centred = draws(12, 25, 20)
    centred += 0.4 * np.roll(centred, 1, axis=1)
    centred -= centred.mean()
    energy = float((centred**2).sum())
    found = autocorrelation.autocorrelation_test(
        centred, Axis(1, "row"), false_fail=FALSE_FAIL, tolerance=0.01
    )
    product = float((centred[:, 1:] * centred[:, :-1]).sum())
    moved = 0.01 * math.sqrt(N)
    allowed = moved * (2 * math.sqrt(energy) + moved)
    off = (product - allowed) / (math.sqrt(energy) + moved) ** 2
    tail = math.exp(chernoff.independent_log_tail(off, 25, 20))
    assert found.p_value == pytest.approx(2 * tail)
    assert found.estimate == pytest.approx(product / energy * N / (25 * 19))
    followed, pairs = float((centred[:, :-1] ** 2).sum()), 25 * 19
    fixed = 0.05 * pairs
    reach = max(
        math.sqrt((s + fixed) * (math.log(s / fixed + 1) + 2 * math.log(1 / FALSE_FAIL))) / s
        for s in (followed, pairs)
    )
    reach += 2 * allowed / followed
    around = (max(-1.0, product / followed - reach), min(1.0, product / followed + reach))
    assert found.interval == pytest.approx(around)


def test_the_least_agreement_that_is_caught_follows_from_the_binomial() -> None:
    n, pairs, false_fail, false_pass = 1000, 950, 1e-4, 1e-3
    chance = scipy.stats.binom.pmf(n // 2, n, 0.5)
    counts = np.arange(pairs + 1)
    most = counts[scipy.stats.binom.sf(counts - 1, pairs, 0.5) <= false_fail / 2 * chance][0]
    wanted = scipy.optimize.brentq(
        lambda e: scipy.stats.binom.cdf(most - 1, pairs, 0.5 + e) - false_pass, 0, 0.5
    )
    found = abs_autocorrelation.abs_autocorrelation_min_detectable_effect(
        n, pairs, false_fail=false_fail, false_pass=false_pass
    )
    assert found == pytest.approx(wanted, rel=1e-3)
