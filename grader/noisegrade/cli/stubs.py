"""`noisegrade stubs`: derive the exercises from the solutions, after a solution was changed."""

from __future__ import annotations

from pathlib import Path

import click

__all__ = ["command"]


@click.command("stubs")
@click.argument("solutions", type=click.Path(path_type=Path), default=Path("solutions"))
@click.argument("exercises", type=click.Path(path_type=Path), default=Path("exercises"))
def command(solutions: Path, exercises: Path) -> None:
    """Write the stubs in EXERCISES anew wherever they differ from SOLUTIONS.

    For those who write exercises: a learner's code in EXERCISES would be overwritten.
    """
    from noisegrade import workbook

    written = workbook.derive(solutions, exercises)
    for path in written:
        click.echo(f"written  {path}")
    if not written:
        click.echo(f"{exercises} follows from {solutions} already.")
