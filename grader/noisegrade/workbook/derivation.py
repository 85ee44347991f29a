"""Derive the stubs of a course from its solutions."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from noisegrade.course import SolutionFile, parse
from noisegrade.errors import WorkbookError

__all__ = ["derive"]


def derive(names: tuple[str, ...], solutions: Path, exercises: Path) -> tuple[Path, ...]:
    """Write the stubs anew wherever they differ from the solutions; return those written.

    Raises
    ------
    WorkbookError
        Where a solution is malformed; then nothing is written.
    """
    read = [_read(solutions / f"{name}.py") for name in names]
    fresh = [(exercises / f"{solution.name}.py", solution.stub) for solution in read]
    exercises.mkdir(parents=True, exist_ok=True)
    return tuple(_write_changed(fresh))


def _write_changed(fresh: list[tuple[Path, str]]) -> Iterator[Path]:
    for path, text in fresh:
        raw = text.encode()
        if not path.exists() or path.read_bytes() != raw:
            path.write_bytes(raw)
            yield path


def _read(path: Path) -> SolutionFile:
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise WorkbookError(f"{path} can't be read: {error}.") from error
    return parse(text, path.stem)
