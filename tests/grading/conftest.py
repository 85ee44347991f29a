"""One sandbox for all gradings, at the strongest level of this machine, and short ways to grade."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from built_in import COURSE, source
from noisegrade import grading, submission
from noisegrade.grading import Settings
from noisegrade.model import ExerciseReport, Report, Submission
from noisegrade.sandbox.client import Sandbox

Grade = Callable[..., Report]
GradeFunction = Callable[..., ExerciseReport]


@pytest.fixture(scope="session")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as opened:
        yield opened


@pytest.fixture(scope="session")
def grade(sandbox: Sandbox) -> Grade:
    """Grade a path, or what was read from one."""

    def graded(work: Path | Submission, *, seed: int = 1, only: str | None = None) -> Report:
        read = submission.read(work, COURSE.functions) if isinstance(work, Path) else work
        wanted = None if only is None else [only]
        return grading.grade(
            read, sandbox, settings=Settings(course=COURSE, seed=seed), only=wanted
        )

    return graded


@pytest.fixture
def grade_function(grade: Grade, tmp_path: Path) -> GradeFunction:
    """Grade one exercise whose function has this text."""

    def graded(exercise: str, function: str, *, seed: int = 1) -> ExerciseReport:
        path = tmp_path / "handed_in.py"
        path.write_text(source(function), encoding="utf-8")
        report = grade(path, seed=seed, only=exercise)
        return next(one for one in report.exercises if one.exercise == exercise)

    return graded
