"""`noisegrade nbgrader`: a course folder that nbgrader works in as it stands."""

from __future__ import annotations

from pathlib import Path

import click

from noisegrade.cli import options, output

__all__ = ["command"]


@click.command("nbgrader")
@click.argument("course_dir", type=click.Path(path_type=Path, file_okay=False))
@options.course
def command(course_dir: Path, where: str | None) -> None:
    """Make a course for nbgrader in COURSE_DIR: the notebooks and its configuration.

    In a course that has a configuration of its own, ours is written beside it, and you are told the
    line that loads it. Again over a course that is there, it brings files up to date that you did
    not change, and leaves alone those that you did.
    """
    from noisegrade.course import load_course
    from noisegrade.nbgrader.course_folder import assignment_of, create

    course = load_course(where)
    made = create(course, course_dir)
    for path in made.written:
        output.echo(f"written     {path}")
    for path in made.unchanged:
        output.echo(f"up to date  {path}")
    for path in made.left_alone:
        output.echo(f"left alone  {path} (it was changed; move it away to get the new one)")
    if made.line:
        output.echo(f"Add this line at the end of {course_dir / 'nbgrader_config.py'}:")
        output.echo(f"\n    {made.line}\n")
        output.echo("Until it is there, nbgrader autograde refuses these notebooks.")
    output.echo(f"Now: cd {course_dir} && nbgrader generate_assignment {assignment_of(course)}")
