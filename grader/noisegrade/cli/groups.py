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
@click.argument("called", metavar="[GROUP]", required=False)
@click.option("--name", help="What to call this group; its learners read it, too.")
@click.option("--comment", help="What else its learners should read.")
@click.option("--forget", is_flag=True, help="Take name and comment back.")
@options.course
@click.option("--exercise", help="Only the groups of this exercise.")
def command(
    results: Path,
    called: str | None,
    name: str | None,
    comment: str | None,
    forget: bool,
    where: str | None,
    exercise: str | None,
) -> None:
    """Group the failures in DIR that no known mistake explains, by their evidence.

    Without GROUP, list them, the largest first. With GROUP, such as k3vq7a, and --name, give the
    group a name, and with --comment a comment: both are kept in DIR, stand on each of its learners'
    pages and in every export, and hold for whoever is graded later with the same evidence.
    """
    from noisegrade.batch.group_names import read_names, write_names
    from noisegrade.errors import UsageError

    options.require_course(results, where)
    given = name is not None or comment is not None
    if (given or forget) and called is None:
        raise UsageError("Say which group: noisegrade groups DIR lists them.")
    names = read_names(results)
    groups = _groups(results, names)
    if called is None:
        _show(groups, exercise)
        return
    chosen = next((one for one in groups if one.signature.id == called.casefold()), None)
    if chosen is None:
        raise UsageError(f"There is no group {called}: noisegrade groups DIR lists them.")
    if not given and not forget:
        _show_one(chosen, len(chosen.members))
        return
    kept = [one for one in names if one is not chosen.name]
    named = None if forget else _named(chosen, name, comment)
    write_names(results, kept if named is None else [*kept, named])
    told = "is not named any more" if named is None else f"is called: {named.name}"
    output.echo(f"Group {called} ({_counted(chosen)}) {told}.".replace("..", "."))
    output.echo("noisegrade report and noisegrade export write it out.")


def _groups(results: Path, names: Sequence[GroupName]) -> list[FailureGroup]:
    from noisegrade.batch.results import read_results
    from noisegrade.report.failure_groups import FailureGroups
    from noisegrade.report.failure_signature import is_unnamed
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
    shown = [one for one in groups if exercise in {None, one.signature.exercise}]
    if not shown:
        output.echo("No failure is without a name.")
    for one in shown:
        _show_one(one, _SHOWN)


def _show_one(one: FailureGroup, most: int) -> None:
    output.echo(f"{one.signature.id}  {one.signature.exercise}  {_counted(one)}")
    output.echo(f"   {one.says}")
    if one.name is not None:
        output.echo(f"   {one.name.says}")
    more = len(one.members) - most
    output.echo(f"   {', '.join(one.members[:most])}{f' and {more} more' if more > 0 else ''}")


def _counted(group: FailureGroup) -> str:
    count = len(group.members)
    return "1 learner" if count == 1 else f"{count} learners"
