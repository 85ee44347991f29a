"""`noisegrade show`: the picture, target beside yours."""

from __future__ import annotations

import webbrowser
from pathlib import Path

import click

from noisegrade.cli import options, output

__all__ = ["command"]


@click.command("show")
@click.argument("exercise", required=False)
@options.course
@options.workbook
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="Write the page here.")
@click.option("--no-open", is_flag=True, help="Write the page, open no browser.")
@click.option("--seed", type=click.IntRange(min=0), help="Repeat a picture with its seed.")
def command(
    exercise: str | None,
    where: str | None,
    folder: Path | None,
    out: Path | None,
    *,
    no_open: bool,
    seed: int | None,
) -> None:
    """See your noise beside the target, in your browser.

    All exercises, or the one you name. They are checked, too: each picture carries its verdict, and
    the case that failed. It works on failing code: that is when it shows most.
    """
    import tempfile

    from noisegrade import grading, picture, progress, submission, workbook
    from noisegrade.errors import UsageError
    from noisegrade.sandbox.client import Sandbox

    course, folder = options.open_workbook(where, folder)
    names = [course.find(exercise).name] if exercise else [one.name for one in course.exercises]
    workbook.require(folder)
    work = submission.read(folder, course.functions)
    with Sandbox(packages=course.packages) as sandbox:
        drawn = picture.draw(
            course,
            work,
            sandbox,
            names,
            seed=grading.fresh_seed() if seed is None else seed,
            progress=progress.load(folder),
        )
    path = out or Path(tempfile.mkdtemp(prefix="noisegrade-")) / "picture.html"
    try:
        path.write_text(picture.to_page(drawn), encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{path} can't be written: {error.strerror}.") from error
    opened = not no_open and webbrowser.open(path.resolve().as_uri())
    output.echo(f"The picture is {'open in your browser' if opened else 'written'}: {path}")
