"""A zip file that anybody may have made: unpacked within limits, or refused with a sentence."""

from __future__ import annotations

import lzma
import stat
import struct
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from noisegrade.errors import SubmissionError
from noisegrade.submission.text_files import printable

__all__ = ["CLASS", "LEARNER", "UnpackLimits", "unpack"]

_READ = (".py", ".ipynb", ".zip", ".yml", ".csv")  # of other files only the names are kept
_LARGEST = {".zip": 64_000_001, ".yml": 64_000_001}  # bytes kept of a file; code: 8 MB and one more
_CODE = 8_000_001
_LONGEST = 200  # characters of a path
_PIECE = 1 << 20  # bytes
_NO_ZIP = "it is no zip file, or a damaged one: zip it again and resubmit."
_DAMAGED = (  # whatever zipfile and its decompressors raise over bytes that make no sense
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error),
    *(EOFError, NotImplementedError, RuntimeError, ValueError),
)


@dataclass(frozen=True, slots=True)
class UnpackLimits:
    """What a zip file may unpack to."""

    bytes: int
    files: int


LEARNER = UnpackLimits(bytes=64_000_000, files=2_000)
CLASS = UnpackLimits(bytes=4_000_000_000, files=500_000)


def unpack(path: Path, folder: Path, *, limits: UnpackLimits) -> None:
    """Unpack what may be code into a folder; files of other kinds become empty ones.

    Everything is checked before anything is written. A file that is too large is cut off where
    the reader of submissions says that it is too large.

    Raises
    ------
    SubmissionError
        Where it is no zip, is locked, climbs out, holds links, or unpacks to more than the limits.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            members = [one for one in archive.infolist() if not one.is_dir()]
            _check(path, members, limits)
            for member in members:
                _write(archive, member, folder)
    except _DAMAGED as error:
        raise SubmissionError(path, _NO_ZIP) from error
    except OSError as error:
        if error.errno is not None:  # a disk's, not a decompressor's
            raise
        raise SubmissionError(path, _NO_ZIP) from error


def _check(path: Path, members: list[zipfile.ZipInfo], limits: UnpackLimits) -> None:
    if len(members) > limits.files:
        raise SubmissionError(path, f"it holds more than {limits.files} files: refused.")
    if sum(member.file_size for member in members) > limits.bytes:
        size = f"{limits.bytes / 1e6:g} MB"
        raise SubmissionError(path, f"it unpacks to more than {size}: refused.")
    for member in members:
        flaw = _flaw(member)
        if flaw:
            raise SubmissionError(path, f"{printable(member.filename)[:80]} {flaw}: refused.")


def _flaw(member: zipfile.ZipInfo) -> str | None:
    parts = PurePosixPath(member.filename.replace("\\", "/"))
    if parts.is_absolute() or ".." in parts.parts or ":" in member.filename:
        return "leads out of the zip file"
    kind = stat.S_IFMT(member.external_attr >> 16)
    if kind not in {0, stat.S_IFREG}:
        return "is a link or a device, not a file"
    if member.flag_bits & 1:
        return "is locked by a password"
    if len(member.filename) > _LONGEST:
        return "has too long a name"
    return None


def _write(archive: zipfile.ZipFile, member: zipfile.ZipInfo, folder: Path) -> None:
    target = folder.joinpath(*PurePosixPath(member.filename.replace("\\", "/")).parts)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("wb") as copy:
            if target.suffix.lower() in _READ:
                with archive.open(member) as packed:
                    _copy(packed, copy, _LARGEST.get(target.suffix.lower(), _CODE))
    except (FileExistsError, NotADirectoryError, IsADirectoryError) as error:
        reason = f"{printable(member.filename)[:80]} is in it twice: refused."
        raise SubmissionError(Path(archive.filename or ""), reason) from error


def _copy(packed: IO[bytes], copy: IO[bytes], most: int) -> None:
    """Copy the first bytes, a piece at a time: what a file says of its size may be a lie."""
    while piece := packed.read(min(_PIECE, most)):
        copy.write(piece)
        most -= len(piece)
