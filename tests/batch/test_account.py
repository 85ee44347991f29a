"""Every entry of a download is accounted for, and no honest learner loses a mark."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path

import pytest

from batch import downloads
from batch.conftest import COARSE, NOISE, Command, results
from built_in import COURSE, FUNCTIONS
from noisegrade import submission
from noisegrade.batch import sources
from noisegrade.batch.account import Fate, read_account
from noisegrade.batch.discovery import Search
from noisegrade.batch.journal import Journal
from noisegrade.errors import SubmissionError

SAMPLING = {"bell_curve", "sample_static"}
layouts = pytest.mark.parametrize("layout", downloads.LAYOUTS)


def check_class(path: Path, top: Path, layout: str, people: list[downloads.Learner]) -> None:
    """Hold discovery and reading against what was written, learner by learner."""
    read: dict[str, str] = {}
    refused = 0
    with (
        closing(Search(FUNCTIONS)) as search,
        Journal(top.parent / "out", COURSE, seed=1, effect=0.3) as journal,
    ):
        journal.list_places(search.find([path]))
        journal.list_ignored(search.ignored)
        for position, source in journal.places():
            try:
                work = sources.read(source, FUNCTIONS)
            except SubmissionError as error:
                refused += 1
                journal.refuse(position, error.reason)
                continue
            assert submission.functions_written(work, FUNCTIONS) == SAMPLING, (source, work)
            text = "".join(chunk.text for each in work.sources for chunk in each.chunks)
            marks = {one.mark for one in people if one.mark in text}
            assert len(marks) == 1, source
            read[marks.pop()] = source.learner.platform_id or source.learner.login or source.name
            journal.take(position, work)
        journal.commit()
    graded = {one.mark: one for one in people if one.graded}
    assert read.keys() == graded.keys()
    assert refused == len(people) - len(graded)
    assert len(set(read.values())) == len(read)
    entries = list(read_account(top.parent / "out"))
    there = top / "submitted" if layout == "nbgrader" else top
    assert len(entries) == len(list(there.iterdir()))
    assert all(one.reason for one in entries if one.fate in {Fate.REFUSED, Fate.IGNORED})


@layouts
def test_a_class_as_a_folder_adds_up(tmp_path: Path, layout: str) -> None:
    people = list(downloads.learners(41))
    top = downloads.write(tmp_path, layout, people)
    check_class(top, top, layout, people)


@layouts
def test_a_class_as_a_zip_adds_up(tmp_path: Path, layout: str) -> None:
    people = list(downloads.learners(41))
    top = downloads.write(tmp_path, layout, people)
    check_class(downloads.write_zip(tmp_path / "zip", layout, people), top, layout, people)


@pytest.mark.slow
@layouts
def test_a_class_of_three_hundred_adds_up(tmp_path: Path, layout: str) -> None:
    people = list(downloads.learners(300))
    top = downloads.write(tmp_path, layout, people)
    check_class(top, top, layout, people)
    packed = downloads.write_zip(tmp_path / "zip", layout, people)
    (tmp_path / "out/journal.sqlite").unlink()
    check_class(packed, top, layout, people)


def test_nothing_is_silent(command: Command, tmp_path: Path) -> None:
    folder = tmp_path / "class"
    folder.mkdir()
    code = NOISE.format(factor=1)
    (folder / "jane.py").write_text(code, encoding="utf-8")
    for name in ("kim.rar", "lee.7z", "max.docx", "notes.txt", "grades.csv", ".DS_Store"):
        (folder / name).write_bytes(b"x")
    (folder / "liwei_4244_text.html").write_bytes(b"<p>")
    (folder / "results").mkdir()
    for name in ("journal.sqlite", "results.jsonl"):
        (folder / "results" / name).write_bytes(b"")
    (folder / "jdoe1").mkdir()
    (folder / "jdoe1" / "journal.sqlite").write_bytes(b"")
    (folder / "jdoe1" / "sampling.py").write_text(code + "# mine\n", encoding="utf-8")
    done = command("grade", "class", "--out", "out", *COARSE)
    assert done.returncode == 1
    assert list(results(tmp_path / "out")) == ["jane.py", "jdoe1"]
    assert "10 files and folders: 2 graded, 4 refused, 4 ignored." in done.stderr
    for name in ("kim.rar", "lee.7z", "max.docx", "liwei"):
        assert f"Not graded: {name}" in done.stderr
    for name in ("notes.txt", "grades.csv", ".DS_Store", "results"):
        assert f"Ignored: class/{name}: " in done.stderr
    account = json.loads((tmp_path / "out/account.json").read_text(encoding="utf-8"))
    told = ("there", "graded", "refused", "ignored", "ungraded", "waiting")
    assert [account[name] for name in told] == [10, 2, 4, 4, 0, 0]
    assert {one["name"] for one in account["entries"]} == {
        f"class/{one.name}" for one in folder.iterdir()
    }
    assert command("report", "out").returncode == 0
    page = (tmp_path / "out/report/index.html").read_text(encoding="utf-8")
    assert "10 files and folders: 2 graded, 4 refused, 4 ignored." in page
    assert "class/notes.txt: it is neither code nor an archive" in page


def test_a_latin_1_name_costs_nobody_the_report(command: Command, tmp_path: Path) -> None:
    """So does `unzip` leave names that a Moodle on Windows wrote."""
    name = b"Jos\xe9 P\xe9rez_4244_assignsubmission_file_"
    folder = bytes(tmp_path) + b"/class/" + name
    Path(folder.decode("utf-8", "surrogateescape")).mkdir(parents=True)
    with open(folder + b"/sampling.py", "wb") as file:  # noqa: PTH123 - no path is text here
        file.write(NOISE.format(factor=1).encode())
    done = command("grade", "class", "--out", "out", *COARSE)
    assert done.returncode == 0, done.stderr
    for format_ in ("csv", "canvas", "moodle", "junit"):
        done = command("export", "out", "--to", format_)
        assert "Traceback" not in done.stderr
    assert command("report", "out").returncode == 0
    assert command("replay", "out", "4244").returncode == 0


def test_one_odd_file_in_a_class_s_zip_costs_itself_alone(tmp_path: Path) -> None:
    people = list(downloads.learners(3))
    path = downloads.write_zip(tmp_path, "Moodle, folders", people)
    with closing(Search(FUNCTIONS)) as search:
        found = list(search.find([path]))
        assert [bool(source.refused) for source in found] == [False] * 3
        noted = [note for source in found for note in sources.read(source, FUNCTIONS).notes]
    assert sum("venv/bin/python is a link or a device" in note for note in noted) == 1
