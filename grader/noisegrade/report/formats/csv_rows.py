"""CSV with one line for every exercise of every submission: for a spreadsheet, pandas or R.

An ungraded exercise and a refused submission have a blank score.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from noisegrade.model import ExerciseReport, Report
from noisegrade.report.anatomy import by_people
from noisegrade.report.formats.cells import line
from noisegrade.report.formats.files import Entry, Export, File
from noisegrade.report.people import RefusedSubmission
from noisegrade.report.points import exercise_points, final_points, mark_sentences

__all__ = ["COLUMNS", "files"]

COLUMNS = (
    *("submission", "name", "email", "number", "login", "section"),
    *("exercise", "verdict", "score", "max_score", "misconception"),
    *("where", "says", "looks_like", "next", "identical_to"),
    *("call", "line"),
    *("points", "amended", "excused", "final", "mark", "handed_in", "time_source"),
)

Cells = Mapping[str, str | float | None]


def files(entries: Iterable[Entry]) -> Export:
    """Return the one file."""
    yield File("exercises.csv", _lines(entries))


def _lines(entries: Iterable[Entry]) -> Iterator[str]:
    yield line(COLUMNS)
    for entry in entries:
        yield from _of(entry)


def _of(entry: Entry) -> Iterator[str]:
    who = entry.learner
    person = {
        "name": who.name,
        "email": who.email,
        "number": who.number,
        "login": who.login,
        "section": who.section,
    }
    if isinstance(entry, RefusedSubmission):
        person["submission"] = entry.submission
        yield _line({**person, "verdict": "refused", "says": entry.reason})
        return
    person["submission"] = entry.report.submission
    mark = _mark(entry.report)
    for one in entry.report.exercises:
        yield _line({**person, **_result(one), **mark, "identical_to": entry.identical_to})


def _result(one: ExerciseReport) -> Cells:
    return {
        "exercise": one.exercise,
        "verdict": one.verdict.value,
        "score": one.score,
        "max_score": one.max_score,
        "misconception": one.misconception,
        "where": one.where,
        "says": one.says,
        "looks_like": one.looks_like,
        "next": one.next_step,
        "call": one.call,
        "line": one.line,
        "points": exercise_points(one),
        "amended": " ".join(by_people(one)),
        "excused": one.excused,
    }


def _mark(report: Report) -> Cells:
    """Return what the whole submission is worth, the same in each of its lines."""
    handed_in = report.mark.handed_in if report.mark else None
    return {
        "final": final_points(report),
        "mark": " ".join(mark_sentences(report.mark)),
        "handed_in": handed_in.at if handed_in else None,
        "time_source": handed_in.source.value if handed_in else None,
    }


def _line(cells: Cells) -> str:
    return line(cells.get(column) for column in COLUMNS)
