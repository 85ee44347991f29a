"""Moodle: what its gradebook imports, and what its assignments take back, with the reasons.

The gradebook finds learners by an email address, a number or a user name. An assignment's *offline
grading worksheet* and its *feedback files* find them by the participant number, which stands in the
names of the folders that Moodle lets one download: no roster is needed.

What is not graded is a blank cell, which Moodle reads as "no grade". A learner whom Moodle could
not find is held back: one such line makes Moodle refuse the whole file, or gives a learner's
points to the one above.

Source: Moodle's documentation, "Grade import", and grade/import/csv/classes/load_data.php; of the
worksheet mod/assign/feedback/offline/importgradeslib.php and locallib.php, with the English strings
of mod/assign/lang/en/assign.php; of the files mod/assign/feedback/file/importziplib.php.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import StrEnum

from noisegrade.report.class_page.learner import to_learner_page
from noisegrade.report.formats.cells import line
from noisegrade.report.formats.files import (
    Archive,
    Entry,
    Export,
    File,
    HeldBack,
    submission_of,
    with_header,
)
from noisegrade.report.formats.words import reasons_html
from noisegrade.report.people import ClassRow, Learner
from noisegrade.report.points import final_points

__all__ = ["WORKSHEET", "Identity", "feedback_files", "files", "worksheet"]


class Identity(StrEnum):
    """What Moodle is to find learners by."""

    EMAIL = "email"
    NUMBER = "number"
    LOGIN = "login"


_COLUMNS = {  # as Moodle's own export calls them
    Identity.EMAIL: "Email address",
    Identity.NUMBER: "ID number",
    Identity.LOGIN: "Username",
}
WORKSHEET = (  # as Moodle calls them in English; the three that it needs, its own order
    *("Identifier", "Full name", "Grade", "Maximum grade"),
    *("Last modified (grade)", "Feedback comments"),
)
_PARTICIPANT = "Participant "  # Moodle cuts as many characters off, whatever they are
_NOT_YET = "-"  # when a grade was changed that there is not


def files(entries: Iterable[Entry], *, assignment: str, identity: Identity) -> Export:
    """Return the one file.

    Parameters
    ----------
    assignment : what the columns of points and feedback are called
    identity : the column that learners are found by; the import asks for it under "Map from"
    """
    header = line([_COLUMNS[identity], assignment, f"{assignment} (feedback)"])
    yield File("moodle.csv", with_header(header, _lines(entries, identity)))


def worksheet(entries: Iterable[Entry]) -> Export:
    """Return the offline grading worksheet of an assignment."""
    yield File("moodle-worksheet.csv", with_header(line(WORKSHEET), _worksheet_lines(entries)))


def feedback_files(entries: Iterable[Entry]) -> Export:
    """Return the zip of feedback files: each learner's own page, in a folder that Moodle knows."""
    yield Archive("moodle-feedback.zip", _feedback_pages(entries))


def _worksheet_lines(entries: Iterable[Entry]) -> Iterator[str | HeldBack]:
    for entry in entries:
        number = entry.learner.platform_id
        if not number.isdecimal():
            yield _no_participant(entry)
            continue
        points, most = None, None
        if isinstance(entry, ClassRow):
            points, most = final_points(entry.report), entry.report.max_score
        name = f"{_PARTICIPANT}{number}"
        yield line([name, entry.learner.name, points, most, _NOT_YET, reasons_html(entry)])


def _feedback_pages(entries: Iterable[Entry]) -> Iterator[tuple[str, str] | HeldBack]:
    for entry in entries:
        number = entry.learner.platform_id
        if not number.isdecimal():
            yield _no_participant(entry)
        elif isinstance(entry, ClassRow):
            folder = f"{_without_underscores(entry.learner.name)}_{number}_assignsubmission_file"
            yield f"{folder}/feedback.html", to_learner_page(entry)
        else:
            yield HeldBack(entry.submission, entry.reason)


def _without_underscores(name: str) -> str:
    """Return a name for a folder; Moodle looks for the number behind the first underscore."""
    return re.sub(r"[\W_]+", " ", name).strip() or "Participant"


def _no_participant(entry: Entry) -> HeldBack:
    says = "no participant number is known: grade Moodle's own download, with its folders' names,"
    return HeldBack(submission_of(entry), f"{says} or with a worksheet of Moodle's as --roster.")


def _lines(entries: Iterable[Entry], identity: Identity) -> Iterator[str | HeldBack]:
    for entry in entries:
        known_by = _known_by(entry.learner, identity)
        if known_by:
            yield line([known_by, *_result(entry)])
        else:
            column = _COLUMNS[identity].lower()
            yield HeldBack(
                submission_of(entry),
                f"no {column} is known: grade with a roster that has one.",
            )


def _known_by(learner: Learner, identity: Identity) -> str:
    match identity:
        case Identity.EMAIL:
            return learner.email
        case Identity.NUMBER:
            return learner.number
        case Identity.LOGIN:
            return learner.login


def _result(entry: Entry) -> list[str | float | None]:
    """Return points and feedback; Moodle shows feedback as HTML."""
    points = final_points(entry.report) if isinstance(entry, ClassRow) else None
    return [points, reasons_html(entry)]
