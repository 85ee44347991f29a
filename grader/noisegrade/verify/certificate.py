"""What the tests of every exercise promise, computed from the tests themselves."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from noisegrade.exercise import ExactExercise, RandomExercise
from noisegrade.grading import Settings
from noisegrade.grading.tolerance import RELATIVE
from noisegrade.model import Evidence
from noisegrade.stats import battery, budget
from noisegrade.stats.acceptance import LONG, SHORT_REACH
from noisegrade.stats.rates import FALSE_FAIL, FALSE_PASS
from noisegrade.verify.design import Design, design_of
from noisegrade.verify.power.analytic import (
    ks_miss_probability,
    lag1_miss_probability,
    mean_miss_probability,
    variance_miss_probability,
)
from noisegrade.verify.power.curves import least_effect, paired

__all__ = ["Certificate", "Compared", "Guarantee", "Promise", "certify", "rounded_up"]

_LAST_BIT = 1e-9  # relative: what is a hair above a short number is that number


@dataclass(frozen=True, slots=True)
class Compared:
    """A claim of an exact exercise: its answers are compared, nothing is left to chance."""

    claim: str
    cases: int
    points: float


@dataclass(frozen=True, slots=True)
class Promise:
    """One test of the last look, if it comes to that.

    `min_detectable_effect` is missed with probability `false_pass` at most among laws of the class
    `alternatives`; None where a test catches what has no size.
    """

    family: str
    test: str
    law: str
    min_detectable_effect: float | None
    alternatives: str
    false_pass: float = FALSE_PASS


@dataclass(frozen=True, slots=True)
class Guarantee:
    """What a grading misses with probability `false_pass` at most, at whatever look it ends.

    Laws of the class `alternatives` that are off by `min_detectable_effect` or more, in all draws.
    """

    alternatives: str
    min_detectable_effect: float
    false_pass: float = FALSE_PASS


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """One exercise: how it is judged, and what is promised of that.

    `draws` are those of each look, `whole` is promised of all looks together, `promises` of the
    last one. `false_fail` is the share of the budget that the exercise has; 0 for an exact one.
    """

    exercise: str
    section: str
    points: float
    false_fail: float
    per_test: float = 0.0
    draws: tuple[int, ...] = ()
    whole: tuple[Guarantee, ...] = ()
    promises: tuple[Promise, ...] = ()
    compared: tuple[Compared, ...] = ()
    tolerance: float | None = None


def certify(settings: Settings, only: Sequence[str] = ()) -> Iterator[Certificate]:
    """Return the certificate of every exercise, or of some, in the order of the course."""
    for exercise in settings.course.exercises:
        if only and exercise.name not in only:
            continue
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
    """Judge draws that are right, in the shape of the last look: every test tells its promise."""
    design = design_of(exercise, settings.plan)
    judged = battery.judge(
        np.random.default_rng(settings.seed).standard_normal(design.shapes[-1]),
        axes=design.axes,
        false_fail=design.false_fail,
        tolerance=design.tolerance,
    )
    return Certificate(
        exercise=exercise.name,
        section=settings.course.section_of(exercise.name).name,
        points=exercise.points,
        false_fail=FALSE_FAIL / len(settings.course.exercises),
        per_test=settings.plan.per_test,
        draws=tuple(math.prod(shape) for shape in design.shapes),
        whole=tuple(_guarantees(design)),
        promises=tuple(_promise(one.family.value, one.evidence) for one in judged),
    )


def _guarantees(design: Design) -> Iterator[Guarantee]:
    """Return what the plan promises, or a larger effect where coarse rounding takes more off."""
    plan = design.plan
    mean, spread, distance, correlation = plan.promises
    yield from _guarantee(mean, partial(mean_miss_probability, design=design))
    yield from _guarantee(spread, partial(_spread_missed, design=design))
    yield from _guarantee(distance, partial(ks_miss_probability, design=design))
    for axis, name in paired(design):
        length = design.shapes[-1][axis]
        reach, up_to = (1.0, "") if length >= LONG else (SHORT_REACH, f", up to {SHORT_REACH:g}")
        says = f"{correlation.alternatives} along {name}{up_to}"
        missed = partial(lag1_miss_probability, axis=axis, design=design)
        yield from _guarantee(budget.Promise(says, plan.correlation(length)), missed, reach=reach)


def _guarantee(
    promise: budget.Promise, missed: Callable[[float], float], *, reach: float = 1.0
) -> Iterator[Guarantee]:
    least: float | None = promise.min_detectable_effect
    if least is not None and missed(least) > FALSE_PASS:
        least = least_effect(missed, FALSE_PASS)
    if least is not None and least < reach:
        yield Guarantee(promise.alternatives, least)


def _spread_missed(effect: float, design: Design) -> float:
    return max(variance_miss_probability(f, design) for f in (1 + effect, 1 / (1 + effect)))


def _promise(family: str, evidence: Evidence) -> Promise:
    evidence = evidence.resolved()
    effect = evidence.min_detectable_effect
    return Promise(family, evidence.test, evidence.law, effect, evidence.alternatives)


def rounded_up(effect: float | None) -> str:
    """Write an effect to three digits, never smaller than it is; nothing where there is none."""
    if effect is None:
        return ""
    if effect <= 0:
        return "0"
    step = 10.0 ** (math.floor(math.log10(effect)) - 2)
    return f"{math.ceil(effect / step * (1 - _LAST_BIT)) * step:.3g}"
