"""`noisegrade nbgrader autograde` leaves behind what nbgrader's own command leaves behind."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from classroom import Pupil
from handing_in import handed_in, right
from instructor import ASSIGNMENT, FEW, attempt, hand_in, run

from built_in import SECTIONS

ASKED = """
select s.student_id, n.name, c.name, g.auto_score, g.manual_score, g.needs_manual_grade
from grade g join base_cell c on c.id = g.cell_id join submitted_notebook b on b.id = g.notebook_id
join notebook n on n.id = b.notebook_id join submitted_assignment s on s.id = b.assignment_id
union select s.student_id, n.name, c.name, m.auto_comment, m.manual_comment, ''
from comment m join base_cell c on c.id = m.cell_id
join submitted_notebook b on b.id = m.notebook_id
join notebook n on n.id = b.notebook_id join submitted_assignment s on s.id = b.assignment_id
order by 1, 2, 3
"""


def autograde(course: Path, *arguments: str) -> str:
    """Grade by our command; give what it logged."""
    code, said = attempt(course, ["-m", "noisegrade"], "autograde", ASSIGNMENT, *arguments)
    assert code == 0, said[-6000:]
    return said


def gradebook(course: Path, leave_out: str = "") -> list[tuple[Any, ...]]:
    with sqlite3.connect(course / "gradebook.db") as database:
        return [row for row in database.execute(ASKED) if row[0] != leave_out]


def cells(course: Path, student: str, name: str) -> list[Any]:
    """Give what an autograded notebook holds, but for what is drawn afresh each time."""
    from noisegrade.nbgrader.outputs import kept

    path = course / "autograded" / student / ASSIGNMENT / f"{name}.ipynb"
    notebook = json.loads(path.read_text(encoding="utf-8"))
    held: list[Any] = [notebook["metadata"]]
    for cell in notebook["cells"]:
        said = kept(cell)
        verdict = said and (said["verdict"], said["misconception"])
        held.append((cell["cell_type"], cell["source"], cell["metadata"], verdict))
    return held


@pytest.fixture(scope="module")
def ours(
    released: Path, pupils: dict[str, Pupil], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """Grade the few by our command, and somebody who handed in what another did."""
    course = Path(shutil.copytree(released, tmp_path_factory.mktemp("ours") / "course"))
    for name in FEW:
        hand_in(course, name, pupils[name])
    hand_in(course, "twin", pupils["right"])
    (course / "log").write_text(autograde(course), encoding="utf-8")
    return course


def test_gradebook_is_that_of_nbgraders_own_command(ours: Path, few: Path) -> None:
    assert gradebook(ours, leave_out="twin") == gradebook(few)


@pytest.mark.parametrize("name", FEW)
def test_notebooks_are_those_of_nbgraders_own_command(name: str, ours: Path, few: Path) -> None:
    folders = [course / "autograded" / name / ASSIGNMENT for course in (ours, few)]
    names = [sorted((path.name, path.stat().st_mode) for path in one.iterdir()) for one in folders]
    assert names[0] == names[1]
    assert cells(ours, name, "sampling") == cells(few, name, "sampling")


def test_equal_work_is_graded_once(ours: Path) -> None:
    log = (ours / "log").read_text(encoding="utf-8")
    for name in SECTIONS:
        assert f"twin, {name}: equal work was graded before" in log
    of_twin = [row[1:] for row in gradebook(ours) if row[0] == "twin"]
    assert of_twin == [row[1:] for row in gradebook(ours) if row[0] == "right"]


def test_nothing_is_left_beside_what_nbgrader_knows(ours: Path) -> None:
    hidden = [path.name for path in ours.rglob(".*")]
    assert hidden == [".noisegrade-course.json"]


def test_a_course_that_is_called_like_a_command_is_made_by_its_path(tmp_path: Path) -> None:
    code, said = attempt(tmp_path, ["-m", "noisegrade"], "./autograde")
    assert code == 0, said
    assert (tmp_path / "autograde" / "nbgrader_config.py").is_file()


@pytest.mark.slow
def test_a_run_that_was_killed_resumes(course: Path, pupils: dict[str, Pupil], few: Path) -> None:
    for name in FEW:
        hand_in(course, name, pupils[name])
    command = [sys.executable, "-m", "noisegrade", "nbgrader", "autograde", ASSIGNMENT, "--jobs=2"]
    begun = subprocess.Popen(  # noqa: S603 - our own command
        command, cwd=course, stderr=subprocess.DEVNULL, start_new_session=True
    )
    while not list(course.glob("autograded/*/.*.part")) and begun.poll() is None:
        time.sleep(0.01)
    os.killpg(begun.pid, signal.SIGKILL)
    begun.wait()
    assert len(list(course.glob(f"autograded/*/{ASSIGNMENT}"))) < len(FEW)
    autograde(course, "--jobs=2")
    assert gradebook(course) == gradebook(few)
    assert not list(course.glob("autograded/*/.*"))


@pytest.mark.slow
def test_every_command_of_nbgraders_works_afterwards(
    course: Path, pupils: dict[str, Pupil], tmp_path: Path
) -> None:
    for name in ("strips", "torn"):
        hand_in(course, name, pupils[name])
        stamp = course / "submitted" / name / ASSIGNMENT / "timestamp.txt"
        stamp.write_text("2026-02-02 12:00:00 UTC", encoding="utf-8")
        stamp.with_name("submission_secret.txt").write_text(name, encoding="utf-8")
    autograde(course, "--feedback")
    pages = {path: path.read_bytes() for path in course.glob("feedback/*/*/*.html")}
    assert len(pages) == 2
    assert "Skipping existing" in run(course, "autograde", ASSIGNMENT)
    run(course, "generate_feedback", ASSIGNMENT, "--force")
    assert {path: path.read_bytes() for path in pages} == pages
    (tmp_path / "exchange").mkdir()
    (tmp_path / "exchange").chmod(0o777)
    exchange = f"--Exchange.root={tmp_path / 'exchange'}"
    run(course, "release_assignment", ASSIGNMENT, exchange)
    run(course, "release_feedback", ASSIGNMENT, exchange)
    run(course, "export")
    before = gradebook(course)
    run(course, "autograde", ASSIGNMENT, "--force", "--student=strips")
    assert gradebook(course) == before


@pytest.mark.slow
def test_late_marks_and_what_a_human_gave_are_kept(course: Path, pupils: dict[str, Pupil]) -> None:
    hand_in(course, "half", pupils["half"])
    stamp = course / "submitted" / "half" / ASSIGNMENT / "timestamp.txt"
    stamp.write_text("2026-02-02 12:00:00 UTC", encoding="utf-8")
    run(course, "db", "assignment", "add", ASSIGNMENT, "--duedate=2026-02-01 12:00:00 UTC")
    autograde(course, "--LateSubmissionPlugin.penalty_method=zero")
    with sqlite3.connect(course / "gradebook.db") as database:
        assert database.execute("select timestamp from submitted_assignment").fetchall() == [
            ("2026-02-02 12:00:00.000000",)
        ]
        late = "select sum(late_submission_penalty) from submitted_notebook"
        assert database.execute(late).fetchone() == (5.0,)
        database.execute("update grade set manual_score = 3.5 where auto_score = 5")
        database.execute("update comment set manual_comment = 'well done'")
    autograde(course, "--force", "--LateSubmissionPlugin.penalty_method=none")
    with sqlite3.connect(course / "gradebook.db") as database:
        assert database.execute(late).fetchone() == (None,)
        given = "select manual_score, needs_manual_grade from grade where auto_score = 5"
        assert database.execute(given).fetchall() == [(3.5, 1)]
        said = "select distinct manual_comment from comment"
        assert database.execute(said).fetchall() == [("well done",)]
    assert stamp.read_text(encoding="utf-8") == (
        course / "autograded" / "half" / ASSIGNMENT / "timestamp.txt"
    ).read_text(encoding="utf-8")


@pytest.mark.slow
def test_notebooks_without_our_cells_are_run_in_a_kernel(course: Path) -> None:
    import nbformat

    role = {"locked": False, "schema_version": 3, "task": False}
    solution = {**role, "grade": False, "solution": True, "grade_id": "two"}
    test = {**role, "grade": True, "solution": False, "grade_id": "test", "points": 2}
    made = nbformat.v4.new_notebook(
        cells=[
            nbformat.v4.new_code_cell("two = 2", metadata={"nbgrader": solution}),
            nbformat.v4.new_code_cell("assert two == 2", metadata={"nbgrader": test}),
        ]
    )
    source, submitted = course / "source" / ASSIGNMENT, course / "submitted/ann" / ASSIGNMENT
    submitted.mkdir(parents=True)
    for folder in (source, submitted):
        nbformat.write(made, folder / "sums.ipynb")
    run(course, "generate_assignment", ASSIGNMENT, "--force")
    (submitted / "sampling.ipynb").write_bytes(
        handed_in(course / "release" / ASSIGNMENT, "sampling", right("bell_curve"))
    )
    autograde(course)
    scored = {row[2]: row[3] for row in gradebook(course) if isinstance(row[3], float)}
    assert (scored["test"], scored["check_bell_curve"]) == (2.0, 5.0)
