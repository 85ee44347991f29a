"""Gather the files of code in one learner's work, out of whatever folders and archives it has."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from noisegrade import submission
from noisegrade.batch.archives import CODE, LEARNER, is_archive, unpack
from noisegrade.errors import SubmissionError
from noisegrade.submission import natural
from noisegrade.submission.text_files import printable

__all__ = ["Collection", "collected", "is_theirs"]

_NOT_THEIRS = {
    *("__MACOSX", "__pycache__", "nbgrader_config.py", "setup.py", "__init__.py"),
    *("venv", "env", "site-packages", "node_modules", "Thumbs.db", "desktop.ini"),
}
_DEEPEST = 6  # folders below a learner's own
_MOST_FILES = 2_000
_MOST_ARCHIVES = 20
_NESTED = 2  # archives within archives
_LARGEST = 64_000_001  # bytes copied of a file


@dataclass(slots=True)
class Collection:
    """The files of code by what messages call them, other files' names, and what is odd."""

    files: dict[str, Path] = field(default_factory=dict)
    others: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def is_theirs(name: str) -> bool:
    """Tell whether a file or folder of this name may be a learner's own work."""
    return not name.startswith(".") and name not in _NOT_THEIRS


def collected(
    path: Path,
    files: Sequence[tuple[str, str]],
    functions: Mapping[str, Sequence[str]],
    stack: ExitStack,
) -> Collection:
    """Gather the code in a folder, an archive, or files that stand among others' files.

    Of two files that write the same function, the one that is less deep in folders counts: below
    stand old copies. What is unpacked stays until the stack is closed.

    Raises
    ------
    SubmissionError
        Where an archive can't be unpacked, or folders side by side define the same function.
    """
    walk = _Walk(functions, stack)
    if files:
        folder = walk.made()
        for name, where in files:
            _copy(Path(where), folder / printable(name).replace("/", "_"))
        walk.folder(folder, 0)
    elif path.is_dir():
        walk.folder(path, 0)
    else:
        walk.archive(path, 0)
    return walk.settled(path)


def _copy(source: Path, target: Path) -> None:
    with source.open("rb") as file, target.open("wb") as copy:
        if target.suffix.lower() in CODE or is_archive(target.name):
            copy.write(file.read(_LARGEST))


@dataclass(slots=True)
class _Walk:
    """One walk through a learner's work, within limits."""

    functions: Mapping[str, Sequence[str]]
    stack: ExitStack
    code: list[Path] = field(default_factory=list)
    found: Collection = field(default_factory=Collection)
    archives: int = 0

    def made(self) -> Path:
        """Make a folder that goes when the work is read."""
        made = tempfile.TemporaryDirectory(prefix="noisegrade-", ignore_cleanup_errors=True)
        return Path(self.stack.enter_context(made))

    def folder(self, folder: Path, depth: int, nested: int = 0) -> None:
        """Take what is in a folder."""
        entries = [entry for entry in folder.iterdir() if is_theirs(entry.name)]
        entries.sort(key=lambda entry: natural(entry.name))
        code = [one for one in entries if one.suffix.lower() in CODE and self._stays(one, folder)]
        self.code += [one for one in code if not one.is_dir()]
        if len(self.code) > _MOST_FILES:
            raise SubmissionError(folder, f"it holds more than {_MOST_FILES} files: refused.")
        for entry in entries:
            if entry in code and not entry.is_dir():
                continue
            if entry.is_dir() and not entry.is_symlink() and depth < _DEEPEST:
                self.folder(entry, depth + 1, nested)
            elif is_archive(entry.name) and entry.is_file():
                self.archive(entry, nested)
            elif entry.suffix.lower() not in CODE:
                self.found.others.append(printable(entry.name))

    def archive(self, path: Path, nested: int) -> None:
        """Unpack an archive, and take what is in it."""
        self.archives += 1
        if nested > _NESTED or self.archives > _MOST_ARCHIVES:
            self.found.notes.append(f"{printable(path.name)} was not unpacked: too many archives.")
            return
        folder = self.made()
        skipped = unpack(path, folder, limits=LEARNER)
        self.found.notes += [f"Left out: {one}." for one in skipped]
        self.folder(folder, 0, nested + 1)

    def settled(self, root: Path) -> Collection:
        """Give each file its label, equal ones once."""
        kept: dict[tuple[str, bytes], Path] = {}
        for path in self.code:
            kept.setdefault((path.name, _digest(path)), path)
        files = list(kept.values())
        if len({path.parent for path in files}) > 1:
            files = self._without_old_copies(root, files)
        names = [path.name for path in files]
        for path in files:
            alone = names.count(path.name) == 1
            label = path.name if alone else f"{path.parent.name}/{path.name}"
            while label in self.found.files:
                label = f"{label.rpartition('/')[0]}_/{path.name}"
            self.found.files[label] = path
        return self.found

    def _stays(self, path: Path, folder: Path) -> bool:
        """Tell whether a file is in its folder, and not a link that leads out of it."""
        if not path.is_symlink():
            return True
        if Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder)):
            return True
        self.found.notes.append(
            f"{printable(path.name)} is a link that leads out of the folder: use the file itself."
        )
        return False

    def _without_old_copies(self, root: Path, files: Iterable[Path]) -> list[Path]:
        """Leave out what is written less deep; refuse what is written twice side by side."""
        owner: dict[str, Path] = {}
        kept = []
        for path in sorted(files, key=lambda path: len(path.parts)):
            work = submission.read_files(root, {path.name: path}, self.functions)
            written = submission.functions_written(work, self.functions)
            before = {owner[name] for name in written if name in owner} - {path.parent}
            if any(len(each.parts) == len(path.parent.parts) for each in before):
                raise SubmissionError(root, _several(before.pop(), path.parent))
            if before:
                self.found.others.append(printable(f"{path.parent.name}/{path.name}"))
                continue
            owner |= dict.fromkeys(written, path.parent)
            kept.append(path)
        return kept


def _several(one: Path, other: Path) -> str:
    names = " and ".join(sorted(printable(each.name) for each in (one, other)))
    return (
        f"it holds several submissions: {names} define the same functions. Keep the one that "
        "counts; if they are several learners', name the folder that holds them."
    )


def _digest(path: Path) -> bytes:
    """Return what tells two files apart; of one that can't be read, its place."""
    try:
        if not path.is_file():
            return os.fsencode(path)
        with path.open("rb") as file:
            return hashlib.sha256(file.read(_LARGEST)).digest()
    except OSError:
        return os.fsencode(path)
