"""What an export is made of: files of text, and the submissions that no file can hold."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from noisegrade.report.filenames import FileNames
from noisegrade.report.people import ClassRow, RefusedSubmission
from noisegrade.untrusted_text import for_json

__all__ = ["Entry", "Export", "File", "HeldBack", "as_json", "one_each", "submission_of"]

Entry = ClassRow | RefusedSubmission


@dataclass(frozen=True, slots=True)
class File:
    """A file to write: its name below the folder of the export, and its text in pieces.

    The pieces are made while they are read, so write one file before asking for the next.
    """

    name: str
    pieces: Iterable[str | HeldBack]


@dataclass(frozen=True, slots=True)
class HeldBack:
    """A submission that the format can't hold without telling a lie, and why."""

    submission: str
    reason: str


Export = Iterator[File | HeldBack]


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


def submission_of(entry: Entry) -> str:
    """Name the submission."""
    return entry.report.submission if isinstance(entry, ClassRow) else entry.submission


def as_json(plain: dict[str, Any]) -> str:
    """Write a document; a number that is not finite is a fault of ours and raises."""
    return for_json(plain, indent=2) + "\n"
