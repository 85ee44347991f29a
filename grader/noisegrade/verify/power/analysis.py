"""Put everything about one exercise's power together."""

from __future__ import annotations

import time

import numpy as np

from noisegrade.course import Course
from noisegrade.exercise import Exercise, RandomExercise
from noisegrade.stats import battery, budget
from noisegrade.verify.design import Design, design_of
from noisegrade.verify.power.curves import curves
from noisegrade.verify.power.power_values import Cost, Power
from noisegrade.verify.power.simulation import GRADINGS, right_ends, simulate

__all__ = ["power_of"]

_FINER = (2.0, 1.0, 0.5, 0.25)  # times the effect: what these cost
_LARGEST = 0.5  # effect that can be planned for
_REPEATS = 3  # measured runs, of which the least counts
_RIGHT = 40  # gradings of right draws, to see at which look they end


def power_of(
    course: Course, exercise: Exercise, *, effect: float, gradings: int = GRADINGS, seed: int = 0
) -> Power:
    """Tell how likely wrong answers to an exercise are caught, and what a finer effect costs.

    Parameters
    ----------
    course : that shares the error budget
    exercise : of the course
    effect : that the draws are planned for, see `budget.plan`
    gradings : simulated for each wrong law; 0 leaves the simulations out
    seed : of the simulations
    """
    if not isinstance(exercise, RandomExercise):
        says = (
            f"{exercise.name} has one right answer: answers are compared with it, case by case, "
            "so there is no power to compute."
        )
        return Power(exercise=exercise.name, says=says)
    design = design_of(exercise, budget.plan(effect, exercises=len(course.exercises)))
    computed = tuple(curves(design))
    says = (
        f"How likely {exercise.name} fails when its draws are wrong, in every setting alike. "
        "Computed chances are those of one test alone, less what float32 may round away: wrong "
        "draws slip through if they are accepted early, or are not rejected at the last look. "
        "Simulated chances are those of all tests of all draws together."
    )
    if not exercise.trial(0, 1, np.random.default_rng(0)).target.gaussian:
        says += " Effects are on the scale on which right draws are a bell."
    return Power(
        exercise=exercise.name,
        says=says,
        design=design,
        curves=computed,
        simulated=tuple(simulate(design, computed, gradings=gradings, seed=seed)),
        costs=_costs(course, exercise, design),
    )


def _costs(course: Course, exercise: RandomExercise, design: Design) -> tuple[Cost, ...]:
    """Measure judging here and now; it takes time in proportion to the draws.

    The share of right draws that ends at each look is nearly the same at every effect.
    """
    exercises = len(course.exercises)
    effects = [min(_LARGEST, times * design.effect) for times in _FINER]
    plans = [budget.plan(effect, exercises=exercises) for effect in effects]
    sequential = [one for one in (design.plan, *plans) if _may_end_early(one)]
    shares: tuple[float, ...] = ()
    if sequential:
        shares = right_ends(design_of(exercise, sequential[0]), gradings=_RIGHT, seed=0)
    a_draw = _seconds_a_draw(design)
    return tuple(_cost(one, shares, a_draw) for one in plans)


def _may_end_early(plan: budget.Plan) -> bool:
    return any(look.false_pass > 0 for look in plan.looks)


def _cost(plan: budget.Plan, shares: tuple[float, ...], a_draw: float) -> Cost:
    first, *later = plan.looks
    ends = shares[1:] if len(later) > 1 else (1.0,)
    drawn = first.draws + sum(look.draws * share for look, share in zip(later, ends, strict=True))
    judged = first.draws + sum(look.draws * sum(ends[at:]) for at, look in enumerate(later))
    return Cost(plan.effect, first.draws + later[-1].draws, judged * a_draw, round(drawn))


def _seconds_a_draw(design: Design) -> float:
    rng = np.random.default_rng(0)
    best, shape = float("inf"), design.shapes[-1]
    for _ in range(_REPEATS):
        started = time.process_time()
        z = rng.standard_normal(shape)
        battery.judge(z, axes=design.axes, false_fail=design.false_fail, tolerance=design.tolerance)
        best = min(best, time.process_time() - started)
    return best / z.size
