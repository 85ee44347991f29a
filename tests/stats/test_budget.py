from __future__ import annotations

import pytest

from noisegrade.stats import battery, budget
from noisegrade.stats.autocorrelation import autocorrelation_min_detectable_effect
from noisegrade.stats.distribution import ks_min_detectable_effect
from noisegrade.stats.moments import mean_min_detectable_effect, variance_min_detectable_effect

EXERCISES = 17


def test_error_budget_is_split_over_exercises_stages_and_tests() -> None:
    plan = budget.plan(budget.DEFAULT_EFFECT, exercises=EXERCISES)
    spent = plan.per_test * EXERCISES * budget.STAGES * battery.TESTS
    assert spent == pytest.approx(budget.FALSE_FAIL)


def test_default_effect_costs_about_315_000_draws() -> None:
    plan = budget.plan(budget.DEFAULT_EFFECT, exercises=EXERCISES)
    assert plan.draws[-1] == pytest.approx(315_000, rel=0.005)
    assert plan.draws[0] == pytest.approx(plan.draws[-1] / 100, rel=0.01)
    assert plan.draws[1] == pytest.approx(plan.draws[-1] / 10, rel=0.01)


@pytest.mark.parametrize("effect", [0.01, 0.026, 0.05, 0.2, 0.5])
def test_last_stage_alone_catches_the_effect(effect: float) -> None:
    plan = budget.plan(effect, exercises=EXERCISES)
    n = plan.draws[-1]
    assert mean_min_detectable_effect(n, false_fail=plan.per_test) <= effect
    assert variance_min_detectable_effect(n, false_fail=plan.per_test) <= effect
    assert ks_min_detectable_effect(n, false_fail=plan.per_test) <= effect
    lines = n // budget.SHORTEST_LINE
    found = autocorrelation_min_detectable_effect(
        lines, budget.SHORTEST_LINE, false_fail=plan.per_test
    )
    assert found == pytest.approx(effect, rel=1e-3) or found < effect
    assert all(promise.min_detectable_effect <= effect * 1.001 for promise in plan.promises)


@pytest.mark.parametrize("effect", [0.01, 0.026, 0.5])
def test_stages_grow_from_a_floor(effect: float) -> None:
    first, second, last = budget.plan(effect, exercises=EXERCISES).draws
    assert 3000 <= first <= second <= last


@pytest.mark.parametrize("effect", [0.0, -0.1, 0.6, float("nan")])
def test_effects_that_mean_nothing_are_refused(effect: float) -> None:
    with pytest.raises(ValueError, match="effect"):
        budget.plan(effect, exercises=EXERCISES)


def test_a_plan_without_exercises_is_refused() -> None:
    with pytest.raises(ValueError, match="exercise"):
        budget.plan(0.026, exercises=0)


def test_a_plan_promises_what_its_last_stage_has_by_itself() -> None:
    plan = budget.plan(0.1, exercises=17)
    assert len(plan.draws) == budget.STAGES == 3
    assert plan.per_test == pytest.approx(1e-9 / 17 / 3 / 23)
    lines = plan.draws[-1] // budget.SHORTEST_LINE
    wanted = autocorrelation_min_detectable_effect(lines, 16, false_fail=plan.per_test)
    assert plan.promises[-1].min_detectable_effect == wanted
    assert wanted == pytest.approx(0.1, rel=0.02)
    assert plan is budget.plan(0.1, exercises=17)  # solved once: it takes a tenth of a second
