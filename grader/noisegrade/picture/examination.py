"""The check's own report of an exercise, and its failing case, for the exercise's panel."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from noisegrade import grading
from noisegrade.course import Course
from noisegrade.exercise import Args, ExactExercise, Exercise, RandomExercise
from noisegrade.model import (
    ExerciseReport,
    Finding,
    FloatArray,
    Submission,
    Verdict,
)
from noisegrade.picture import answers
from noisegrade.picture.drawings import Bars, Cloud, cloud
from noisegrade.picture.expected import expected
from noisegrade.picture.panels import Checked, Failure
from noisegrade.picture.shots import short
from noisegrade.report.anatomy import sentences
from noisegrade.report.text import SYMBOLS
from noisegrade.sandbox.calls import Call, Outcome, Reply, ReplyKind
from noisegrade.sandbox.client import Sandbox, Session
from noisegrade.stats.battery_tests import Family

__all__ = ["examined"]

_BYTES = 1 << 23
_MOST = 200  # numbers of a failing case that a drawing has room for
_FEW = 3  # numbers that are drawn each on a line of its own
_CPU = 2.0  # seconds: the check has made this call before
_SEEN = 0.1  # a correlation that an eye sees in a cloud
_OF_BARS = frozenset({Family.LOCATION, Family.SPREAD, Family.SHAPE, Family.TAILS})


def examined(
    course: Course, submission: Submission, sandbox: Sandbox, exercises: Sequence[str], seed: int
) -> dict[str, Checked]:
    """Check exercises as `noisegrade check --seed` does, and draw the cases that failed."""
    settings = grading.Settings(course=course, seed=seed)
    report = grading.grade(submission, sandbox, settings=settings, only=exercises)
    reports = {each.exercise: each for each in report.exercises if each.exercise in exercises}
    wrong = [each for each in reports.values() if each.verdict is Verdict.FAILED]
    failures = {}
    if wrong:
        with sandbox.open(submission) as session:
            failures = {one.exercise: _failure(settings, session, one) for one in wrong}
    return {name: _checked(report, seed, failures.get(name)) for name, report in reports.items()}


def _checked(report: ExerciseReport, seed: int, failure: Failure | None) -> Checked:
    symbol, word, _ = SYMBOLS[report.verdict]
    return Checked(
        verdict=report.verdict.value,
        symbol=symbol,
        word=word,
        sentences=tuple(sentences(report)),
        again=f"noisegrade check {report.exercise} --seed {seed}",
        failure=failure,
    )


def _failure(
    settings: grading.Settings, session: Session, report: ExerciseReport
) -> Failure | None:
    exercise = settings.course.find(report.exercise)
    if isinstance(exercise, RandomExercise) and _against(report).claim in _OF_BARS:
        return _of_bars(exercise, report)
    _, args = grading.examine_with_call(exercise, session, settings)
    if args is None:
        return None
    call = Call(function=exercise.name, args=args, capacity=_BYTES, entropy=settings.seed)
    section = settings.course.section_of(exercise.name).name
    came = _answered(session.run(section, [call], cpu_limit=_CPU))
    if came is None:
        return None
    if isinstance(exercise, ExactExercise):
        return _of_numbers(exercise, args, came)
    return _of_neighbours(exercise, report, came)


def _against(report: ExerciseReport) -> Finding:
    return next(one for one in report.findings if one.verdict is Verdict.FAILED)


def _of_bars(exercise: RandomExercise, report: ExerciseReport) -> Failure | None:
    """Draw the draws that failed, as they were counted when they failed."""
    if not report.histogram:
        return None
    below, *counts, above = report.histogram
    bars = Bars(counts=tuple(counts), below=below, above=above, mean=None, std=None)
    draws = exercise.trial(0, 64, np.random.default_rng(0)).draws
    is_bell = expected(draws) is None
    line = "The line is the bell that was asked for." if is_bell else "The line is a bell."
    return Failure(
        caption=f"The draws that failed, in σ from the mean that was asked for. {line}", bars=bars
    )


def _of_numbers(exercise: ExactExercise, args: Args, came: Reply) -> Failure | None:
    """Draw what was asked for and what came; nothing where that doesn't show the mistake."""
    truth = np.asarray(exercise.truth(*args))
    asked = np.asarray(truth, np.float64).reshape(-1)
    own = np.concatenate([answers.real(each.array).reshape(-1) for each in came.values])
    if truth.dtype == bool or asked.size != own.size or not 0 < asked.size <= _MOST:
        return None
    if np.allclose(own, asked, rtol=1e-3, atol=1e-3 * np.abs(asked).max()):
        return None
    what = "The answer" if asked.size <= _FEW else f"The {asked.size} numbers, in their order,"
    return Failure(
        caption=f"{what} of the call that failed: ● was asked for, ■ is yours.",
        asked=short(asked),
        came=short(own),
    )


def _of_neighbours(exercise: Exercise, report: ExerciseReport, came: Reply) -> Failure | None:
    """Draw neighbours of the call that failed, where it failed by them."""
    evidence = _against(report).evidence
    if not isinstance(exercise, RandomExercise) or evidence is None:
        return None
    found = _neighbours(exercise, answers.real(came.values[0].array), evidence.axis)
    if found is None or found.correlation is None or abs(found.correlation) < _SEEN:
        return None
    return Failure(
        caption=(
            f"Each draw of the call that failed against the next along the {evidence.axis}: a "
            "round cloud was asked for."
        ),
        cloud=found,
    )


def _neighbours(exercise: RandomExercise, result: FloatArray, axis: str | None) -> Cloud | None:
    """Pair neighbours of draws that stand by themselves, not on an image that hides them."""
    trial = exercise.trial(0, 64, np.random.default_rng(0))
    around = getattr(trial.draws, "around", 0.0)
    if axis not in trial.axes or result.ndim != len(trial.axes) or not isinstance(around, float):
        return None
    moments = trial.moments
    return cloud((result - result.mean()) / (result.std() or moments.std), trial.axes.index(axis))


def _answered(outcome: Outcome) -> Reply | None:
    """Return the one reply, if it holds numbers."""
    good = [each for each in outcome.replies if each.kind is ReplyKind.RETURNED and each.values]
    return good[0] if good else None
