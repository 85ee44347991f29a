"""Blackboard Learn: the CSV of one column that its *Work Offline, Upload* takes, with feedback.

What is not graded is a blank cell, which leaves the grade as it is. A learner without a user name
can't be found, and is held back. A column is known by its ID at the end of its title, "Noise [Total
Pts: 110 Score] |4711"; one without makes a new column.

Source: Blackboard's help, "Work Offline with Grade Data": user name and column ID as identifiers,
every cell in quotation marks, a header row. The four columns of notes and feedback are those of a
download of one column with its comments; Blackboard publishes no description of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from noisegrade.report.formats.cells import quoted_line
from noisegrade.report.formats.files import (
    Entry,
    Export,
    File,
    HeldBack,
    submission_of,
    with_header,
)
from noisegrade.report.formats.words import reasons_html
from noisegrade.report.people import ClassRow
from noisegrade.report.points import final_points

__all__ = ["files"]

_FEEDBACK = ("Grading Notes", "Notes Format", "Feedback to Learner", "Feedback Format")
_FORMAT = "SMART_TEXT"  # HTML is read in it


def files(entries: Iterable[Entry], *, assignment: str) -> Export:
    """Return the one file.

    Parameters
    ----------
    assignment : the title of the column, as Blackboard's own download has it
    """
    header = quoted_line(["Username", assignment, *_FEEDBACK])
    yield File("blackboard.csv", with_header(header, _lines(entries)))


def _lines(entries: Iterable[Entry]) -> Iterator[str | HeldBack]:
    for entry in entries:
        login = entry.learner.login
        if login:
            points = final_points(entry.report) if isinstance(entry, ClassRow) else None
            yield quoted_line([login, points, "", _FORMAT, reasons_html(entry), _FORMAT])
        else:
            yield HeldBack(
                submission_of(entry), "no user name is known: grade with a roster that has one."
            )
