"""`noisegrade hint`: the next hint of at most three, beneath the earlier ones."""

from __future__ import annotations

from pathlib import Path

import click

from noisegrade.cli import options

__all__ = ["command"]


@click.command("hint")
@click.argument("exercise", required=False)
@options.course
@options.workbook
def command(exercise: str | None, where: str | None, folder: Path | None) -> None:
    """Show the next hint, of EXERCISE or the current one.

    First the idea, then where to look, then a worked line. Earlier hints stay. If your last
    check named a mistake, what to do about it comes first.
    """
    from noisegrade import progress
    from noisegrade.coaching import LEVELS, hints, next_step
    from noisegrade.report.terminal import TerminalConsole
    from noisegrade.watch.view import hint_lines

    course, folder = options.open_workbook(where, folder, needed=False)
    ledger = progress.Ledger(folder)
    known = ledger.progress()
    asked = options.current(course, known, exercise)
    record = known.of(asked.name)
    seen = min(record.hints + 1, len(LEVELS))
    console = TerminalConsole(highlight=False)
    if exercise is None:
        console.print(asked.name, style="bold", markup=False)
    named = next_step(asked, record)
    first = [("from your last check", named)] if named else []
    for line in hint_lines([*first, *hints(asked, seen)]):
        console.print(line)
    console.print()
    if seen < len(LEVELS):
        left = len(LEVELS) - seen
        console.print(f"{left} more: noisegrade hint {asked.name}", style="dim", markup=False)
    else:
        console.print("These are all the hints.", style="dim")
    note = ledger.record_hints(asked.name, seen) or known.note
    if note:
        console.print(note, style="yellow", markup=False)
