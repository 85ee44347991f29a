"""Files that only their owner may read: grades, names and code of a class.

A folder that is there already keeps its permissions: whoever shares it with a group wants that.
"""

from __future__ import annotations

import contextlib
import os
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

__all__ = ["make_file", "make_folder", "write_archive", "write_whole"]

_FILE, _FOLDER = 0o600, 0o700


def make_folder(folder: Path) -> None:
    """Make a folder that nobody else may look into, where there is none; OSError where it can't."""
    if not folder.is_dir():
        make_folder(folder.parent)
        folder.mkdir(mode=_FOLDER, exist_ok=True)


def make_file(path: Path) -> None:
    """Make an empty file that nobody else may read, where there is none."""
    if not path.exists():
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT, _FILE))


def write_whole(path: Path, pieces: Iterable[str]) -> None:
    """Write a file that nobody else may read, whole or not at all; OSError where it can't be."""
    with (
        _part_of(path) as descriptor,
        os.fdopen(descriptor, "w", encoding="utf-8", newline="") as file,
    ):
        file.writelines(pieces)


def write_archive(path: Path, members: Iterable[tuple[str, str]]) -> None:
    """Write a zip of texts by name, in the same way."""
    with (
        _part_of(path) as descriptor,
        os.fdopen(descriptor, "wb") as file,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for name, text in members:
            archive.writestr(name, text)


@contextlib.contextmanager
def _part_of(path: Path) -> Iterator[int]:
    """Open a part beside a file, which takes its place once all is written."""
    part = path.with_name(f".{path.name}.part")
    part.unlink(missing_ok=True)  # of a run that was killed, perhaps with other permissions
    try:
        yield os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _FILE)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
