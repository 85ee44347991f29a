"""`noisegrade init`: a workbook for a learner; what is there already is never touched."""

from __future__ import annotations

from pathlib import Path

import click

__all__ = ["command"]


@click.command("init")
@click.argument("folder", type=click.Path(path_type=Path), default=Path("exercises"))
def command(folder: Path) -> None:
    """Put the six files into FOLDER (by default, exercises).

    A file that is there already is left alone, whatever is in it.
    """
    from noisegrade import workbook

    started = workbook.init(folder)
    for path in started.written:
        click.echo(f"written     {path}")
    for path in started.left_alone:
        click.echo(f"left alone  {path}")
    where = "" if folder == Path("exercises") else f" --dir {folder}"
    click.echo(f"Now start: noisegrade watch{where}")
