"""The CSV files say what the reports say, in columns that their readers know, and run nothing."""

import csv
import io
import re
import tracemalloc
from collections.abc import Iterator
from dataclasses import asdict, replace

import pytest

from built_in import COURSE, NAMES
from noisegrade.report.formats import canvas, csv_rows, moodle
from noisegrade.report.formats.cells import line
from noisegrade.report.formats.files import File
from noisegrade.report.formats.moodle import Identity
from noisegrade.report.people import NOBODY, ClassRow, Learner, RefusedSubmission
from report.formats.reading import rows, written
from report.formats.submitted import ADA, CARL, HOSTILE, entries, reports

ALL = f"{COURSE.max_score:g}"  # points, as a table shows them


def test_csv_has_a_line_for_every_exercise_of_every_submission() -> None:
    texts, held = written(csv_rows.files(entries()))
    told = rows(texts["exercises.csv"])
    assert held == {}
    assert len(told) == 1 + 5 * len(NAMES)
    assert set(told[0]) == set(csv_rows.COLUMNS)
    ada = [one for one in told if one["submission"] == "ada"]
    assert [one["exercise"] for one in ada] == [
        one.exercise for one in reports()["solutions"].exercises
    ]
    assert sum(float(one["score"]) for one in ada) == reports()["solutions"].score
    (eve,) = [one for one in told if one["misconception"] and one["exercise"] == "sample_gaussian"]
    assert eve["looks_like"].startswith("It looks like")


def test_csv_leaves_blank_what_is_not_graded() -> None:
    told = rows(written(csv_rows.files(entries()))[0]["exercises.csv"])
    (refused,) = [one for one in told if one["verdict"] == "refused"]
    (ungraded,) = [one for one in told if one["verdict"] == "ungraded"]
    assert (refused["score"], refused["says"]) == ("", "it holds none of sampling.py, …")
    assert (ungraded["score"], ungraded["max_score"]) == ("", "5")


def test_canvas_gets_its_header_its_points_possible_and_a_blank_for_the_ungraded() -> None:
    texts, held = written(canvas.files(entries(), assignment="Noise (99)"))
    header, points, *students = csv.reader(io.StringIO(texts["canvas.csv"], newline=""))
    assert held == {}
    assert header == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "Noise (99)"]
    assert points == ["    Points Possible", "", "", "", "", ALL]
    grades = {student[0]: student[-1] for student in students}
    assert students[1] == ["Ada Lovelace", "4711", "1815", "ada", "A", ALL]
    assert grades["untouched"] == "0"
    assert [student[-1] for student in students if student[0] == CARL.name] == ["", ""]


def test_canvas_can_read_a_class_of_refusals() -> None:
    texts, _ = written(canvas.files([RefusedSubmission("a", "no file.")], assignment="Noise"))
    assert rows(texts["canvas.csv"])[0]["Noise"] == ""


@pytest.mark.parametrize(
    ("identity", "column", "value"),
    [
        (Identity.EMAIL, "Email address", ADA.email),
        (Identity.NUMBER, "ID number", ADA.number),
        (Identity.LOGIN, "Username", ADA.login),
    ],
    ids=str,
)
def test_moodle_finds_everyone_by_one_column(identity: Identity, column: str, value: str) -> None:
    texts, held = written(moodle.files(entries(), assignment="Noise", identity=identity))
    told = rows(texts["moodle.csv"])
    assert list(told[0]) == [column, "Noise", "Noise (feedback)"]
    assert all(one[column] for one in told)
    assert [one["Noise"] for one in told if one[column] == value] == [ALL]
    assert set(held) == {"untouched", "ADA"}, "a blank identity takes another learner's line"


def test_moodle_gets_a_blank_for_the_ungraded_and_feedback_that_is_no_markup() -> None:
    texts, _ = written(moodle.files(entries(), assignment="Noise", identity=Identity.EMAIL))
    told = rows(texts["moodle.csv"])
    assert [one["Noise"] for one in told if one["Email address"] == CARL.email] == ["", ""]
    assert "nothing is lost" in told[-1]["Noise (feedback)"]
    named = ClassRow(replace(reports()["solutions"], notes=("<script>",)), ADA)
    texts, _ = written(moodle.files([named], assignment="Noise", identity=Identity.EMAIL))
    assert "<script>" not in texts["moodle.csv"]


FORMULAS = ("=1+1", "+1", "-1", "@A1", "\t=1", "\n=1", " =1", "＝1", "－1", "\u3000=1", "\n\n=1")


@pytest.mark.parametrize("start", FORMULAS, ids=ascii)
def test_no_cell_of_an_outsiders_is_a_formula(start: str) -> None:
    (cells,) = csv.reader(io.StringIO(line([start, f"a{start.strip()}", None, -0.5]), newline=""))
    assert cells[0].startswith("'")
    assert cells[0].replace("'", "") == start
    assert cells[1:] == [f"a{start.strip()}", "", "-0.5"]


@pytest.mark.parametrize("between", [";", "\t", "\n", "; ", ";\n"], ids=ascii)
def test_no_formula_starts_where_a_spreadsheet_may_split_a_cell(between: str) -> None:
    (cells,) = csv.reader(io.StringIO(line([f'Ann"{between}=1+1']), newline=""))
    assert cells[0].replace("'", "") == f'Ann"{between}=1+1'
    assert re.split(r"[;\t\n]", cells[0])[-1].startswith("'")


@pytest.mark.parametrize("hidden", ["\r", "\0", "\x1b", "\ufeff", "\u200b", "\u202e"], ids=ascii)
def test_what_is_not_seen_can_not_stand_before_a_formula(hidden: str) -> None:
    (cells,) = csv.reader(io.StringIO(line([f"{hidden}=1"]), newline=""))
    assert cells[0].startswith("\\")


def test_no_column_of_any_table_lets_a_formula_through() -> None:
    evil = ClassRow(
        replace(reports()["mistaken"], submission="=1", notes=("=1",)),
        Learner(**dict.fromkeys(asdict(NOBODY), "=cmd|' /C calc'!A0")),
        identical_to="=1",
    )
    exports = [
        csv_rows.files([evil]),
        canvas.files([evil], assignment="=1"),
        moodle.files([evil], assignment="=1", identity=Identity.EMAIL),
    ]
    for export in exports:
        (text,) = written(export)[0].values()
        for row in csv.reader(io.StringIO(text, newline="")):
            assert [cell for cell in row if cell.startswith(("=", "+", "-", "@"))] == []


def test_a_class_of_any_size_streams_through() -> None:
    def many() -> Iterator[ClassRow]:
        for at in range(600):
            yield ClassRow(replace(reports()["solutions"], submission=f"learner{at}"), HOSTILE)

    tracemalloc.start()
    for one in csv_rows.files(many()):
        assert isinstance(one, File)
        lines = sum(1 for _ in one.pieces)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert lines == 1 + 600 * len(NAMES)
    assert peak < 400_000
