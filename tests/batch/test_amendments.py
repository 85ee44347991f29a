"""The life of a grade after its run: amended, regraded, explained; nothing of it gets lost."""

from __future__ import annotations

import json
import sqlite3
import zlib
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from batch.conftest import HandIn, results
from noisegrade.cli import main
from noisegrade.scaffold import new_course

WEEK = (
    'name = "week-1"\ntitle = "Week 1"\neffect = 0.3\n'
    "[exercises]\nbell_curve = 4\nsample_static = 10\n"
)
ROSTER = """submission,name,login,email
learner001,Ada L,ada,ada@x.org
learner000,Bo M,bo,bo@x.org
"""
DICE = """import numpy as np


def roll_die(size, rng):
    return rng.integers({low}, {high}, size)
"""


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(main, list(map(str, words)))


def said(result: Result) -> str:
    return " ".join(result.output.split())


@pytest.fixture
def graded(hand_in: HandIn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A class of two, graded by the assignment in the current folder; learner001 is wrong."""
    monkeypatch.chdir(tmp_path)
    Path("assignment.toml").write_text(WEEK, encoding="utf-8")
    hand_in(2)
    done = run("grade", "class", "--out", "out", "--seed", "7", "--jobs", "1")
    assert done.exit_code == 0, done.output
    assert "Assignment: Week 1 (2 exercises, 14 points)" in done.output
    return tmp_path / "out"


def _of(out: Path, name: str, exercise: str = "sample_static") -> tuple[dict[str, Any], Any]:
    found: Any = results(out)[name]
    return found, next(one for one in found["exercises"] if one["exercise"] == exercise)


def test_an_amendment_outlasts_reruns_and_is_shown_everywhere(graded: Path) -> None:
    amend = ("amend", graded, "learner001", "sample_static", "--who", "Prof")
    done = run(*amend, "--points", "6", "--because", "the idea is right")
    assert "sample_static was 0 and is now 6; in all 6 / 14." in said(done)
    assert run(*amend, "--comment", "come and see me").exit_code == 0
    Path("roster.csv").write_text(ROSTER, encoding="utf-8")
    for again in ((), ("--regrade",), ("--roster", "roster.csv")):
        assert run("grade", "class", "--out", graded, *again).exit_code == 0
        whole, one = _of(graded, "learner001")
        assert (one["score"], one["verdict"], whole["score"]) == (0, "failed", 0)
        assert [each["points"] for each in one["amendments"]] == [6, None]
        assert whole["mark"]["final"] == 6
    run("report", graded)
    (page,) = (graded / "report" / "learners").glob("*001*.html")
    shown = page.read_text(encoding="utf-8")
    assert "Amended by Prof: 6 of 10 points, because the idea is right" in shown
    assert "come and see me" in shown
    assert "6 / 14" in shown
    assert run("export", graded, "--to", "canvas").exit_code == 0
    gradebook = (graded / "export" / "canvas" / "canvas.csv").read_text(encoding="utf-8")
    assert gradebook.startswith("Student,ID,SIS User ID,SIS Login ID,Section,Week 1\n")
    assert "Ada L,,,ada,,6\n" in gradebook

    for left in ([6], []):
        assert run(*amend, "--undo").exit_code == 0
        kept = _of(graded, "learner001")[1].get("amendments", [])
        assert [each["points"] for each in kept] == left
    assert "nothing to undo" in run(*amend, "--undo").output
    with closing(sqlite3.connect(graded / "journal.sqlite")) as journal:
        (lines,) = journal.execute("SELECT count(*) FROM amendment").fetchone()
    assert lines == 4  # the log is only ever added to


@pytest.mark.parametrize(
    ("more", "says"),
    [
        (("learner001", "sample_static", "--points", "11", "--because", "x"), "from 0 to 10"),
        (("learner001", "sample_static", "--points", "3"), "Say why"),
        (("learner001", "noise_step", "--because", "x"), "they have bell_curve, sample_static"),
        (("nobody", "sample_static", "--because", "x"), "holds no grading of nobody"),
    ],
)
def test_what_can_not_be_amended_is_said(graded: Path, more: tuple[str, ...], says: str) -> None:
    done = run("amend", graded, *more)
    assert done.exit_code == 1
    assert says in said(done)


def test_a_later_extension_settles_without_grading_again(graded: Path) -> None:
    late = 'deadline = 2020-01-01T00:00:00+00:00\n[late]\nper_day = 10\ncut_off = "2 days"\n'
    text = WEEK.replace("[exercises]", f"{late}[exercises]")
    Path("assignment.toml").write_text(text, encoding="utf-8")
    assert "say --assignment assignment.toml" in said(run("report", graded))
    assert run("grade", "class", "--out", graded).exit_code == 0
    mark = _of(graded, "learner000")[0]["mark"]
    assert (mark["earned"], mark["final"], mark["handed_in"]["source"]) == (10, 0, "file")
    more = '[[exceptions]]\nlearner = "learner000"\ndeadline = 2099-01-01T00:00:00+00:00\n'
    Path("assignment.toml").write_text(text + more, encoding="utf-8")
    assert run("report", graded, "--assignment", "assignment.toml").exit_code == 0
    assert _of(graded, "learner000")[0]["mark"]["final"] == 10
    Path("assignment.toml").write_text(text.replace("static = 10", "static = 11"), encoding="utf-8")
    refused = run("export", graded, "--to", "csv", "--assignment", "assignment.toml")
    assert "asks for other exercises, points or packages" in said(refused)


def test_explain_shows_evidence_source_and_what_to_send(graded: Path) -> None:
    done = run("explain", graded, "learner001", "sample_static", "--html", "why.html")
    assert done.exit_code == 0, done.output
    for part in (
        "✗ sample_static, learner001: failed, 0 of 10 points",
        "The call: sample_static(",
        "spread: spread of",
        "draws ",
        ">    4 def sample_static(height, width, channels, rng):",
        "sample_static has 0 of 10 points.",
        "seed 7",
    ):
        assert part in done.output
    assert "<svg" in Path("why.html").read_text(encoding="utf-8")


def test_replay_repeats_a_grading_by_an_assignment(graded: Path) -> None:
    Path("assignment.toml").unlink()
    done = run("replay", graded, "learner001")
    assert "It comes out as it was recorded." in said(done), done.output
    with closing(sqlite3.connect(graded / "journal.sqlite")) as journal:
        journal.execute("UPDATE assignment SET text = replace(text, '= 10', '= 20')")
        journal.commit()
    done = run("replay", graded, "learner001")
    assert "The course's fingerprint was" in said(done)
    assert "this has changed: what the assignment asks for." in said(done)
    assert done.exit_code == 1


def _dice_class(folder: Path) -> None:
    for name, low, high in (("right", 1, 7), ("wrong", 0, 6)):
        (folder / name).mkdir(parents=True)
        text = DICE.format(low=low, high=high)
        (folder / name / "dice.py").write_text(text, encoding="utf-8")


def test_a_mended_declaration_shows_who_gains_before_anything_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    new_course(Path("course"))
    declaration = Path("course/declarations/roll_die/declaration.py")
    right = declaration.read_text(encoding="utf-8")
    assert "stats.randint(1, 7)" in right
    declaration.write_text(right.replace("randint(1, 7)", "randint(0, 6)"), encoding="utf-8")
    _dice_class(Path("class"))
    out = Path("out")
    first = run(
        *("grade", "class", "--out", out, "--course", "course", "--effect", "0.3", "--jobs", "1")
    )
    assert first.exit_code == 0, first.output
    assert {name: one["score"] for name, one in results(out).items()} == {"right": 0, "wrong": 5}
    declaration.write_text(right, encoding="utf-8")
    before = (out / "results.jsonl").read_bytes()
    replayed = run("replay", out, "right")
    assert replayed.exit_code == 1
    assert "Of the course, this has changed: the exercise roll_die." in said(replayed)

    regrade = ("grade", "--out", out, "--regrade", "--only", "roll_die", "--jobs", "1")
    for more, code in ((("--dry-run",), 0), ((), 1)):
        shown = run(*regrade, *more)
        assert shown.exit_code == code
        assert "right 0 5 roll_die wrong 5 0 roll_die" in said(shown)
        assert "1 would gain, 1 would lose, 0 stay." in said(shown)
        assert "Nothing was written" in said(shown)
        assert (out / "results.jsonl").read_bytes() == before
    assert run(*regrade, "--yes").exit_code == 0
    assert {name: one["score"] for name, one in results(out).items()} == {"right": 5, "wrong": 0}
    replayed = run("replay", out, "right")
    assert "It comes out as it was recorded." in said(replayed), replayed.output


def test_exercises_that_are_not_regraded_say_by_what_they_were_graded(graded: Path) -> None:
    with closing(sqlite3.connect(graded / "journal.sqlite")) as journal:
        for table in ("run", "result"):  # as if it had been graded by an earlier declaration
            journal.execute(f"UPDATE {table} SET fingerprint = 'earlier'")  # noqa: S608 - our own
        packed = journal.execute("SELECT key, packed FROM result").fetchall()
        for key, old in packed:
            journal.execute("UPDATE result SET packed = ? WHERE key = ?", (_aged(old), key))
        journal.commit()
    run("grade", "--out", graded, "--regrade", "--only", "sample_static", "--yes", "--jobs", "1")
    whole, kept = _of(graded, "learner001", "bell_curve")
    assert (kept["graded_by"], whole["fingerprint"] == "earlier") == ("earlier", False)
    assert "graded_by" not in _of(graded, "learner001")[1]


def _aged(packed: bytes) -> bytes:
    plain = json.loads(zlib.decompress(packed))
    return zlib.compress(json.dumps({**plain, "fingerprint": "earlier"}).encode())


def test_a_class_of_before_there_were_assignments_is_read(graded: Path) -> None:
    Path("assignment.toml").unlink()
    with closing(sqlite3.connect(graded / "journal.sqlite")) as journal:
        for table in ("assignment", "amendment", "handed_in"):
            journal.execute(f"DROP TABLE {table}")
        journal.commit()
    assert run("export", graded, "--to", "csv").exit_code == 0


def test_a_manual_mark_ends_what_is_ungraded_and_leaves_nothing_to_warn_of(graded: Path) -> None:
    with closing(sqlite3.connect(graded / "journal.sqlite")) as journal:
        for key, packed in journal.execute("SELECT key, packed FROM result").fetchall():
            fault = _ungraded(packed)
            journal.execute(
                "UPDATE result SET packed = ?, score = NULL WHERE key = ?", (fault, key)
            )
        journal.commit()
    for name, points in (("learner000", "7"), ("learner001", "2")):
        done = run("amend", graded, name, "sample_static", "--points", points, "--because", "read")
        assert f"was ungraded and is now {points}" in said(done)
    done = run("export", graded, "--to", "gradescope")
    assert done.exit_code == 0, done.output
    written = json.loads((graded / "export/gradescope/learner000/results.json").read_bytes())
    assert written["score"] == 7
    kept = ("grade", "--out", graded, "--regrade", "--only", "bell_curve", "--jobs", "1")
    assert "0 would gain, 0 would lose, 2 stay." in said(run(*kept, "--dry-run"))
    assert run(*kept, "--yes").exit_code == 0
    assert _of(graded, "learner000")[0]["mark"]["final"] == 7


def _ungraded(packed: bytes) -> bytes:
    plain = json.loads(zlib.decompress(packed))
    for one in plain["exercises"]:
        if one["exercise"] == "sample_static":
            one.update(verdict="ungraded", score=None, says="The grader failed here.")
    return zlib.compress(json.dumps({**plain, "score": None}).encode())


def test_options_that_a_regrade_of_what_is_kept_can_not_have_are_refused(graded: Path) -> None:
    refused = run("grade", "class", "--out", graded, "--regrade", "--only", "bell_curve")
    assert refused.exit_code == 2
    assert "leave out PATH" in said(refused)
    assert "belong to --regrade" in said(run("grade", "class", "--out", graded, "--yes"))
