"""`noisegrade predict`: one question before coding; its answer is recalled after the pass."""

from __future__ import annotations

from pathlib import Path

import click

from noisegrade.cli import options, output

__all__ = ["command"]


@click.command("predict")
@click.argument("exercise", required=False)
@click.option("--answer", help="Your answer, instead of being asked for it.")
@options.course
@options.workbook
def command(
    exercise: str | None, answer: str | None, where: str | None, folder: Path | None
) -> None:
    """Answer one question before you code.

    After the pass you see what you thought. Nothing depends on the answer, and a wrong one is
    worth as much as a right one.
    """
    from noisegrade import coaching, progress

    course, folder = options.open_workbook(where, folder, needed=False)
    ledger = progress.Ledger(folder)
    asked = options.current(course, ledger.progress(), exercise)
    question = coaching.question(asked)
    if question is None:
        output.echo(f"{asked.name} has no prediction: start coding.")
        return
    known = ledger.progress().of(asked.name)
    output.echo(question)
    if known.prediction is not None:
        output.echo(f"You said {known.prediction:g} before; a new answer takes its place.")
    predicted = _number(answer) if answer is not None else _asked_for()
    note = ledger.record_prediction(asked.name, predicted)
    if known.passed_once:
        recalled = coaching.recalled(asked, ledger.progress().of(asked.name))
        output.echo(recalled or "")
    else:
        output.echo(f"You predict {predicted:g}. You will see it again when {asked.name} passes.")
    if note:
        output.warn(note)


def _asked_for() -> float:
    answer: float = click.prompt("Your answer", value_proc=_number)
    return answer


def _number(text: str) -> float:
    from noisegrade.coaching import read_number

    number = read_number(text)
    if number is None:
        raise click.UsageError(f"{text.strip()!r} is not a number: write one such as 5 or 0.7.")
    return number
