"""`noisegrade amend`: other points or a comment for one exercise, by a person, for good."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from noisegrade.cli import output

if TYPE_CHECKING:
    from noisegrade.model import ExerciseReport
    from noisegrade.report.people import ClassRow

__all__ = ["command"]


@click.command("amend")
@click.argument("results", metavar="DIR", type=click.Path(path_type=Path))
@click.argument("learner")
@click.argument("exercise")
@click.option("--points", type=float, help="The points in place of those that were graded.")
@click.option("--because", "--comment", "because", default="", help="Why; the learner reads it.")
@click.option("--undo", is_flag=True, help="Take the last amendment of this exercise back.")
@click.option("--who", help="Who amends; your user name if you don't say.")
def command(
    results: Path,
    learner: str,
    exercise: str,
    points: float | None,
    because: str,
    undo: bool,
    who: str | None,
) -> None:
    """Amend the grading of EXERCISE of one LEARNER in DIR.

    LEARNER is a name, login, email address or number. With --points, these count in place of those
    that were graded, or where nothing could be graded; without, --because is a comment alone. No
    rerun and no regrade loses an amendment; the verdict stays beside it.
    """
    from noisegrade.batch import amendments
    from noisegrade.batch.jsonl import write_lines
    from noisegrade.batch.results import read_results
    from noisegrade.errors import UsageError
    from noisegrade.model import Amendment
    from noisegrade.report.people import ClassRow

    row = next(read_results(results, [learner]), None)
    if not isinstance(row, ClassRow):
        raise UsageError(f"{learner} has no grading here that could be amended: grade it first.")
    graded = _exercise(row, exercise)
    because, who = because.strip(), (who or _user()).strip()
    name = row.report.submission
    if undo:
        taken = amendments.undo(results, row.learner, name, exercise, who=who)
        output.echo(f"Undone: {taken.because}")
    else:
        _require(graded, points, because)
        made = Amendment(points=points, because=because, who=who, at=amendments.now())
        line = amendments.LogLine(row.learner, name, exercise, made, undone=False)
        amendments.amend(results, line)
    write_lines(results)
    _show(results, row, exercise)


def _exercise(row: ClassRow, name: str) -> ExerciseReport:
    from noisegrade.errors import UsageError

    for one in row.report.exercises:
        if one.exercise == name:
            return one
    names = ", ".join(one.exercise for one in row.report.exercises)
    raise UsageError(f"{name} is not an exercise of these results; they have {names}.")


def _require(graded: ExerciseReport, points: float | None, because: str) -> None:
    from noisegrade.errors import UsageError

    if not because:
        raise UsageError("Say why, with --because: the learner reads it.")
    if points is not None and not 0 <= points <= graded.max_score:
        raise UsageError(
            f"{graded.exercise} has {graded.max_score:g} points: give from 0 to "
            f"{graded.max_score:g}, not {points:g}."
        )


def _user() -> str:
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "the instructor"


def _show(results: Path, before: ClassRow, exercise: str) -> None:
    """Show what the exercise and the whole are worth now."""
    from noisegrade.batch.results import read_results
    from noisegrade.report.people import ClassRow
    from noisegrade.report.points import exercise_points
    from noisegrade.report.text import score

    now = next(read_results(results, [before.report.submission]))
    if not isinstance(now, ClassRow):
        return
    old, new = (exercise_points(_exercise(each, exercise)) for each in (before, now))
    told = " and is now ".join("ungraded" if one is None else f"{one:g}" for one in (old, new))
    output.echo(f"{before.shown}: {exercise} was {told}; in all {score(now.report)}.")
