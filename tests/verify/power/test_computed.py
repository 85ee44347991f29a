"""Computed chances equal closed forms, rise with the effect, and hold against simulation."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest
import scipy

from built_in import NAMES
from noisegrade.model import FloatArray
from noisegrade.stats import budget
from noisegrade.stats.autocorrelation import autocorrelation_test
from noisegrade.stats.distribution import ks_test
from noisegrade.stats.lines import Axis
from noisegrade.stats.moments import mean_test, variance_test
from noisegrade.verify.power import analytic
from noisegrade.verify.power.curves import curves
from noisegrade.verify.power.power_values import Design

RUNS = 300
LOOSE = 1e-2
AXES = ("call", "row")


def design(*shapes: tuple[int, ...], false_fail: float = LOOSE, tolerance: float = 0.0) -> Design:
    return Design(
        exercise="sample_static",
        effect=0.1,
        axes=AXES,
        shapes=shapes,
        false_fail=false_fail,
        tolerance=tolerance,
    )


@pytest.mark.parametrize("false_fail", [1e-2, 1e-12])
@pytest.mark.parametrize("shift", [0.0, 0.05, 0.2, 0.6])
def test_mean_is_missed_as_often_as_a_normal_stays_between_two_quantiles(
    shift: float, false_fail: float
) -> None:
    border = scipy.stats.norm.isf(false_fail / 2)
    expected = 1.0
    for n in (64, 400):
        middle = scipy.stats.norm(loc=math.sqrt(n) * shift)
        expected *= middle.cdf(border) - middle.cdf(-border)
    found = analytic.mean_miss_probability(shift, design((16, 4), (16, 25), false_fail=false_fail))
    assert found == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize("false_fail", [1e-2, 1e-12])
@pytest.mark.parametrize("factor", [0.5, 0.9, 1.0, 1.1, 2.0])
def test_sigma_is_missed_as_often_as_chi_square_stays_between_two_quantiles(
    factor: float, false_fail: float
) -> None:
    law = scipy.stats.chi2(399)
    low, high = law.ppf(false_fail / 2), law.isf(false_fail / 2)
    expected = law.cdf(high / factor**2) - law.cdf(low / factor**2)
    found = analytic.variance_miss_probability(factor, design((16, 25), false_fail=false_fail))
    assert found == pytest.approx(expected, rel=1e-6, abs=1e-15)


def test_right_draws_are_missed_but_for_the_budget_of_every_stage() -> None:
    three = design((16, 4), (16, 25), (16, 60))
    assert analytic.mean_miss_probability(0.0, three) == pytest.approx((1 - LOOSE) ** 3)
    assert analytic.variance_miss_probability(1.0, three) == pytest.approx((1 - LOOSE) ** 3)


def test_stages_are_missed_together_as_often_as_their_product() -> None:
    first, second = (16, 10), (16, 90)
    for missed in (
        lambda of: analytic.mean_miss_probability(0.1, of),
        lambda of: analytic.variance_miss_probability(1.1, of),
        lambda of: analytic.ks_miss_probability(0.1, of),
        lambda of: analytic.lag1_miss_probability(0.2, 1, of),
    ):
        both = missed(design(first, second))
        assert both == pytest.approx(missed(design(first)) * missed(design(second)))


def test_what_a_plan_promises_is_missed_once_in_a_billion_at_most() -> None:
    plan = budget.plan(0.1, exercises=len(NAMES))
    lines = plan.draws[-1] // budget.SHORTEST_LINE
    last = design((lines, budget.SHORTEST_LINE), false_fail=plan.per_test)
    mean, spread, distance, correlation = (
        promise.min_detectable_effect for promise in plan.promises
    )
    most = budget.FALSE_PASS * 1.01
    assert analytic.mean_miss_probability(mean * 1.001, last) <= most
    assert analytic.variance_miss_probability((1 + spread) * 1.0001, last) <= most
    assert analytic.variance_miss_probability(1 / (1 + spread) / 1.0001, last) <= most
    assert analytic.ks_miss_probability(distance * 1.001, last) <= most
    assert analytic.lag1_miss_probability(correlation * 1.001, 1, last) <= most


def _spread(z: FloatArray) -> bool:
    return variance_test(z, false_fail=LOOSE).rejects


def _mean(z: FloatArray) -> bool:
    return mean_test(z, false_fail=LOOSE).rejects


def _distribution(z: FloatArray) -> bool:
    return ks_test(np.sort(z, axis=None), false_fail=LOOSE).rejects


def _rows(z: FloatArray) -> bool:
    x = z - z.mean()
    return autocorrelation_test(x, Axis(1, "row"), false_fail=LOOSE).rejects


def _ar1(z: FloatArray, rho: float) -> FloatArray:
    fresh = math.sqrt(1 - rho * rho) * z
    fresh[:, 0] = z[:, 0]
    return scipy.signal.lfilter([1], [1, -rho], fresh, axis=1)


@pytest.mark.parametrize(
    ("missed", "rejects", "wrong", "exact"),
    [
        (lambda d: analytic.mean_miss_probability(0.12, d), _mean, lambda z: z + 0.12, True),
        (lambda d: analytic.variance_miss_probability(1.1, d), _spread, lambda z: 1.1 * z, True),
        (lambda d: analytic.variance_miss_probability(0.9, d), _spread, lambda z: 0.9 * z, True),
        (
            lambda d: analytic.ks_miss_probability(0.13, d),
            _distribution,
            lambda z: np.where(np.abs(z) < scipy.stats.norm.isf(0.5 - 0.13), 0.0, z),
            False,
        ),
        (
            lambda d: analytic.lag1_miss_probability(0.22, 1, d),
            _rows,
            lambda z: _ar1(z, 0.22),
            False,
        ),
        (
            lambda d: analytic.lag1_miss_probability(0.22, 1, d),
            _rows,
            lambda z: _ar1(z, -0.22),
            False,
        ),
    ],
    ids=["mean", "σ too large", "σ too small", "distance", "correlated", "anticorrelated"],
)
def test_tests_miss_as_often_as_computed_or_less_where_it_is_a_bound(
    missed: Callable[[Design], float],
    rejects: Callable[[FloatArray], bool],
    wrong: Callable[[FloatArray], FloatArray],
    exact: bool,  # noqa: FBT001 - a column of the table
) -> None:
    chance = missed(design((25, 20)))
    assert 0.001 < chance < 0.95
    rng = np.random.default_rng(5)
    count = sum(not rejects(wrong(rng.standard_normal((25, 20)))) for _ in range(RUNS))
    assert scipy.stats.binom.sf(count - 1, RUNS, chance) > 1e-4
    assert not exact or scipy.stats.binom.cdf(count, RUNS, chance) > 1e-4


def test_rounding_that_is_allowed_for_never_adds_to_a_chance() -> None:
    exact, rounded = design((16, 25)), design((16, 25), tolerance=1e-3)
    assert analytic.mean_miss_probability(0.1, rounded) > analytic.mean_miss_probability(0.1, exact)
    assert analytic.variance_miss_probability(1.1, rounded) > analytic.variance_miss_probability(
        1.1, exact
    )
    assert analytic.variance_miss_probability(0.9, rounded) > analytic.variance_miss_probability(
        0.9, exact
    )
    assert analytic.ks_miss_probability(0.15, rounded) > analytic.ks_miss_probability(0.15, exact)
    assert analytic.lag1_miss_probability(0.3, 1, rounded) > analytic.lag1_miss_probability(
        0.3, 1, exact
    )


def test_chances_rise_with_the_effect_and_reach_what_the_tables_say() -> None:
    drawn = list(curves(design((16, 20), (16, 200), false_fail=1e-6)))
    assert [curve.name for curve in drawn] == [
        "mean off",
        "σ too large",
        "σ too small",
        "any other law",
        "neighbours: call",
        "neighbours: row",
    ]
    for curve in drawn:
        caught = [point.caught for point in curve.points]
        assert caught == sorted(caught)
        assert caught[0] <= 2e-6
        assert caught[-1] > 1 - 1e-9
        effects = [effect for effect in curve.reached if effect is not None]
        assert len(effects) == 4
        assert effects == sorted(effects)
        below = next(p for p in reversed(curve.points) if p.effect <= effects[0])
        above = next(p for p in curve.points if p.effect >= effects[0])
        assert below.caught <= 0.5 + 1e-3
        assert above.caught >= 0.5 - 1e-3
