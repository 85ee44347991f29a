"""A learner's own copy: started once, restored function by function, never overwritten."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from pathlib import Path

from noisegrade.course import SETTINGS, Course, load_course
from noisegrade.errors import WorkbookError
from noisegrade.workbook.stub_restoration import replaced

__all__ = ["BACKUPS", "Restored", "Started", "init", "point_to", "require", "reset"]

BACKUPS = ".backups"  # a folder in the workbook


@dataclass(frozen=True, slots=True)
class Started:
    """What `init` did: the files it wrote, and those that were there already."""

    written: tuple[Path, ...]
    left_alone: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Restored:
    """What `reset` did: the line that the stub begins at, and where the old file is kept."""

    path: Path
    line: int
    backup: Path | None


def init(course: Course, target: Path) -> Started:
    """Write the stubs of a course into a folder; whatever is there already is left alone.

    Raises
    ------
    WorkbookError
        Where the folder can't be made or written.
    """
    written, left_alone = [], []
    for section in course.sections:
        path = target / f"{section.name}.py"
        try:
            target.mkdir(parents=True, exist_ok=True)
            _create(path, section.solution.stub.encode())
        except FileExistsError as error:
            if not target.is_dir():
                raise WorkbookError(f"{target} is a file: name a folder.") from error
            left_alone.append(path)
        except OSError as error:
            raise _failed(path, error) from error
        else:
            written.append(path)
    return Started(tuple(written), tuple(left_alone))


def point_to(course: Course, folder: Path) -> Path | None:
    """Note in a folder which course its files belong to; None where that is plain already.

    Commands that run in the folder find the course by the note.
    """
    path = folder / SETTINGS
    if path.exists() or (not Path(SETTINGS).exists() and load_course() == course):
        return None
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _create(path, f"course = {json.dumps(course.origin)}\n".encode())
    except OSError as error:
        raise _failed(path, error) from error
    return path


def require(target: Path) -> None:
    """Say how to begin where there is no workbook; a missing file is not ours to make.

    Raises
    ------
    WorkbookError
        Where no such folder is.
    """
    if not target.exists() and not target.suffix:
        raise WorkbookError(
            f"There is no workbook at {target}: noisegrade init {target} makes one."
        )


def reset(course: Course, target: Path, exercise: str) -> Restored:
    """Put the stub of one exercise back into a learner's file.

    The other functions stay as they are, to the byte. A copy of the file as it was is kept under
    `.backups`. The file may be half deleted or no Python at all.

    Raises
    ------
    WorkbookError
        Where there is no such exercise, the section is a notebook, or the file can't be read or
        written; then it is as before.
    """
    section, function = course.section_of(exercise).solution, course.function(exercise)
    path = target / f"{section.name}.py"
    notebook = path.with_suffix(".ipynb")
    if notebook.exists() and not path.exists():
        raise WorkbookError(
            f"{notebook} is a notebook, and reset restores .py files: empty the cell by hand."
        )
    try:
        if not os.path.lexists(path):
            target.mkdir(parents=True, exist_ok=True)
            _create(path, section.stub.encode())
            return Restored(path, replaced(section.stub.encode(), section, function).line, None)
        raw = path.read_bytes()
        fresh = replaced(raw, section, function)
        backup = _keep(raw, target / BACKUPS, path)
        _replace(path, fresh.raw)
    except OSError as error:
        raise _failed(path, error) from error
    return Restored(path, fresh.line, backup)


def _keep(raw: bytes, folder: Path, path: Path) -> Path:
    """Write a backup under a name that nobody has taken."""
    folder.mkdir(exist_ok=True)
    now = datetime.now().astimezone().strftime("%Y-%m-%dT%H-%M-%S")
    for number in count():
        backup = folder / f"{path.stem}.{now}{f'-{number}' if number else ''}{path.suffix}"
        try:
            _create(backup, raw)
        except FileExistsError:
            continue
        return backup
    raise AssertionError  # pragma: no cover - count() has no end


def _create(path: Path, raw: bytes) -> None:
    """Write a file that is not there yet, whole or not at all."""
    with path.open("xb") as file:
        try:
            file.write(raw)
        except OSError:
            path.unlink()
            raise


def _replace(path: Path, raw: bytes) -> None:
    """Put a whole new file in the place of the old one, in one step; a link stays a link."""
    path = Path(os.path.realpath(path))
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    fresh = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(raw)
            file.flush()
            os.fsync(file.fileno())
        shutil.copymode(path, fresh)
        fresh.replace(path)
    except OSError:
        fresh.unlink(missing_ok=True)
        raise


def _failed(path: Path, error: OSError) -> WorkbookError:
    return WorkbookError(
        f"{path} can't be written: {error.strerror or error}. Nothing was changed in it."
    )
