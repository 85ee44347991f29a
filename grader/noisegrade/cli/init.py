"""`noisegrade init`: a workbook for a learner; what is there already is never touched."""

from __future__ import annotations

from pathlib import Path

import click

from noisegrade.cli import assignments, options, output

__all__ = ["command"]


@click.command("init")
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@click.option("--notebooks", "as_notebooks", is_flag=True, help="Notebooks instead of files.")
@options.course
@assignments.option
def command(
    folder: Path | None, as_notebooks: bool, where: str | None, assignment_file: Path | None
) -> None:
    """Begin: put the course's files into FOLDER.

    By default that is exercises, or notebooks. A file that is there already is left alone,
    whatever is in it.
    """
    from noisegrade import workbook
    from noisegrade.course import load_course
    from noisegrade.errors import WorkbookError
    from noisegrade.workbook import location, notebooks

    course, assignment = assignments.chosen(where, assignment_file)
    around = location.enclosing(course.functions, Path()) if folder is None else None
    if around is not None:
        raise WorkbookError(
            f"You are in a workbook already: {around}. Type noisegrade to go on there, or "
            "noisegrade init FOLDER to begin another."
        )
    if as_notebooks:
        folder = folder or location.NOTEBOOKS
        started = notebooks.init(course, folder)
        then = f"open {folder / course.section_names[0]}.ipynb in Jupyter"
    else:
        folder = folder or location.EXERCISES
        started = workbook.init(course, folder)
        then = "noisegrade" if folder == location.EXERCISES else f"noisegrade watch --dir {folder}"
    pointer = workbook.point_to(load_course(course.origin), Path())
    copy = assignments.hand_out(assignment, folder)
    for path in [*started.written, *filter(None, (pointer, copy))]:
        output.echo(f"written     {path}")
    for path in started.left_alone:
        output.echo(f"left alone  {path}")
    output.echo(f"Now start: {then}")
