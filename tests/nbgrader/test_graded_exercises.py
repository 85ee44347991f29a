"""What was passed in a run is passed by whoever wrote the same; a failure is nobody else's."""

from __future__ import annotations

from pathlib import Path

import pytest

from built_in import COURSE
from noisegrade import grading
from noisegrade.model import Chunk, Source, Submission, Verdict
from noisegrade.nbgrader.graded_exercises import GradedExercises
from noisegrade.sandbox.client import Sandbox

NAME = "bell_curve"
SETTINGS = grading.Settings(course=COURSE, seed=1)
RIGHT = COURSE.function(NAME).solution
WRONG = f"def {NAME}(x, mean, std):\n    return x"


def handed_in(*cells: str) -> Submission:
    chunks = tuple(Chunk(text, f"cell {number}") for number, text in enumerate(cells, 1))
    return Submission("sampling", (Source("sampling", chunks, ("sampling",)),))


@pytest.fixture
def known(tmp_path: Path) -> GradedExercises:
    return GradedExercises(tmp_path / "kept", seed=None)


def graded(submission: Submission, known: GradedExercises) -> Verdict:
    with Sandbox() as sandbox:
        report = grading.grade(submission, sandbox, settings=SETTINGS, only={NAME})
    known.keep(submission, report, SETTINGS)
    return next(one.verdict for one in report.exercises if one.exercise == NAME)


def test_what_was_passed_is_known_where_it_stands_now(known: GradedExercises) -> None:
    assert graded(handed_in("import numpy as np", RIGHT), known) is Verdict.PASSED
    other = handed_in("import numpy as np", "# mine", f"\n{RIGHT}")
    (found,) = known.recall(other, {NAME, "sample_static"}, SETTINGS).values()
    assert (found.exercise, found.verdict, found.where) == (NAME, Verdict.PASSED, "cell 3:2")
    assert known.recall(handed_in("import math", RIGHT), {NAME}, SETTINGS) == {}
    finer = grading.Settings(course=COURSE, seed=1, effect=0.01)
    assert known.recall(other, {NAME}, finer) == {}


def test_a_failure_is_nobody_elses(known: GradedExercises) -> None:
    assert graded(handed_in("import numpy as np", WRONG), known) is Verdict.FAILED
    assert known.recall(handed_in("import numpy as np", WRONG), {NAME}, SETTINGS) == {}
