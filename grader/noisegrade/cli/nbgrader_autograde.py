"""`noisegrade nbgrader autograde`: a class graded straight into nbgrader's gradebook."""

from __future__ import annotations

from pathlib import Path

import click

from noisegrade.cli import output

__all__ = ["command"]


@click.command(
    "autograde",
    short_help="Grade a class into nbgrader's gradebook.",
    context_settings={"ignore_unknown_options": True, "allow_extra_args": True},
)
@click.argument("assignment")
@click.option("--student", multiple=True, metavar="ID", help="Whom to grade; it may hold a *.")
@click.option("--jobs", type=click.IntRange(min=1), default=1, show_default=True)
@click.option("--feedback", is_flag=True, help="Write everyone's feedback, too.")
@click.option(
    "--course-dir",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    default=Path(),
    help="The folder of the course; by default the current one.",
)
@click.pass_context
def command(
    ctx: click.Context,
    assignment: str,
    student: tuple[str, ...],
    jobs: int,
    feedback: bool,
    course_dir: Path,
) -> None:
    """Grade what was handed in for ASSIGNMENT, as `nbgrader autograde` does, at less cost.

    Scores go into gradebook.db, notebooks to autograded/, and every command of nbgrader's works
    with them as ever. The same command resumes a run that was cut short; --force grades again.
    Other options are nbgrader's own, such as --force, --quiet and --notebook. Notebooks without
    any exercise of noisegrade's are run in a kernel, as nbgrader does.
    """
    from importlib.util import find_spec

    from noisegrade.errors import UsageError
    from noisegrade.nbgrader.class_run import run
    from noisegrade.nbgrader.class_settings import ClassSettings

    if find_spec("nbgrader") is None:
        raise UsageError('nbgrader is not installed: python -m pip install "noisegrade[nbgrader]"')
    wrong = []
    for pattern in student or ("*",):
        arguments = (assignment, f"--student={pattern}", *ctx.args)
        settings = ClassSettings(arguments, course_dir.resolve(), feedback=feedback)
        try:
            wrong += run(settings, jobs)
        except KeyboardInterrupt as stop:
            raise UsageError(
                "Stopped: what was graded is kept, and the same command resumes there."
            ) from stop
    for folder in wrong:
        output.warn(f"Not graded, see above: {folder}")
    raise SystemExit(1 if wrong else 0)
