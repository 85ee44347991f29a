"""Where a learner's workbook is, seen from the folder in which a command is typed."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from noisegrade.course import SETTINGS
from noisegrade.errors import WorkbookError

__all__ = ["EXERCISES", "NOTEBOOKS", "enclosing", "find", "settings_above"]

EXERCISES, NOTEBOOKS = Path("exercises"), Path("notebooks")  # what `init` makes

_USUAL = (EXERCISES, NOTEBOOKS)
_LIMIT = 1_000_000  # bytes of a file that are looked at
_SHOWN = 4  # workbooks in a sentence

Functions = Mapping[str, Sequence[str]]


def find(functions: Functions, here: Path) -> Path:
    """Find the workbook that a learner means: at, above or inside of this folder.

    Where there is none, return the place at which `init` makes one.

    Parameters
    ----------
    functions : the names of the course's functions, by section

    Raises
    ------
    WorkbookError
        Where there are several, and none is nearer than the others.
    """
    here = here.resolve()
    above = enclosing(functions, here)
    for folder in ([above] if above == here else []) or _within(functions, here, _USUAL):
        return _seen_from(here, folder)
    if above is not None:
        return _seen_from(here, above)
    for parent in here.parents:
        for folder in _within(functions, parent, _USUAL):
            return _seen_from(here, folder)
    return _only(functions, here) or EXERCISES


def enclosing(functions: Functions, here: Path) -> Path | None:
    """Return the workbook that a folder is, or lies in."""
    here = here.resolve()
    return next((each for each in (here, *here.parents) if _is_workbook(functions, each)), None)


def settings_above(here: Path) -> Path | None:
    """Return the nearest folder above this one that says which course is in force."""
    here = here.resolve()
    if (here / SETTINGS).is_file():
        return None  # at hand, and found without us
    return next((each for each in here.parents if (each / SETTINGS).is_file()), None)


def _only(functions: Functions, here: Path) -> Path | None:
    """Return the one workbook in the folders of a folder."""
    try:
        names = sorted(each.name for each in os.scandir(here) if each.is_dir())
    except OSError:
        return None
    below = (Path(name) for name in names if not name.startswith("."))
    found = [
        folder.relative_to(here)
        for name in below
        for folder in _within(functions, here, (name, *(name / usual for usual in _USUAL)))
    ]
    if len(found) > 1:
        shown = ", ".join(map(str, found[:_SHOWN]))
        raise WorkbookError(f"There are several workbooks here: {shown}. Choose one with --dir.")
    return found[0] if found else None


def _within(functions: Functions, folder: Path, names: Iterable[Path]) -> Iterator[Path]:
    return (folder / name for name in names if _is_workbook(functions, folder / name))


def _is_workbook(functions: Functions, folder: Path) -> bool:
    """Tell whether a folder holds a file of the course; files of other projects bear such names."""
    return any(
        _defines(folder / f"{section}{suffix}", names)
        for section, names in functions.items()
        for suffix in (".py", ".ipynb")
    )


def _defines(path: Path, names: Iterable[str]) -> bool:
    try:
        with path.open("rb") as file:
            raw = file.read(_LIMIT)
    except OSError:
        return False
    return any(f"def {name}(".encode() in raw for name in names)


def _seen_from(here: Path, folder: Path) -> Path:
    return Path(os.path.relpath(folder, here))
