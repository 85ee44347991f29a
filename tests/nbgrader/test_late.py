"""Lateness is nbgrader's business, and stays it."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from classroom import Pupil
from instructor import ASSIGNMENT, hand_in, run

pytestmark = pytest.mark.slow


def scores(course: Path) -> tuple[float, float]:
    run(course, "export")
    with (course / "grades.csv").open(newline="", encoding="utf-8") as file:
        row = next(csv.DictReader(file))
    return float(row["raw_score"]), float(row["score"])


def test_a_late_submission_pays_the_penalty_until_it_is_late_no_more(
    course: Path, pupils: dict[str, Pupil]
) -> None:
    hand_in(course, "half", pupils["half"])
    stamp = course / "submitted" / "half" / ASSIGNMENT / "timestamp.txt"
    stamp.write_text("2026-02-02 12:00:00 UTC", encoding="utf-8")
    run(course, "db", "assignment", "add", ASSIGNMENT, "--duedate=2026-02-01 12:00:00 UTC")
    zero = "--LateSubmissionPlugin.penalty_method=zero"
    run(course, "autograde", ASSIGNMENT, zero)
    assert scores(course) == (5.0, 0.0)
    run(course, "db", "assignment", "add", ASSIGNMENT, "--duedate=2026-02-03 12:00:00 UTC")
    run(course, "autograde", ASSIGNMENT, zero, "--force")
    assert scores(course) == (5.0, 5.0)
