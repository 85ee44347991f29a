"""GitHub Actions: a step summary, annotations, and the result for Classroom's autograding reporter.

One checkout at a time. A submission that is not graded whole gets the summary and the annotations;
the reporter gets no result, and so records no score.

Source: GitHub's documentation, "Workflow commands for GitHub Actions": the form and the escapes of
`::error`, ten of which are shown for a step, and 1 MiB for a summary. Of the result the
repositories education/autograding-command-grader (what a grader puts out) and
education/autograding-grading-reporter, src/main.js and src/notify-classroom.js (what is read).
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from noisegrade.model import ExerciseReport, Report, Verdict
from noisegrade.report.formats.files import Entry, Export, File, HeldBack, as_json, only_one
from noisegrade.report.formats.words import feedback, overview, refused
from noisegrade.report.people import RefusedSubmission
from noisegrade.report.points import exercise_points, final_points
from noisegrade.report.symbols import SYMBOLS
from noisegrade.untrusted_text import for_html, for_terminal

__all__ = ["files", "to_result"]

_SHOWN = 10  # annotations of a step; GitHub drops the others
_LONGEST = 8000  # characters of one exercise in the summary: all stay far below its limit
_PLACE = re.compile(r"(?P<file>.+\.\w+):(?P<line>\d+)")
_DONE = frozenset({Verdict.PASSED, Verdict.NOT_ATTEMPTED, Verdict.NOT_REACHED})


def files(entries: Iterable[Entry]) -> Export:
    """Return summary.md, annotations.txt, and of a whole grading autograding.json and output.txt.

    Raises
    ------
    UsageError
        Where there are more submissions than one.
    """
    entry = only_one(entries, "GitHub Actions")
    yield File("summary.md", (_summary(entry),))
    yield File("annotations.txt", _annotations(entry))
    if isinstance(entry, RefusedSubmission):
        yield HeldBack(entry.submission, entry.reason)
    elif final_points(entry.report) is None:
        yield HeldBack(entry.report.submission, "an exercise is ungraded, and has no score.")
    else:
        result = to_result(entry.report)
        packed = base64.b64encode(json.dumps(result).encode()).decode()
        yield File("autograding.json", (as_json(result),))
        yield File("output.txt", (f"result={packed}\n",))


def to_result(report: Report) -> dict[str, Any]:
    """Turn a report that has points into what the reporter reads.

    The reporter adds the scores of the tests up: a penalty stands among them as one of its own.
    """
    tests = [_test(one) for one in report.exercises]
    rest = (final_points(report) or 0.0) - sum(one["score"] for one in tests)
    if rest:
        tests.append(
            {"name": "penalties", "status": "fail", "score": rest, "message": overview(report)}
        )
    whole = all(one["status"] == "pass" for one in tests)
    return {
        "version": 1,
        "status": "pass" if whole else "fail",
        "max_score": report.max_score,
        "tests": tests,
    }


def _test(one: ExerciseReport) -> dict[str, Any]:
    place = _PLACE.fullmatch(one.where or "")
    return {
        "name": one.exercise,
        "status": "pass" if exercise_points(one) == one.max_score else "fail",
        "score": exercise_points(one) or 0.0,
        "message": feedback(one),
        "test_code": one.call or "",
        "filename": place["file"] if place else "",
        "line_no": int(place["line"]) if place else 0,
    }


def _annotations(entry: Entry) -> Iterator[str]:
    if isinstance(entry, RefusedSubmission):
        yield _command("error", refused(entry.reason), title="Not graded")
        return
    told = [one for one in entry.report.exercises if one.verdict not in _DONE]
    for one in told[:_SHOWN]:
        title = f"{one.exercise}: {SYMBOLS[one.verdict][1]}"
        place = _PLACE.fullmatch(one.where or "")
        where = {"file": place["file"], "line": place["line"]} if place else {}
        yield _command("error", feedback(one), **where, title=title)
    yield _command("notice", overview(entry.report), title="Points")


def _command(kind: str, message: str, **properties: str) -> str:
    told = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{kind} {told}::{_data(message)}\n"


def _data(text: str) -> str:
    shown = for_terminal(text).replace("%", "%25")
    return shown.replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _summary(entry: Entry) -> str:
    """Write the summary as HTML on single lines: in Markdown, learners' text could be markup."""
    if isinstance(entry, RefusedSubmission):
        return f"<p>{for_html(refused(entry.reason))}</p>\n"
    rows = "".join(_row(one) for one in entry.report.exercises)
    details = "".join(_details(one) for one in entry.report.exercises if _lost(one))
    told = for_html(overview(entry.report)).replace("\n", "<br>")
    head = "<tr><th></th><th>Exercise</th><th>Points</th></tr>"
    return f"<p>{told}</p>\n<table>{head}{rows}</table>\n{details}"


def _lost(one: ExerciseReport) -> bool:
    return exercise_points(one) != one.max_score


def _row(one: ExerciseReport) -> str:
    symbol, word, _ = SYMBOLS[one.verdict]
    points = exercise_points(one)
    earned = "–" if points is None else f"{points:g}"
    return (
        f"<tr><td>{symbol} {word}</td><td>{for_html(one.exercise)}</td>"
        f"<td>{earned} of {one.max_score:g}</td></tr>"
    )


def _details(one: ExerciseReport) -> str:
    told = for_html(feedback(one)[:_LONGEST]).replace("\n", "<br>")
    return f"<details><summary>{for_html(one.exercise)}</summary><p>{told}</p></details>\n"
