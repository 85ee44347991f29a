"""`noisegrade check`: a learner's look at their own workbook."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from noisegrade.cli import options, output

if TYPE_CHECKING:
    from noisegrade.sandbox.early import EarlySandbox

__all__ = ["command"]


@click.command("check")
@click.argument("exercises", nargs=-1, metavar="[EXERCISE|SECTION]...")
@options.course
@options.workbook
@click.option("--seed", type=click.IntRange(min=0), help="Repeat a check with the seed it printed.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
@click.pass_context
def command(
    ctx: click.Context,
    exercises: tuple[str, ...],
    where: str | None,
    folder: Path | None,
    seed: int | None,
    as_json: bool,
) -> None:
    """Check your exercises: all, or those you name.

    The name of a section stands for all its exercises. Says for each what was asked for, what
    was returned, whether it can be luck, and what to do next. The exit code is 0 only if all of
    them pass.
    """
    from noisegrade.sandbox.early import EarlySandbox

    with EarlySandbox() as early:  # it gets ready while the rest is imported
        ctx.exit(_checked(early, exercises, where, folder, seed=seed, as_json=as_json))


def _checked(
    early: EarlySandbox,
    exercises: tuple[str, ...],
    where: str | None,
    folder: Path | None,
    *,
    seed: int | None,
    as_json: bool,
) -> int:
    """Check, show and remember; return the exit code."""
    from rich.padding import Padding
    from rich.text import Text

    from noisegrade import coaching, grading, progress, submission, workbook
    from noisegrade.model import ExerciseReport, Verdict
    from noisegrade.report import text
    from noisegrade.report.as_json import to_line
    from noisegrade.report.terminal import TerminalConsole

    course, folder = options.open_workbook(where, folder)
    asked = options.chosen(course, exercises) or None
    workbook.require(folder)
    work = submission.read(folder, course.functions)
    console = TerminalConsole(highlight=False, soft_wrap=False)
    base = folder if folder.is_dir() else folder.parent

    ledger = progress.Ledger(folder)
    known = ledger.progress()

    def show(report: ExerciseReport) -> None:
        if as_json:
            return
        console.print(text.block(report, base, base.absolute()))
        name = report.exercise
        recalled = coaching.recalled(course.find(name), known.of(name))
        if recalled and report.verdict is Verdict.PASSED:
            console.print(Padding.indent(Text(recalled), 2))

    seed = grading.fresh_seed() if seed is None else seed
    settings = grading.Settings(course=course, seed=seed)
    sandbox = early.offering(course.packages)
    report = grading.grade(work, sandbox, settings=settings, only=asked, heard=show)
    looked_at = [one for one in report.exercises if asked is None or one.exercise in asked]
    note = ledger.record(looked_at, seed=report.seed)
    passed = sum(one.verdict is Verdict.PASSED for one in looked_at)
    if as_json:
        output.echo_json(to_line(report))
    else:
        for sentence in (*report.notes, *([note] if note else [])):
            console.print(sentence, style="yellow", markup=False)
        if passed == len(looked_at) and options.all_passed(course, ledger.progress()):
            console.print()
            seen = "noisegrade show opens the page of your own pictures."
            for line in coaching.ending(course, pictures=seen):
                console.print(line, style="green", markup=False)
        console.print(f"\n{passed} of {len(looked_at)} passed. {text.summary(report)}")
    return 0 if passed == len(looked_at) else 1
