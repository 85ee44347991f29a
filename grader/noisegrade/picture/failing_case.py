"""The case that failed, drawn: its numbers beside the right ones, or its draws against the law."""

from __future__ import annotations

import numpy as np

from noisegrade import grading
from noisegrade.exercise import Args, ExactExercise, RandomExercise
from noisegrade.model import ExerciseReport, Finding, FloatArray, Verdict
from noisegrade.picture import answers
from noisegrade.picture.drawings import Bars, Cloud, cloud, paired
from noisegrade.picture.expected import expected
from noisegrade.picture.panels import Failure
from noisegrade.picture.shots import short
from noisegrade.sandbox.calls import Call, Reply, ReplyKind, Rng
from noisegrade.sandbox.interfaces import AnySession
from noisegrade.stats.battery_tests import Family

__all__ = ["failing_case"]

_BYTES = 1 << 23
_MOST = 200  # numbers of a failing case that a drawing has room for
_FEW = 3  # numbers that are drawn each on a line of its own
_WRITTEN, _PLOTTED = 1e-4, 0.03  # of the largest: the least differences that are seen
_CPU = 2.0  # seconds: the check has made this call before
_SEEN = 0.1  # a correlation that an eye sees in a cloud
_CALL = "call"  # the axis from one call to the next
_OF_BARS = frozenset({Family.LOCATION, Family.SPREAD, Family.SHAPE, Family.TAILS})


def failing_case(
    settings: grading.Settings, session: AnySession, report: ExerciseReport
) -> Failure | None:
    """Make the call that failed again, and draw it; None where no drawing shows the mistake."""
    exercise = settings.course.find(report.exercise)
    against = _against(report)
    if isinstance(exercise, RandomExercise) and against.claim in _OF_BARS:
        return _of_bars(exercise, report)
    _, args = grading.examine_with_call(exercise, session, settings)
    if args is None:
        return None
    seeded = tuple(Rng(settings.seed) if isinstance(one, Rng) else one for one in args)
    call = Call(function=exercise.name, args=seeded, capacity=_BYTES, entropy=settings.seed)
    section = settings.course.section_of(exercise.name).name
    outcome = session.run(section, [call, call], cpu_limit=_CPU)  # one generator goes on in both
    came = [one for one in outcome.replies if one.kind is ReplyKind.RETURNED and one.values]
    if not came:
        return None
    if isinstance(exercise, ExactExercise):
        return _of_numbers(exercise, args, came[0])
    return _of_neighbours(exercise, against, [answers.real(one.values[0].array) for one in came])


def _against(report: ExerciseReport) -> Finding:
    """Return the finding that the report speaks of."""
    failed = [one for one in report.findings if one.verdict is Verdict.FAILED]
    return next((one for one in failed if one.says == report.says), failed[0])


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
    least = _WRITTEN if asked.size <= _FEW else _PLOTTED  # few numbers are written beside
    with np.errstate(all="ignore"):
        alike = np.allclose(own, asked, rtol=0.0, atol=least * np.abs(asked).max())
    if alike:
        return None
    what = "The answer" if asked.size <= _FEW else f"The {asked.size} numbers, in their order,"
    return Failure(
        caption=f"{what} of the call that failed: ● was asked for, ■ is yours.",
        asked=short(asked),
        came=short(own),
    )


def _of_neighbours(
    exercise: RandomExercise, against: Finding, came: list[FloatArray]
) -> Failure | None:
    """Draw neighbours of the call that failed, or two such calls, where it failed by them."""
    axis = against.evidence.axis if against.evidence else None
    found = _neighbours(exercise, axis, came)
    if found is None or found.correlation is None or abs(found.correlation) < _SEEN:
        return None
    next_one = (
        "the draw in its place when the call is made once more"
        if axis == _CALL
        else f"the next one along the {axis}"
    )
    return Failure(
        caption=f"Each draw of the call that failed, and {next_one}: a round cloud was asked for.",
        cloud=found,
    )


def _neighbours(exercise: RandomExercise, axis: str | None, came: list[FloatArray]) -> Cloud | None:
    """Pair neighbours of draws that stand by themselves, not on an image that hides them."""
    trial = exercise.trial(0, 64, np.random.default_rng(0))
    if not isinstance(getattr(trial.draws, "around", 0.0), float):
        return None
    with np.errstate(all="ignore"):  # what is not finite is left out of the cloud
        scaled = [(one - one.mean()) / (one.std() or trial.moments.std) for one in came]
    if axis == _CALL and len(came) > 1 and came[0].shape == came[1].shape:
        return paired(scaled[0].reshape(-1), scaled[1].reshape(-1))
    if axis not in trial.axes or came[0].ndim != len(trial.axes):
        return None
    return cloud(scaled[0], trial.axes.index(axis))
