"""`noisegrade verify`: cross-check solutions, stubs and mistakes."""

from __future__ import annotations

from pathlib import Path

import click

from noisegrade.cli import assignments, options, output

__all__ = ["command"]


@click.command("verify")
@click.argument("solutions", required=False, metavar="[DIR]", type=click.Path(path_type=Path))
@click.option(
    "--exercises",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="The stubs to compare; those beside DIR if you don't say.",
)
@click.option("--seeds", type=click.IntRange(1), default=5, show_default=True, help="Gradings.")
@click.option(
    "--mutants/--no-mutants",
    default=True,
    help="Whether to try faults put into the solutions; they take a minute or two.",
)
@click.option(
    "--only",
    multiple=True,
    metavar="EXERCISE",
    help="Check this exercise, and the others named so; all if none is.",
)
@click.option("--json", "as_json", is_flag=True, help="Print checks and certificate as JSON.")
@click.option(
    "--html", type=click.Path(path_type=Path, dir_okay=False), help="Write them as a page too."
)
@options.course
@assignments.option
def command(
    solutions: Path | None,
    exercises: Path | None,
    seeds: int,
    mutants: bool,
    only: tuple[str, ...],
    as_json: bool,
    html: Path | None,
    where: str | None,
    assignment_file: Path | None,
) -> None:
    """Verify the solutions in DIR, or those that come with noisegrade; then certify the tests.

    The solutions must pass on every seed, the stubs must not be attempted, stub and solution must
    agree, the worked examples must run, and every catalogued mistake must be caught by its claim
    and named; right implementations must pass. Then the solutions are changed mechanically, and
    every such mutant must lose points. The exit code is 0 only if everything holds.

    With --assignment, only that file is checked, which takes a moment; an assignment.toml here is
    checked before all else.
    """
    if assignments.check(where, assignment_file) and assignment_file is not None:
        return
    from rich.progress import track

    from noisegrade.course import load_course
    from noisegrade.errors import UsageError
    from noisegrade.grading import Settings
    from noisegrade.report.terminal import TerminalConsole
    from noisegrade.untrusted_text import for_json
    from noisegrade.verify import Verification, certify, verify
    from noisegrade.verify.as_html import to_html
    from noisegrade.verify.as_text import to_text
    from noisegrade.verify.checks import count_checks

    course = load_course(where)
    options.tell(course)
    checks = verify(
        course, solutions=solutions, exercises=exercises, seeds=seeds, mutants=mutants, only=only
    )
    shown = track(
        checks,
        "verifying",
        total=count_checks(course, seeds=seeds, mutants=mutants, only=only),
        console=TerminalConsole(stderr=True),
        transient=True,
        disable=not TerminalConsole(stderr=True).is_terminal,
    )
    settings = Settings(course=course, seed=1)
    outcome = Verification(tuple(shown), tuple(certify(settings, only)), settings.effect, seeds)
    if html is not None:
        try:
            html.write_text(to_html(outcome), encoding="utf-8")
        except OSError as error:
            raise UsageError(f"{html} can't be written: {error.strerror or error}.") from error
    if as_json:
        output.echo_json(for_json(outcome.to_dict(), indent=1))
    else:
        TerminalConsole(highlight=False).print(to_text(outcome))
    raise SystemExit(0 if outcome.holds else 1)
