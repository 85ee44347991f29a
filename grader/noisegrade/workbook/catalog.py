"""Where the solved sections stand, and what can be taken from them: tasks, stubs, solutions."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from pathlib import Path

from noisegrade.errors import WorkbookError
from noisegrade.submission import SECTIONS
from noisegrade.workbook.parser import Function, Section, parse

__all__ = [
    "derive",
    "docstring",
    "find",
    "read_sections",
    "section_of",
    "sections",
    "solution_text",
    "solutions_folder",
    "stub_text",
]


@cache
def sections() -> tuple[Section, ...]:
    """Give the six sections of this installation, in the order of the course."""
    return read_sections(solutions_folder())


def read_sections(folder: Path) -> tuple[Section, ...]:
    """Read the six solved sections that stand in a folder.

    Raises
    ------
    WorkbookError
        Where one is missing or malformed.
    """
    return tuple(_read(folder / f"{name}.py") for name in SECTIONS)


def find(exercise: str) -> Function:
    """Find an exercise by its name."""
    return next(one for one in section_of(exercise).functions if one.name == exercise)


def section_of(exercise: str) -> Section:
    """Find the section that holds an exercise.

    Raises
    ------
    WorkbookError
        Where there is no such exercise; the message offers the nearest.
    """
    names = []
    for section in sections():
        names += [function.name for function in section.functions]
        if exercise in names:
            return section
    near = get_close_matches(exercise, names, n=1)
    offer = f"Did you mean {near[0]}?" if near else "`noisegrade list` shows them all."
    raise WorkbookError(f"There is no exercise named {exercise}. {offer}")


def docstring(exercise: str) -> str:
    """Give the task of an exercise."""
    return find(exercise).docstring


def stub_text(exercise: str) -> str:
    """Give the function that a learner starts from."""
    return find(exercise).stub


def solution_text(exercise: str) -> str:
    """Give the solved function, without its markers."""
    return find(exercise).solution


def derive(solutions: Path, exercises: Path) -> tuple[Path, ...]:
    """Write the six stubs anew wherever they differ from the solutions; give those written.

    Raises
    ------
    WorkbookError
        Where a solution is malformed; then nothing is written.
    """
    fresh = [(exercises / f"{one.name}.py", one.stub) for one in read_sections(solutions)]
    exercises.mkdir(parents=True, exist_ok=True)
    return tuple(_write_changed(fresh))


def _write_changed(fresh: list[tuple[Path, str]]) -> Iterator[Path]:
    for path, text in fresh:
        raw = text.encode()
        if not path.exists() or path.read_bytes() != raw:
            path.write_bytes(raw)
            yield path


def _read(path: Path) -> Section:
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise WorkbookError(f"{path} can't be read: {error}.") from error
    return parse(text, path.stem)


def solutions_folder() -> Path:
    """Find the solutions in the installed package, or beside grader/ in a checkout."""
    package = Path(str(files("noisegrade")))
    for folder in (package / "_workbook" / "solutions", package.parents[1] / "solutions"):
        if (folder / f"{SECTIONS[0]}.py").is_file():
            return folder
    raise WorkbookError("This installation has no exercises in it: install noisegrade again.")
