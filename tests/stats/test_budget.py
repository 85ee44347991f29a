from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest
from scipy import signal, stats

from built_in import NAMES
from noisegrade.model import FloatArray
from noisegrade.stats import acceptance, battery, budget, chernoff
from noisegrade.stats.battery_tests import Draws
from noisegrade.stats.distribution import ks_min_detectable_effect
from noisegrade.stats.moments import mean_min_detectable_effect, variance_min_detectable_effect

EXERCISES = len(NAMES)
PLAN = budget.plan(budget.DEFAULT_EFFECT, exercises=EXERCISES)
AXES = ("call", "row", "column", "channel")
LATE = budget.FALSE_PASS / 2


def test_error_budget_is_split_over_exercises_looks_and_tests() -> None:
    looks = PLAN.per_test * budget.LOOKS * battery.TESTS
    assert (looks + PLAN.edges) * EXERCISES == pytest.approx(budget.FALSE_FAIL)
    assert len(PLAN.looks) == budget.LOOKS


def test_a_plan_promises_what_it_was_asked_for() -> None:
    plan = budget.plan(0.1, exercises=EXERCISES)
    assert plan.per_test == pytest.approx(0.9e-9 / EXERCISES / 4 / 65)
    assert plan.edges == pytest.approx(0.1e-9 / EXERCISES)
    wanted = [0.1, 0.075, 0.06, 0.1]
    assert [one.min_detectable_effect for one in plan.promises] == pytest.approx(wanted)
    assert plan is budget.plan(0.1, exercises=EXERCISES)  # solved once


def test_false_passes_are_split_over_the_looks_that_may_accept() -> None:
    assert sum(look.false_pass for look in PLAN.looks) + LATE == pytest.approx(budget.FALSE_PASS)
    assert PLAN.looks[-1].false_pass == 0


def test_default_effect_costs_about_328_000_draws_at_most() -> None:
    assert PLAN.draws[-1] == pytest.approx(328_000, rel=0.005)
    assert PLAN.draws[0] == pytest.approx(PLAN.draws[-1] / 100, rel=0.01)
    assert PLAN.looks[1].draws == pytest.approx(PLAN.draws[-1] * 3 / 8, rel=0.01)


@pytest.mark.parametrize("effect", [0.01, 0.026, 0.05, 0.2, 0.5])
def test_last_look_alone_catches_what_is_promised(effect: float) -> None:
    plan = budget.plan(effect, exercises=EXERCISES)
    n, rates = plan.draws[-1], {"false_fail": plan.per_test / 2, "false_pass": LATE}
    mean, variance, distance, correlation = (one.min_detectable_effect for one in plan.promises)
    assert mean_min_detectable_effect(n, **rates) <= mean == effect
    assert variance_min_detectable_effect(n, **rates) <= variance < effect
    assert ks_min_detectable_effect(n, **rates) <= distance < effect
    assert correlation == effect


@pytest.mark.parametrize("effect", [0.01, 0.026, 0.05])
@pytest.mark.parametrize("length", [2, 3, 4, 16, 48, 80, 144, 1000, 2276])
def test_last_look_catches_every_correlation_from_the_promised_one_on(
    effect: float, length: int
) -> None:
    plan = budget.plan(effect, exercises=EXERCISES)
    lines = plan.draws[-1] // length
    border = chernoff.threshold(lines, length, tail=plan.per_test / 4)
    missed = acceptance.autocorrelation_log_missed(border, lines, length, plan.correlation(length))
    assert missed <= math.log(LATE)


@pytest.mark.parametrize("effect", [0.01, 0.026, 0.1, 0.5])
def test_looks_grow_from_a_floor(effect: float) -> None:
    plan = budget.plan(effect, exercises=EXERCISES)
    first, second, last = plan.draws
    assert 3000 <= first <= second <= last
    blocks = [look.blocks for look in plan.looks]
    assert blocks == sorted(set(blocks))
    sizes = {look.draws / look.blocks for look in plan.looks[1:]}
    assert len(sizes) == 1


@pytest.mark.parametrize("effect", [0.0, -0.1, 0.6, float("nan")])
def test_effects_that_mean_nothing_are_refused(effect: float) -> None:
    with pytest.raises(ValueError, match="effect"):
        budget.plan(effect, exercises=EXERCISES)


def test_a_plan_without_exercises_is_refused() -> None:
    with pytest.raises(ValueError, match="exercise"):
        budget.plan(0.026, exercises=0)


SIDE = 41  # rows and columns of a call: 24 calls make 121 032 draws


