"""`noisegrade power`: how likely a wrong sampler is caught, and what a finer effect costs."""

from __future__ import annotations

from pathlib import Path

import click

from noisegrade.cli import options, output

__all__ = ["command"]


@click.command("power")
@click.argument("exercise")
@click.option(
    "--effect",
    type=click.FloatRange(min=0.002, max=0.5),
    help="The smallest effect to detect; 0.026 by default.",
)
@click.option(
    "--gradings",
    type=click.IntRange(min=0, max=10_000),
    default=40,
    show_default=True,
    help="Simulated for each wrong law; 0 computes only.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of tables.")
@click.option(
    "--html",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write a page with pictures, too.",
)
@options.course
def command(
    exercise: str,
    effect: float | None,
    gradings: int,
    where: str | None,
    *,
    as_json: bool,
    html: Path | None,
) -> None:
    """Show how likely a wrong EXERCISE is caught: by how much it is off, in which way.

    For instructors. Chances are computed where the law of a test is known, and simulated with fixed
    seeds elsewhere: about half a minute of processor time, longer for a finer effect.
    """
    from noisegrade.course import load_course
    from noisegrade.errors import UsageError
    from noisegrade.report.terminal import TerminalConsole
    from noisegrade.stats.budget import DEFAULT_EFFECT
    from noisegrade.verify import power

    course = load_course(where)
    found = course.find(exercise)
    with TerminalConsole(stderr=True).status("Grading wrong samplers …"):
        told = power.power_of(course, found, effect=effect or DEFAULT_EFFECT, gradings=gradings)
    if as_json:
        output.echo_json(power.to_json(told))
    else:
        TerminalConsole(highlight=False).print(power.to_text(told))
    if html is None:
        return
    try:
        html.write_text(power.to_page(told), encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{html} can't be written: {error.strerror}.") from error
    output.warn(f"The page is written: {html}")
