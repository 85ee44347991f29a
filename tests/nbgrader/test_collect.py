"""`noisegrade nbgrader collect`: downloads become submitted/, one learner one student."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from instructor import ASSIGNMENT, run

from noisegrade.cli import main

JANUARY = (2026, 1, 30, 15, 30, 10)


def notebook(mark: str) -> bytes:
    cell = {"cell_type": "code", "metadata": {}, "outputs": [], "source": f"x = {mark!r}"}
    return json.dumps(
        {"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    ).encode()


def packed(path: Path, files: dict[str, bytes], when: tuple[int, ...] = JANUARY) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, when), content)  # type: ignore[arg-type]
    return path


def collect(course: Path, *arguments: object) -> Result:
    wanted = ["nbgrader", "collect", *map(str, arguments), "--into", str(course)]
    return CliRunner().invoke(main, wanted, catch_exceptions=False)


def held(course: Path) -> dict[str, dict[str, bytes]]:
    return {
        f"{folder.parent.name}": {path.name: path.read_bytes() for path in folder.iterdir()}
        for folder in course.glob(f"submitted/*/{ASSIGNMENT}")
    }


CANVAS = {
    "doejane_12345_678900_sampling.ipynb": notebook("old"),
    "doejane_12345_678910_sampling-1.ipynb": notebook("new"),
    "doejane_12345_678903_coverage.ipynb": notebook("coverage"),
    "leewei_LATE_777_678950_Copy of summing (1).ipynb": notebook("late"),
    "ohara_888_678960_essay.docx": b"PK",
}


@pytest.fixture
def canvas(tmp_path: Path) -> Path:
    return packed(tmp_path / "canvas.zip", CANVAS)


def test_a_learner_of_canvas_is_one_student_with_the_latest_attempt(
    canvas: Path, tmp_path: Path
) -> None:
    said = collect(tmp_path, canvas)
    assert said.exit_code == 1
    students = held(tmp_path)
    assert set(students) == {"doejane_12345", "leewei_777"}
    jane = students["doejane_12345"]
    assert set(jane) - {"timestamp.txt"} == {"sampling.ipynb", "coverage.ipynb"}
    assert jane["sampling.ipynb"] == notebook("new")
    assert students["leewei_777"]["summing.ipynb"] == notebook("late")
    assert "5 files and folders: 3 collected" in said.output
    assert "1 refused" in said.output
    assert "1 ignored" in said.output
    assert "no notebook" in said.output


def test_a_learner_of_moodle_is_one_student(tmp_path: Path) -> None:
    folder = "Ann Lee_98765_assignsubmission_file_"
    work = io.BytesIO()
    with zipfile.ZipFile(work, "w") as archive:
        archive.writestr("mine/forward.ipynb", notebook("forward"))
    files = {f"{folder}/sampling.ipynb": notebook("a"), f"{folder}/work.zip": work.getvalue()}
    said = collect(tmp_path, packed(tmp_path / "moodle.zip", files))
    assert said.exit_code == 0, said.output
    (names,) = held(tmp_path).values()
    assert set(names) - {"timestamp.txt"} == {"sampling.ipynb", "forward.ipynb"}
    assert list(held(tmp_path)) == ["Ann_Lee_98765"]


def test_a_time_is_kept_and_a_newer_submission_stays(tmp_path: Path) -> None:
    moodle = "Ann_1_assignsubmission_file_/sampling.ipynb"
    first = packed(tmp_path / "first.zip", {moodle: notebook("first")})
    later = packed(tmp_path / "later.zip", {moodle: notebook("later")}, (2026, 2, 1, 0, 0, 0))
    assert "1 collected" in collect(tmp_path, first).output
    assert held(tmp_path)["Ann_1"]["timestamp.txt"].startswith(b"2026-01-30 ")
    assert "1 unchanged" in collect(tmp_path, first).output
    assert "1 updated" in collect(tmp_path, later).output
    said = collect(tmp_path, first)
    assert said.exit_code == 1
    assert "what is there is newer" in said.output
    assert held(tmp_path)["Ann_1"]["sampling.ipynb"] == notebook("later")
    assert "1 updated" in collect(tmp_path, first, "--force").output
    assert held(tmp_path)["Ann_1"]["sampling.ipynb"] == notebook("first")


def test_what_a_killed_run_had_moved_aside_comes_back(tmp_path: Path) -> None:
    archive = packed(
        tmp_path / "first.zip", {"Ann_1_assignsubmission_file_/sampling.ipynb": notebook("first")}
    )
    assert "1 collected" in collect(tmp_path, archive).output
    place = tmp_path / "submitted" / "Ann_1" / ASSIGNMENT
    place.rename(place.with_name(f".{place.name}.old"))
    assert "1 unchanged" in collect(tmp_path, archive).output
    assert held(tmp_path)["Ann_1"]["sampling.ipynb"] == notebook("first")


def test_a_roster_names_students_by_their_logins(canvas: Path, tmp_path: Path) -> None:
    roster = tmp_path / "roster.csv"
    roster.write_text('Student,ID,SIS Login ID\n"Doe, Jane",12345,jd42\n', encoding="utf-8")
    collect(tmp_path, canvas, "--roster", roster)
    assert set(held(tmp_path)) == {"jd42", "leewei_777"}


def test_a_mark_without_a_time_asks_for_the_due_date(canvas: Path, tmp_path: Path) -> None:
    said = collect(tmp_path, canvas).output
    assert "marked as late, and the gradebook has no due date" in said


@pytest.mark.slow
def test_who_is_late_by_canvas_is_late_in_nbgrader(canvas: Path, course: Path) -> None:
    run(course, "db", "assignment", "add", ASSIGNMENT, "--duedate=2026-01-10 12:00:00 UTC")
    collect(course, canvas)
    assert held(course)["leewei_777"]["timestamp.txt"] == b"2026-01-10 12:00:01 UTC"
    assert held(course)["doejane_12345"]["timestamp.txt"] == b"2026-01-10 12:00:00 UTC"
    run(course, "autograde", ASSIGNMENT)
    run(course, "export")
    rows = (course / "grades.csv").read_text(encoding="utf-8")
    assert "leewei_777" in rows