def accepted(z: FloatArray, look: budget.Look = PLAN.looks[1]) -> bool:
    judged = battery.judge(z, axes=AXES, false_fail=PLAN.per_test)
    lengths = tuple(zip(AXES, z.shape, strict=True))
    return PLAN.accepts(look, judged, lengths=lengths, tolerance=1e-5)


def noise(seed: int) -> FloatArray:
    return np.random.default_rng(seed).standard_normal((24, SIDE, SIDE, 3))


def test_right_draws_are_mostly_accepted_at_three_eighths_of_all_draws() -> None:
    assert sum(accepted(noise(seed)) for seed in range(12)) >= 6


def correlated(axis: int, rho: float) -> Callable[[FloatArray], FloatArray]:
    def along(z: FloatArray) -> FloatArray:
        started = np.moveaxis(z * math.sqrt(1 - rho * rho), axis, 0)
        started[0] /= math.sqrt(1 - rho * rho)
        return np.moveaxis(signal.lfilter([1], [1, -rho], started, axis=0), 0, axis)

    return along


HALF = budget.DEFAULT_EFFECT / 2
WIDER = 1 + 0.9 * HALF  # of the 1.5 HALF that are promised
ODD: dict[str, Callable[[FloatArray], FloatArray]] = {
    "mean": lambda z: z + HALF,
    "σ": lambda z: z * WIDER,
    "σ too small": lambda z: z / WIDER,
    "distance": lambda z: np.where(np.abs(z) < 0.035, 0.035, z),
    **{f"correlation along {name}": correlated(at, 0.018) for at, name in enumerate(AXES)},
    "anticorrelation along row": correlated(1, -0.018),
}


@pytest.mark.parametrize("name", ODD)
def test_draws_with_an_effect_below_the_promised_one_need_the_last_look(name: str) -> None:
    assert not any(accepted(ODD[name](noise(seed))) for seed in range(3))


def test_what_a_test_doubts_needs_the_last_look() -> None:
    """Sums of twelve uniform numbers: too near to a bell for three eighths of the draws."""
    uniform = np.random.default_rng(3).random((12, 24, SIDE, SIDE, 3))
    z = uniform.sum(axis=0) - 6
    judged = battery.judge(z, axes=AXES, false_fail=PLAN.per_test)
    assert not any(one.evidence.rejects for one in judged)
    assert not accepted(z)
    right = noise(0)
    judged = battery.judge(right, axes=AXES, false_fail=PLAN.per_test)
    lengths = tuple(zip(AXES, right.shape, strict=True))
    assert PLAN.accepts(PLAN.looks[1], judged, lengths=lengths)
    others = battery.judge(z, axes=AXES, false_fail=PLAN.per_test)
    assert not PLAN.accepts(PLAN.looks[1], judged, lengths=lengths, others=others)


def test_a_look_that_only_rejects_accepts_nothing_and_the_last_one_all() -> None:
    assert not accepted(noise(0), PLAN.looks[0])
    assert accepted(noise(0) + 0.01, PLAN.looks[-1])


@pytest.mark.parametrize("n", [500, 5000])
def test_regions_are_passed_as_seldom_as_stated(n: int) -> None:
    """At a rate that can be computed: exact laws of mean and σ, at the effect and beyond it."""
    miss, effect = 0.01, 0.2
    most = acceptance.mean_acceptance(n, effect, false_pass=miss, tolerance=0.0)
    assert stats.norm.cdf((most - effect) * math.sqrt(n)) == pytest.approx(miss)
    low, high = acceptance.variance_acceptance(n, effect, false_pass=miss, tolerance=0.0)
    assert stats.chi2.cdf(high / 1.2**2, n - 1) == pytest.approx(miss)
    assert stats.chi2.sf(low * 1.2**2, n - 1) == pytest.approx(miss)
    far = acceptance.ks_acceptance(n, effect, false_pass=miss, tolerance=0.0)
    assert math.exp(-2 * n * (effect - far) ** 2) == pytest.approx(miss)


@pytest.mark.parametrize(("lines", "length"), [(400, 16), (60, 100), (2500, 3), (4000, 2)])
@pytest.mark.parametrize("sign", [1, -1])
def test_correlations_beyond_the_effect_pass_their_region_still_less(
    lines: int, length: int, sign: int
) -> None:
    effect, miss = 0.1, 0.05
    most = acceptance.autocorrelation_acceptance(lines, length, effect, false_pass=miss)
    assert most > 0
    rng = np.random.default_rng(4)
    rates = []
    for rho in (effect, 0.12, 0.5):
        missed = 0
        for _ in range(200):
            z = correlated(1, sign * rho)(rng.standard_normal((lines, length)))
            x = z - z.mean()
            missed += abs((x[:, 1:] * x[:, :-1]).sum() / (x * x).sum()) <= most
        rates.append(missed / 200)
    assert rates == sorted(rates, reverse=True)
    assert stats.binom.sf(rates[0] * 200 - 1, 200, miss) > 1e-4


