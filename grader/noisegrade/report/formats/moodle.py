"""Moodle: the CSV that its gradebook imports, with points and feedback.

What is not graded is a blank cell, which Moodle reads as "no grade". A learner whom Moodle could
not find is held back: one such line makes Moodle refuse the whole file, or gives a learner's
points to the one above.

Source: Moodle's documentation, "Grade import", and grade/import/csv/classes/load_data.php.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum

from noisegrade.report.formats.cells import line
from noisegrade.report.formats.files import Entry, Export, File, HeldBack, submission_of
from noisegrade.report.formats.words import overview, refused
from noisegrade.report.people import ClassRow, Learner
from noisegrade.report.points import final_points
from noisegrade.untrusted_text import for_html

__all__ = ["Identity", "files"]


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


def files(entries: Iterable[Entry], *, assignment: str, identity: Identity) -> Export:
    """Return the one file.

    Parameters
    ----------
    assignment : what the columns of points and feedback are called
    identity : the column that learners are found by; the import asks for it under "Map from"
    """
    yield File("moodle.csv", _lines(entries, assignment, identity))


def _lines(
    entries: Iterable[Entry], assignment: str, identity: Identity
) -> Iterator[str | HeldBack]:
    yield line([_COLUMNS[identity], assignment, f"{assignment} (feedback)"])
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
    if isinstance(entry, ClassRow):
        told = for_html(overview(entry.report))
        return [final_points(entry.report), told.replace("\n", "<br>")]
    return [None, for_html(refused(entry.reason))]
