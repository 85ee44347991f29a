"""`noisegrade watch`: check the current exercise whenever it is saved."""

from __future__ import annotations

import os
import sys
from contextlib import closing
from pathlib import Path

import click

from noisegrade.cli import options

__all__ = ["command"]


@click.command("watch")
@click.argument("exercise", required=False)
@options.course
@options.workbook
@click.pass_context
def command(
    ctx: click.Context, exercise: str | None, where: str | None, folder: Path | None
) -> None:
    """Follow your files and check at every save.

    Checks the current exercise. Begins with the first exercise that is not passed, or with the
    one you name. It never moves on by itself. Where there is no terminal, it checks once, as
    noisegrade check does.
    """
    if not _on_a_terminal():
        from noisegrade.cli.check import command as check

        ctx.invoke(check, exercises=(exercise,) if exercise else (), where=where, folder=folder)
        return
    from noisegrade.watch.check_client import Checker

    course, folder = options.open_workbook(where, folder)
    with closing(Checker(course, folder)) as checker:  # it warms up while the rest is imported
        from noisegrade.watch.loop import watch

        current = course.find(exercise).name if exercise else None
        program = "from noisegrade.cli import main; main()"  # -P: the folder may hold a random.py
        show = [sys.executable, "-P", "-c", program, "show", "--course", course.origin]
        show += ["--dir", str(folder)]
        watch(course, folder, current, checker=checker, show=show)


def _on_a_terminal() -> bool:
    """Tell whether keys can be read and a screen be drawn."""
    both = sys.stdin is not None and sys.stdin.isatty() and sys.stdout.isatty()
    return both and os.environ.get("TERM") != "dumb"
