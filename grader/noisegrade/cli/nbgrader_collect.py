"""`noisegrade nbgrader collect`: a download becomes nbgrader's submitted/."""

from __future__ import annotations

from pathlib import Path

import click

from noisegrade.cli import options, output

__all__ = ["command"]

_QUIET = {"collected", "updated", "unchanged"}


@click.command("collect", short_help="Put a download into submitted/.")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
@click.option(
    "--into",
    "course_dir",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    default=Path(),
    help="The folder of nbgrader's course; by default the current one.",
)
@click.option("--assignment", help="Its name in nbgrader; by default the course's.")
@click.option(
    "--roster",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="A CSV roster of the learners: students get their logins or numbers for names.",
)
@click.option("--timezone", "zone", default="UTC", show_default=True, help="Of times without one.")
@click.option("--force", is_flag=True, help="Replace what is there, even if it is newer.")
@options.course
def command(
    paths: tuple[Path, ...],
    course_dir: Path,
    assignment: str | None,
    roster: Path | None,
    zone: str,
    force: bool,
    where: str | None,
) -> None:
    """Collect the downloads at PATHS for nbgrader: each a .zip, a .tar.gz or a folder of a class.

    What Canvas, Moodle, Gradescope, Blackboard, Brightspace and GitHub Classroom export becomes
    submitted/STUDENT/ASSIGNMENT/, with the time in timestamp.txt. One learner is one student, and
    the latest attempt counts. What is there and newer stays. Grade it by `noisegrade nbgrader
    autograde` or `nbgrader autograde`.
    """
    from collections import Counter
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    from noisegrade.course import load_course
    from noisegrade.errors import UsageError
    from noisegrade.nbgrader.course_folder import assignment_of
    from noisegrade.nbgrader.download_collection import Download, collect

    course = load_course(where)
    try:
        known = ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise UsageError(f"There is no time zone {zone}: say one as Europe/Vienna.") from error
    download = Download(
        paths=paths,
        course_dir=course_dir,
        assignment=assignment or assignment_of(course),
        roster=roster,
        zone=known,
        replaces=force,
    )
    entries: Counter[str] = Counter()
    students: Counter[str] = Counter()
    for one in collect(download, course):
        entries[one.fate] += one.entries
        students[one.fate] += 1
        if one.reason:
            output.warn(f"{one.fate.capitalize()}: {one.what}: {one.reason}")
        for note in one.notes:
            output.warn(f"{one.what}: {note}")
    there = entries.total()
    told = ", ".join(f"{count} {fate}" for fate, count in entries.items())
    output.warn(f"{there} {'file or folder' if there == 1 else 'files and folders'}: {told}.")
    whole = ", ".join(f"{students[fate]} {fate}" for fate in sorted(_QUIET) if students[fate])
    output.echo(f"Students: {whole or 'none'}. Now: nbgrader autograde {download.assignment}")
    raise SystemExit(1 if students["refused"] or students["kept"] else 0)
