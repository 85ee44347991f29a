"""Grade the one submission that Gradescope put into its folder."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from noisegrade.assignment import Assignment, settle
from noisegrade.batch.sources import SubmissionSource, read
from noisegrade.course import Course
from noisegrade.errors import GraderFault, SubmissionError, UsageError
from noisegrade.gradescope.occasion import Occasion
from noisegrade.grading import Settings, fresh_seed, grade
from noisegrade.model import Isolation, Report, Submission
from noisegrade.report.formats.files import as_json
from noisegrade.report.formats.gradescope import FILE, to_results
from noisegrade.report.formats.words import refused
from noisegrade.report.learner_view import learner_view
from noisegrade.report.points import final_points, ungraded
from noisegrade.report.text import score
from noisegrade.sandbox.client import Sandbox
from noisegrade.stats.budget import DEFAULT_EFFECT

__all__ = ["run"]


def run(
    course: Course,
    folder: Path,
    *,
    accept_unsafe: bool = False,
    assignment: Assignment | None = None,
) -> str:
    """Grade `folder`/submission and write `folder`/results/results.json.

    An upload with nothing to grade in it gets no points and the sentence that says what is missing.
    Where the fault is ours, no results are written: Gradescope then records no score.

    Returns
    -------
    What to print, for the instructor alone.

    Raises
    ------
    GraderFault
        Where an exercise could not be graded.
    UsageError
        Where this machine can't confine a learner's code and `accept_unsafe` was not said.
    """
    results = folder / "results" / FILE
    results.unlink(missing_ok=True)
    occasion = Occasion.read(folder)
    counted = occasion.counted(assignment)
    if counted is not None:
        _write(results, counted)
        return str(counted["output"])
    try:
        handed_in = _read(course, folder / "submission")
        report = _graded(course, handed_in, assignment, accept_unsafe=accept_unsafe)
    except SubmissionError as error:
        _write(results, {"score": 0.0, "output": refused(error.reason), "output_format": "text"})
        return f"Nothing to grade: {error.reason}"
    report = settle(report, assignment, known=occasion.known, handed_in=occasion.handed_in)
    if final_points(report) is None:
        raise GraderFault(
            "The grader failed on "
            + ", ".join(ungraded(report))
            + ": no score is recorded. Run the autograder again for this submission."
        )
    _write(results, to_results(learner_view(report)))
    return "\n".join([_summary(report), *_warning(occasion, report)])


def _graded(
    course: Course, handed_in: Submission, assignment: Assignment | None, *, accept_unsafe: bool
) -> Report:
    effect = DEFAULT_EFFECT if assignment is None else assignment.effect or DEFAULT_EFFECT
    with Sandbox(packages=course.packages) as sandbox:
        if sandbox.isolation is Isolation.LIMITS and not accept_unsafe:
            raise UsageError(
                "This machine can't confine a submission: its code could write its own score. "
                "Build the archive with --accept-unsafe if you trust every submission."
            )
        settings = Settings(course=course, seed=fresh_seed(), effect=effect)
        return grade(handed_in, sandbox, settings=settings)


def _read(course: Course, folder: Path) -> Submission:
    """Read an upload: one learner's, whatever folders and archives it is in."""
    upload = SubmissionSource(name="submission", origin=str(folder), path=str(folder))
    return read(upload, course.functions)


def _write(path: Path, results: dict[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(as_json(results), encoding="utf-8")


def _summary(report: Report) -> str:
    return (
        f"{score(report)} points; isolation {report.isolation.value}, "
        f"seed {report.seed}, {report.cpu_seconds:.1f} s of CPU."
    )


def _warning(occasion: Occasion, report: Report) -> list[str]:
    """Warn of an assignment whose points are not those of the exercises."""
    total = occasion.total_points
    if total is None or total == report.max_score:
        return []
    note = (
        f"Note: the assignment has {total:g} points, the exercises {report.max_score:g}. "
        "Gradescope does not scale: set the autograder's points of the assignment."
    )
    return [note]
