"""What an export is made of: files of text, and the submissions that no file can hold."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from noisegrade.errors import UsageError
from noisegrade.report.filenames import FileNames
from noisegrade.report.people import ClassRow, RefusedSubmission
from noisegrade.untrusted_text import for_json

__all__ = [
    "Archive",
    "Entry",
    "Export",
    "File",
    "HeldBack",
    "Notice",
    "as_json",
    "one_each",
    "only_one",
    "submission_of",
    "with_header",
]

Entry = ClassRow | RefusedSubmission


@dataclass(frozen=True, slots=True)
class File:
    """A file to write: its name below the folder of the export, and its text in pieces.

    The pieces are made while they are read, so write one file before asking for the next.
    """

    name: str
    pieces: Iterable[str | HeldBack | Notice]


@dataclass(frozen=True, slots=True)
class Archive:
    """A zip to write: its name, and the files in it, each made while it is read."""

    name: str
    members: Iterable[tuple[str, str] | HeldBack]


@dataclass(frozen=True, slots=True)
class Notice:
    """What the instructor should know before importing a file; nothing is left out of it."""

    says: str


@dataclass(frozen=True, slots=True)
class HeldBack:
    """A submission that the format can't hold without telling a lie, and why."""

    submission: str
    reason: str


Export = Iterator[File | Archive | HeldBack]


def one_each(
    entries: Iterable[Entry], render: Callable[[Entry], str | HeldBack], file_name: str
) -> Export:
    """Give each submission a file in a folder of its own; a single one needs no folder."""
    stream = iter(entries)
    first = list(itertools.islice(stream, 2))
    alone = len(first) == 1
    names = FileNames()
    for entry in itertools.chain(first, stream):
        rendered = render(entry)
        if isinstance(rendered, HeldBack):
            yield rendered
            continue
        folder = "" if alone else f"{names.choose(submission_of(entry))}/"
        yield File(f"{folder}{file_name}", (rendered,))


def only_one(entries: Iterable[Entry], system: str) -> Entry:
    """Return the one submission, for a system that takes a single one.

    Raises
    ------
    UsageError
        Where there are none, or several.
    """
    stream = iter(entries)
    entry = next(stream, None)
    if entry is None or next(stream, None) is not None:
        raise UsageError(
            f"{system} takes one submission at a time: grade one checkout, then export it."
        )
    return entry


def submission_of(entry: Entry) -> str:
    """Name the submission."""
    return entry.report.submission if isinstance(entry, ClassRow) else entry.submission


def as_json(plain: dict[str, Any]) -> str:
    """Write a document; a number that is not finite is a fault of ours and raises."""
    return for_json(plain, indent=2) + "\n"


def with_header(
    header: str, lines: Iterator[str | HeldBack | Notice]
) -> Iterator[str | HeldBack | Notice]:
    """Put the header before the first line: a table of nobody has none."""
    begun = False
    for one in lines:
        if isinstance(one, str) and not begun:
            yield header
            begun = True
        yield one
