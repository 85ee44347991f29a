"""`noisegrade init`: a workbook for a learner; what is there already is never touched."""

from __future__ import annotations

from pathlib import Path

import click

__all__ = ["command"]


@click.command("init")
@click.argument("folder", type=click.Path(path_type=Path), default=Path("exercises"))
@click.option("--notebooks", "as_notebooks", is_flag=True, help="Six notebooks instead of files.")
def command(folder: Path, *, as_notebooks: bool) -> None:
    """Put the six files into FOLDER (by default, exercises).

    A file that is there already is left alone, whatever is in it.
    """
    from noisegrade import notebooks, workbook

    started = notebooks.init(folder) if as_notebooks else workbook.init(folder)
    for path in started.written:
        click.echo(f"written     {path}")
    for path in started.left_alone:
        click.echo(f"left alone  {path}")
    where = "" if folder == Path("exercises") else f" --dir {folder}"
    if as_notebooks:
        click.echo("Now open one in Jupyter; its last cell under each task checks what you wrote.")
        return
    click.echo(f"Now start: noisegrade watch{where}")
