"""When a submission was handed in, by each system's own words, else git's, else the file's."""

from __future__ import annotations

import os
import shutil
import subprocess
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from batch.downloads import CURVE
from built_in import FUNCTIONS
from noisegrade.assignment import parse_assignment
from noisegrade.batch.discovery import Search
from noisegrade.batch.roster import enrolled, read_roster
from noisegrade.batch.times import moment, timed
from noisegrade.model import HandedIn, TimeSource

BERLIN = parse_assignment(
    'name = "w"\ndeadline = 2026-02-01T23:59:00\ntimezone = "Europe/Berlin"\nattempts = 2\n'
)
OLD = datetime(2026, 1, 30, 15, 30, 10, tzinfo=UTC).timestamp()


def _times(folder: Path, roster: Path | None = None) -> dict[str, HandedIn | None]:
    search = Search(FUNCTIONS, attempts=BERLIN.attempts)
    places = enrolled(search.find([folder]), read_roster(roster))
    found = {place.name: place.handed_in for place in timed(places, BERLIN)}
    search.close()
    return found


def _write(path: Path, mark: str = "") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(CURVE.format(mark=mark), encoding="utf-8")
    os.utime(path, (OLD, OLD))


def test_canvas_tells_late_or_not_and_no_time(tmp_path: Path) -> None:
    _write(tmp_path / "class" / "doejane_LATE_4242_70001_sampling.py")
    _write(tmp_path / "class" / "leebo_4243_70002_sampling.py")
    found = _times(tmp_path / "class")
    assert found["doejane"] == HandedIn(source=TimeSource.CANVAS, late=True)
    assert found["leebo"] == HandedIn(source=TimeSource.CANVAS, late=False)


def test_blackboard_and_brightspace_speak_in_the_zone_of_the_assignment(tmp_path: Path) -> None:
    for at, mark in (("01-30-15-30-10", "a"), ("01-31-15-30-10", "b"), ("02-03-00-00-00", "c")):
        _write(tmp_path / "bb" / f"HW_jdoe_attempt_2026-{at}_sampling.py", mark)
    _write(tmp_path / "bs" / "2-5 - Jane Doe - Jan 30, 2026 330 PM" / "sampling.py")
    blackboard = _times(tmp_path / "bb")["jdoe"]
    assert blackboard == HandedIn(  # of three attempts, the second counts
        source=TimeSource.BLACKBOARD, at="2026-01-31T15:30:10+01:00"
    )
    (brightspace,) = _times(tmp_path / "bs").values()
    assert brightspace == HandedIn(source=TimeSource.BRIGHTSPACE, at="2026-01-30T15:30:00+01:00")


def test_gradescope_tells_it_in_its_metadata_and_no_learner_does(tmp_path: Path) -> None:
    folder = tmp_path / "export"
    _write(folder / "submission_7" / "sampling.py")
    (folder / "submission_metadata.yml").write_text(
        "submission_7:\n  :submitters:\n  - :name: Jane\n    :email: j@x.org\n"
        "  :created_at: 2026-01-30 15:30:10.123456000 Z\n  :results:\n    output: |\n"
        "      :created_at: 2020-01-01 00:00:00 Z\n",
        encoding="utf-8",
    )
    (found,) = _times(folder).values()
    assert found == HandedIn(source=TimeSource.GRADESCOPE, at="2026-01-30T15:30:10+00:00")


def test_moodles_worksheet_as_a_roster_tells_it(tmp_path: Path) -> None:
    _write(tmp_path / "class" / "Jane Doe_4242_assignsubmission_file" / "sampling.py")
    worksheet = tmp_path / "worksheet.csv"
    worksheet.write_text(
        "Identifier,Full name,Email address,Last modified (submission)\n"
        'Participant 4242,Jane Doe,j@x.org,"Friday, 30 January 2026, 3:30 PM"\n',
        encoding="utf-8",
    )
    (found,) = _times(tmp_path / "class", worksheet).values()
    assert found == HandedIn(source=TimeSource.ROSTER, at="2026-01-30T15:30:00+01:00")


def test_nbgraders_note_tells_it(tmp_path: Path) -> None:
    for folder in ("course/submitted", "other"):
        _write(tmp_path / folder / "ann" / "hw1" / "sampling.py")
        note = tmp_path / folder / "ann" / "hw1" / "timestamp.txt"
        note.write_text("2020-01-30 15:30:10.948203 UTC\n", encoding="utf-8")
        os.utime(note, (OLD, OLD))
    (tmp_path / "course" / "nbgrader_config.py").write_text("", encoding="utf-8")
    (found,) = _times(tmp_path / "course").values()
    assert found == HandedIn(source=TimeSource.NBGRADER, at="2020-01-30T15:30:10+00:00")
    (forged,) = _times(tmp_path / "other").values()  # there, a learner wrote it
    assert forged == HandedIn(source=TimeSource.FILE, at="2026-01-30T15:30:10+00:00")


