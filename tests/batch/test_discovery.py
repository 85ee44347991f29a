from __future__ import annotations

import json
import os
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from built_in import FUNCTIONS
from noisegrade.batch import sources
from noisegrade.batch.discovery import JOURNAL, Search
from noisegrade.batch.roster import enrolled, read_roster
from noisegrade.batch.sources import SubmissionSource
from noisegrade.errors import SubmissionError, UsageError
from noisegrade.report.people import NOBODY

CODE = "def bell_curve(x, mean, std):\n    return 1.0\n"
NOTEBOOK = json.dumps(
    {
        "nbformat": 4,
        "nbformat_minor": 5,
        "metadata": {},
        "cells": [{"cell_type": "code", "metadata": {}, "outputs": [], "source": CODE}],
    }
)


def put(root: Path, *paths: str, content: str = CODE) -> None:
    for path in paths:
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(NOTEBOOK if path.endswith(".ipynb") else content, encoding="utf-8")


@pytest.fixture
def search() -> Iterator[Search]:
    with closing(Search(FUNCTIONS)) as opened:
        yield opened


@contextmanager
def as_nobody() -> Iterator[None]:
    """Let permissions count, even where tests run as root."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


def found(search: Search, *paths: Path) -> dict[str, SubmissionSource]:
    return {place.name: place for place in search.find(paths)}


def sections(place: SubmissionSource) -> list[str]:
    return [one.module for one in sources.read(place, FUNCTIONS).sources]


def test_a_folder_of_folders_files_and_zips_is_a_class(search: Search, tmp_path: Path) -> None:
    put(tmp_path, "ada/sampling.py", "ben/deep/er/sampling.py", "cleo.py", "dora.ipynb")
    put(tmp_path, "eve/notes.txt", ".git/sampling.py", "__MACOSX/x.py")
    with zipfile.ZipFile(tmp_path / "fay.zip", "w") as archive:
        archive.writestr("fay/sampling.py", CODE)
    names = found(search, tmp_path)
    assert list(names) == ["ada", "ben", "cleo.py", "dora.ipynb", "eve", "fay"]
    for name in ("ada", "ben", "cleo.py", "dora.ipynb", "fay"):
        assert sources.read(names[name], FUNCTIONS).sources
    with pytest.raises(SubmissionError, match=f"{tmp_path.name}/eve"):
        sources.read(names["eve"], FUNCTIONS)


def test_a_folder_with_the_six_files_is_one_submission(search: Search, tmp_path: Path) -> None:
    put(tmp_path, "sampling.py", "summing.py", "old/sampling.py")
    (place,) = search.find([tmp_path])
    assert sections(place) == ["sampling", "summing"]


def test_a_class_in_one_zip_is_a_class(search: Search, tmp_path: Path) -> None:
    put(tmp_path / "in/class", "ada/sampling.py", "ben/sampling.py")
    shutil.make_archive(str(tmp_path / "class"), "zip", tmp_path / "in")
    assert list(found(search, tmp_path / "class.zip")) == ["ada", "ben"]


def test_nbgrader_keeps_a_folder_a_student_and_an_assignment(
    search: Search, tmp_path: Path
) -> None:
    put(tmp_path, "nbgrader_config.py", "source/what_noise_is/sampling.ipynb")
    put(tmp_path, "submitted/ada/what_noise_is/sampling.ipynb")
    put(tmp_path, "submitted/ben/what_noise_is/sampling.ipynb")
    put(tmp_path, "submitted/ben/what_noise_is/summing.ipynb")
    names = found(search, tmp_path)
    assert list(names) == ["ada", "ben"]
    assert sections(names["ben"]) == ["sampling", "summing"]


def test_canvas_puts_all_into_one_folder(search: Search, tmp_path: Path) -> None:
    put(tmp_path, "doejane_4242_171717_sampling-1.py", "doejane_4242_171718_summing.py")
    put(tmp_path, "roejohn_LATE_4243_171719_sampling.py")
    names = found(search, tmp_path)
    assert {name: one.learner.platform_id for name, one in names.items()} == {
        "doejane": "4242",
        "roejohn": "4243",
    }
    assert sections(names["doejane"]) == ["sampling", "summing"]


def test_moodle_puts_names_and_numbers_into_folders(search: Search, tmp_path: Path) -> None:
    put(tmp_path, "Jane Doe_4242_assignsubmission_file_/sampling.py")
    put(tmp_path, "Jane Doe_4242_assignsubmission_onlinetext_/onlinetext.html")
    put(tmp_path, "John Roe_4243_assignsubmission_file_/work/sampling.py")
    names = found(search, tmp_path)
    assert list(names) == ["Jane Doe", "John Roe"]
    assert names["John Roe"].learner.platform_id == "4243"


def test_gradescope_tells_the_submitters_beside_the_folders(search: Search, tmp_path: Path) -> None:
    put(tmp_path, "assignment_1_export/submission_11/sampling.py")
    put(tmp_path, "assignment_1_export/submission_12/sampling.py")
    put(
        tmp_path,
        "assignment_1_export/submission_metadata.yml",
        content=(
            "---\nsubmission_11:\n  :submitters:\n  - :name: Jane Doe\n    :sid: '4242'\n"
            "    :email: jane@example.org\n  :score: 0.0\n"
            "submission_12:\n  :submitters:\n  - :name: John Roe\n    :sid: '4243'\n"
            "    :email: john@example.org\n"
        ),
    )
    names = found(search, tmp_path / "assignment_1_export")
    assert [one.learner.email for one in names.values()] == [
        "jane@example.org",
        "john@example.org",
    ]


def test_results_are_no_submissions(search: Search, tmp_path: Path) -> None:
    put(tmp_path, "ada/sampling.py", f"results/{JOURNAL}", "results/results.jsonl")
    assert list(found(search, tmp_path)) == ["ada"]
    assert [one.reason for one in search.ignored] == [
        "it holds results of noisegrade, not a submission"
    ]


def test_a_learner_s_file_may_be_called_as_ours(search: Search, tmp_path: Path) -> None:
    put(tmp_path, "ada/sampling.py", f"jdoe1/{JOURNAL}", "jdoe1/sampling.py")
    assert sections(found(search, tmp_path)["jdoe1"]) == ["sampling"]


def test_a_link_that_leads_out_is_refused(search: Search, tmp_path: Path) -> None:
    put(tmp_path / "secret", "sampling.py")
    (tmp_path / "class").mkdir()
    (tmp_path / "class/ada").symlink_to(tmp_path / "secret")
    (place,) = search.find([tmp_path / "class"])
    with pytest.raises(SubmissionError, match="leads out of the folder"):
        sources.read(place, FUNCTIONS)


@pytest.mark.parametrize("name", ["ada.py", "ada.zip", "doejane_4242_171717_sampling.py"])
def test_links_to_elsewhere_or_to_themselves_and_pipes_are_not_opened(
    search: Search, tmp_path: Path, name: str
) -> None:
    put(tmp_path, "secret/sampling.py", "class/zoe/sampling.py")
    strange = tmp_path / "class" / name
    for target in (tmp_path / "secret/sampling.py", strange, None):
        if target is None:
            os.mkfifo(strange)
        else:
            strange.symlink_to(target)
        first, _ = search.find([tmp_path / "class"])
        with pytest.raises(SubmissionError):
            sources.read(first, FUNCTIONS)
        strange.unlink()


def test_a_folder_that_may_not_be_read_costs_nobody_else(search: Search) -> None:
    with TemporaryDirectory() as made:
        folder = Path(made)
        folder.chmod(0o755)
        put(folder, "ada/sampling.py", "ben/locked/sampling.py")
        (folder / "ben/locked").chmod(0)
        with as_nobody():
            ada, ben = search.find([folder])
            assert sections(ada) == ["sampling"]
            with pytest.raises(SubmissionError, match="it can't be opened: Permission denied"):
                sources.read(ben, FUNCTIONS)
        (folder / "ben/locked").chmod(0o700)


def test_a_path_that_is_not_there_says_so(search: Search, tmp_path: Path) -> None:
    (place,) = search.find([tmp_path / "nowhere"])
    with pytest.raises(SubmissionError, match="no such file or folder"):
        sources.read(place, FUNCTIONS)


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("Student,ID,SIS User ID,SIS Login ID,Section", '"Doe, Jane",4242,77,jane,A'),
        ("First name,Last name,ID number,Email address", "Jane,Doe,77,jane@example.org"),
        ("Name,SID,Email", "Jane Doe,77,jane@example.org"),
        ("id,first_name,last_name,email", "doejane,Jane,Doe,jane@example.org"),
        ("submission;name", "doejane;Jane Doe"),
    ],
    ids=["Canvas", "Moodle", "Gradescope", "nbgrader", "own"],
)
def test_a_roster_of_any_platform_names_people(
    search: Search, tmp_path: Path, header: str, row: str
) -> None:
    put(tmp_path / "class", "doejane_4242_171717_sampling.py", "someone/sampling.py")
    roster = tmp_path / "roster.csv"
    absent = ",".join(["nobody"] * header.count(",")) if "," in header else "nobody"
    roster.write_text(f"{header}\n{row}\n{absent}\n", encoding="utf-8")
    people = read_roster(roster)
    names = {one.name: one for one in enrolled(search.find([tmp_path / "class"]), people)}
    assert names["doejane"].learner.name == "Jane Doe"
    assert names["someone"].learner == NOBODY


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"colour,size\nred,3\n"])
def test_a_roster_that_names_nobody_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "roster.csv"
    path.write_bytes(content)
    with pytest.raises(UsageError, match="roster"):
        read_roster(path)
