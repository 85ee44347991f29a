"""`noisegrade reset`: put one stub back; the code that was there is kept."""

from __future__ import annotations

from pathlib import Path

import click

from noisegrade.cli import options, output

__all__ = ["command"]


@click.command("reset")
@click.argument("exercise")
@click.option("--yes", is_flag=True, help="Don't ask.")
@options.course
@options.workbook
@click.pass_context
def command(
    ctx: click.Context, exercise: str, yes: bool, where: str | None, folder: Path | None
) -> None:
    """Put one stub back; a copy of your file is kept.

    The other functions of the file stay as they are.
    """
    from noisegrade import progress, workbook

    course, folder = options.open_workbook(where, folder)
    section = course.section_of(exercise)
    path = folder / f"{section.name}.py"
    if not yes:
        output.echo(f"Your code for {exercise} in {path} will be replaced; a copy is kept.")
        if not click.confirm(f"Reset {exercise} to its stub?"):
            output.echo("Nothing was changed.")
            ctx.exit(1)
    restored = workbook.reset(course, folder, exercise)
    output.echo(f"{restored.path}:{restored.line} was reset.")
    if restored.backup:
        output.echo(f"Your file as it was: {restored.backup}")
    note = progress.Ledger(folder).record_reset(exercise, restored.backup)
    if note:
        output.warn(note)
