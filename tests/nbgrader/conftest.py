"""One course, made and graded once by nbgrader's own commands."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from classroom import Pupil, classroom

from noisegrade.nbgrader.making import ASSIGNMENT, make

Nbgrader = Callable[..., str]


def run(course: Path, *arguments: str) -> str:
    """Run nbgrader as an instructor does; give what it logged."""
    beside = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"  # it calls alembic
    environment = {**os.environ, "PATH": beside, "JUPYTER_PLATFORM_DIRS": "1"}
    done = subprocess.run(  # noqa: S603 - nbgrader itself, arguments of our own
        [sys.executable, "-m", "nbgrader", *arguments],
        cwd=course,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    return done.stdout + done.stderr


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
