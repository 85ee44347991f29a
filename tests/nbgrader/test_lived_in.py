"""A course that runs already, before and after noisegrade moves in, by nbgrader's own commands."""

from __future__ import annotations

import csv
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import handing_in as h
import lived_in
import pytest
import shell_kernel
from instructor import ASSIGNMENT, attempt, run

from built_in import COURSE
from noisegrade.nbgrader.course_folder import create

pytestmark = pytest.mark.slow

LINE = 'load_subconfig("noisegrade_config.py")'
CHEAT = "check = lambda f: 5.0\nimport os\nos.environ['NBGRADER_EXECUTION'] = 'validate'"
RANDOM = "submission_secret.txt"  # a random number of nbgrader's for each submission
TIMES = re.compile(rb"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d[.\d]*(Z|\+00:00| UTC)?")


@pytest.fixture(scope="module", autouse=True)
def kernels(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Offer kernels for the other languages, and a home of its own to nbgrader's cache."""
    home = tmp_path_factory.mktemp("jupyter")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JUPYTER_PATH", str(shell_kernel.install(home / "share")))
        patch.setenv("JUPYTER_DATA_DIR", str(home / "data"))
        yield


def lived_through(course: Path) -> None:
    """Do with its own assignments all that nbgrader has commands for."""
    exchange = course.parent / "exchange"
    exchange.mkdir()
    exchange.chmod(0o777)
    root = f"--Exchange.root={exchange}"
    for name in lived_in.OWN:
        run(course, "generate_assignment", name)
        lived_in.hand_in_own(course, "ann", name)
    run(course, "release_assignment", "sums", root)
    student = course.parent / "student"
    student.mkdir()
    whose = ("--course=statistics", root)
    run(student, "fetch_assignment", "sums", *whose)
    shutil.move(course / "submitted/ann/sums/sums.ipynb", student / "sums/sums.ipynb")
    (course / "submitted/ann/sums").rmdir()  # it comes by the exchange
    run(student, "submit", "sums", *whose)
    run(course, "collect", "sums", root)
    for name in lived_in.OWN:
        run(course, "autograde", name)
        run(course, "generate_feedback", name)
    run(course, "release_feedback", "sums", root)
    run(student, "fetch_feedback", "sums", *whose)
    run(course, "export")


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    course = lived_in.make(tmp_path_factory.mktemp("before") / "course")
    lived_through(course)
    return course


@pytest.fixture(scope="module")
def guest(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Let noisegrade move in, refuse while its line is missing, and be lived with."""
    course = lived_in.make(tmp_path_factory.mktemp("after") / "course")
    assert create(COURSE, course).line == LINE
    lived_in.merge(course / "source" / ASSIGNMENT)
    run(course, "generate_assignment", ASSIGNMENT)
    release = course / "release" / ASSIGNMENT
    code = {**h.right("bell_curve", "gaussian_coverage"), **lived_in.ANSWERS}
    for name, changes in {"right": (), "cheats": (h.first(CHEAT),)}.items():
        folder = course / "submitted" / name / ASSIGNMENT
        folder.mkdir(parents=True)
        raw = h.handed_in(release, "first", {} if changes else code, *changes)
        (folder / "first.ipynb").write_bytes(raw)
    failed, said = attempt(course, [], "autograde", ASSIGNMENT)
    (course / "refused").write_text(f"{failed}\n{said}", encoding="utf-8")
    (course / "autograded_then").write_text(
        "\n".join(str(one) for one in (course / "autograded").rglob("*.ipynb")), encoding="utf-8"
    )
    with (course / "nbgrader_config.py").open("a", encoding="utf-8") as settings:
        settings.write(f"{LINE}\n")
    (course / "told").write_text(run(course, "generate_assignment", ASSIGNMENT, "--force"))
    run(course, "autograde", ASSIGNMENT)
    run(course, "generate_feedback", ASSIGNMENT)
    lived_through(course)
    return course


def test_without_the_line_nothing_is_graded_and_a_sentence_says_why(guest: Path) -> None:
    code, _, said = (guest / "refused").read_text(encoding="utf-8").partition("\n")
    assert code != "0"
    assert "Nothing was graded: noisegrade's settings are missing." in said
    assert said.count("There was an error processing assignment '") == 2
    assert (guest / "autograded_then").read_text(encoding="utf-8") == ""


@pytest.mark.parametrize("step", ["source", "release", "submitted", "autograded", "feedback"])
def test_files_of_other_assignments_are_the_same_byte_for_byte(
    step: str, before: Path, guest: Path
) -> None:
    """Left out are times, in notebooks and beside them, and nbgrader's random secrets."""
    there = dict(_files(before / step))
    after = dict(_files(guest / step))
    assert len(there) >= len(lived_in.OWN)
    assert after == there


def test_what_students_fetch_and_scores_are_the_same(before: Path, guest: Path) -> None:
    fetched = [dict(_files(one.parent / "student")) for one in (before, guest)]
    assert fetched[0] == fetched[1]
    assert any(name.endswith("sums.html") for name in fetched[0])
    rows = _rows(before)
    earned = {row["assignment"]: row["score"] for row in rows if float(row["score"])}
    assert earned == {"sums": "2.0", "files": "2.0", "model": "2.0"}
    students = {row["student_id"] for row in rows}
    after = [row for row in _rows(guest) if row["student_id"] in students]
    assert [row for row in after if row["assignment"] in lived_in.OWN] == rows


def test_a_mixed_notebook_is_graded_whole_in_its_own_order(guest: Path) -> None:
    """Two sections merged, one cut, points changed, texts translated, the id of a check changed."""
    assert _scores(guest, "right") == {
        "test_total": 2.0,
        "plot": None,
        "why": 0.0,
        "draw": None,
        "shell": None,
        "check_gaussian_coverage": 20.0,
        "cell-8f1": 2.5,
    }
    assert set(_scores(guest, "cheats").values()) <= {0.0, None}


def test_what_is_no_ones_stays_in_a_mixed_notebook(guest: Path) -> None:
    path = guest / "autograded/right" / ASSIGNMENT / "first.ipynb"
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    source = guest / "release" / ASSIGNMENT / "first.ipynb"
    ours = json.loads(source.read_text(encoding="utf-8"))["cells"]
    assert [one["id"] for one in cells] == [one["id"] for one in ours]
    for one, other in zip(cells, ours, strict=True):
        assert one["metadata"].get("tags") == other["metadata"].get("tags")
        assert one.get("attachments") == other.get("attachments")
        if one["cell_type"] == "markdown" and one["metadata"].get("nbgrader") is None:
            assert one["source"] == other["source"]


def test_feedback_of_a_mixed_notebook_shows_what_its_cells_showed(guest: Path) -> None:
    page = (guest / "feedback/right" / ASSIGNMENT / "first.html").read_text(encoding="utf-8")
    assert "my plot" in page
    assert "<td>7</td>" in page
    assert 'class="ng-block"' in page
    assert "refuse()" not in page


def test_generate_assignment_says_what_cant_be_run(guest: Path) -> None:
    said = (guest / "told").read_text(encoding="utf-8")
    assert "the cell shell begins with %%bash, which can't be run confined" in said


def _files(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and ASSIGNMENT not in name and path.name != RANDOM:
            yield (
                TIMES.sub(b"(time)", name.encode()).decode(),
                TIMES.sub(b"(time)", path.read_bytes()),
            )


def _rows(course: Path) -> list[dict[str, str]]:
    with (course / "grades.csv").open(newline="", encoding="utf-8") as file:
        return [{**row, "timestamp": ""} for row in csv.DictReader(file)]


def _scores(course: Path, student: str) -> dict[str, float | None]:
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as gradebook:
        notebook = gradebook.find_submission_notebook("first", ASSIGNMENT, student)
        return {grade.name: grade.auto_score for grade in notebook.grades}
