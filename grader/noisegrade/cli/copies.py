"""`noisegrade copies`: pairs of submissions that agree on more than chance and taste explain."""

from __future__ import annotations

from pathlib import Path

import click

from noisegrade.cli import options, output

__all__ = ["command"]


@click.command("copies")
@click.argument("results", metavar="DIR", type=click.Path(path_type=Path))
@options.course
def command(results: Path, where: str | None) -> None:
    """List pairs of submissions in DIR that agree on more than chance explains.

    Renamed variables, other comments, blank lines and another order of statements hide nothing.
    What many in the class wrote alike tells nothing, so short exercises alone are never enough. A
    pair is a question to ask its learners, never a proof.
    """
    from noisegrade.batch.copies import read_copies
    from noisegrade.report.copies import sentence

    options.require_course(results, where)
    found = read_copies(results)
    if not found:
        output.echo("No two submissions agree on more than chance explains.")
    for one in found:
        output.echo(f"{one.first}, {one.second}")
        if one.identical:
            output.echo("   the same, character by character")
        output.echo(f"   {sentence(one.copy)}")
