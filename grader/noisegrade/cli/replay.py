"""`noisegrade replay`: a recorded grading, made once more from its seed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from noisegrade.cli import assignments, options

if TYPE_CHECKING:
    from noisegrade.model import Report

__all__ = ["command"]

_CARRIED = (
    "{} was not graded again when other exercises were: its grading is that of an earlier course."
)
_UNEXPLAINED = (
    "The course and all versions are those of the record: the code depends on something else, such "
    "as the time or the machine."
)


@click.command("replay")
@click.argument("results", metavar="DIR", type=click.Path(path_type=Path))
@click.argument("submission")
@click.argument("exercise", required=False)
@options.course
@click.option("--accept-unsafe", is_flag=True, help="Run others' code without confinement.")
def command(
    results: Path, submission: str, exercise: str | None, where: str | None, accept_unsafe: bool
) -> None:
    """Repeat a grading in DIR from its recorded seed, and show that it comes out the same.

    SUBMISSION is its name in results.jsonl, or its learner's name, login or number. The course is
    the one that DIR was graded by, unless you name another. Where it comes out differently, what
    changed since is named, and the exit code is 1.
    """
    from noisegrade.batch.results import read_parts, read_submission
    from noisegrade.batch.tasks import GradingSettings, repeat
    from noisegrade.grading import Settings
    from noisegrade.report import text
    from noisegrade.report.terminal import TerminalConsole

    work, recorded = read_submission(results, submission)
    course, _ = assignments.recorded(results, where)
    only = None if exercise is None else course.find(exercise).name
    settings = Settings(course=course, seed=recorded.seed, effect=recorded.effect)
    again = repeat(work, GradingSettings(settings, accept_unsafe=accept_unsafe), only)
    before = {each.exercise: replace(each, graded_by=None) for each in recorded.exercises}
    now = {each.exercise: each for each in again.exercises}
    looked_at = [name for name in (*now, *(before.keys() - now)) if only in {None, name}]
    console = TerminalConsole(highlight=False)
    for name in looked_at:
        if name in now:
            console.print(text.block(now[name]))
    console.print(f"\n{submission}: {text.summary(again)}", markup=False)
    differ = [name for name in looked_at if before.get(name) != now.get(name)]
    if differ:
        console.print(f"It differs from the record in {', '.join(differ)}.")
        kept = {each.exercise for each in recorded.exercises if each.graded_by is not None}
        carried = [_CARRIED.format(name) for name in differ if name in kept]
        moved = _parts(read_parts(results, recorded.fingerprint), course.parts())
        for change in [*_changes(recorded, again), *moved, *carried] or [_UNEXPLAINED]:
            console.print(change, markup=False)
        raise SystemExit(1)
    console.print("It comes out as it was recorded.")


def _parts(before: dict[str, str], now: dict[str, str]) -> list[str]:
    """Name the parts of the course that are not as they were."""
    if not before:
        return []
    differ = [name for name in {**before, **now} if before.get(name) != now.get(name)]
    return [f"Of the course, this has changed: {', '.join(differ)}."] if differ else []


def _changes(recorded: Report, again: Report) -> list[str]:
    """Say what a grading depends on and is not as it was."""
    pairs = [
        ("course", recorded.course, again.course),
        ("course's fingerprint", recorded.fingerprint, again.fingerprint),
        ("effect", f"{recorded.effect:g}", f"{again.effect:g}"),
        ("isolation", recorded.isolation.value, again.isolation.value),
    ]
    names = {"noisegrade": "version of noisegrade", "numpy": "NumPy", "scipy": "SciPy"}
    before, now = dict(recorded.versions), dict(again.versions)
    pairs += [(names.get(name, name), before.get(name, "not recorded"), now[name]) for name in now]
    return [f"The {what} was {old} and is {new} now." for what, old, new in pairs if old != new]
