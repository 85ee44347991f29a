"""Find the submissions below the paths that were given, however they were downloaded.

A path that is a submission stands for itself. Any other folder or archive is a class, and each
entry in it one learner's work, or that of one learner's files as the layout of the download tells.
An entry is never divided among learners, whatever it holds: its author wrote that. Everything
that is found is accounted for: as a part of a submission, or as ignored, with the reason.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from noisegrade import submission
from noisegrade.batch import layouts
from noisegrade.batch.archives import CLASS, CODE, bare, is_archive, unpack
from noisegrade.batch.class_folder import ClassFolder, Ignored
from noisegrade.batch.collection import is_theirs
from noisegrade.batch.sources import SubmissionSource
from noisegrade.errors import SubmissionError
from noisegrade.submission import section_named
from noisegrade.submission.text_files import printable

__all__ = ["JOURNAL", "Search"]

JOURNAL = "journal.sqlite"


@dataclass(slots=True)
class _Named:
    """A path as it was given, and whether its entries' names are believed to be learners'."""

    path: Path
    alone: bool


class Search:
    """Finds submissions; what it unpacked to find them stays until it is closed.

    Parameters
    ----------
    functions : the names of the course's functions, by section
    classes : whether each of several paths is a class; else, only a single path is believed to be
        one, and of several paths each belongs to whoever it is named after
    attempts : that count, of one learner; None for the last of all
    """

    def __init__(
        self,
        functions: Mapping[str, Sequence[str]],
        *,
        classes: bool = False,
        attempts: int | None = None,
    ) -> None:
        self._functions = functions
        self._classes = classes
        self._attempts = attempts
        self._unpacked = ExitStack()
        self.ignored: list[Ignored] = []

    def close(self) -> None:
        """Remove what was unpacked."""
        self._unpacked.close()

    def find(self, paths: Iterable[Path]) -> Iterator[SubmissionSource]:
        """Return the submissions in the order of the paths, within each in the order of names.

        A path that is not a submission is listed all the same: reading it says what is wrong.
        """
        listed = list(paths)
        for path in listed:
            named = _Named(path, self._classes or len(listed) == 1)
            found = 0
            try:
                for source in self._below(named):
                    found += 1
                    yield source
            except Exception as error:  # noqa: BLE001 - one path must not cost the others
                says = f"it can't be searched: {_first_line(error)}."
                yield replace(_itself(path), refused=says)
            else:
                if not found:
                    yield _itself(path)

    def _below(self, named: _Named) -> Iterator[SubmissionSource]:
        path = named.path
        if is_archive(path.name) and path.is_file():
            yield from self._unpacked_class(named)
        elif path.is_dir() and not self._is_one(path):
            yield from self._class(path, path.name or path.resolve().name, named)

    def _is_one(self, folder: Path) -> bool:
        """Tell whether a folder is a submission by itself: a file is named after a section.

        So are parts of one work that are numbered: hw1.py, hw2.py.
        """
        files = [one for one in folder.iterdir() if one.suffix.lower() in CODE and one.is_file()]
        if any(section_named(one.name, self._functions) for one in files):
            return True
        return len(files) > 1 and self._are_parts(files)

    def _are_parts(self, files: Sequence[Path]) -> bool:
        """Tell whether files differ by numbers alone, and no two write the same function."""
        if len({re.sub(r"\d+", "", one.name.casefold()) for one in files}) > 1:
            return False
        owners: Counter[str] = Counter()
        for one in files:
            work = submission.read_files(one, {one.name: one}, self._functions)
            written = submission.functions_written(work, self._functions)
            if not written:
                return False
            owners.update(written)
        return max(owners.values()) == 1

    def _unpacked_class(self, named: _Named) -> Iterator[SubmissionSource]:
        """Look into an archive: one submission, or a whole class."""
        path = named.path
        made = TemporaryDirectory(prefix="noisegrade-", ignore_cleanup_errors=True)
        folder = Path(self._unpacked.enter_context(made))
        try:
            skipped = unpack(path, folder, limits=CLASS)
        except SubmissionError:
            return  # reading it will say so
        depth = 0
        while (inner := _wrapped(folder)) and not self._is_one(folder):
            known = layouts.recognizer(folder, bare(path.name), [inner.name])
            if named.alone and known(inner.name):
                break  # a class of one
            folder, depth = inner, depth + 1
        entries = [entry for entry in folder.iterdir() if is_theirs(entry.name)]
        alone = len(entries) == 1 and entries[0].suffix.lower() in CODE
        if self._is_one(folder) or alone or not entries:
            yield replace(_itself(path), name=printable(bare(path.name)))
            return
        flaws: dict[str, list[str]] = {}
        for one in skipped:
            parts = [
                part for part in one.name.replace("\\", "/").split("/") if part not in {"", "."}
            ]
            parts = parts or ["?"]
            top = parts[depth] if len(parts) > depth else parts[-1]
            flaws.setdefault(top, []).append(f"Left out: {one}.")
        yield from self._class(folder, bare(path.name), named, flaws)

    def _class(
        self, folder: Path, called: str, named: _Named, flaws: Mapping[str, list[str]] | None = None
    ) -> Iterator[SubmissionSource]:
        """Return the submissions of a class; one that several paths name is called by its path."""
        if layouts.is_nbgrader_course(folder) and named.alone:
            folder = folder / layouts.SUBMITTED
        found = ClassFolder(
            folder,
            called,
            dict(flaws or {}),
            tuple(self._functions),
            trusted=named.alone,
            attempts=self._attempts,
        )
        for source in found.sources():
            if named.alone:
                yield source
            else:
                clue = bare(named.path.name)
                yield replace(source, name=source.origin, clue=printable(clue))
        self.ignored += found.ignored


def _itself(path: Path) -> SubmissionSource:
    name = path.name if path.name not in {"", ".."} else path.resolve().name
    origin = printable(str(path))
    return SubmissionSource(name=printable(name), origin=origin, path=str(path), items=(origin,))


def _wrapped(folder: Path) -> Path | None:
    """Return the one folder that a folder holds, if it holds nothing else."""
    entries = [entry for entry in folder.iterdir() if is_theirs(entry.name)]
    if len(entries) == 1 and entries[0].is_dir() and not entries[0].is_symlink():
        return entries[0]
    return None


def _first_line(error: Exception) -> str:
    return printable((str(error) or type(error).__name__).splitlines()[0][:200])
