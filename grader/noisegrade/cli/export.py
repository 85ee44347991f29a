"""`noisegrade export`: a folder of results, in the formats of others."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from noisegrade.report.formats.classroom50 import Occasion
    from noisegrade.report.formats.files import Entry, Export, File, HeldBack

from noisegrade.cli import options, output

__all__ = ["command"]

_FORMATS = ("csv", "canvas", "moodle", "gradescope", "prairielearn", "classroom50", "junit")


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
    help="For canvas and moodle: the column; the course's name if you don't say. Canvas knows an "
    'assignment by "Title (ID)".',
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
    from noisegrade.report.formats.files import HeldBack

    options.require_course(results, where)
    folder = out or results / "export" / to
    waiting = unfinished(results)
    assignment = assignment or _assignment(results)
    written, held = 0, []
    try:
        for one in _export(read_results(results, only), to, assignment, identity):
            if isinstance(one, HeldBack):
                held.append(one)
                continue
            held += _write(one, folder)
            written += 1
    except OSError as error:
        raise UsageError(f"{folder} can't be written: {error.strerror or error}.") from error
    output.echo(f"Written: {written} {'file' if written == 1 else 'files'} in {folder}.")
    for back in held:
        output.warn(f"Held back: {back.submission}: {back.reason}")
    if waiting:
        output.warn(f"Left out: {waiting} that wait to be graded: grade the folder again.")
    if held or waiting:
        raise SystemExit(1)


def _export(entries: Iterable[Entry], to: str, assignment: str, identity: str) -> Export:
    from noisegrade.report import formats

    if to != "csv":  # all others may reach learners
        entries = map(_as_learners_see, entries)
    match to:
        case "csv":
            return formats.csv_rows.files(entries)
        case "canvas":
            return formats.canvas.files(entries, assignment=assignment)
        case "moodle":
            by = formats.moodle.Identity(identity)
            return formats.moodle.files(entries, assignment=assignment, identity=by)
        case "gradescope":
            return formats.gradescope.files(entries)
        case "prairielearn":
            return formats.prairielearn.files(entries)
        case "classroom50":
            return formats.classroom50.files(entries, _occasion(os.environ))
        case _:
            return formats.junit.files(entries)


def _as_learners_see(entry: Entry) -> Entry:
    from noisegrade.report.learner_view import learner_view
    from noisegrade.report.people import ClassRow

    if not isinstance(entry, ClassRow):
        return entry
    return replace(entry, report=learner_view(entry.report))


def _assignment(results: Path) -> str:
    """Make a title from the name of the course."""
    from noisegrade.batch.results import read_results
    from noisegrade.report.people import ClassRow

    names = (each.report.course for each in read_results(results) if isinstance(each, ClassRow))
    return next(names, "").replace("-", " ").capitalize() or "Assignment"


def _write(file: File, folder: Path) -> list[HeldBack]:
    """Write a file, and give what it could not hold."""
    from noisegrade.private_files import make_folder, write_whole

    held: list[HeldBack] = []

    def texts() -> Iterator[str]:
        for piece in file.pieces:
            if isinstance(piece, str):
                yield piece
            else:
                held.append(piece)

    path = folder / file.name
    make_folder(folder)
    make_folder(path.parent)
    write_whole(path, texts())
    return held


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
