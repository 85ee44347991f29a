"""Brightspace: the CSV that its gradebook imports, and the zip of feedback files.

What is not graded is left out of the CSV: its import has no cell for "no grade". The import takes
no comments either: each learner's page goes back as a feedback file, in the folder that Brightspace
named in its download.

Source: D2L, "Importing grades" (OrgDefinedId or Username, "… Points Grade", "End-of-Line
Indicator"), and "Add feedback files" (the folders of the download, zipped again).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

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
from noisegrade.report.people import ClassRow, RefusedSubmission
from noisegrade.report.points import final_points

__all__ = ["feedback_files", "files"]

_KIND = "Points Grade"
_UNGRADED = "an exercise is ungraded: a grade that Brightspace has stays as it is."


def files(entries: Iterable[Entry], *, assignment: str) -> Export:
    """Return the one file.

    Parameters
    ----------
    assignment : the name of the grade item
    """
    item = assignment if _KIND in assignment else f"{assignment} {_KIND}"
    header = line(["OrgDefinedId", "Username", item, "End-of-Line Indicator"])
    yield File("brightspace.csv", with_header(header, _lines(entries)))


def feedback_files(entries: Iterable[Entry]) -> Export:
    """Return the zip of feedback files."""
    yield Archive("brightspace-feedback.zip", _pages(entries))


def _lines(entries: Iterable[Entry]) -> Iterator[str | HeldBack]:
    for entry in entries:
        who = entry.learner
        points = final_points(entry.report) if isinstance(entry, ClassRow) else None
        if isinstance(entry, RefusedSubmission):
            yield HeldBack(entry.submission, entry.reason)
        elif points is None:
            yield HeldBack(submission_of(entry), _UNGRADED)
        elif who.number or who.login:
            yield line([who.number, who.login, points, "#"])
        else:
            yield HeldBack(
                submission_of(entry),
                "neither an Org Defined ID nor a user name is known: grade with a roster that has "
                "one.",
            )


def _pages(entries: Iterable[Entry]) -> Iterator[tuple[str, str] | HeldBack]:
    for entry in entries:
        folder = entry.origin.rpartition("/")[2]
        if isinstance(entry, RefusedSubmission):
            yield HeldBack(entry.submission, entry.reason)
        elif entry.learner.platform_id and " - " in folder:
            yield f"{folder}/feedback.html", to_learner_page(entry)
        else:
            yield HeldBack(
                submission_of(entry), "it did not come in a folder that Brightspace had named."
            )
