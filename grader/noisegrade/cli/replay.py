"""`noisegrade replay`: a recorded grading, made once more from its seed."""

from __future__ import annotations

from pathlib import Path

import click

from noisegrade.cli import options

__all__ = ["command"]


@click.command("replay")
@click.argument("results", metavar="DIR", type=click.Path(path_type=Path))
@click.argument("submission")
@click.argument("exercise", required=False)
@options.course
@click.option("--accept-unsafe", is_flag=True, help="Run others' code without confinement.")
def command(
    results: Path, submission: str, exercise: str | None, where: str | None, accept_unsafe: bool
) -> None:
    """Repeat a grading in DIR from its recorded seed, and show that it comes out the same.

    SUBMISSION is its name in results.jsonl. The exit code is 0 only if nothing differs.
    """
    from rich.console import Console

    from noisegrade.batch.results import read_submission
    from noisegrade.batch.tasks import GradingSettings, repeat
    from noisegrade.course import load_course
    from noisegrade.grading import Settings
    from noisegrade.report import text

    course = load_course(where)
    work, recorded = read_submission(results, submission)
    only = None if exercise is None else course.find(exercise).name
    settings = Settings(course=course, seed=recorded.seed, effect=recorded.effect)
    again = repeat(work, GradingSettings(settings, accept_unsafe=accept_unsafe), only)
    console = Console(highlight=False)
    differ = []
    for before, now in zip(recorded.exercises, again.exercises, strict=True):
        if only in {None, now.exercise}:
            console.print(text.block(now))
            if before != now:
                differ.append(now.exercise)
    console.print(f"\n{submission}: {text.summary(again)}", markup=False)
    if differ:
        console.print(f"It differs from the record in {', '.join(differ)}.")
        if again.isolation is not recorded.isolation:
            console.print(f"It was recorded at isolation {recorded.isolation.value}.")
        raise SystemExit(1)
    console.print("It comes out as it was recorded.")
