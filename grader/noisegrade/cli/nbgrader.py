"""`noisegrade nbgrader`: a course folder that nbgrader works in, and what is done there by us."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from noisegrade.cli import assignments, options, output
from noisegrade.cli.lazy_group import LazyGroup

if TYPE_CHECKING:
    from noisegrade.assignment import Assignment

__all__ = ["command"]

_COMMANDS = {
    "autograde": "noisegrade.cli.nbgrader_autograde",
    "collect": "noisegrade.cli.nbgrader_collect",
}


class _Commands(LazyGroup):
    """A name that is no command is the folder of a course: `noisegrade nbgrader my-course`."""

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        return super().get_command(ctx, cmd_name) or _make

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if not any(one in _COMMANDS or one in {"--help", "-h"} for one in args[:1]):
            args = [_make.name or "", *args]
        return super().parse_args(ctx, args)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args[0] == _make.name:
            return "", _make, args[1:]
        return super().resolve_command(ctx, args)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        _make.format_options(ctx, formatter)
        self.format_commands(ctx, formatter)

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_usage(ctx.command_path, "COURSE_DIR [OPTIONS]")
        formatter.write_usage(ctx.command_path, "COMMAND [ARGS]...", prefix="   or: ")


@click.command("COURSE_DIR")
@click.argument("course_dir", type=click.Path(path_type=Path, file_okay=False))
@options.course
@assignments.option
def _make(course_dir: Path, where: str | None, assignment_file: Path | None) -> None:
    """Make a course for nbgrader in COURSE_DIR: the notebooks and its configuration.

    In a course that has a configuration of its own, ours is written beside it, and you are told the
    line that loads it. Again over a course that is there, it brings files up to date that you did
    not change, and leaves alone those that you did.
    """
    from noisegrade.nbgrader.course_folder import assignment_of, create

    course, assignment = assignments.chosen(where, assignment_file)
    name = assignment_of(course) if assignment is None else _named(assignment)
    made = create(course, course_dir, assignment=name)
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
    output.echo(f"Now: cd {course_dir} && nbgrader generate_assignment {name}")


def _named(assignment: Assignment) -> str:
    """Name an assignment as nbgrader allows, and say what nbgrader takes care of itself."""
    import re

    selection = assignment.selection
    if selection is not None and any(each.weights for each in selection.choices):
        output.warn("In nbgrader the claims of an exercise have the weights of the course.")
    if assignment.deadline is not None:
        output.warn("In nbgrader the deadline and what being late costs are nbgrader's own.")
    return re.sub(r"\W", "_", assignment.name)


@click.group("nbgrader", cls=_Commands, modules=_COMMANDS)
def command() -> None:
    """Make a course for nbgrader in COURSE_DIR; collect and grade what was handed in there.

    COURSE_DIR gets the notebooks and a configuration. Again over a course that is there, files
    that you did not change are brought up to date, and those that you did are left alone.
    """
