"""PrairieLearn: the results.json of an external grader.

A submission with an ungraded exercise, or one that could not be read, is `gradable: false`: nobody
loses points or an attempt.

Source: PrairieLearn's documentation, "External grading", section "Grading results".
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from noisegrade.model import ExerciseReport, Report
from noisegrade.report.formats.files import Entry, Export, as_json, one_each
from noisegrade.report.formats.words import feedback, overview, refused
from noisegrade.report.people import ClassRow
from noisegrade.report.points import exercise_points, final_points

__all__ = ["FILE", "files", "to_results"]

FILE = "results.json"


def files(entries: Iterable[Entry]) -> Export:
    """Return a results.json for every submission."""
    return one_each(entries, lambda entry: as_json(_results(entry)), FILE)


def to_results(report: Report) -> dict[str, Any]:
    """Turn a report into what PrairieLearn reads: the score is a share of all points."""
    tests = [_test(one) for one in report.exercises if exercise_points(one) is not None]
    points = final_points(report)
    if points is None:
        return {"gradable": False, "format_errors": [overview(report)], "tests": tests}
    return {
        "gradable": True,
        "score": points / report.max_score,
        "message": overview(report),
        "tests": tests,
    }


def _results(entry: Entry) -> dict[str, Any]:
    if isinstance(entry, ClassRow):
        return to_results(entry.report)
    return {"gradable": False, "format_errors": [refused(entry.reason)]}


def _test(one: ExerciseReport) -> dict[str, Any]:
    return {
        "name": one.exercise,
        "points": exercise_points(one),
        "max_points": one.max_score,
        "message": feedback(one),
    }
