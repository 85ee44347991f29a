"""`noisegrade watch`: check the current exercise whenever it is saved."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

__all__ = ["command"]


@click.command("watch")
@click.argument("exercise", required=False)
@click.option(
    "--dir",
    "folder",
    type=click.Path(path_type=Path),
    default=Path("exercises"),
    show_default=True,
    help="The workbook: a folder with the six files.",
)
@click.pass_context
def command(ctx: click.Context, exercise: str | None, folder: Path) -> None:
    """Follow your files, and check the current exercise on every save.

    Begins with the first exercise that is not passed, or with the one you name. It never moves on
    by itself. Where there is no terminal, it checks once, as noisegrade check does.
    """
    from noisegrade import course

    current = course.find(exercise).name if exercise else None
    if not _on_a_terminal():
        from noisegrade.cli.check import command as check

        ctx.invoke(check, exercises=(current,) if current else (), folder=folder)
        return
    from noisegrade.watching import watch

    program = "from noisegrade.cli import main; main()"  # -P: the folder may hold a random.py
    watch(folder, current, show=[sys.executable, "-P", "-c", program, "show", "--dir", str(folder)])


def _on_a_terminal() -> bool:
    """Tell whether keys can be read and a screen be drawn."""
    both = sys.stdin is not None and sys.stdin.isatty() and sys.stdout.isatty()
    return both and os.environ.get("TERM") != "dumb"
