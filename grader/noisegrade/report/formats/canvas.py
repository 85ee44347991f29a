"""Canvas: the CSV that its gradebook imports, and comments for its bulk grading.

What is not graded is a blank cell, which Canvas reads as "no grade". The gradebook has no column
for comments: they go by the API, in one request for all, to learners of whom the user ID is known,
which stands in the names of the files that Canvas lets one download.

Source: Canvas, "How do I import grades in the Gradebook?", and lib/gradebook_importer.rb of
canvas-lms: the header that it accepts, the row of points possible, and the order in which it looks
a student up (ID, SIS User ID, SIS Login ID, name); Canvas' API, "Submissions", "Grade or comment
on multiple submissions".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from noisegrade.report.formats.cells import line
from noisegrade.report.formats.files import (
    Entry,
    Export,
    File,
    HeldBack,
    Notice,
    as_json,
    submission_of,
)
from noisegrade.report.formats.words import reasons
from noisegrade.report.people import ClassRow
from noisegrade.report.points import final_points

__all__ = ["comments", "files"]

_WHO = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")
_POINTS_POSSIBLE = "    Points Possible"  # Canvas knows the row by these words
_SHOWN = 8  # names in a sentence


def files(entries: Iterable[Entry], *, assignment: str) -> Export:
    """Return the one file.

    Parameters
    ----------
    assignment : the title of the column: as Canvas has it, "Noise (4711)", or of a new assignment
    """
    yield File("canvas.csv", _lines(entries, assignment))


def comments(entries: Iterable[Entry]) -> Export:
    """Return the one request that comments on every submission; those without an ID are held."""
    told: dict[str, dict[str, str]] = {}
    for entry in entries:
        number = entry.learner.platform_id
        if number.isdecimal():
            told[number] = {"text_comment": reasons(entry)}
        else:
            says = "no Canvas ID is known: grade Canvas' own download, or with its gradebook as"
            yield HeldBack(submission_of(entry), f"{says} --roster.")
    if told:
        yield File("canvas-comments.json", (as_json({"grade_data": told}),))


def _lines(entries: Iterable[Entry], assignment: str) -> Iterator[str | Notice]:
    yield line([*_WHO, assignment])
    unknown: list[str] = []
    waiting: list[str] = []  # until a report tells how many points there are
    told = False
    for entry in entries:
        waiting.append(_student(entry))
        who = entry.learner
        if not (who.platform_id or who.number or who.login):
            unknown.append(who.name or submission_of(entry))
        if isinstance(entry, ClassRow) and not told:
            yield line([_POINTS_POSSIBLE, *[None] * 4, entry.report.max_score])
            told = True
        if told:
            yield from waiting
            waiting.clear()
    yield from waiting
    if unknown:
        yield _who_is_it(unknown)


def _who_is_it(unknown: list[str]) -> Notice:
    more = f" and {len(unknown) - _SHOWN} more" if len(unknown) > _SHOWN else ""
    return Notice(
        f"Canvas will ask who these are, since no ID, SIS user ID or login is known of them: "
        f"{', '.join(unknown[:_SHOWN])}{more}. Export the gradebook from Canvas and grade with it "
        "as --roster."
    )


def _student(entry: Entry) -> str:
    who = entry.learner
    points = final_points(entry.report) if isinstance(entry, ClassRow) else None
    name = who.name or submission_of(entry)
    return line([name, who.platform_id, who.number, who.login, who.section, points])
