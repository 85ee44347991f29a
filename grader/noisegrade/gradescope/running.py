"""Grade the one submission that Gradescope put into its folder."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from noisegrade.batch.sources import SubmissionSource, read
from noisegrade.course import Course
from noisegrade.errors import GraderFault, SubmissionError, UsageError
from noisegrade.grading import Settings, fresh_seed, grade
from noisegrade.model import Isolation, Report, Submission
from noisegrade.report.formats.files import as_json
from noisegrade.report.formats.gradescope import FILE, to_results
from noisegrade.report.formats.words import refused
from noisegrade.sandbox.client import Sandbox

__all__ = ["run"]


def run(course: Course, folder: Path, *, accept_unsafe: bool = False) -> str:
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
    try:
        report = _graded(course, _read(course, folder / "submission"), accept_unsafe=accept_unsafe)
    except SubmissionError as error:
        _write(results, {"score": 0.0, "output": refused(error.reason), "output_format": "text"})
        return f"Nothing to grade: {error.reason}"
    if report.score is None:
        raise GraderFault(
            "The grader failed on "
            + ", ".join(one.exercise for one in report.exercises if one.score is None)
            + ": no score is recorded. Run the autograder again for this submission."
        )
    _write(results, to_results(report))
    return "\n".join([_summary(report), *_warning(folder, report)])


def _graded(course: Course, handed_in: Submission, *, accept_unsafe: bool) -> Report:
    with Sandbox(packages=course.packages) as sandbox:
        if sandbox.isolation is Isolation.LIMITS and not accept_unsafe:
            raise UsageError(
                "This machine can't confine a submission: its code could write its own score. "
                "Build the archive with --accept-unsafe if you trust every submission."
            )
        return grade(handed_in, sandbox, settings=Settings(course=course, seed=fresh_seed()))


def _read(course: Course, folder: Path) -> Submission:
    """Read an upload: one learner's, whatever folders and archives it is in."""
    upload = SubmissionSource(name="submission", origin=str(folder), path=str(folder))
    return read(upload, course.functions)


def _write(path: Path, results: dict[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(as_json(results), encoding="utf-8")


def _summary(report: Report) -> str:
    return (
        f"{report.score:g} of {report.max_score:g} points; isolation {report.isolation.value}, "
        f"seed {report.seed}, {report.cpu_seconds:.1f} s of CPU."
    )


def _warning(folder: Path, report: Report) -> list[str]:
    """Warn of an assignment whose points are not those of the exercises."""
    try:
        metadata = json.loads((folder / "submission_metadata.json").read_text(encoding="utf-8"))
        total = float(metadata["assignment"]["total_points"])
    except (OSError, ValueError, KeyError, TypeError):
        return []  # it tells nothing that grading needs
    if total == report.max_score:
        return []
    note = (
        f"Note: the assignment has {total:g} points, the exercises {report.max_score:g}. "
        "Gradescope does not scale: set the autograder's points of the assignment."
    )
    return [note]
