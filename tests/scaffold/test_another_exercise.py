"""One exercise more, by the recipe of docs/exercises.md, in a copy: everything has it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.slow

Run = Callable[..., "subprocess.CompletedProcess[str]"]

NAME = "box_muller"
GAPS = {
    'raise NotImplementedError("Write here: the solution.")': (
        "radius = np.sqrt(-2 * np.log(1 - rng.random(count)))\n"
        "    return radius * np.cos(2 * np.pi * rng.random(count))"
    ),
}


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("copy") / "project"
    left_out = shutil.ignore_patterns(".git", ".*_cache", "__pycache__", ".hypothesis")
    shutil.copytree(ROOT, place, ignore=left_out)
    return place


@pytest.fixture(scope="module")
def run(copy: Path) -> Run:
    """Run the command of the copy."""
    environment = {**os.environ, "PYTHONPATH": str(copy / "grader"), "COLUMNS": "120"}

    def ran(*words: str, code: int = 0) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(  # noqa: S603 - our own command
            [sys.executable, *words],
            cwd=copy,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == code, (words, done.stdout[-2000:], done.stderr[-2000:])
        return done

    return ran


@pytest.fixture(scope="module", autouse=True)
def another(copy: Path, run: Run) -> None:
    """Follow the recipe: one command, then write what it leaves to write."""
    before = {path: path.read_bytes() for path in copy.rglob("*") if path.is_file()}
    run("-m", "noisegrade", "new", "exercise", NAME, "--section", "sampling")
    changed = {path for path, raw in before.items() if path.read_bytes() != raw}
    assert changed == {copy / "solutions/sampling.py", copy / "exercises/sampling.py"}
    room = copy / "grader/noisegrade/what_noise_is" / NAME
    for path in (copy / "solutions/sampling.py", *room.glob("*.py")):
        text = path.read_text(encoding="utf-8")
        for before_, after in GAPS.items():
            text = text.replace(before_, after)
        lines = [line for line in text.splitlines() if "# Write here: " not in line]
        text = "\n".join(lines) + "\n" * bool(lines)
        path.write_text(text.replace("Write here: ", ""), encoding="utf-8")
    run("-m", "noisegrade", "stubs")


def test_the_course_verifies_with_it(run: Run) -> None:
    told = json.loads(
        run(
            "-m", "noisegrade", "verify", "solutions", "--no-mutants", "--seeds", "1", "--json"
        ).stdout
    )
    assert told["holds"]
    assert NAME in {one["exercise"] for one in told["checks"]}


def test_list_and_show_have_it(copy: Path, run: Run) -> None:
    assert NAME in run("-m", "noisegrade", "list").stdout
    show = [
        "-m",
        "noisegrade",
        "show",
        NAME,
        "--dir",
        "solutions",
        "--no-open",
        "--out",
        "page.html",
    ]
    run(*show)
    assert NAME in (copy / "page.html").read_text(encoding="utf-8")


def test_it_is_graded(copy: Path, run: Run) -> None:
    run("-m", "noisegrade", "grade", "solutions", "exercises", "--out", "grades")
    lines = (copy / "grades/results.jsonl").read_text(encoding="utf-8").splitlines()
    solved, untouched = map(json.loads, lines)
    verdicts = [
        {one["exercise"]: one["verdict"] for one in each["exercises"]}[NAME]
        for each in (solved, untouched)
    ]
    assert verdicts == ["passed", "not_attempted"]
    assert solved["score"] == solved["max_score"] == 5 * len(solved["exercises"])


def test_notebooks_and_nbgrader_have_it(copy: Path, run: Run) -> None:
    run("-m", "noisegrade", "init", "--notebooks", "notebooks")
    assert NAME in (copy / "notebooks/sampling.ipynb").read_text(encoding="utf-8")
    run("-m", "noisegrade", "nbgrader", "for_nbgrader")
    (notebook,) = (copy / "for_nbgrader/source").rglob("sampling.ipynb")
    assert NAME in notebook.read_text(encoding="utf-8")


def test_the_tests_that_walk_the_course_pass_with_it(run: Run) -> None:
    walk = ["tests/what_noise_is", "tests/course", "tests/solutions", "tests/workbook"]
    run("-m", "pytest", "-q", "-p", "no:cacheprovider", *walk)
