"""Options that many commands share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterable

    from noisegrade.assignment import Assignment
    from noisegrade.course import Course
    from noisegrade.exercise import Exercise
    from noisegrade.progress import Progress

from noisegrade.cli import assignments, output

__all__ = [
    "all_passed",
    "chosen",
    "course",
    "current",
    "open_workbook",
    "require_course",
    "tell",
    "workbook",
]

course = click.option(
    "--course",
    "where",
    metavar="PATH|NAME",
    help="The course: its folder, or the name of an installed one. By default the one that "
    "./noisegrade.toml names, else an installed one, else the one that is built in.",
)

workbook = click.option(
    "--dir",
    "folder",
    type=click.Path(path_type=Path),
    help="The workbook: a folder with the course's files, one .py, or one .ipynb. By default it is "
    "found from the folder that you are in.",
)


def open_workbook(
    where: str | None, folder: Path | None, *, needed: bool = True
) -> tuple[Course, Path]:
    """Load the course and find the workbook that a learner's command is about.

    Where several are as near, a command that does without one takes none of them.
    """
    from noisegrade.course import load_course
    from noisegrade.errors import WorkbookError
    from noisegrade.workbook import location

    above = location.settings_above(Path()) if where is None and folder is None else None
    loaded = load_course(above if above is not None else where)
    try:
        found = location.find(loaded.functions, Path()) if folder is None else folder
    except WorkbookError:
        if needed:
            raise
        found = location.EXERCISES
    return assignments.of_workbook(loaded, found), found


def all_passed(loaded: Course, known: Progress) -> bool:
    """Tell whether a learner has come to the end."""
    from noisegrade.model import Verdict

    return all(known.of(one.name).verdict is Verdict.PASSED for one in loaded.exercises)


def chosen(loaded: Course, words: Iterable[str]) -> list[str]:
    """Return the exercises that words stand for: each one, or a section or its file."""
    sections = {each.name: [one.name for one in each.exercises] for each in loaded.sections}
    found: list[str] = []
    for word in words:
        path = Path(word)
        section = sections.get(path.stem if path.suffix in {".py", ".ipynb"} else word)
        named = [one.name for one in loaded.exercises if one.name == word]
        found += named or section or [loaded.find(word).name]
    return list(dict.fromkeys(found))


def current(loaded: Course, known: Progress, word: str | None) -> Exercise:
    """Return the exercise that is named, or else the one that the learner is at.

    Raises
    ------
    UsageError
        Where none is named and all are passed.
    """
    from noisegrade import coaching
    from noisegrade.errors import UsageError

    name = word or coaching.current(loaded, known)
    if name is None:
        raise UsageError("All are passed: name the exercise that you mean.")
    return loaded.find(name)


def require_course(results: Path, where: str | None) -> None:
    """Refuse results of another course than the one that was named; they carry their own name."""
    if where is None:
        return
    from noisegrade.batch.results import read_results
    from noisegrade.course import load_course
    from noisegrade.errors import UsageError
    from noisegrade.report.people import ClassRow

    asked = load_course(where).name
    found = (each.report.course for each in read_results(results) if isinstance(each, ClassRow))
    course = next(found, asked)
    if course != asked:
        raise UsageError(f"{results} holds results of the course {course}, not of {asked}.")


def tell(loaded: Course, assignment: Assignment | None = None) -> None:
    """Say on stderr by which course and assignment an instructor's command works."""
    from noisegrade.course import BUILT_IN

    if loaded.origin != BUILT_IN:
        output.warn(f"Course: {loaded.title} ({loaded.origin})")
    if assignment is not None:
        count = len(loaded.exercises)
        what = f"{count} {'exercise' if count == 1 else 'exercises'}"
        output.warn(f"Assignment: {assignment.title} ({what}, {loaded.max_score:g} points)")
