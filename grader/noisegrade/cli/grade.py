"""`noisegrade grade`: submissions in, a table and results.jsonl out."""

from __future__ import annotations

from pathlib import Path

import click

__all__ = ["command"]


@click.command("grade")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    help="The folder that results.jsonl is written into.",
)
@click.option("--jobs", type=click.IntRange(min=1), default=1, help="Gradings at the same time.")
@click.option(
    "--effect",
    type=click.FloatRange(min=0.002, max=0.2),
    help="The least effect to catch for sure; a finer one takes more draws.",
)
@click.option("--seed", type=click.IntRange(min=0), help="Repeat a grading with its seed.")
@click.option("--accept-unsafe", is_flag=True, help="Grade others' code without confinement.")
@click.option("--json", "as_json", is_flag=True, help="Print the reports as JSON lines.")
def command(
    paths: tuple[Path, ...],
    out: Path,
    jobs: int,
    effect: float | None,
    seed: int | None,
    accept_unsafe: bool,
    as_json: bool,
) -> None:
    """Grade submissions: each PATH is a folder, a .py or an .ipynb."""
    from rich.console import Console
    from rich.progress import Progress

    from noisegrade import grading
    from noisegrade.batch import pool
    from noisegrade.report import text
    from noisegrade.report.as_json import to_line
    from noisegrade.stats.budget import DEFAULT_EFFECT

    settings = grading.Settings(
        seed=grading.fresh_seed() if seed is None else seed,
        effect=DEFAULT_EFFECT if effect is None else effect,
    )
    submissions, refused = pool.read_all(paths)
    out.mkdir(parents=True, exist_ok=True)
    reports = []
    graded = pool.grade_all(submissions, settings, jobs=jobs, accept_unsafe=accept_unsafe)
    with (
        (out / "results.jsonl").open("w", encoding="utf-8") as lines,
        Progress(console=Console(stderr=True), transient=True) as progress,
    ):
        for report in progress.track(graded, total=len(submissions), description="grading"):
            lines.write(to_line(report) + "\n")
            lines.flush()
            reports.append(report)
            if as_json:
                click.echo(to_line(report))
    if not as_json:
        console = Console(highlight=False)
        console.print(text.table(reports))
        if reports:
            console.print(text.summary(reports[0]), markup=False)
        console.print(f"Written to {out / 'results.jsonl'}.", markup=False)
    for error in refused:
        click.echo(f"Not graded: {error}", err=True)
    if refused:
        raise SystemExit(1)
