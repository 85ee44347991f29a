"""`noisegrade gradescope`: an autograder archive to upload to Gradescope."""

from __future__ import annotations

from pathlib import Path

import click

from noisegrade.cli import assignments, options, output

__all__ = ["command"]


@click.command("gradescope")
@click.argument("out", metavar="OUT.zip", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--accept-unsafe",
    is_flag=True,
    help="Let it grade even where it can't confine a learner's code.",
)
@options.course
@assignments.option
def command(
    out: Path, accept_unsafe: bool, where: str | None, assignment_file: Path | None
) -> None:
    """Make the archive OUT.zip, which holds this very version of noisegrade.

    Upload it under Configure Autograder, on a base image with Ubuntu 22.04 or newer, and give the
    assignment as many autograder points as the exercises have.
    """
    from noisegrade.course import load_course
    from noisegrade.errors import UsageError
    from noisegrade.gradescope import build

    course, assignment = assignments.chosen(where, assignment_file)
    whole = load_course(course.origin)
    content = build(whole, accept_unsafe=accept_unsafe, assignment=assignment)
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_bytes(content)
    except OSError as error:
        raise UsageError(f"{out} can't be written: {error.strerror or error}.") from error
    points = course.max_score
    output.echo(
        f"Written: {out} ({len(content) / 1e6:.1f} MB). The exercises have {points:g} points."
    )
