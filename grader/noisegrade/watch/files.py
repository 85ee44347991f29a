"""Tell when a learner has saved.

The files are looked at, not subscribed to: twelve `stat` calls every few hundredths of a second
cost less than half a percent of one core, need no dependency, and see what notifications miss:
editors that replace the file, network drives, containers, a workbook that goes and comes back.
"""

from __future__ import annotations

import os
from pathlib import Path

__all__ = ["Saves", "file_of"]

_SUFFIXES = (".py", ".ipynb")
_Look = tuple[int, int, int] | None  # when, how long, which file; None where there is none


class Saves:
    """Looks at the files of a workbook.

    A save is reported once the files have been unchanged from one look to the next, so that two
    writes in a row, or a file that is still growing, are one save.
    """

    def __init__(self, workbook: Path, sections: tuple[str, ...]) -> None:
        self._paths = tuple(
            workbook / f"{section}{suffix}" for section in sections for suffix in _SUFFIXES
        )
        self._told = self._last = self._look()

    def changed(self) -> tuple[Path, ...]:
        """Return the files that were saved, made or deleted since the last report."""
        now = self._look()
        quiet, self._last = now == self._last, now
        if not quiet or now == self._told:
            return ()
        before, self._told = self._told, now
        changes = zip(self._paths, before, now, strict=True)
        return tuple(path for path, old, new in changes if old != new)

    def _look(self) -> tuple[_Look, ...]:
        return tuple(_look(path) for path in self._paths)


def file_of(workbook: Path, section: str) -> Path:
    """Return the file that holds a section; the .py, unless there is only a notebook."""
    script, notebook = (workbook / f"{section}{suffix}" for suffix in _SUFFIXES)
    return notebook if notebook.exists() and not script.exists() else script


def _look(path: Path) -> _Look:
    try:
        seen = os.stat(path)  # noqa: PTH116 - twelve of these, many times a second
    except OSError:
        return None
    return seen.st_mtime_ns, seen.st_size, seen.st_ino
