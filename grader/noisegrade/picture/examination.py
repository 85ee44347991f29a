"""The check's own report of an exercise, for the exercise's panel."""

from __future__ import annotations

from collections.abc import Sequence

from noisegrade import grading
from noisegrade.course import Course
from noisegrade.model import ExerciseReport, Submission, Verdict
from noisegrade.picture.failing_case import failing_case
from noisegrade.picture.panels import Checked, Failure
from noisegrade.report.anatomy import sentences
from noisegrade.report.symbols import SYMBOLS
from noisegrade.sandbox.interfaces import AnySandbox

__all__ = ["examined"]


def examined(
    course: Course,
    submission: Submission,
    sandbox: AnySandbox,
    exercises: Sequence[str],
    seed: int,
) -> dict[str, Checked]:
    """Check exercises as `noisegrade check --seed` does, and draw the cases that failed."""
    settings = grading.Settings(course=course, seed=seed)
    report = grading.grade(submission, sandbox, settings=settings, only=exercises)
    reports = {each.exercise: each for each in report.exercises if each.exercise in exercises}
    wrong = [each for each in reports.values() if each.verdict is Verdict.FAILED]
    failures = {}
    if wrong:
        with sandbox.open(submission) as session:
            failures = {one.exercise: failing_case(settings, session, one) for one in wrong}
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
