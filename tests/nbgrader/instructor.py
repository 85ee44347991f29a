"""What an instructor does: nbgrader's own commands, and submissions put where it looks for them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from classroom import Pupil

ASSIGNMENT = "what_noise_is"
FEW = ("right", "strips", "quantiles", "deletes", "torn")  # of the class, for quick tests


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
