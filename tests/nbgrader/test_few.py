"""A few learners, honest and hostile, graded by nbgrader's own commands."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from classroom import Pupil
from instructor import FEW, run

from built_in import NAMES


@pytest.fixture(scope="module")
def rows(few: Path) -> list[dict[str, str]]:
    run(few, "export", "--exporter=noisegrade.nbgrader.export.Exercises")
    with (few / "exercises.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("name", FEW)
def test_honest_part_earns_its_points(
    name: str, pupils: dict[str, Pupil], rows: list[dict[str, str]]
) -> None:
    earned = {row["exercise"]: row["score"] for row in rows if row["student_id"] == name}
    assert len(earned) == len(NAMES)
    for exercise, score in earned.items():
        expected = pupils[name].earns.get(exercise, 0.0)
        assert score == ("" if expected is None else str(expected))


def test_what_cant_be_graded_says_why(rows: list[dict[str, str]]) -> None:
    torn = next(r for r in rows if (r["student_id"], r["exercise"]) == ("torn", "bell_curve"))
    assert torn["verdict"] == "ungraded"
    assert torn["says"].startswith("sampling.ipynb stops in the middle")


def test_progress_is_told(few: Path) -> None:
    log = (few / "log").read_text(encoding="utf-8")
    assert "right, sampling: 10 of 10 points (submission 3 of 5)" in log
    assert "torn, sampling: sampling.ipynb stops in the middle" in log


def test_kernel_is_never_started(few: Path) -> None:
    assert "kernel" not in (few / "log").read_text(encoding="utf-8").lower()
