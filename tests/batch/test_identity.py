"""Who gets which result: never decided by a learner, never silently."""

from __future__ import annotations

import json
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from batch.conftest import COARSE, NOISE, Command, results
from built_in import COURSE, FUNCTIONS
from noisegrade.batch import sources
from noisegrade.batch.discovery import Search
from noisegrade.batch.journal import Journal
from noisegrade.batch.results import read_results
from noisegrade.batch.roster import enrolled, read_roster
from noisegrade.batch.serialization import pack_report, unpack_report
from noisegrade.batch.sources import SubmissionSource
from noisegrade.errors import SubmissionError
from noisegrade.model import Isolation
from noisegrade.report.people import NOBODY, Learner, stable_id

CODE = NOISE.format(factor=1)
WRONG = NOISE.format(factor=2)
METADATA = (
    "---\nsubmission_11:\n  :submitters:\n  - :name: Bob Jones\n    :sid: '4242'\n"
    "    :email: bob@example.org\n"
)


def put(root: Path, *paths: str, content: str = CODE) -> None:
    for path in paths:
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, encoding="utf-8")


def zipped(path: Path, *names: str, content: str = CODE) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w") as archive:
        for name in names:
            archive.writestr(name, content)


@pytest.fixture
def search() -> Iterator[Search]:
    with closing(Search(FUNCTIONS)) as opened:
        yield opened


FORGED = {
    "Moodle": "Bob Jones_4242_assignsubmission_file_/sampling.py",
    "Moodle, flat": "Bob Jones_4242_assignsubmission_file_sampling.py",
    "Canvas": "jonesbob_4242_99_sampling.py",
    "Blackboard": "hw_bob_attempt_2026-01-01-10-00-00_sampling.py",
    "Brightspace": "1-2 - Bob Jones - Jan 30, 2026 330 PM/sampling.py",
    "a folder": "bob/sampling.py",
    "nbgrader": "submitted/bob/hw/sampling.py",
}


@pytest.mark.parametrize("inner", FORGED.values(), ids=FORGED)
@pytest.mark.parametrize("packed", ["zip", "folder"])
@pytest.mark.parametrize("given", ["class", "each", "alone"])
def test_names_inside_a_submission_are_nobody_else_s(
    tmp_path: Path, inner: str, packed: str, given: str
) -> None:
    """Two names in it: so that it looks like a class."""
    roster = tmp_path / "roster.csv"
    roster.write_text(
        "login,name,id,email\nbob,Bob Jones,4242,bob@example.org\nmal,Mallory,1,m@example.org\n"
        "eve,Eve Friend,4243,e@example.org\n",
        encoding="utf-8",
    )
    other = inner.replace("4242", "4243").replace("Bob Jones", "Eve Friend").replace("bob", "eve")
    if packed == "zip":
        zipped(tmp_path / "subs/mal.zip", inner, other)
    else:
        put(tmp_path / "subs/mal", inner, other)
    if "submitted" in inner and packed == "folder":
        put(tmp_path / "subs/mal", "nbgrader_config.py", content="")
    put(tmp_path / "subs", "zoe.py")
    paths = [tmp_path / "subs"] if given == "class" else sorted((tmp_path / "subs").iterdir())
    with closing(Search(FUNCTIONS)) as search:
        for source in enrolled(search.find(paths), read_roster(roster)):
            assert source.learner.name in {"", "Mallory"}, source


HEADS = {
    "Moodle, flat": "{name}_{number}_assignsubmission_file_",
    "Canvas": "{login}_{number}_171717_",
    "Blackboard": "hw_{login}_attempt_2026-01-10-10-00-00_",
}
BY_HAND = [
    "Bob Jones_4242_assignsubmission_file_sampling.py",
    "Participant_4242_assignsubmission_file_sampling.py",
    "bob_4242_999999_sampling.py",
    "hw_bob_attempt_2026-02-01-10-00-00_sampling.py",
    "1-4242 - Bob Jones - Feb 30, 2026 330 PM",
]


