"""`noisegrade site`: the course as a folder of static files, for a browser."""

from __future__ import annotations

from pathlib import Path

import click

from noisegrade.cli import assignments, options, output

__all__ = ["command"]


@click.command("site")
@click.argument("out", type=click.Path(path_type=Path, file_okay=False))
@options.course
@assignments.option
@click.option(
    "--pyodide",
    required=True,
    metavar="DIR|URL",
    help="Python for the browser: the folder of an unpacked release of Pyodide, which is copied "
    "into the site, or the https address of one, which pages then load it from.",
)
def command(out: Path, where: str | None, assignment_file: Path | None, pyodide: str) -> None:
    """Write the course as a site into OUT: nothing to install for learners.

    Any web server can serve the folder. Python runs in the learner's own browser; verdicts there
    are for learning, and work is handed in as the course's files.
    """
    from noisegrade.site.builder import build

    course, assignment = assignments.chosen(where, assignment_file)
    options.tell(course, assignment)
    built = build(course, out, pyodide)
    size = built.first_visit / 1e6
    output.echo(
        f"The site of {course.title} is in {out}: {built.pages} pages; a first visit downloads "
        f"{size:.1f} MB of Python."
    )
