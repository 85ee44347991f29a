"""The example course holds: right code passes, wrong code fails, what has a name is named."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from noisegrade.course import Course, load_course
from noisegrade.verify import Check, verify

FOLDER = Path(__file__).parents[2] / "examples/probability"


@pytest.fixture(scope="module")
def course() -> Course:
    return load_course(FOLDER)


@pytest.fixture(scope="module")
def checks(course: Course) -> list[Check]:
    return list(verify(course, solutions=None, exercises=None, seeds=1, mutants=False))


def test_all_of_it_holds(checks: list[Check]) -> None:
    assert [check for check in checks if not check.holds] == []


def test_every_exercise_is_held_to_enough_code(course: Course, checks: list[Check]) -> None:
    of_kind = Counter((check.exercise, check.name) for check in checks)
    for exercise in course.exercises:
        name = exercise.name
        named = of_kind[name, "mistake is caught and named"]
        assert named >= 4, name
        assert named + of_kind[name, "unnamed mistake is caught"] >= 6, name
        assert of_kind[name, "right implementation passes"] >= 3, name


@pytest.mark.slow
def test_mutants_of_the_solutions_lose_points(course: Course) -> None:
    checks = verify(course, solutions=None, exercises=None, seeds=1)
    assert [check.says for check in checks if not check.holds] == []
