"""Options that many commands share."""

from __future__ import annotations

from pathlib import Path

import click

__all__ = ["course", "workbook"]

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
    help="The workbook: a folder with the six files, one .py, or one .ipynb.",
)
