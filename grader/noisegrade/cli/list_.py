"""`noisegrade list`: the exercises in order, with section, points and state."""

from __future__ import annotations

from pathlib import Path

import click

from noisegrade.cli import options

__all__ = ["command"]


@click.command("list")
@options.course
@options.workbook
def command(where: str | None, folder: Path | None) -> None:
    """Show all exercises, and where you stand."""
    from rich.table import Table

    from noisegrade import progress
    from noisegrade.report.terminal import TerminalConsole
    from noisegrade.watch.view import state

    course, folder = options.open_workbook(where, folder, needed=False)
    known = progress.load(folder)
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("exercise", "section", "points", "state"):
        table.add_column(heading, justify="right" if heading == "points" else "left")
    for exercise in course.exercises:
        section = course.section_of(exercise.name).name
        row = (exercise.name, section, f"{exercise.points:g}", state(known.of(exercise.name)))
        table.add_row(*row)
    console = TerminalConsole(highlight=False)
    console.print(table)
    if not folder.exists():
        begin = f"There is no workbook at {folder} yet: noisegrade init {folder} makes one."
        console.print(begin, style="yellow", markup=False)
    if known.note:
        console.print(known.note, style="yellow", markup=False)
