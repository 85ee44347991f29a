"""What the tests of every exercise promise, computed from the tests themselves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from noisegrade.exercise import ExactExercise, RandomExercise
from noisegrade.grading import Settings
from noisegrade.grading.sampling import draws_shape, trials
from noisegrade.grading.tolerance import RELATIVE
from noisegrade.model import Evidence
from noisegrade.stats import battery
from noisegrade.stats.rates import FALSE_FAIL, FALSE_PASS

__all__ = ["Certificate", "Compared", "Promise", "certify"]


@dataclass(frozen=True, slots=True)
class Compared:
    """A claim of an exact exercise: its answers are compared, nothing is left to chance."""

    claim: str
    cases: int
    points: int


@dataclass(frozen=True, slots=True)
class Promise:
    """One test of the last stage.

    `min_detectable_effect` is missed with probability `false_pass` at most by laws of the class
    `alternatives`; None where a test catches what has no size.
    """

    family: str
    test: str
    law: str
    min_detectable_effect: float | None
    alternatives: str
    false_pass: float = FALSE_PASS


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """One exercise: how it is judged, and what is promised of that.

    `false_fail` is the share of the whole budget that the exercise has; 0 for an exact one.
    """

    exercise: str
    section: str
    points: int
    false_fail: float
    per_test: float = 0.0
    draws: tuple[int, ...] = ()
    promises: tuple[Promise, ...] = ()
    compared: tuple[Compared, ...] = ()
    tolerance: float | None = None


def certify(settings: Settings) -> Iterator[Certificate]:
    """Return the certificate of every exercise, in the order of the course."""
    for exercise in settings.course.exercises:
        if isinstance(exercise, ExactExercise):
            yield _exact(exercise, settings)
        else:
            yield _sampled(exercise, settings)


def _exact(exercise: ExactExercise, settings: Settings) -> Certificate:
    rng = np.random.default_rng(settings.seed)
    return Certificate(
        exercise=exercise.name,
        section=settings.course.section_of(exercise.name).name,
        points=exercise.points,
        false_fail=0.0,
        compared=tuple(
            Compared(claim.name, len(claim.cases(rng)), claim.points) for claim in exercise.claims
        ),
        tolerance=RELATIVE,
    )


def _sampled(exercise: RandomExercise, settings: Settings) -> Certificate:
    """Judge draws that are right, in the shape of the last stage: every test tells its promise."""
    rng = np.random.default_rng(settings.seed)
    plan = settings.plan
    calls = [trials(exercise, draws, rng) for draws in plan.draws]
    shapes = [(len(each), *draws_shape(each[0])) for each in calls]
    axes = ("call", *calls[-1][0].axes)
    judged = battery.judge(rng.standard_normal(shapes[-1]), axes=axes, false_fail=plan.per_test)
    return Certificate(
        exercise=exercise.name,
        section=settings.course.section_of(exercise.name).name,
        points=exercise.points,
        false_fail=FALSE_FAIL / len(settings.course.exercises),
        per_test=plan.per_test,
        draws=tuple(int(np.prod(shape)) for shape in shapes),
        promises=tuple(_promise(one.family.value, one.evidence) for one in judged),
    )


def _promise(family: str, evidence: Evidence) -> Promise:
    evidence = evidence.resolved()
    effect = evidence.min_detectable_effect
    return Promise(family, evidence.test, evidence.law, effect, evidence.alternatives)
