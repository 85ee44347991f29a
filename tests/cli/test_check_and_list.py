"""The real command in a process of its own, as a learner types it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from built_in import NAMES
from report.results_schema import validate

ROOT = Path(__file__).parents[2]
Run = Callable[..., "subprocess.CompletedProcess[str]"]

VARIANCE_FOR_SCALE = """import numpy as np


def sample_gaussian(mean, std, shape, rng):
    return mean + std**2 * rng.standard_normal(shape)
"""


@pytest.fixture
def run(tmp_path: Path) -> Run:
    def ran(*words: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(  # noqa: S603 - our own command
            [sys.executable, "-m", "noisegrade", *map(str, words)],
            cwd=tmp_path,
            env={**os.environ, "COLUMNS": "80", **environment},
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    return ran


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ROOT / "exercises", tmp_path / "exercises"))


def test_check_passes_what_is_right_and_says_so_by_its_exit_code(run: Run) -> None:
    done = run("check", "sample_static", "bell_curve", "--dir", ROOT / "solutions")
    assert done.returncode == 0, done.stderr
    assert "2 of 2 passed" in done.stdout
    assert done.stderr == ""


@pytest.mark.usefixtures("workbook")
def test_check_of_stubs_says_that_they_are_not_written_yet(run: Run) -> None:
    done = run("check")
    assert done.returncode == 1
    assert done.stdout.count("not written yet") == len(NAMES)
    assert "exercises/sampling.py:" in done.stdout
    assert f"0 of {len(NAMES)} passed" in done.stdout


def test_a_failure_says_what_was_asked_what_came_luck_likeness_and_what_next(
    run: Run, workbook: Path
) -> None:
    (workbook / "shift_and_scale.py").write_text(VARIANCE_FOR_SCALE, encoding="utf-8")
    done = run("check", "sample_gaussian", "--seed", "3")
    words = " ".join(done.stdout.split())
    for part in (
        "✗ sample_gaussian failed exercises/shift_and_scale.py:4",
        "You were asked for σ = ",
        "expected 68 %, got",
        "Can it be luck? No:",
        "It looks like the variance",
        "Next: ",
    ):
        assert part in words
    assert done.returncode == 1


@pytest.mark.usefixtures("workbook")
def test_json_is_the_report_that_grade_writes(run: Run) -> None:
    done = run("check", "sample_static", "--json", "--seed", "3")
    report = json.loads(done.stdout)
    validate(report)
    assert report["seed"] == 3
    assert len(report["exercises"]) == len(NAMES)


@pytest.mark.usefixtures("workbook")
def test_a_pipe_gets_no_colour_and_a_terminal_that_wants_none_neither(run: Run) -> None:
    assert "\x1b" not in run("check", "sample_static").stdout
    assert "\x1b" in run("check", "sample_static", FORCE_COLOR="1").stdout
    quiet = run("check", "sample_static", FORCE_COLOR="1", NO_COLOR="1").stdout
    assert "\x1b[3" not in quiet


@pytest.mark.usefixtures("workbook")
@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("check", "sample_statik"), "Did you mean sample_static?"),
        (("check", "--dir", "nowhere"), "noisegrade init nowhere makes one."),
        (("chek",), "No such command 'chek'"),
        (("check", "--seed", "-1"), "-1 is not in the range"),
    ],
)
def test_what_can_not_be_done_is_one_sentence(run: Run, words: tuple[str, ...], says: str) -> None:
    done = run(*words)
    assert done.returncode in {1, 2}
    assert says in done.stderr
    assert "Traceback" not in done.stderr


def test_list_shows_the_course_in_order_with_the_state_of_each(run: Run, workbook: Path) -> None:
    shutil.copy(ROOT / "solutions" / "sampling.py", workbook)
    run("check", "bell_curve")
    lines = run("list").stdout.splitlines()[1:]
    assert [line.split()[0] for line in lines] == list(NAMES)
    assert lines[0].split()[1:] == ["sampling", "5", "✓", "passed"]
    assert lines[-1].endswith("not checked yet")


def test_help_names_every_command_and_needs_no_numpy(run: Run) -> None:
    done = run("--help", PYTHONPROFILEIMPORTTIME="1")
    assert {"watch", "check", "list", "grade"} <= set(done.stdout.split())
    assert "numpy" not in done.stderr


def test_the_version_is_the_packages(run: Run) -> None:
    assert run("--version").stdout.split()[-1].count(".") == 2
