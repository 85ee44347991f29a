"""The assignment that a command works by: named, or found where one would look."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from noisegrade.cli import output

if TYPE_CHECKING:
    from noisegrade.assignment import Assignment
    from noisegrade.course import Course

__all__ = ["adopt", "check", "chosen", "hand_out", "of_workbook", "option", "recorded"]

_FILE = "assignment.toml"  # as noisegrade.assignment has it, which takes longer to import

option = click.option(
    "--assignment",
    "assignment_file",
    metavar="FILE",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="The assignment: its assignment.toml; by default ./assignment.toml, if there is one.",
)


def chosen(
    where: str | None, given: Path | None, folders: Iterable[Path] = ()
) -> tuple[Course, Assignment | None]:
    """Return the course to work by, and the assignment that it was derived by, if any.

    Parameters
    ----------
    where : the course that was named; else the assignment's own, else the one in force
    given : the assignment that was named; else the first assignment.toml, here or in `folders`
    """
    from noisegrade.course import load_course

    path = given or _found(folders)
    if path is None:
        return load_course(where), None
    from noisegrade.assignment import read_assignment
    from noisegrade.assignment.toml_file import check_course

    assignment = read_assignment(path)
    course = load_course(where if where is not None else assignment.course)
    return check_course(assignment, course, str(path)), assignment


def check(where: str | None, given: Path | None) -> bool:
    """Check an assignment, if there is one, and say what it asks for; tell whether there is."""
    from noisegrade.assignment.summary import summary

    if given is None and _found(()) is None:
        return False
    course, assignment = chosen(where, given)
    if assignment is None:
        return False
    for line in summary(assignment, course):
        output.echo(line)
    return True


def of_workbook(course: Course, folder: Path) -> Course:
    """Return what the assignment in a workbook, or beside it, makes of the course in force."""
    path = _found([folder if folder.is_dir() else folder.parent])
    if path is None:
        return course
    from noisegrade.assignment import read_assignment
    from noisegrade.assignment.toml_file import check_course

    return check_course(read_assignment(path), course, str(path))


def recorded(results: Path, where: str | None) -> tuple[Course, Assignment | None]:
    """Return the course and the assignment that a folder of results was graded by."""
    from noisegrade.assignment.toml_file import check_course
    from noisegrade.batch.marks import read_recorded
    from noisegrade.batch.results import read_course
    from noisegrade.course import load_course
    from noisegrade.errors import CourseError

    origin = read_course(results) if where is None else where
    try:
        course = load_course(origin)
    except CourseError as error:
        if where is not None:
            raise
        raise CourseError(
            f"The course that these results were graded by can't be loaded again: {error} If it "
            "was moved, say where it is with --course."
        ) from error
    assignment = read_recorded(results)
    if assignment is None:
        return course, None
    return check_course(assignment, course, str(results)), assignment


def hand_out(assignment: Assignment | None, folder: Path) -> Path | None:
    """Put an assignment into a learner's workbook, without the exceptions: they are others'."""
    if assignment is None:
        return None
    from noisegrade.assignment.toml_file import public_text
    from noisegrade.errors import WorkbookError

    path = folder / _FILE
    if path.exists():
        return None
    try:
        path.write_text(public_text(assignment), encoding="utf-8")
    except OSError as error:
        raise WorkbookError(f"{path} can't be written: {error.strerror or error}.") from error
    return path


def adopt(results: Path, path: Path | None) -> None:
    """Settle results by this version of their assignment from now on: deadlines, exceptions."""
    from noisegrade.assignment import read_assignment
    from noisegrade.batch.jsonl import write_lines
    from noisegrade.batch.marks import adopt as settle_by
    from noisegrade.batch.marks import read_recorded, unsettled
    from noisegrade.errors import UsageError

    before = read_recorded(results)
    if path is None:
        _tell_of_change(before)
        return
    assignment = read_assignment(path)
    if assignment.selection != (before.selection if before else None):
        raise UsageError(
            f"{path} asks for other exercises, points or packages than {results} was graded by: "
            f"grade again with --regrade --assignment {path}."
        )
    if before is None or assignment.text != before.text:
        settle_by(results, assignment)
        write_lines(results)
    for says in unsettled(results):
        output.warn(says)


def _found(folders: Iterable[Path]) -> Path | None:
    return next((path for each in (Path(), *folders) if (path := each / _FILE).is_file()), None)


def _tell_of_change(before: Assignment | None) -> None:
    """Say where the file here is not as it was; another assignment's is nobody's business."""
    from noisegrade.assignment import read_assignment
    from noisegrade.errors import UsageError

    if before is None or not Path(_FILE).is_file():
        return
    try:
        now = read_assignment(Path(_FILE))
    except UsageError:
        return
    if now.name == before.name and now.text != before.text:
        output.warn(
            f"{_FILE} has changed since these results were settled: "
            f"say --assignment {_FILE} to settle them by it."
        )
