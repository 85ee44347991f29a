"""`noisegrade solution`: the solved function, after a pass or for those who give up."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from noisegrade.cli import options, output

__all__ = ["command"]


@click.command("solution")
@click.argument("exercise")
@click.option("--give-up", is_flag=True, help="Show it before the first pass; list will say so.")
@options.course
@options.workbook
@click.pass_context
def command(
    ctx: click.Context, exercise: str, give_up: bool, where: str | None, folder: Path | None
) -> None:
    """Show how an exercise can be solved, after your pass."""
    from noisegrade import progress

    course, folder = options.open_workbook(where, folder, needed=False)
    solution = course.function(exercise).solution
    ledger = progress.Ledger(folder)
    known = ledger.progress()
    record = known.of(exercise)
    if not record.passed_once and not record.gave_up:
        if not give_up:
            output.echo(
                f"{exercise} has not passed yet, so its solution stays closed.\n"
                f"A hint:      noisegrade hint {exercise}\n"
                f"To give up:  noisegrade solution {exercise} --give-up"
            )
            if known.note:
                output.warn(known.note)
            ctx.exit(1)
        note = ledger.record_give_up(exercise)
        if note:
            output.warn(note)
    click.echo(solution, nl=False, file=sys.stdout)
