"""`noisegrade list`: the exercises in order, with section, points and state."""

from __future__ import annotations

from pathlib import Path

import click

__all__ = ["command"]


@click.command("list")
@click.option(
    "--dir",
    "folder",
    type=click.Path(path_type=Path),
    default=Path("exercises"),
    show_default=True,
    help="The workbook whose progress is shown.",
)
def command(folder: Path) -> None:
    """Show the exercises in order, with section, points and state."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from noisegrade import course, progress
    from noisegrade.report.text import SYMBOLS

    verdicts = progress.load(folder).verdicts
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("exercise", "section", "points", "state"):
        table.add_column(heading, justify="right" if heading == "points" else "left")
    for exercise in course.EXERCISES:
        verdict = verdicts.get(exercise.name)
        symbol, word, style = SYMBOLS[verdict] if verdict else ("○", "not checked yet", "dim")
        section = course.section_of(exercise.name).name
        state = Text(f"{symbol} {word}", style=style)
        table.add_row(exercise.name, section, f"{exercise.points:g}", state)
    Console(highlight=False).print(table)
