"""`python -m noisegrade.gradescope FOLDER`: what run_autograder calls on Gradescope's machine."""

from __future__ import annotations

from pathlib import Path

import click

from noisegrade.assignment import read_assignment
from noisegrade.assignment.toml_file import check_course
from noisegrade.course import load_course
from noisegrade.errors import NoisegradeError
from noisegrade.gradescope.running import run
from noisegrade.untrusted_text import for_terminal


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--accept-unsafe", is_flag=True, help="Grade even where code can't be confined.")
@click.option("--course", "where", help="The folder of a course that is not built in.")
@click.option(
    "--assignment",
    "assignment_file",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="What is graded of the course, and on what terms.",
)
def main(
    folder: Path, *, accept_unsafe: bool, where: str | None, assignment_file: Path | None
) -> None:
    """Grade FOLDER/submission into FOLDER/results/results.json."""
    try:
        course, assignment = load_course(where), None
        if assignment_file is not None:
            assignment = read_assignment(assignment_file)
            course = check_course(assignment, course, str(assignment_file))
        told = run(course, folder, accept_unsafe=accept_unsafe, assignment=assignment)
        click.echo(for_terminal(told))
    except NoisegradeError as error:
        raise click.ClickException(for_terminal(str(error))) from error


if __name__ == "__main__":
    main()
