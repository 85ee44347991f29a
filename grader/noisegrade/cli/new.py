"""`noisegrade new`: a course of one's own, the next exercise of a course, an assignment."""

from __future__ import annotations

import os
from pathlib import Path

import click

from noisegrade.cli import options, output

__all__ = ["command"]


@click.group("new")
def command() -> None:
    """Start a course, an exercise of a course, or an assignment."""


@command.command("course")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--title", help="For people; by default made from the name of the folder.")
def course_command(folder: Path, title: str | None) -> None:
    """Start a course of your own in DIR, with one small exercise as an example.

    It can be verified, graded and installed as it stands.
    """
    from noisegrade.scaffold import new_course

    for path in new_course(folder, title=title):
        output.echo(f"written     {path}")
    output.echo(f"Now: cd {folder} && noisegrade new exercise NAME --section SECTION")


@command.command("assignment")
@click.argument("path", metavar="[FILE]", required=False, type=click.Path(path_type=Path))
@click.option("--title", help="For people; by default made from the name of the folder.")
@click.option("--only", multiple=True, metavar="EXERCISE", help="Ask for this one; repeatable.")
@options.course
def assignment_command(
    path: Path | None, title: str | None, only: tuple[str, ...], where: str | None
) -> None:
    """Start an assignment: FILE, or assignment.toml, with every exercise and its points.

    It says in comments what else can be decided: deadline, late policy, exceptions, attempts.
    """
    from noisegrade.assignment import FILE
    from noisegrade.course import load_course
    from noisegrade.scaffold import new_assignment

    path = path or Path(FILE)
    new_assignment(path, load_course(where), title=title, only=only)
    output.echo(f"written     {path}")
    output.echo(f"Now edit it, then: noisegrade verify --assignment {path}")


@command.command("exercise")
@click.argument("name")
@click.option(
    "--section", required=True, help="The file of solutions/ that it goes into, new or not."
)
@click.option(
    "--random/--exact",
    "random",
    default=True,
    help="Whether its answer is random, or one right value.  [default: random]",
)
@options.course
def exercise_command(name: str, section: str, random: bool, where: str | None) -> None:
    """Add the exercise NAME to a course: its task, its solution and how it is graded.

    What it writes says wherever you must write; `noisegrade verify` lists what is left.
    """
    from noisegrade.scaffold import Kind, gaps, new_exercise

    kind = Kind.RANDOM if random else Kind.EXACT
    done = new_exercise(name, section=section, kind=kind, where=where)
    for path in done.written:
        output.echo(f"written     {_short(path)}")
    if done.stubs_left:
        output.echo(f"left alone  {_short(done.stubs_left)} (there is a learner's work in it)")
    output.echo("\nNow write:")
    for gap in gaps(done.course, name):
        output.echo(f"  {gap}")
    output.echo(f"\nThen: noisegrade stubs && noisegrade verify --only {name}")


def _short(path: Path) -> str:
    """Write a path from here, where it is below."""
    path = path.resolve()
    return os.path.relpath(path) if path.is_relative_to(Path.cwd()) else str(path)
