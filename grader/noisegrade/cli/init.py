"""`noisegrade init`: a workbook for a learner; what is there already is never touched."""

from __future__ import annotations

from pathlib import Path

import click

__all__ = ["command"]

_EXERCISES, _NOTEBOOKS = Path("exercises"), Path("notebooks")


@click.command("init")
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@click.option("--notebooks", "as_notebooks", is_flag=True, help="Six notebooks instead of files.")
def command(folder: Path | None, as_notebooks: bool) -> None:
    """Put the six files into FOLDER: by default, exercises or notebooks.

    A file that is there already is left alone, whatever is in it.
    """
    from noisegrade import workbook
    from noisegrade.submission import SECTIONS
    from noisegrade.workbook import notebooks

    if as_notebooks:
        folder = folder or _NOTEBOOKS
        started = notebooks.init(folder)
        then = f"open {folder / SECTIONS[0]}.ipynb in Jupyter"
    else:
        folder = folder or _EXERCISES
        started = workbook.init(folder)
        then = "noisegrade" if folder == _EXERCISES else f"noisegrade watch --dir {folder}"
    for path in started.written:
        click.echo(f"written     {path}")
    for path in started.left_alone:
        click.echo(f"left alone  {path}")
    click.echo(f"Now start: {then}")
