"""Courses, made and graded once by nbgrader's own commands: a few pupils, and the whole class."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from classroom import Pupil, classroom
from instructor import ASSIGNMENT, FEW, hand_in, run

from built_in import COURSE
from noisegrade.nbgrader.course_folder import create


@pytest.fixture(scope="session")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a course and its assignment; tests work in copies."""
    course = tmp_path_factory.mktemp("course")
    create(COURSE, course)
    run(course, "generate_assignment", ASSIGNMENT)
    return course


@pytest.fixture(scope="session")
def pupils(released: Path) -> dict[str, Pupil]:
    return classroom(released)


@pytest.fixture
def course(released: Path, tmp_path: Path) -> Path:
    """Give a course in which nobody has handed in yet."""
    return Path(shutil.copytree(released, tmp_path / "course"))


@pytest.fixture(scope="session")
def few(released: Path, pupils: dict[str, Pupil], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Grade a few pupils; what autograde logged stands in `log`."""
    course = Path(shutil.copytree(released, tmp_path_factory.mktemp("few") / "course"))
    for name in FEW:
        hand_in(course, name, pupils[name])
    (course / "log").write_text(run(course, "autograde", ASSIGNMENT), encoding="utf-8")
    return course


@pytest.fixture(scope="session")
def graded(released: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Collect what the whole class handed in, from one folder, and grade it."""
    course = Path(shutil.copytree(released, tmp_path_factory.mktemp("class") / "course"))
    archive = course / "downloaded" / ASSIGNMENT / "archive"
    archive.mkdir(parents=True)
    for name, pupil in classroom(course).items():  # they attack this very course
        for notebook, raw in pupil.notebooks.items():
            stamp = "attempt_2026-01-30-15-30-10_" if name == "right" else ""
            (archive / f"{name}_{stamp}{notebook}.ipynb").write_bytes(raw)
    run(course, "zip_collect", ASSIGNMENT)
    run(course, "autograde", ASSIGNMENT)
    return course
