"""Drafts of feedback for mail merge: a line for each learner, with whom to write to and what."""

from __future__ import annotations

from dataclasses import replace

from noisegrade.report.formats.cells import line
from noisegrade.report.formats.files import Entry, submission_of
from noisegrade.report.formats.words import reasons
from noisegrade.report.learner_view import learner_view
from noisegrade.report.people import ClassRow
from noisegrade.report.points import final_points

__all__ = ["COLUMNS", "draft", "header"]

COLUMNS = ("submission", "name", "email", "login", "number", "points", "draft")


def header() -> str:
    """Return the line with the names of the columns."""
    return line(COLUMNS)


def draft(entry: Entry) -> str:
    """Return the line of one learner: only what the learner may see."""
    who, points, seen = entry.learner, None, entry
    if isinstance(entry, ClassRow):
        points = final_points(entry.report)
        seen = replace(entry, report=learner_view(entry.report))
    return line(
        [submission_of(entry), who.name, who.email, who.login, who.number, points, reasons(seen)]
    )
