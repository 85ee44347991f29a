"""A class taken through a term by the real commands: late, extended, regraded, appealed.

LEARNERS=30 runs a smaller one.
"""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from noisegrade.untrusted_text import for_csv
from report.results_schema import validate
from term.classroom import WEEKS, Learner, Week, learners, write_course

pytestmark = pytest.mark.slow

COUNT = int(os.environ.get("LEARNERS", "300"))
WRONG = ("math.hypot(factor * std)", "factor * std")  # how the declaration is, and was at first

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    def ran(*words: str | Path, code: int = 0) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(  # noqa: S603 - our own command
            [sys.executable, "-m", "noisegrade", *map(str, words)],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == code, (words, done.stdout, done.stderr)
        return done

    return ran


def results(folder: Path) -> dict[str, dict[str, Any]]:
    """Read the results by name, and hold each against the schema."""
    lines = (folder / "results.jsonl").read_text(encoding="utf-8").splitlines()
    found = {}
    for plain in map(json.loads, lines):
        validate(plain)
        found[plain["learner"]] = plain
    return found


def finals(run: Run, folder: Path) -> dict[str, float]:
    """Read everybody's final points back from the table for spreadsheets, by name."""
    run("export", folder, "--to", "csv")
    with (folder / "export/csv/exercises.csv").open(encoding="utf-8", newline="") as file:
        return {row["name"]: float(row["final"]) for row in csv.DictReader(file)}


def expected(week: Week, people: list[Learner]) -> dict[str, float]:
    by_mark = week.name == "week-1"
    return {for_csv(one.name): week.final(one, known_by_mark=by_mark) for one in people}


def begin(run: Run, week: Week, people: list[Learner], folder: Path) -> Path:
    """Write what a class handed in, and grade it."""
    own = folder / week.name
    own.mkdir()
    path, roster = week.write(week, people, own)
    assignment = folder / f"{week.name}.toml"
    assignment.write_text(week.assignment(people, week.first), encoding="utf-8")
    run("verify", "--assignment", assignment)
    out = own / "grades"
    told = run(
        *("grade", path, "--out", out, "--assignment", assignment, "--roster", roster),
        *("--seed", "1", "--jobs", "2"),
    )
    assert "concerns nobody" not in told.stderr
    return out


def declare(folder: Path, before: str, after: str) -> None:
    path = folder / "course/declarations/scale_gaussian/declaration.py"
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")


def appeal(run: Run, out: Path, one: Learner, exercise: str) -> None:
    """Somebody asks why: it is explained, repeated bit for bit, and amended."""
    why = run("explain", out, one.email, exercise).stdout
    assert "To send" in why
    assert "It comes out as it was recorded." in run("replay", out, one.email).stdout
    run("amend", out, one.email, exercise, "--points", "3", "--because", "read by hand")


def test_a_term(run: Run, tmp_path: Path) -> None:
    people = learners(COUNT)
    write_course(tmp_path / "course")
    declare(tmp_path, *WRONG)
    first, second, third = WEEKS

    out = begin(run, first, people, tmp_path)
    assert finals(run, out) == pytest.approx(expected(first, people))
    graded = results(out)
    assert {one["mark"]["handed_in"]["source"] for one in graded.values()} == {"canvas"}

    out = begin(run, second, people, tmp_path)
    wrong = finals(run, out)
    assert wrong != pytest.approx(expected(second, people))
    loser = next(one for one in people if one.number % 3 == 2 and one.number % 10 == 0)
    appeal(run, out, loser, "bell_curve")  # before the regrade, which must not lose it
    declare(tmp_path, *reversed(WRONG))
    regrade = ("grade", "--out", out, "--regrade", "--only", "scale_gaussian", "--jobs", "2")
    before = (out / "results.jsonl").read_bytes()
    shown = run(*regrade, "--dry-run").stdout
    assert (out / "results.jsonl").read_bytes() == before
    run(*regrade, code=1)  # no terminal, and nobody said --yes
    assert run(*regrade, "--yes").stdout.startswith(shown[: shown.index("stay.")])
    should = expected(second, people)
    should[for_csv(loser.name)] += 3
    got = finals(run, out)
    assert got == pytest.approx(should)
    kept = [one["exercises"][0]["graded_by"] for one in results(out).values()]
    assert len(set(kept)) == 1  # bell_curve, by the course as it was
    changed = {name for name in got if got[name] != pytest.approx(wrong[name])}
    assert for_csv(people[0].name) in changed
    assert for_csv(loser.name) in changed

    out = begin(run, third, people, tmp_path)
    assert finals(run, out) == pytest.approx(expected(third, people))
    graded = results(out)
    assert {one["mark"]["handed_in"]["source"] for one in graded.values()} == {"git"}
    appeal(run, out, people[2], "noise_step")
    assert finals(run, out)[for_csv(people[2].name)] == pytest.approx(3)
    run("amend", out, people[2].email, "noise_step", "--undo")
    assert finals(run, out) == pytest.approx(expected(third, people))

    for week in WEEKS:
        run("report", tmp_path / week.name / "grades")
        pages = list((tmp_path / week.name / "grades/report/learners").iterdir())
        assert len(pages) == COUNT
