"""The files of an export on the disk, and what is to be said of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from noisegrade.report.formats.files import Archive, Export, File, HeldBack, Notice

_Piece = TypeVar("_Piece", str, tuple[str, str])

__all__ = ["Written", "write_export"]


@dataclass(slots=True)
class Written:
    """What was written, what no file could hold, and what to know before importing it."""

    files: list[str] = field(default_factory=list)
    empty: list[str] = field(default_factory=list)  # files that would have held nobody
    held: list[HeldBack] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)


def write_export(export: Export, folder: Path) -> Written:
    """Write every file below a folder; OSError where it can't be."""
    from noisegrade.report.formats.files import HeldBack

    done = Written()
    for one in export:
        if isinstance(one, HeldBack):
            done.held.append(one)
        elif _write(one, folder, done):
            done.files.append(one.name)
        else:
            done.empty.append(one.name)
    return done


def _write(one: File | Archive, folder: Path, done: Written) -> bool:
    """Write a file, unless nothing would stand in it."""
    from itertools import chain

    from noisegrade.private_files import make_folder, write_archive, write_whole
    from noisegrade.report.formats.files import File

    path = folder / one.name
    if isinstance(one, File):
        texts = _sorted_out(one.pieces, done)
        first = next(texts, None)
        if first is not None:
            make_folder(path.parent)
            write_whole(path, chain([first], texts))
        return first is not None
    members = _sorted_out(one.members, done)
    member = next(members, None)
    if member is not None:
        make_folder(path.parent)
        write_archive(path, chain([member], members))
    return member is not None


def _sorted_out(pieces: Iterable[_Piece | HeldBack | Notice], done: Written) -> Iterator[_Piece]:
    from noisegrade.report.formats.files import HeldBack, Notice

    for piece in pieces:
        if isinstance(piece, HeldBack):
            done.held.append(piece)
        elif isinstance(piece, Notice):
            done.notices.append(piece)
        else:
            yield piece
