"""Put everything about one exercise's power together."""

from __future__ import annotations

import time

import numpy as np

from noisegrade.course import Course
from noisegrade.exercise import Exercise, RandomExercise
from noisegrade.grading import Settings
from noisegrade.grading.evaluation import rounding
from noisegrade.grading.sampling import draws_shape, trials
from noisegrade.stats import battery, budget
from noisegrade.verify.power.curves import curves
from noisegrade.verify.power.power_values import Cost, Design, Power
from noisegrade.verify.power.simulation import GRADINGS, simulate

__all__ = ["power_of"]

_FINER = (2.0, 1.0, 0.5, 0.25)  # times the effect: what these cost
_LARGEST = 0.5  # effect that can be planned for
_REPEATS = 3  # measured runs, of which the least counts


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
    design = _design(course, exercise, effect)
    computed = tuple(curves(design))
    says = (
        f"How likely {exercise.name} fails when its draws are wrong. Computed chances are those of "
        "one test alone, less what float32 may round away; simulated ones, of the whole grading."
    )
    if not exercise.trial(0, 1, np.random.default_rng(0)).target.gaussian:
        says += " Effects are on the scale on which right draws are a bell."
    return Power(
        exercise=exercise.name,
        says=says,
        design=design,
        curves=computed,
        simulated=tuple(simulate(design, computed, gradings=gradings, seed=seed)),
        costs=_costs(course, design),
    )


def _design(course: Course, exercise: RandomExercise, effect: float) -> Design:
    plan = Settings(course=course, seed=0, effect=effect).plan
    rng = np.random.default_rng(0)
    shapes, tolerance = [], 0.0
    for draws in plan.draws:
        calls = trials(exercise, draws, rng)
        shapes.append((len(calls), *draws_shape(calls[0])))
        tolerance = max(tolerance, rounding(calls))
    return Design(
        exercise=exercise.name,
        effect=effect,
        axes=("call", *calls[0].axes),
        shapes=tuple(shapes),
        false_fail=plan.per_test,
        tolerance=tolerance,
    )


def _costs(course: Course, design: Design) -> tuple[Cost, ...]:
    """Measure the last stage here and now; draws and judging take time in proportion to n."""
    rng = np.random.default_rng(0)
    best, shape = float("inf"), design.shapes[-1]
    for _ in range(_REPEATS):
        started = time.process_time()
        z = rng.standard_normal(shape)
        battery.judge(z, axes=design.axes, false_fail=design.false_fail, tolerance=design.tolerance)
        best = min(best, time.process_time() - started)
    a_draw = best / z.size
    costs = []
    for times in _FINER:
        effect = min(_LARGEST, times * design.effect)
        draws = sum(budget.plan(effect, exercises=len(course.exercises)).draws)
        costs.append(Cost(effect, draws, draws * a_draw))
    return tuple(costs)
