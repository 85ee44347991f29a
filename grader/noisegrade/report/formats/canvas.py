"""Canvas: the CSV that its gradebook imports, with the points of the whole assignment.

What is not graded is a blank cell, which Canvas reads as "no grade".

Source: Canvas, "How do I import grades in the Gradebook?", and lib/gradebook_importer.rb of
canvas-lms: the header that it accepts, the row of points possible, and the order in which it looks
a student up (ID, SIS User ID, SIS Login ID, name).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from noisegrade.report.formats.cells import line
from noisegrade.report.formats.files import Entry, Export, File, submission_of
from noisegrade.report.people import ClassRow
from noisegrade.report.points import final_points

__all__ = ["files"]

_WHO = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")
_POINTS_POSSIBLE = "    Points Possible"  # Canvas knows the row by these words


def files(entries: Iterable[Entry], *, assignment: str) -> Export:
    """Return the one file.

    Parameters
    ----------
    assignment : the title of the column: as Canvas has it, "Noise (4711)", or of a new assignment
    """
    yield File("canvas.csv", _lines(entries, assignment))


def _lines(entries: Iterable[Entry], assignment: str) -> Iterator[str]:
    yield line([*_WHO, assignment])
    waiting: list[str] = []  # until a report tells how many points there are
    told = False
    for entry in entries:
        waiting.append(_student(entry))
        if isinstance(entry, ClassRow) and not told:
            yield line([_POINTS_POSSIBLE, *[None] * 4, entry.report.max_score])
            told = True
        if told:
            yield from waiting
            waiting.clear()
    yield from waiting


def _student(entry: Entry) -> str:
    who = entry.learner
    points = final_points(entry.report) if isinstance(entry, ClassRow) else None
    name = who.name or submission_of(entry)
    return line([name, who.platform_id, who.number, who.login, who.section, points])
