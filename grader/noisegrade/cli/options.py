"""Options that many commands share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from noisegrade.course import Course

from noisegrade.cli import output

__all__ = ["course", "tell", "workbook"]

course = click.option(
    "--course",
    "where",
    metavar="PATH|NAME",
    help="The course: its folder, or the name of an installed one. By default the one that "
    "./noisegrade.toml names, else an installed one, else the one that is built in.",
)

workbook = click.option(
    "--dir",
    "folder",
    type=click.Path(path_type=Path),
    default=Path("exercises"),
    show_default=True,
    help="The workbook: a folder with the course's files, one .py, or one .ipynb.",
)


def tell(loaded: Course) -> None:
    """Say on stderr by which course an instructor's command works, where it is another's."""
    from noisegrade.course import BUILT_IN

    if loaded.origin != BUILT_IN:
        output.warn(f"Course: {loaded.title} ({loaded.origin})")