@pytest.mark.parametrize(("lines", "length"), [(6000, 16), (1200, 80), (34_000, 3)])
def test_the_bound_falls_as_the_correlation_grows(lines: int, length: int) -> None:
    """What the proof says of all correlations, looked at on a grid with dense determinants."""
    effect, c = 0.031, 0.006
    at = acceptance.autocorrelation_log_missed(c, lines, length, effect)
    assert at < -5
    g = c * length / (length - 1) * (1 + effect**2)
    beside = np.eye(length, k=1) + np.eye(length, k=-1)
    bounds = []
    for rho in np.linspace(effect, 0.9, 40):
        t = np.diag([1.0, *[1 + rho * rho] * (length - 2), 1.0]) - rho * beside
        m = t - 2 * (rho - g) * c * np.eye(length) + (rho - g) * beside
        log = lines * (np.linalg.slogdet(t)[1] - np.linalg.slogdet(m)[1])
        bounds.append((log + math.log(max(1, m.sum() / t.sum()))) / 2)
    assert bounds == sorted(bounds, reverse=True)
    assert bounds[0] <= at + 0.02


def test_settings_share_half_of_the_budget() -> None:
    rng = np.random.default_rng(5)
    groups = [battery.Setting(rng.standard_normal((4, 20, 30)), 1e-6) for _ in range(3)]
    axes, fail = ("call", "row", "column"), 1e-9
    whole, *each = battery.judge_settings(groups, axes=axes, false_fail=fail)
    assert whole.setting is None
    assert [one.setting for one in each] == [0, 1, 2]
    spent = {
        one.setting: {test.evidence.false_fail for test in one.judged} for one in (whole, *each)
    }
    assert spent == {None: {fail / 2}, 0: {fail / 6}, 1: {fail / 6}, 2: {fail / 6}}
    assert not any(one.rejected for one in (whole, *each))
    assert {test.evidence.n for test in whole.judged if test.evidence.axis} == {7200}


def test_a_setting_that_is_wrong_is_not_diluted() -> None:
    rng = np.random.default_rng(6)
    groups = [battery.Setting(rng.standard_normal((4, 40, 40))) for _ in range(4)]
    groups[2] = battery.Setting(groups[2].z + 0.105)
    results = battery.judge_settings(groups, axes=("call", "row", "column"), false_fail=1e-12)
    assert [one.setting for one in results if one.rejected] == [2]


def test_settings_of_other_shapes_are_pooled_as_values() -> None:
    rng = np.random.default_rng(7)
    groups = [battery.Setting(rng.standard_normal(shape)) for shape in ((4, 9, 30), (3, 20, 31))]
    axes = ("call", "row", "column")
    whole, *each = battery.judge_settings(groups, axes=axes, false_fail=1e-12)
    assert {one.evidence.axis for one in whole.judged} == {None, "value"}
    assert [{one.evidence.n for one in test.judged if one.evidence.axis} for test in each] == [
        {1080},
        {1860},
    ]


def test_one_setting_has_the_whole_budget() -> None:
    z = np.random.default_rng(8).standard_normal((4, 300))
    (whole,) = battery.judge_settings([battery.Setting(z)], axes=("call", "draw"), false_fail=1e-9)
    assert whole.judged == battery.judge(z, axes=("call", "draw"), false_fail=1e-9)


def test_a_setting_with_one_draw_is_judged_by_its_place() -> None:
    one = battery.Setting(np.array([[[0.5]]]))
    many = battery.Setting(np.random.default_rng(9).standard_normal((4, 20, 30)))
    axes = ("call", "row", "column")
    _, first, _ = battery.judge_settings([one, many], axes=axes, false_fail=1e-9)
    assert len(first.judged) == 2
    assert not first.rejected
    _, first, _ = battery.judge_settings(
        [battery.Setting(one.z + 9), many], axes=axes, false_fail=1e-9
    )
    assert first.rejected


def test_draws_are_sorted_and_reduced_once() -> None:
    draws = Draws(np.array([[2.0, -1.0], [0.5, 0.0]]), ("call", "draw"), false_fail=1, tolerance=0)
    assert draws.ordered is draws.ordered
    assert draws.signs is draws.signs
    assert draws.signs.doubtful_signs == 1
    assert draws.signs.large.tolist() == [[True, True], [False, False]]
