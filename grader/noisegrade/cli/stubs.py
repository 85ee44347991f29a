"""`noisegrade stubs`: derive the exercises from the solutions, after a solution was changed."""

from __future__ import annotations

from pathlib import Path

import click

from noisegrade.cli import options, output

__all__ = ["command"]


@click.command("stubs")
@click.argument("solutions", required=False, type=click.Path(path_type=Path))
@click.argument("exercises", required=False, type=click.Path(path_type=Path))
@options.course
@click.option("--yes", is_flag=True, help="Also where somebody has worked on the exercises.")
def command(solutions: Path | None, exercises: Path | None, where: str | None, yes: bool) -> None:
    """Write the stubs in EXERCISES anew wherever they differ from SOLUTIONS.

    For those who write exercises: a learner's code in EXERCISES is overwritten. By default these
    are the folders exercises and solutions here, or in the course's folder that --course names.
    """
    from noisegrade import progress, workbook
    from noisegrade.course import load_course
    from noisegrade.errors import WorkbookError

    course = load_course(where)
    in_folder = where is not None and Path(where).exists()
    solutions = solutions or (course.solutions if in_folder else Path("solutions"))
    exercises = exercises or solutions.parent / "exercises"
    if (exercises / progress.FILE_NAME).exists() and not yes:
        raise WorkbookError(
            f"Somebody has worked in {exercises}: their code would be lost. "
            "To restore one exercise: noisegrade reset. To go on all the same: --yes."
        )
    written = workbook.derive(course.section_names, solutions, exercises)
    for path in written:
        output.echo(f"written  {path}")
    if not written:
        output.echo(f"{exercises} follows from {solutions} already.")