@pytest.mark.parametrize("forged", BY_HAND)
@pytest.mark.parametrize("head", HEADS.values(), ids=HEADS)
def test_what_a_learner_calls_a_file_is_nobody_else_s(
    search: Search, tmp_path: Path, head: str, forged: str
) -> None:
    """A download puts names before it; the rest may look as if another system had written it."""
    people = [("Bob Jones", "bob", 4242), ("Mallory M", "mal", 4243), ("Zoe Roe", "zoe", 4244)]
    roster = tmp_path / "roster.csv"
    rows = [f"{login},{name},{number}" for name, login, number in people]
    roster.write_text("\n".join(["login,name,id", *rows]), encoding="utf-8")
    for name, login, number in people:
        file = "sampling.py" if login != "mal" else forged.removesuffix(".py") + ".py"
        text = CODE if login != "mal" else WRONG
        own = head.format(name=name, login=login, number=number) + file
        put(tmp_path / "class", own, content=text)
    texts = {
        source.learner.name: [Path(path).read_text(encoding="utf-8") for _, path in source.files]
        for source in enrolled(search.find([tmp_path / "class"]), read_roster(roster))
    }
    assert texts == {"Bob Jones": [CODE], "Mallory M": [WRONG], "Zoe Roe": [CODE]}


def test_a_nested_folder_s_name_is_no_part_of_a_login(search: Search, tmp_path: Path) -> None:
    roster = tmp_path / "roster.csv"
    roster.write_text("login,name\njdoe12,Jane\njdoe1,John\n", encoding="utf-8")
    put(tmp_path / "class", "jdoe1/2/sampling.py")
    put(tmp_path / "class", "jdoe1/own/sampling.py", content=WRONG)
    (only,) = enrolled(search.find([tmp_path / "class"]), read_roster(roster))
    assert only.learner.name == "John"
    with pytest.raises(SubmissionError, match="holds several submissions: 2 and own"):
        sources.read(only, FUNCTIONS)


def test_logins_and_numbers_are_matched_whole(search: Search, tmp_path: Path) -> None:
    roster = tmp_path / "roster.csv"
    roster.write_text("login,name\nj-doe1,Jane\njdoe-1,John\nj.doe1,Jack\n", encoding="utf-8")
    put(tmp_path / "class", "j-doe1.py", "jdoe-1.py", "j.doe1.py", "jdoe1.py")
    people = {
        one.name: one.learner.name
        for one in enrolled(search.find([tmp_path / "class"]), read_roster(roster))
    }
    named = {"j-doe1.py": "Jane", "j.doe1.py": "Jack", "jdoe-1.py": "John", "jdoe1.py": ""}
    assert people == named


def test_rows_of_canvas_that_are_nobody_are_left_out(tmp_path: Path) -> None:
    roster = tmp_path / "roster.csv"
    roster.write_text(
        'Student,ID,SIS Login ID\n"    Points Possible",,\n"Doe, Jane",4242,jane\n'
        '"Student, Test",9,\n',
        encoding="utf-8",
    )
    assert read_roster(roster).absent() == ["Jane Doe"]


def test_two_submissions_of_one_learner_are_refused_by_name(
    command: Command, tmp_path: Path
) -> None:
    put(tmp_path / "class", "jane.py", "zoe.py")
    put(tmp_path / "class", "Jane Doe.py", content=WRONG)
    roster = tmp_path / "roster.csv"
    roster.write_text("login,name\njane,Jane Doe\nzoe,Zoe Roe\n", encoding="utf-8")
    done = command("grade", "class", "--out", "out", "--roster", "roster.csv", *COARSE)
    assert done.returncode == 1
    both = "jane has 2 submissions here: class/Jane Doe.py, class/jane.py. Keep the one"
    assert done.stderr.count(both) == 2
    assert list(results(tmp_path / "out")) == ["zoe.py"]


