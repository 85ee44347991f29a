"""Results of two kinds are never mixed: another effect, course or version is refused, and why."""

from __future__ import annotations

import re
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from batch.conftest import HandIn, results
from built_in import COURSE
from noisegrade.cli import main
from noisegrade.grading.versions import versions


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """Write a course of one exercise into a folder, as instructors do."""
    folder, name = tmp_path / "course", "sample_static"
    solution = replace(COURSE.section_of(name).solution, functions=(COURSE.function(name),))
    (folder / "solutions").mkdir(parents=True)
    (folder / "solutions" / f"{solution.name}.py").write_text(solution.text, encoding="utf-8")
    shutil.copytree(COURSE.declarations / name, folder / "declarations" / name)
    (folder / "noisegrade.toml").write_text(
        f'name = "one"\nsections = ["{solution.name}"]\n', encoding="utf-8"
    )
    return folder


def edit_declaration(course: Path, out: Path) -> None:
    """Let the exercise be worth twice as much."""
    del out
    path = course / "declarations" / "sample_static" / "declaration.py"
    text = path.read_text(encoding="utf-8")
    assert "RandomExercise(\n" in text
    path.write_text(text.replace("RandomExercise(\n", "RandomExercise(\n    points=10,\n"), "utf-8")


def age(course: Path, out: Path) -> None:
    """Let the results be those of an older NumPy."""
    del course
    now = ", ".join(f"{name} {number}" for name, number in versions())
    then = re.sub(r"numpy [^,]+", "numpy 1.0", now, flags=re.IGNORECASE)
    assert then != now
    with closing(sqlite3.connect(out / "journal.sqlite")) as journal:
        for table in ("run", "result"):
            journal.execute(f"UPDATE {table} SET versions = ?", (then,))  # noqa: S608 - our own
        journal.commit()


def leave(course: Path, out: Path) -> None:
    """Change neither."""
    del course, out


Change = Callable[[Path, Path], None]

OTHERS: dict[str, tuple[Change, str, str]] = {
    "effect": (leave, "0.5", "the effect was 0.3 and is 0.5 now"),
    "fingerprint": (edit_declaration, "0.3", "the course's fingerprint was "),
    "versions": (age, "0.3", "the versions were noisegrade "),
}


def grade(*words: str | Path) -> Result:
    return CliRunner().invoke(main, ["grade", *map(str, words)])


@pytest.mark.parametrize("kind", OTHERS)
def test_results_of_another_kind_are_refused_and_there_are_two_ways_out(
    hand_in: HandIn, course: Path, tmp_path: Path, kind: str
) -> None:
    change, effect, says = OTHERS[kind]
    out, elsewhere, work = tmp_path / "out", tmp_path / "elsewhere", hand_in(2)
    first = grade(work, "--course", course, "--effect", "0.3", "--out", out)
    assert first.exit_code == 0, first.output
    before = results(out)
    change(course, out)
    again = (work, "--course", course, "--effect", effect, "--out")

    refused = grade(*again, out)
    assert refused.exit_code == 1
    said = " ".join(refused.output.split())
    assert f"{out} holds results of another kind: {says}" in said
    assert said.endswith(
        "Grade into a fresh folder with --out, or grade everything here again with --regrade."
    )
    assert results(out) == before

    for folder, *more in ((elsewhere,), (out, "--regrade"), (out,)):
        done = grade(*again, folder, *more)
        assert done.exit_code == 0, done.output
        graded = results(folder)
        assert graded.keys() == before.keys()
        assert {one["effect"] for one in graded.values()} == {float(effect)}
        assert len({one["fingerprint"] for one in graded.values()}) == 1
        assert all(one["versions"] == dict(versions()) for one in graded.values())
    changed = {one["fingerprint"] for one in (*before.values(), *results(out).values())}
    assert len(changed) == 1 + (kind == "fingerprint")
