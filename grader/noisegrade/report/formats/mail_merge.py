"""Drafts of feedback for mail merge: a line for each learner, with whom to write to and what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from noisegrade.report.formats.cells import line
from noisegrade.report.formats.files import Entry, submission_of
from noisegrade.report.formats.words import reasons
from noisegrade.report.learner_view import learner_view
from noisegrade.report.people import ClassRow
from noisegrade.report.points import final_points

__all__ = ["COLUMNS", "lines"]

COLUMNS = ("submission", "name", "email", "login", "number", "points", "draft")


def lines(entries: Iterable[Entry]) -> Iterator[str]:
    """Return the header, and a line for everybody: only what the learner may see."""
    yield line(COLUMNS)
    for entry in entries:
        who, points, seen = entry.learner, None, entry
        if isinstance(entry, ClassRow):
            points = final_points(entry.report)
            seen = replace(entry, report=learner_view(entry.report))
        draft = reasons(seen)
        yield line(
            [submission_of(entry), who.name, who.email, who.login, who.number, points, draft]
        )
