"""Classroom 50: the result.json of an autograder, `classroom50/result/v1`.

It has no word for "not graded": such a submission is held back, and without result.json the runner
records an error, not a score. Points are whole numbers.

Source: foundation50/classroom50, schemas/result-v1.schema.json, and its wiki, "Advanced
Autograding".
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from noisegrade.model import ExerciseReport, Report, Verdict
from noisegrade.report.formats.files import Entry, Export, File, HeldBack, as_json, only_one
from noisegrade.report.formats.words import feedback
from noisegrade.report.people import RefusedSubmission
from noisegrade.report.points import exercise_points, final_points

__all__ = ["FILE", "Occasion", "files", "to_result"]

FILE = "result.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """What only the runner knows: which push of whose repository is graded; the schema's words."""

    classroom: str
    assignment: str
    assignment_type: str
    owner: str
    submission: str
    commit: str
    release: str
    review: str
    datetime: str  # "2026-06-01T14:32:01Z"


def files(entries: Iterable[Entry], occasion: Occasion) -> Export:
    """Return the one result.json.

    Raises
    ------
    UsageError
        Where there are more submissions than one: an occasion belongs to one.
    """
    entry = only_one(entries, "Classroom 50")
    if isinstance(entry, RefusedSubmission):
        yield HeldBack(entry.submission, entry.reason)
    elif final_points(entry.report) is None:
        yield HeldBack(entry.report.submission, "an exercise is ungraded, and has no score.")
    else:
        yield File(FILE, (as_json(to_result(entry.report, occasion)),))


def to_result(report: Report, occasion: Occasion) -> dict[str, Any]:
    """Turn a report that has a score into what Classroom 50 collects."""
    tests = [_test(one) for one in report.exercises]
    return {
        "schema": "classroom50/result/v1",
        "classroom": occasion.classroom,
        "assignment": occasion.assignment,
        "assignment_type": occasion.assignment_type,
        "owner": occasion.owner,
        "submission": occasion.submission,
        "commit": occasion.commit,
        "release": occasion.release,
        "review": occasion.review,
        "datetime": occasion.datetime,
        "score": round(final_points(report) or 0.0),
        "max-score": sum(one["max-score"] for one in tests),
        "tests": tests,
    }


def _test(one: ExerciseReport) -> dict[str, Any]:
    return {
        "test-name": one.exercise,
        "passed": one.verdict is Verdict.PASSED,
        "score": round(exercise_points(one) or 0.0),
        "max-score": round(one.max_score),
        "message": feedback(one),
    }
