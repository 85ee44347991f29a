"""`noisegrade grade --regrade` of what a folder has kept: the table first, then the change."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import click

from noisegrade.cli import assignments, options, output

if TYPE_CHECKING:
    from noisegrade.batch.regrade import Change

__all__ = ["Wanted", "regrade_kept"]

_ROWS = 200  # of the table on the screen


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be graded again, by what, and whether it is written."""

    where: str | None
    assignment: Path | None
    only: tuple[str, ...]
    dry_run: bool = field(kw_only=True)
    yes: bool = field(kw_only=True)


def regrade_kept(
    out: Path,
    wanted: Wanted,
    *,
    effect: float | None,
    seed: int | None,
    jobs: int | None,
    accept_unsafe: bool,
) -> None:
    """Grade again, show who would gain or lose, and write it if that is wanted."""
    from contextlib import closing

    from noisegrade.batch.journal import Journal
    from noisegrade.batch.jsonl import write_lines
    from noisegrade.batch.regrade import Regrade, last_settings
    from noisegrade.batch.results import count_graded
    from noisegrade.batch.tasks import GradingSettings
    from noisegrade.cli.grade import engine_for
    from noisegrade.grading import Settings

    course, assignment = assignments.recorded(out, wanted.where)
    if wanted.assignment is not None:
        course, assignment = assignments.chosen(wanted.where, wanted.assignment)
    options.tell(course, assignment)
    last = last_settings(out)
    seed, effect = last[0] if seed is None else seed, last[1] if effect is None else effect
    settings = Settings(course=course, seed=seed, effect=effect)
    again = Regrade(out, settings, wanted.only)
    terms = GradingSettings(settings, accept_unsafe, course.fingerprint)
    with closing(engine_for(count_graded(out), jobs)) as engine:
        for _ in again.grade(engine, terms):
            pass
    _show(again.changes())
    if not _confirmed(wanted):
        return
    with Journal(out, course, seed=settings.seed, effect=settings.effect, regrade=True) as journal:
        journal.note_assignment(assignment)
        again.write(journal)
    output.echo(f"Written to {write_lines(out)}.")


def _confirmed(wanted: Wanted) -> bool:
    if wanted.dry_run:
        output.echo("Nothing was written.")
        return False
    if wanted.yes:
        return True
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise click.ClickException("Nothing was written: say --yes to write it.")
    return click.confirm("Write this?")


def _show(changes: Sequence[Change]) -> None:
    """Show those whose points or verdicts change, and count all."""
    from rich.table import Table
    from rich.text import Text

    from noisegrade.report.terminal import TerminalConsole

    changed = [one for one in changes if one.exercises or one.before != one.after]
    console = TerminalConsole(highlight=False)
    if changed:
        table = Table(box=None, pad_edge=False, header_style="bold")
        for title in ("learner", "before", "after", "exercises"):
            table.add_column(
                title, justify="left" if title in {"learner", "exercises"} else "right"
            )
        for one in changed[:_ROWS]:
            points = (_points(one.before), _points(one.after))
            table.add_row(Text(one.learner), *points, Text(", ".join(one.exercises)))
        console.print(table)
        if len(changed) > _ROWS:
            console.print(f"… and {len(changed) - _ROWS} more.")
    gain = sum((one.after or 0) > (one.before or 0) for one in changes)
    lose = sum((one.after or 0) < (one.before or 0) for one in changes)
    output.echo(f"{gain} would gain, {lose} would lose, {len(changes) - gain - lose} stay.")


def _points(points: float | None) -> str:
    return "ungraded" if points is None else f"{points:g}"
