"""Options that many commands share."""

from __future__ import annotations

from pathlib import Path

import click

__all__ = ["workbook"]

workbook = click.option(
    "--dir",
    "folder",
    type=click.Path(path_type=Path),
    default=Path("exercises"),
    show_default=True,
    help="The workbook: a folder with the six files, one .py, or one .ipynb.",
)
