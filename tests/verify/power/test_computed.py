"""Computed chances equal closed forms, rise with the effect, and hold against simulation."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
import scipy

from built_in import COURSE, NAMES
from noisegrade.exercise import RandomExercise
from noisegrade.model import FloatArray
from noisegrade.stats import budget
from noisegrade.stats.autocorrelation import autocorrelation_test
from noisegrade.stats.budget import Look
from noisegrade.stats.distribution import ks_test
from noisegrade.stats.lines import Axis
from noisegrade.stats.moments import mean_test, variance_test
from noisegrade.verify.design import Design, design_of
from noisegrade.verify.power import analytic
from noisegrade.verify.power.alternatives import Draw, ar1
from noisegrade.verify.power.curves import curves, paired
from noisegrade.verify.power.simulation import grade_draws

RUNS = 300
LOOSE = 1e-2
AXES = ("call", "row")
PLAN = budget.plan(0.1, exercises=len(NAMES))
EARLY = 0.05  # what an early acceptance may miss here: enough to be counted

Shape = tuple[int, ...]


def design(*shapes: Shape, false_fail: float = LOOSE, tolerance: float = 0.0) -> Design:
    """Plan a first look, looks that may accept early, and a last one."""
    first, *early, last = map(math.prod, shapes)
    looks = (
        Look(0, first),
        *(Look(at, draws, EARLY) for at, draws in enumerate(early, start=1)),
        Look(9, last),
    )
    return Design(
        exercise="sample_static",
        effect=PLAN.effect,
        axes=AXES,
        shapes=shapes,
        false_fail=false_fail,
        tolerance=tolerance,
        plan=replace(PLAN, looks=looks, per_test=false_fail),
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
    expected = 1.0
    for n in (64, 400):
        law = scipy.stats.chi2(n - 1)
        low, high = law.ppf(false_fail / 2), law.isf(false_fail / 2)
        expected *= law.cdf(high / factor**2) - law.cdf(low / factor**2)
    two = design((16, 4), (16, 25), false_fail=false_fail)
    found = analytic.variance_miss_probability(factor, two)
    assert found == pytest.approx(expected, rel=1e-6, abs=1e-15)


MISSED = {
    "mean": lambda effect, of: analytic.mean_miss_probability(effect, of),
    "σ too large": lambda effect, of: analytic.variance_miss_probability(1 + effect, of),
    "σ too small": lambda effect, of: analytic.variance_miss_probability(1 / (1 + effect), of),
    "distance": lambda effect, of: analytic.ks_miss_probability(effect, of),
    "neighbours": lambda effect, of: analytic.lag1_miss_probability(effect, 1, of),
}
SCREEN, BLOCKS, ALL = (1, 20), (150, 20), (450, 20)


def test_right_draws_pass_two_looks_but_for_the_budget_of_each() -> None:
    two = design((16, 4), (16, 60))
    assert analytic.mean_miss_probability(0.0, two) == pytest.approx((1 - LOOSE) ** 2)
    assert analytic.variance_miss_probability(1.0, two) == pytest.approx((1 - LOOSE) ** 2)


@pytest.mark.parametrize("missed", MISSED.values(), ids=MISSED)
def test_first_look_multiplies_and_early_acceptance_adds(
    missed: Callable[[float, Design], float],
) -> None:
    small, large = (16, 10), (16, 90)
    effect = 0.1
    last = missed(effect, design(SCREEN, large)) / missed(effect, design(SCREEN, SCREEN)) ** 0.5
    first = missed(effect, design(small, small)) ** 0.5
    assert missed(effect, design(small, large)) == pytest.approx(first * last)
    without = missed(effect, design(SCREEN, ALL))
    with_early = missed(effect, design(SCREEN, BLOCKS, ALL))
    assert without < with_early <= 1


@pytest.mark.parametrize(
    ("kind", "place"),
    [("mean", 0), ("σ too large", 1), ("σ too small", 1), ("distance", 2), ("neighbours", 3)],
)
def test_early_acceptance_misses_what_is_promised_as_often_as_it_may(kind: str, place: int) -> None:
    effect = PLAN.promises[place].min_detectable_effect
    strict = design(SCREEN, BLOCKS, (9000, 20))  # of so many draws, the last look misses nothing
    found = MISSED[kind](effect, strict)
    assert found <= EARLY * (1 + 1e-6)
    assert found > EARLY * 0.8  # but for what the first look catches
    assert MISSED[kind](1.2 * effect, strict) < 0.7 * found


def test_what_a_plan_promises_is_missed_once_in_a_billion_at_most() -> None:
    for name in ("sample_static", "sample_sum"):
        exercise = COURSE.find(name)
        assert isinstance(exercise, RandomExercise)
        whole = replace(design_of(exercise, PLAN), tolerance=0.0)
        mean, spread, distance, _ = (one.min_detectable_effect for one in PLAN.promises)
        assert len(whole.looks) == 4
        assert analytic.mean_miss_probability(mean, whole) <= budget.FALSE_PASS
        assert analytic.variance_miss_probability(1 + spread, whole) <= budget.FALSE_PASS
        assert analytic.variance_miss_probability(1 / (1 + spread), whole) <= budget.FALSE_PASS
        assert analytic.ks_miss_probability(distance, whole) <= budget.FALSE_PASS
        for axis, _ in paired(whole):
            rho = PLAN.correlation(whole.shapes[-1][axis])
            assert analytic.lag1_miss_probability(rho, axis, whole) <= budget.FALSE_PASS


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
    shapes = (1, 20), (25, 20)
    chance = missed(design(*shapes))
    assert 0.001 < chance < 0.95
    rng = np.random.default_rng(5)
    count = sum(
        not any(rejects(wrong(rng.standard_normal(shape))) for shape in shapes) for _ in range(RUNS)
    )
    assert scipy.stats.binom.sf(count - 1, RUNS, chance) > 1e-4
    assert not exact or scipy.stats.binom.cdf(count, RUNS, chance) > 1e-4


def shifted(rng: np.random.Generator, shape: Shape) -> FloatArray:
    return rng.standard_normal(shape) + 0.095


def widened(rng: np.random.Generator, shape: Shape) -> FloatArray:
    return rng.standard_normal(shape) * 1.066


@pytest.mark.parametrize(
    ("draw", "missed"),
    [
        (shifted, lambda d: analytic.mean_miss_probability(0.095, d)),
        (widened, lambda d: analytic.variance_miss_probability(1.066, d)),
        (ar1(0.125, 1), lambda d: analytic.lag1_miss_probability(0.125, 1, d)),
    ],
    ids=["mean", "σ", "neighbours"],
)
def test_whole_gradings_miss_no_more_than_computed(
    draw: Draw, missed: Callable[[Design], float]
) -> None:
    some = design((16, 20), (50, 20), (150, 20), false_fail=1e-6)
    bound = missed(some)
    assert 0.02 < bound < 0.98
    ends = [grade_draws(draw, rng, some) for rng in np.random.default_rng(7).spawn(RUNS)]
    count = sum(not end.rejected for end in ends)
    assert count > 0
    assert scipy.stats.binom.sf(count - 1, RUNS, bound) > 1e-4


def test_rounding_that_is_allowed_for_never_adds_to_a_chance() -> None:
    shapes = (1, 20), (16, 25)
    exact, rounded = design(*shapes), design(*shapes, tolerance=1e-3)
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
