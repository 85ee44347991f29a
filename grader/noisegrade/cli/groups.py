"""`noisegrade groups`: failures without a name, grouped by their evidence; one name serves all."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from noisegrade.cli import options, output

if TYPE_CHECKING:
    from noisegrade.report.failure_groups import FailureGroup, GroupName

__all__ = ["command"]

_SHOWN = 8  # learners of a group that are named


@click.command("groups")
@click.argument("results", metavar="DIR", type=click.Path(path_type=Path))
@click.argument("number", metavar="[GROUP]", type=click.IntRange(min=1), required=False)
@click.option("--name", help="What to call this group; its learners read it, too.")
@click.option("--comment", help="What else its learners should read.")
@click.option("--forget", is_flag=True, help="Take name and comment back.")
@options.course
@click.option("--exercise", help="Only the groups of this exercise.")
def command(
    results: Path,
    number: int | None,
    name: str | None,
    comment: str | None,
    forget: bool,
    where: str | None,
    exercise: str | None,
) -> None:
    """Group the failures in DIR that no known mistake explains, by their evidence.

    Without GROUP, list them, the largest first. With its number and --name, give the group a name,
    and with --comment a comment: both are kept in DIR, stand on each of its learners' pages and in
    every export, and hold for whoever is graded later with the same evidence.
    """
    from noisegrade.batch.group_names import read_names, write_names
    from noisegrade.errors import UsageError

    options.require_course(results, where)
    given = name is not None or comment is not None
    if (given or forget) and number is None:
        raise UsageError("Say which group: noisegrade groups DIR lists them with their numbers.")
    names = read_names(results)
    groups = _groups(results, names)
    if number is None:
        _show(groups, exercise)
        return
    if number > len(groups):
        raise UsageError(f"There are {len(groups)} groups: {number} is not one of them.")
    chosen = groups[number - 1]
    if given or forget:
        kept = [one for one in names if one is not chosen.name]
        named = None if forget else _named(chosen, name, comment)
        write_names(results, kept if named is None else [*kept, named])
        told = "is not named any more" if named is None else f"is called: {named.name}"
        count = len(chosen.members)
        output.echo(f"Group {number} ({count} learner{'s'[: count != 1]}) {told}.")
        output.echo("noisegrade report and noisegrade export write it out.")
    else:
        _show_one(chosen, number, len(chosen.members))


def _groups(results: Path, names: Sequence[GroupName]) -> list[FailureGroup]:
    from noisegrade.batch.results import read_results
    from noisegrade.report.failure_groups import FailureGroups, is_unnamed
    from noisegrade.report.people import ClassRow

    groups = FailureGroups(names)
    for entry in read_results(results, named=False):
        if isinstance(entry, ClassRow):
            for one in filter(is_unnamed, entry.report.exercises):
                groups.add(entry.shown, one)
    return groups.listed()


def _named(chosen: FailureGroup, name: str | None, comment: str | None) -> GroupName:
    """Give a name; what was not said now stays as it was."""
    from noisegrade.errors import UsageError
    from noisegrade.report.failure_groups import GroupName

    before = chosen.name
    name = name if name is not None else before.name if before else ""
    comment = comment if comment is not None else before.comment if before else ""
    if not name.strip():
        raise UsageError("A group needs a name: say --name, and --comment if there is more to say.")
    return GroupName(chosen.signature, name.strip(), comment.strip())


def _show(groups: Sequence[FailureGroup], exercise: str | None) -> None:
    shown = [
        (number, one)
        for number, one in enumerate(groups, start=1)
        if exercise in {None, one.signature.exercise}
    ]
    if not shown:
        output.echo("No failure is without a name.")
    for number, one in shown:
        _show_one(one, number, _SHOWN)


def _show_one(one: FailureGroup, number: int, most: int) -> None:
    count = len(one.members)
    learners = "1 learner" if count == 1 else f"{count} learners"
    output.echo(f"{number}  {one.signature.exercise}  {learners}")
    output.echo(f"   {one.says}")
    if one.name is not None:
        output.echo(f"   {one.name.says}")
    more = f" and {count - most} more" if count > most else ""
    output.echo(f"   {', '.join(one.members[:most])}{more}")
