"""`noisegrade report`: a folder of results as a page of the class and a page for every learner."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from noisegrade.cli import assignments, options, output

if TYPE_CHECKING:
    from noisegrade.report.class_page import CopyLine

__all__ = ["command"]


@click.command("report")
@click.argument("results", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help="The folder to write into; DIR/report if you don't say.",
)
@click.option("--title", default="The class", show_default=True, help="What the page is called.")
@options.course
@assignments.option
@click.option("--only", multiple=True, metavar="WHO", help="A name, login or number; repeatable.")
@click.option("--open/--no-open", "opened", default=False, help="Open the page in a browser.")
def command(
    results: Path,
    out: Path | None,
    title: str,
    where: str | None,
    assignment_file: Path | None,
    only: tuple[str, ...],
    opened: bool,
) -> None:
    """Show the results in DIR: index.html for the class, learners/NAME.html for everyone.

    The pages of learners name nobody else, and may be handed out. drafts.csv has what each learner
    may be written, a line each.
    """
    from noisegrade.batch.account import read_account
    from noisegrade.batch.results import read_missing, read_results, unfinished
    from noisegrade.errors import UsageError
    from noisegrade.private_files import make_folder, write_whole
    from noisegrade.report.class_page import Tally, to_learner_page, to_page
    from noisegrade.report.filenames import FileNames
    from noisegrade.report.formats import mail_merge
    from noisegrade.report.people import ClassRow

    options.require_course(results, where)
    assignments.adopt(results, assignment_file)
    folder = out or results / "report"
    tally = Tally(absent=read_missing(results), unfinished=unfinished(results))
    tally.account = [(one.name, one.fate.value, one.reason) for one in read_account(results)]
    tally.copies = _copies(results, only)
    names, drafts = FileNames(), [mail_merge.header()]
    try:
        make_folder(folder)
        make_folder(folder / "learners")
        for entry in read_results(results, only):
            drafts.append(mail_merge.draft(entry))
            if isinstance(entry, ClassRow):
                page = f"{names.choose(entry.report.submission)}.html"
                write_whole(folder / "learners" / page, [to_learner_page(entry)])
                tally.add_row(entry, page)
            else:
                tally.add_refusal(entry)
        write_whole(folder / "drafts.csv", drafts)
        write_whole(folder / "index.html", [to_page(tally, title=title)])
    except OSError as error:
        raise UsageError(f"{folder} can't be written: {error.strerror or error}.") from error
    output.echo(f"Written: {folder / 'index.html'}, {len(tally.lines)} learners.")
    if opened:
        click.launch((folder / "index.html").resolve().as_uri())


def _copies(results: Path, only: tuple[str, ...]) -> list[CopyLine] | None:
    """Compare all pairs, unless a part of the class is asked for, or it is too large for a page."""
    from noisegrade.batch.copies import read_copies
    from noisegrade.batch.results import count_graded
    from noisegrade.report.class_page import CopyLine
    from noisegrade.report.copies import MOST, sentence

    if only:
        return None
    if count_graded(results) > MOST:
        output.warn(f"More than {MOST} submissions: noisegrade copies compares them.")
        return None
    return [
        CopyLine(one.first, one.second, sentence(one.copy))
        for one in read_copies(results)
        if not one.identical
    ]
