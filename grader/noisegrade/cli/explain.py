"""`noisegrade explain`: why one exercise was graded as it was, and what to write to its learner."""

from __future__ import annotations

from pathlib import Path

import click

from noisegrade.cli import output

__all__ = ["command"]


@click.command("explain")
@click.argument("results", metavar="DIR", type=click.Path(path_type=Path))
@click.argument("learner")
@click.argument("exercise")
@click.option(
    "--html",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write it as a page too, with the picture of the draws.",
)
def command(results: Path, learner: str, exercise: str, html: Path | None) -> None:
    """Explain how EXERCISE of one LEARNER in DIR was graded; no code is run.

    It shows the call, what the tests found in the draws, the draws beside the bell, the source, and
    the text to send, in which nothing stands that the assignment hides.
    """
    from noisegrade.batch.results import read_results, read_submission
    from noisegrade.errors import UsageError
    from noisegrade.private_files import write_whole
    from noisegrade.report.explanation import explain, to_page, to_text
    from noisegrade.report.people import ClassRow

    row = next(read_results(results, [learner]), None)
    if not isinstance(row, ClassRow):
        raise UsageError(f"{learner} has no grading here: it could not be read.")
    work, _ = read_submission(results, row.report.submission)
    told = explain(row, exercise, work)
    output.echo(to_text(told))
    if html is not None:
        try:
            write_whole(html, [to_page(told)])
        except OSError as error:
            raise UsageError(f"{html} can't be written: {error.strerror or error}.") from error
        output.echo(f"Written: {html}")
