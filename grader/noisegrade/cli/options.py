"""Options that many commands share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from noisegrade.assignment import Assignment
    from noisegrade.course import Course

from noisegrade.cli import output

__all__ = ["course", "require_course", "tell", "workbook"]

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
    default=Path("exercises"),
    show_default=True,
    help="The workbook: a folder with the course's files, one .py, or one .ipynb.",
)


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
