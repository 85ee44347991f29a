"""Machines that can't do what grading needs: nobody's code runs free, and nobody gets a zero."""

from __future__ import annotations

import csv
import sys
from pathlib import Path

import old_kernels
import pytest
from classroom import Pupil
from instructor import ASSIGNMENT, attempt, hand_in, run

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="other systems confine nothing"),
    pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SADeprecationWarning"),
]


def without(system_call: int) -> list[str]:
    return [str(Path(old_kernels.__file__)), str(system_call)]


def test_without_confinement_nothing_is_graded_until_it_is_accepted(
    course: Path, pupils: dict[str, Pupil]
) -> None:
    hand_in(course, "half", pupils["half"])
    launcher = without(old_kernels.LANDLOCK)
    code, said = attempt(course, launcher, "autograde", ASSIGNMENT)
    assert code != 0
    assert "This machine can't confine a submission" in said
    assert not (course / "autograded" / "half" / ASSIGNMENT / "sampling.ipynb").exists()

    code, said = attempt(
        course, launcher, "autograde", ASSIGNMENT, "--force", "--Grade.accept_unsafe=True"
    )
    assert code == 0, said
    assert "half, sampling: 5 of 10 points" in said


def test_a_fault_of_ours_is_ungraded_and_never_a_zero(
    course: Path, pupils: dict[str, Pupil]
) -> None:
    hand_in(course, "half", pupils["half"])
    launcher = without(old_kernels.MEMORY_FILES)  # answers could not come back
    code, said = attempt(course, launcher, "autograde", ASSIGNMENT)
    assert code == 0, said
    assert "half, sampling: 0 of 10 points, 2 ungraded" in said
    run(course, "export", "--exporter=noisegrade.nbgrader.export.Exercises")
    with (course / "exercises.csv").open(newline="", encoding="utf-8") as file:
        rows = {row["exercise"]: row for row in csv.DictReader(file)}
    assert (rows["bell_curve"]["score"], rows["bell_curve"]["verdict"]) == ("", "ungraded")
    assert "The grader failed here, not the code" in rows["bell_curve"]["says"]
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as gradebook:
        notebook = gradebook.find_submission_notebook("sampling", ASSIGNMENT, "half")
        assert all(grade.needs_manual_grade for grade in notebook.grades)
        assert [grade.auto_score for grade in notebook.grades] == [None, None]
