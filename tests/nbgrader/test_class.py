"""A class of twenty-eight honest and hostile learners, graded by nbgrader's own commands."""

from __future__ import annotations

import csv
import warnings
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from classroom import Pupil
from instructor import run

from built_in import COURSE
from noisegrade.nbgrader.cells import check_id
from noisegrade.nbgrader.course_folder import ASSIGNMENT

if TYPE_CHECKING:
    from nbgrader.api import Gradebook

pytestmark = pytest.mark.slow

NAMES = [
    "right",
    "untouched",
    "half",
    "legacy",
    "warns",
    "own_cells",
    "uniform",
    "quantiles",
    "strips",
    "wraps",
    "patches",
    "robs",
    "spies",
    "os_exits",
    "sys_exits",
    "leaves_between",
    "loops",
    "stubborn",
    "huge",
    "deletes",
    "doubles",
    "edits",
    "forges",
    "strips_metadata",
    "damages",
    "torn",
    "binary",
    "empty",
]


@pytest.fixture(scope="module")
def gradebook(graded: Path) -> Iterator[Gradebook]:
    from nbgrader.api import Gradebook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # SQLAlchemy's, about nbgrader
        with Gradebook(f"sqlite:///{graded / 'gradebook.db'}") as opened:
            yield opened


@pytest.fixture(scope="module")
def rows(graded: Path) -> list[dict[str, str]]:
    run(graded, "export", "--exporter=noisegrade.nbgrader.export.Exercises")
    with (graded / "exercises.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_every_pupil_is_looked_at(pupils: dict[str, Pupil]) -> None:
    assert list(pupils) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_honest_part_earns_its_points(
    name: str, pupils: dict[str, Pupil], gradebook: Gradebook
) -> None:
    submission = gradebook.find_submission(ASSIGNMENT, name)
    for notebook in submission.notebooks:
        for grade in notebook.grades:
            exercise = grade.name.removeprefix("check_")
            expected = pupils[name].earns.get(exercise, 0.0)
            assert grade.auto_score == expected, (grade.name, grade.auto_score)
            assert grade.needs_manual_grade == (expected is None)


@pytest.mark.parametrize("name", ["torn", "binary", "empty"])
def test_what_cant_be_graded_says_why_and_has_no_score(
    name: str, rows: list[dict[str, str]]
) -> None:
    row = next(r for r in rows if (r["student_id"], r["exercise"]) == (name, "bell_curve"))
    assert (row["score"], row["verdict"]) == ("", "ungraded")
    assert "sampling.ipynb" in row["says"]


def test_export_has_a_row_an_exercise(rows: list[dict[str, str]], pupils: dict[str, Pupil]) -> None:
    assert len(rows) == len(COURSE.exercises) * len(pupils)
    named = {(r["student_id"], r["exercise"]): r["misconception"] for r in rows}
    for name, pupil in pupils.items():
        if pupil.misconception is not None:
            exercise, misconception = pupil.misconception
            assert named[name, exercise] == misconception


@pytest.fixture(scope="module")
def feedback(graded: Path) -> Path:
    run(graded, "generate_feedback", ASSIGNMENT, "--student=*or*")
    return graded / "feedback"


def test_feedback_shows_the_learners_block(feedback: Path, rows: list[dict[str, str]]) -> None:
    page = (feedback / "uniform" / ASSIGNMENT / "sampling.html").read_text(encoding="utf-8")
    said = {(r["student_id"], r["exercise"]): r["says"] for r in rows}
    assert 'class="ng-block"' in page
    assert "<svg" in page
    assert "Next: " in page
    assert escape(said["uniform", "sample_static"]) in page
    assert "Traceback (most recent" not in page


def test_feedback_of_a_torn_notebook_says_why(feedback: Path) -> None:
    page = (feedback / "torn" / ASSIGNMENT / "sampling.html").read_text(encoding="utf-8")
    assert "Not graded yet." in page
    assert "save it again and resubmit" in page


def test_stock_export_adds_the_points(graded: Path) -> None:
    run(graded, "export")
    with (graded / "grades.csv").open(newline="", encoding="utf-8") as file:
        totals = {row["student_id"]: float(row["score"]) for row in csv.DictReader(file)}
    assert totals["right"] == COURSE.max_score
    assert totals["legacy"] == 9


def test_manual_grade_survives_grading_again(graded: Path, gradebook: Gradebook) -> None:
    where = (check_id("bell_curve"), "sampling", ASSIGNMENT, "torn")
    grade = gradebook.find_grade(*where)
    grade.manual_score = 3.0
    gradebook.db.commit()
    run(graded, "autograde", ASSIGNMENT, "--student=torn", "--force")
    gradebook.db.expire_all()
    assert gradebook.find_grade(*where).score == 3
