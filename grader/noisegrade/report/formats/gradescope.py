"""Gradescope: the results.json that an autograder writes, a test an exercise.

Gradescope has no word for "not graded": a test without a score counts nothing, so the learner would
lose its points. A submission with an ungraded exercise is held back, and so is one that could not
be read; without results.json Gradescope reports that the autograder failed and records no score.

Source: Gradescope, "Autograder Specifications" (gradescope-autograders.readthedocs.io).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from noisegrade.model import ExerciseReport, Report, Verdict
from noisegrade.report.formats.files import Entry, Export, HeldBack, as_json, one_each
from noisegrade.report.formats.words import feedback, overview
from noisegrade.report.learner_view import SEED
from noisegrade.report.people import RefusedSubmission
from noisegrade.report.points import exercise_points, final_points

__all__ = ["FILE", "files", "to_results"]

FILE = "results.json"


def files(entries: Iterable[Entry]) -> Export:
    """Return a results.json for every submission that has a score."""
    return one_each(entries, _rendered, FILE)


def to_results(report: Report) -> dict[str, Any]:
    """Turn a report into what Gradescope reads; one without a score has no such form.

    Raises
    ------
    ValueError
        Where the report has no score.
    """
    points = final_points(report)
    if points is None:
        raise ValueError(f"{report.submission} is not graded whole: it has no score to tell")
    return {
        "score": points,
        "execution_time": report.cpu_seconds,
        "output": overview(report),
        "output_format": "text",
        "test_output_format": "text",
        "test_name_format": "text",
        "tests": [_test(one, at) for at, one in enumerate(report.exercises, start=1)],
        "extra_data": {
            "false_fail": report.false_fail,
            "effect": report.effect,
            **({} if SEED in report.hidden else {"seed": report.seed}),
            "isolation": report.isolation.value,
        },
    }


def _rendered(entry: Entry) -> str | HeldBack:
    if isinstance(entry, RefusedSubmission):
        return HeldBack(entry.submission, entry.reason)
    if final_points(entry.report) is None:
        return HeldBack(
            entry.report.submission, "an exercise is ungraded, and Gradescope would count it as 0."
        )
    return as_json(to_results(entry.report))


def _test(one: ExerciseReport, at: int) -> dict[str, Any]:
    return {
        "name": one.exercise,
        "number": str(at),
        "score": exercise_points(one) or 0.0,
        "max_score": one.max_score,
        "status": "passed" if one.verdict is Verdict.PASSED else "failed",
        "output": feedback(one),
        "extra_data": {"verdict": one.verdict.value, "misconception": one.misconception},
    }
