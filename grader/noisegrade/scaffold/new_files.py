"""Write a set of files that are not there yet, all or none."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from noisegrade.errors import CourseError

__all__ = ["write_changed", "write_new"]


def write_new(texts: Mapping[Path, str]) -> None:
    """Write files that are not there yet.

    Raises
    ------
    CourseError
        Where one is there already, and nothing is written; or where it can't be written.
    """
    for path in texts:
        if path.exists():
            raise CourseError(f"{path} is there already: remove it, or choose another name.")
    write_changed(texts)


def write_changed(texts: Mapping[Path, str]) -> None:
    """Write files, in the place of those that are there; raise CourseError where that fails."""
    for path, text in texts.items():
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        except OSError as error:
            raise CourseError(f"{path} can't be written: {error.strerror or error}.") from error
