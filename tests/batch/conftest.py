"""Small classes, graded coarsely by the real command."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

COARSE = ("--effect", "0.3", "--seed", "7")  # 9 000 draws an exercise: a submission in 0.1 s
NOISE = """import numpy as np


def sample_static(height, width, channels, rng):
    return {factor} * rng.standard_normal((height, width, channels))
"""

Command = Callable[..., "subprocess.CompletedProcess[str]"]
HandIn = Callable[[int], Path]


def words(*more: str | Path) -> list[str]:
    return [sys.executable, "-m", "noisegrade", *map(str, more)]


def timeless(folder: Path) -> list[str]:
    lines = (folder / "results.jsonl").read_text(encoding="utf-8").splitlines()
    return [re.sub(r'"cpu_seconds":[\d.e-]+', "", line) for line in lines]


def results(folder: Path) -> dict[str, dict[str, object]]:
    lines = (folder / "results.jsonl").read_text(encoding="utf-8").splitlines()
    return {one["submission"]: one for one in map(json.loads, lines)}


@pytest.fixture
def command(tmp_path: Path) -> Command:
    def ran(*more: str | Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(  # noqa: S603 - our own command
            words(*more),
            cwd=tmp_path,
            env={**os.environ, "COLUMNS": "100"},
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )

    return ran


@pytest.fixture
def hand_in(tmp_path: Path) -> HandIn:
    """Write a class of so many learners, no two alike; every other one is right."""

    def handed_in(count: int) -> Path:
        folder = tmp_path / "class"
        for learner in range(count):
            own = folder / f"learner{learner:03d}"
            own.mkdir(parents=True)
            text = NOISE.format(factor=1 + learner % 2) + f"\n# learner {learner}\n"
            (own / "sampling.py").write_text(text, encoding="utf-8")
        return folder

    return handed_in