def _git(folder: Path, *words: str, text: str = "") -> str:
    who = {"GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@x", "GIT_COMMITTER_NAME": "a"}
    when = {"GIT_COMMITTER_EMAIL": "a@x", "GIT_COMMITTER_DATE": f"{int(OLD)} +0100"}
    environment = {**os.environ, **who, **when, "GIT_CONFIG_GLOBAL": os.devnull}
    done = subprocess.run(  # noqa: S603
        ["git", *words],  # noqa: S607 - wherever it is
        cwd=folder,
        env=environment,
        input=text,
        text=True,
        check=True,
        capture_output=True,
    )
    return done.stdout.strip()


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not there")
def test_the_last_commit_of_a_clone_tells_it_and_its_configuration_runs_nothing(
    tmp_path: Path,
) -> None:
    clone = tmp_path / "hw1-submissions" / "hw1-ann"
    _write(clone / "sampling.py")
    _git(clone, "init", "-q")
    _git(clone, "add", "sampling.py")
    _git(clone, "commit", "-q", "-m", "done")
    ran = tmp_path / "ran"
    (clone / ".git" / "config").write_text(
        f'[core]\n  fsmonitor = "touch {ran}"\n[log]\n  showSignature = true\n'
        f'[gpg]\n  program = "touch {ran}"\n',
        encoding="utf-8",
    )
    (found,) = _times(tmp_path / "hw1-submissions").values()
    assert found == HandedIn(source=TimeSource.GIT, at="2026-01-30T15:30:10+00:00")
    _git(clone, "pack-refs", "--all")
    (found,) = _times(tmp_path / "hw1-submissions").values()
    assert found is not None
    assert found.source is TimeSource.GIT
    assert not ran.exists()


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not there")
@pytest.mark.parametrize("seconds", [253402300799, 999999999999])  # 9999-12-31, and far beyond
def test_a_commit_of_a_year_that_no_clock_has_stops_nobody(tmp_path: Path, seconds: int) -> None:
    clone = tmp_path / "hw1-submissions" / "hw1-ann"
    _write(clone / "sampling.py")
    _git(clone, "init", "-q")
    tree = _git(clone, "write-tree")
    far = f"ann <ann@example.org> {seconds} +0000"
    commit = f"tree {tree}\nauthor {far}\ncommitter {far}\n\ndone\n"
    made = _git(clone, "hash-object", "-t", "commit", "-w", "--stdin", text=commit)
    (clone / ".git" / "HEAD").write_text(f"{made}\n", encoding="ascii")
    (found,) = _times(tmp_path / "hw1-submissions").values()
    assert found is not None
    assert found.source is TimeSource.FILE


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not there")
def test_a_commit_without_an_end_is_not_read(tmp_path: Path) -> None:
    clone = tmp_path / "hw1-submissions" / "hw1-ann"
    _write(clone / "sampling.py")
    _git(clone, "init", "-q")
    _git(clone, "add", "sampling.py")
    (tmp_path / "message").write_text("done " * 300_000, encoding="ascii")
    _git(clone, "commit", "-q", "-F", str(tmp_path / "message"))
    (found,) = _times(tmp_path / "hw1-submissions").values()
    assert found is not None
    assert found.source is TimeSource.FILE


def test_a_pipe_in_place_of_a_clones_head_is_not_waited_for(tmp_path: Path) -> None:
    clone = tmp_path / "hw1-submissions" / "hw1-ann"
    _write(clone / "sampling.py")
    (clone / ".git" / "objects").mkdir(parents=True)
    os.mkfifo(clone / ".git" / "HEAD")
    (found,) = _times(tmp_path / "hw1-submissions").values()
    assert found is not None
    assert found.source is TimeSource.FILE


def test_an_entry_of_a_zip_keeps_its_own_time(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "class.zip", "w") as archive:
        for name in ("ann", "bob"):
            entry = zipfile.ZipInfo(f"{name}/sampling.py", (2026, 1, 30, 15, 30, 10))
            archive.writestr(entry, CURVE.format(mark=name))
    found = _times(tmp_path / "class.zip")["ann"]
    assert found is not None
    local = datetime(2026, 1, 30, 15, 30, 10).astimezone()  # a zip has no zone: this machine's
    assert (found.source, moment(found.at or "")) == (TimeSource.FILE, local)


@pytest.mark.parametrize("text", ["", "-", "gestern", "2026-13-01 00:00", "\x00"])
def test_what_is_no_time_is_none(text: str) -> None:
    assert moment(text) is None
