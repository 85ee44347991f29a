"""Find the submissions below the paths that were given, however they were downloaded.

A path that is a submission stands for itself. A folder of others' work is searched: by the layouts
that nbgrader, Canvas, Moodle and Gradescope give to what they export, or else folder by folder.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

from noisegrade.batch import layouts
from noisegrade.batch.archives import CLASS, unpack
from noisegrade.batch.sources import CODE, SubmissionSource, holds_sections, is_candidate_name
from noisegrade.errors import SubmissionError
from noisegrade.submission.text_files import printable

__all__ = ["JOURNAL", "Search"]

JOURNAL = "journal.sqlite"  # a folder that has one holds results, not submissions

_DEEPEST = 6  # folders below a learner's own
_MANY = 2  # files with code: which of them is meant, nobody knows


class Search:
    """Finds submissions; what it unpacked to find them stays until it is closed."""

    def __init__(self, sections: tuple[str, ...]) -> None:
        self._sections = sections
        self._unpacked = ExitStack()

    def close(self) -> None:
        """Remove what was unpacked."""
        self._unpacked.close()

    def find(self, paths: Iterable[Path]) -> Iterator[SubmissionSource]:
        """Give the submissions in the order of the paths, within each in the order of names.

        A path that is no submission is given all the same: reading it says what is wrong.
        """
        for path in paths:
            found = self._below(path)
            try:
                first = next(found, None)
            except OSError:
                first = None
            yield from [_itself(path)] if first is None else chain([first], found)

    def _below(self, path: Path) -> Iterator[SubmissionSource]:
        if path.suffix.lower() == ".zip" and path.is_file():
            yield from self._zipped(path)
        elif path.is_dir() and not holds_sections(path, self._sections):
            yield from _searched(self._sections, path, path.name or path.resolve().name)

    def _zipped(self, path: Path) -> Iterator[SubmissionSource]:
        """Look into a zip: one submission, or a whole class."""
        folder = Path(self._unpacked.enter_context(TemporaryDirectory(prefix="noisegrade-")))
        try:
            unpack(path, folder, limits=CLASS)
        except SubmissionError:
            return  # reading it will say so
        entries = [entry for entry in folder.iterdir() if is_candidate_name(entry.name)]
        while (
            len(entries) == 1 and entries[0].is_dir() and not holds_sections(folder, self._sections)
        ):
            folder = entries[0]
            entries = [entry for entry in folder.iterdir() if is_candidate_name(entry.name)]
        if holds_sections(folder, self._sections) or (
            len(entries) == 1 and entries[0].suffix.lower() in CODE
        ):
            yield replace(_itself(path), name=printable(path.stem))
        else:
            yield from _searched(self._sections, folder, path.stem)


def _itself(path: Path) -> SubmissionSource:
    name = path.name if path.name not in {"", ".."} else path.resolve().name
    return SubmissionSource(name=printable(name), origin=printable(str(path)), path=str(path))


def _searched(sections: tuple[str, ...], folder: Path, called: str) -> Iterator[SubmissionSource]:
    """Search a folder that is no submission by itself."""
    if layouts.is_nbgrader_course(folder):
        yield from _searched(sections, folder / layouts.SUBMITTED, called)
        return
    names = sorted(entry.name for entry in folder.iterdir() if is_candidate_name(entry.name))
    submitters = layouts.gradescope_submitters(folder) if layouts.METADATA in names else {}
    flat = layouts.shared_folder(folder, names)
    for group in flat.groups:
        origin = f"{called}/{group.name}"
        yield SubmissionSource(
            name=printable(group.name),
            origin=printable(origin),
            path=str(folder / group.name),
            files=group.files,
            learner=group.learner,
        )
    for name in names:
        if name in flat.taken or layouts.is_not_handed_in(name):
            continue
        learner = submitters.get(name) or layouts.learner_of(name)
        shown = layouts.short_name(name, learner)
        for place in _learners(sections, folder / name, shown, f"{called}/{name}"):
            yield replace(place, learner=learner)


def _learners(
    sections: tuple[str, ...], path: Path, name: str, origin: str
) -> Iterator[SubmissionSource]:
    """Give what one entry of a class folder holds: mostly one submission."""
    if _leads_out(path):
        refused = "it is a link that leads out of the folder: use the files themselves."
        yield replace(_at(path, origin), name=printable(name), refused=refused)
    elif path.is_dir():
        if (path / JOURNAL).exists():
            return
        try:
            below = list(_below(sections, path, origin, _DEEPEST)) or [_at(path, origin)]
        except OSError as error:
            refused = f"it can't be opened: {error.strerror or error}."
            below = [replace(_at(path, origin), refused=refused)]
        if len(below) == 1:
            below = [replace(below[0], name=printable(name))]
        yield from below
    elif path.suffix.lower() in (*CODE, ".zip"):
        yield replace(_at(path, origin), name=printable(name))


def _below(
    sections: tuple[str, ...], folder: Path, origin: str, deeper: int
) -> Iterator[SubmissionSource]:
    """Give the submissions in a folder that belongs to somebody; its own files come first."""
    if holds_sections(folder, sections):
        yield _at(folder, origin)
        return
    entries = sorted(entry for entry in folder.iterdir() if is_candidate_name(entry.name))
    files = [entry for entry in entries if entry.suffix.lower() in (*CODE, ".zip")]
    files = [entry for entry in files if entry.is_file() and not _leads_out(entry)]
    if len(files) == 1:
        yield _at(files[0], f"{origin}/{files[0].name}")
    elif len(files) >= _MANY:
        yield _at(folder, origin)  # reading it will say what to do
    for entry in entries:
        if deeper and entry.is_dir() and not entry.is_symlink():
            yield from _below(sections, entry, f"{origin}/{entry.name}", deeper - 1)


def _at(path: Path, origin: str) -> SubmissionSource:
    origin = printable(origin)
    return SubmissionSource(name=origin.partition("/")[2] or origin, origin=origin, path=str(path))


def _leads_out(path: Path) -> bool:
    """Tell whether it is a link to somewhere else: that is nobody's submission."""
    if not path.is_symlink():
        return False
    return not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(path.parent))
