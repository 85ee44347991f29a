"""`noisegrade export`: a folder of results, in the formats of others."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from noisegrade.report.formats.classroom50 import Occasion
    from noisegrade.report.formats.files import Entry, Export

from noisegrade.cli import assignments, options, output
from noisegrade.cli.export_files import write_export

__all__ = ["command"]

_FORMATS = (
    "csv",
    *("canvas", "canvas-comments"),
    *("moodle", "moodle-worksheet", "moodle-feedback"),
    "gradescope",
    "blackboard",
    *("brightspace", "brightspace-feedback"),
    "github",
    "prairielearn",
    "classroom50",
    "junit",
)


@click.command("export")
@click.argument("results", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--to", "to", type=click.Choice(_FORMATS), required=True, help="The format.")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help="The folder to write into; DIR/export/FORMAT if you don't say.",
)
@click.option(
    "--assignment",
    help="For canvas, moodle, blackboard and brightspace: the column; by default the assignment's "
    'title, or the course\'s name. Canvas knows one by "Title (ID)". Or an assignment.toml to '
    "settle by.",
)
@click.option(
    "--identity",
    type=click.Choice(["email", "number", "login"]),
    default="email",
    show_default=True,
    help="For moodle: what it finds learners by.",
)
@options.course
@click.option("--only", multiple=True, metavar="WHO", help="A name, login or number; repeatable.")
def command(
    results: Path,
    to: str,
    out: Path | None,
    assignment: str | None,
    identity: str,
    where: str | None,
    only: tuple[str, ...],
) -> None:
    """Write the results in DIR in the format of another system.

    What is not graded is never written as a zero. Where a format has no other word for it, that
    submission is held back and named, and the exit code is 1.
    """
    from noisegrade.batch.results import read_results, unfinished
    from noisegrade.errors import UsageError

    options.require_course(results, where)
    settled_by = Path(assignment) if assignment and assignment.endswith(".toml") else None
    assignments.adopt(results, settled_by)
    folder = out or results / "export" / to
    waiting = unfinished(results)
    title = _assignment(results) if settled_by or not assignment else assignment
    try:
        entries = read_results(results, only)
        done = write_export(_export(entries, to, title, identity), folder)
    except OSError as error:
        raise UsageError(f"{folder} can't be written: {error.strerror or error}.") from error
    if done.files:
        count = len(done.files)
        output.echo(f"Written: {count} {'file' if count == 1 else 'files'} in {folder}.")
    for name in done.empty:
        output.warn(f"Not written: {name}, for it would hold nobody.")
    for notice in done.notices:
        output.warn(notice.says)
    for back in done.held:
        output.warn(f"Held back: {back.submission}: {back.reason}")
    if waiting:
        output.warn(f"Left out: {waiting} that wait to be graded: grade the folder again.")
    if done.held or done.empty or waiting:
        raise SystemExit(1)


def _export(entries: Iterable[Entry], to: str, assignment: str, identity: str) -> Export:
    from noisegrade.report import formats

    if to != "csv":  # all others may reach learners
        entries = map(_as_learners_see, entries)
    by = formats.moodle.Identity(identity)
    make: dict[str, Callable[[], Export]] = {
        "csv": lambda: formats.csv_rows.files(entries),
        "canvas": lambda: formats.canvas.files(entries, assignment=assignment),
        "canvas-comments": lambda: formats.canvas.comments(entries),
        "moodle": lambda: formats.moodle.files(entries, assignment=assignment, identity=by),
        "moodle-worksheet": lambda: formats.moodle.worksheet(entries),
        "moodle-feedback": lambda: formats.moodle.feedback_files(entries),
        "gradescope": lambda: formats.gradescope.files(entries),
        "blackboard": lambda: formats.blackboard.files(entries, assignment=assignment),
        "brightspace": lambda: formats.brightspace.files(entries, assignment=assignment),
        "brightspace-feedback": lambda: formats.brightspace.feedback_files(entries),
        "github": lambda: formats.github.files(entries),
        "prairielearn": lambda: formats.prairielearn.files(entries),
        "classroom50": lambda: formats.classroom50.files(entries, _occasion(os.environ)),
        "junit": lambda: formats.junit.files(entries),
    }
    return make[to]()


def _as_learners_see(entry: Entry) -> Entry:
    from noisegrade.report.learner_view import learner_view
    from noisegrade.report.people import ClassRow

    if not isinstance(entry, ClassRow):
        return entry
    return replace(entry, report=learner_view(entry.report))


def _assignment(results: Path) -> str:
    """Return the assignment's title, or make one from the name of the course."""
    from noisegrade.batch.marks import read_recorded
    from noisegrade.batch.results import read_results
    from noisegrade.report.people import ClassRow

    assignment = read_recorded(results)
    if assignment is not None:
        return assignment.title
    names = (each.report.course for each in read_results(results) if isinstance(each, ClassRow))
    return next(names, "").replace("-", " ").capitalize() or "Assignment"


def _occasion(environment: Mapping[str, str]) -> Occasion:
    """Read what Classroom 50's runner tells an autograder by its environment."""
    from noisegrade.errors import UsageError
    from noisegrade.report.formats.classroom50 import Occasion

    try:
        return Occasion(
            classroom=environment["CLASSROOM"],
            assignment=environment["ASSIGNMENT"],
            assignment_type=environment.get("ASSIGNMENT_TYPE") or "individual",
            owner=environment.get("OWNER") or environment["USERNAME"],
            submission=environment["SUBMISSION_TAG"],
            commit=environment["COMMIT_URL"],
            release=environment["RELEASE_URL"],
            review=environment.get("REVIEW_URL") or environment["COMMIT_URL"],
            datetime=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        )
    except KeyError as error:
        raise UsageError(
            f"{error.args[0]} is not set: Classroom 50 exports are made inside its runner, which "
            "says whose submission it is."
        ) from error
