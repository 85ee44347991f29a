"""Courses, made and graded once by nbgrader's own commands: a few pupils, and the whole class."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from classroom import Pupil, classroom

from noisegrade.nbgrader.making import ASSIGNMENT, make

FEW = ("right", "strips", "quantiles", "deletes", "torn")


def run(course: Path, *arguments: str) -> str:
    """Run nbgrader as an instructor does; give what it logged."""
    code, said = attempt(course, [], *arguments)
    assert code == 0, said[-6000:]
    return said


def attempt(course: Path, launcher: list[str], *arguments: str) -> tuple[int, str]:
    """Run nbgrader, perhaps by a launcher; give its exit code and what it logged."""
    beside = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"  # it calls alembic
    environment = {**os.environ, "PATH": beside, "JUPYTER_PLATFORM_DIRS": "1"}
    done = subprocess.run(  # noqa: S603 - nbgrader itself, arguments of our own
        [sys.executable, *(launcher or ["-m"]), "nbgrader", *arguments],
        cwd=course,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def hand_in(course: Path, name: str, pupil: Pupil) -> None:
    """Put what a pupil did where nbgrader expects it after collecting."""
    folder = course / "submitted" / name / ASSIGNMENT
    folder.mkdir(parents=True)
    for notebook, raw in pupil.notebooks.items():
        (folder / f"{notebook}.ipynb").write_bytes(raw)


@pytest.fixture(scope="session")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a course and its assignment."""
    course = tmp_path_factory.mktemp("course")
    make(course)
    run(course, "generate_assignment", ASSIGNMENT)
    return course


@pytest.fixture(scope="session")
def pupils(released: Path) -> dict[str, Pupil]:
    return classroom(released)


@pytest.fixture
def course(released: Path, tmp_path: Path) -> Path:
    """Copy the course before anybody handed in."""
    copy = tmp_path / "course"
    shutil.copytree(released, copy, ignore=shutil.ignore_patterns("submitted", "autograded"))
    return copy


@pytest.fixture(scope="session")
def few(released: Path, pupils: dict[str, Pupil], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Grade a few pupils in a course of their own; autograde's words stand in `log`."""
    copy = tmp_path_factory.mktemp("few") / "course"
    shutil.copytree(released, copy)
    for name in FEW:
        hand_in(copy, name, pupils[name])
    (copy / "log").write_text(run(copy, "autograde", ASSIGNMENT), encoding="utf-8")
    return copy


@pytest.fixture(scope="session")
def log(released: Path, pupils: dict[str, Pupil]) -> str:
    """Collect what the class handed in and grade it; give what autograde logged."""
    archive = released / "downloaded" / ASSIGNMENT / "archive"
    archive.mkdir(parents=True)
    for name, pupil in pupils.items():
        for notebook, raw in pupil.notebooks.items():
            stamp = "attempt_2026-01-30-15-30-10_" if name == "right" else ""
            (archive / f"{name}_{stamp}{notebook}.ipynb").write_bytes(raw)
    run(released, "zip_collect", ASSIGNMENT)
    return run(released, "autograde", ASSIGNMENT)


@pytest.fixture(scope="session")
def graded(released: Path, log: str) -> Path:
    assert log
    return released