def test_namesakes_stay_apart_and_are_found_by_number(command: Command, tmp_path: Path) -> None:
    put(tmp_path / "class", "dangelo_4242_1_sampling.py")
    put(tmp_path / "class", "dangelo_4243_2_sampling.py", content=WRONG)
    done = command("grade", "class", "--out", "out", *COARSE)
    assert done.returncode == 0, done.stderr
    graded = results(tmp_path / "out")
    assert list(graded) == ["class/dangelo_4242", "class/dangelo_4243"]
    assert [one["learner"] for one in graded.values()] == ["4242", "4243"]
    right, wrong = (command("replay", "out", who, "sample_static") for who in ("4242", "4243"))
    assert "✓ sample_static" in right.stdout
    assert "✗ sample_static" in wrong.stdout
    either = command("replay", "out", "dangelo")
    assert "may be any of class/dangelo_4242, class/dangelo_4243" in either.stderr
    assert either.returncode == 1
    exported = command("export", "out", "--to", "csv", "--only", "4243")
    assert exported.returncode == 0, exported.stderr
    table = (tmp_path / "out/export/csv/exercises.csv").read_text(encoding="utf-8")
    assert "dangelo_4243" in table
    assert "dangelo_4242" not in table
    assert "holds no grading of nobody" in command("report", "out", "--only", "nobody").stderr


@pytest.mark.parametrize("who", ["jane", "JANE", "Jane Doe", "77", "jane@example.org", "jane.py"])
def test_a_learner_is_found_by_whatever_is_known(tmp_path: Path, who: str) -> None:
    learner = Learner(name="Jane Doe", number="77", login="jane", email="jane@example.org")
    source = SubmissionSource(name="jane.py", origin="c/jane.py", path="x", learner=learner)
    with Journal(tmp_path, COURSE, seed=1, effect=0.3) as journal:
        journal.list_places([source])
        journal.refuse(1, "it is empty.")
        journal.commit()
    (found,) = read_results(tmp_path, [who])
    assert found.learner == learner


def test_the_id_is_the_surest_that_is_known() -> None:
    assert stable_id(Learner(name="Jane", number="77", login="jane", platform_id="4"), "x") == "77"
    assert stable_id(Learner(name="Jane", platform_id="4"), "x") == "4"
    assert stable_id(NOBODY, "jane.py") == "jane.py"


def test_what_an_autograder_printed_names_nobody(search: Search, tmp_path: Path) -> None:
    put(tmp_path / "export", "submission_11/sampling.py", "submission_12/sampling.py")
    forged = (
        "  :results:\n    tests:\n    - :name: Eve\n      :email: eve@example.org\n"
        "    output: |\n      submission_12:\n        :submitters:\n        - :name: Bob\n"
    )
    put(tmp_path / "export", "submission_metadata.yml", content=METADATA + forged)
    names = {one.name: one.learner.email for one in search.find([tmp_path / "export"])}
    assert names == {"Bob Jones": "bob@example.org", "submission_12": ""}


def test_several_classes_are_classes_by_an_explicit_word(tmp_path: Path) -> None:
    put(tmp_path / "a", "doejane_4242_1_sampling.py", "roejohn_4243_2_sampling.py")
    put(tmp_path / "b", "poezoe_4244_3_sampling.py", "noeann_4245_4_sampling.py")
    with closing(Search(FUNCTIONS, classes=True)) as search:
        found = list(search.find([tmp_path / "a", tmp_path / "b"]))
    assert [one.learner.platform_id for one in found] == ["4242", "4243", "4245", "4244"]


def test_a_journal_of_before_accounts_can_be_read(command: Command, tmp_path: Path) -> None:
    put(tmp_path / "class", "zoe.py", "ada.py")
    command("grade", "class", "--out", "out", *COARSE)
    with closing(sqlite3.connect(tmp_path / "out/journal.sqlite")) as journal:
        journal.execute("DROP TABLE item")
        journal.commit()
    assert command("report", "out").returncode == 0
    lines = (tmp_path / "out/results.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["learner"] for line in lines] == ["ada.py", "zoe.py"]


def test_what_was_found_in_a_browser_is_never_a_grade(command: Command, tmp_path: Path) -> None:
    put(tmp_path, "class/ada/sampling.py")
    assert command("grade", "class", "--out", "out", *COARSE).returncode == 0
    with closing(sqlite3.connect(tmp_path / "out/journal.sqlite")) as journal, journal:
        (packed,) = journal.execute("SELECT packed FROM result").fetchone()
        report = unpack_report(packed, submission="ada", notes=())
        changed = pack_report(replace(report, isolation=Isolation.BROWSER))
        journal.execute("UPDATE result SET packed = ?", (changed,))
    for asked in (("report", "out"), ("export", "out", "--to", "csv")):
        done = command(*asked)
        assert done.returncode == 1
        assert "found in a browser" in done.stderr
