"""A .zip or .tar that anybody may have made: unpacked within limits, or refused with a sentence."""

from __future__ import annotations

import contextlib
import errno
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from noisegrade.batch.members import DAMAGED, Member, TooLargeError, tar_members, zip_members
from noisegrade.errors import SubmissionError
from noisegrade.submission.text_files import printable

__all__ = ["CLASS", "CODE", "LEARNER", "Skipped", "UnpackLimits", "bare", "is_archive", "unpack"]

CODE = (".py", ".ipynb")
_ARCHIVE = re.compile(r"(.+?)\.(zip|tar|tgz|tbz2?|tar\.gz|tar\.bz2)", re.IGNORECASE | re.DOTALL)
_READ = re.compile(r"\.(py|ipynb|zip|tar|tgz|tbz2?|gz|bz2|yml|csv|txt)$", re.IGNORECASE)  # others:
# only their names are kept
_CODE_BYTES = 8_000_001  # kept of a file of code: one more than a notebook may have
_TEXT_BYTES = 64_000  # of a text: Blackboard's begins with who handed in what
_OTHER_BYTES = 64_000_001
_LONGEST = 1000  # bytes of a path
_LONGEST_PART = 255  # bytes of a file's own name: no file system takes more
_DRIVE = re.compile(r"[A-Za-z]:")
_DISK = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO, errno.EMFILE, errno.EACCES}
_PIECE = 1 << 20  # bytes
_NO_ARCHIVE = "it is not a {kind} file, or it is damaged: {kind} it again and resubmit."


@dataclass(frozen=True, slots=True)
class UnpackLimits:
    """What an archive may unpack to.

    Parameters
    ----------
    bytes, files : the most
    skips : whether an odd file costs itself alone, because others' work stands beside it; where
        it doesn't, an odd file of code refuses the archive
    """

    bytes: int
    files: int
    skips: bool = False


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that was left out of what was unpacked, and what is wrong with it."""

    name: str
    flaw: str

    def __str__(self) -> str:
        return f"{printable(self.name)[:80]} {self.flaw}"


LEARNER = UnpackLimits(bytes=64_000_000, files=2_000)
CLASS = UnpackLimits(bytes=4_000_000_000, files=500_000, skips=True)


def is_archive(name: str) -> bool:
    """Tell whether a file of this name is an archive that can be unpacked."""
    return _ARCHIVE.fullmatch(name) is not None


def bare(name: str) -> str:
    """Return the name of an archive without its ending; any other name as it is."""
    match = _ARCHIVE.fullmatch(name)
    return match[1] if match else name


def unpack(path: Path, folder: Path, *, limits: UnpackLimits) -> tuple[Skipped, ...]:
    """Unpack what may be code into a folder; files of other kinds become empty ones.

    Everything is checked before anything is written. A file that is too large is cut off where
    the reader of submissions says that it is too large. Return what was left out.

    Raises
    ------
    SubmissionError
        Where it is not an archive, or unpacks to more than the limits; and for an odd file of code
        (one that is locked, climbs out or is a link), if the limits say so.
    """
    kind = "zip" if path.suffix.lower() == ".zip" else "tar"
    open_members = zip_members if kind == "zip" else tar_members
    try:
        with open_members(path, limits.bytes) as members:
            skipped = _check(path, members, limits)
        with open_members(path, limits.bytes) as members:
            return (*skipped, *_write_all(path, members, folder, limits))
    except TooLargeError as error:
        raise SubmissionError(path, _too_large(limits)) from error
    except DAMAGED as error:
        raise SubmissionError(path, _NO_ARCHIVE.format(kind=kind)) from error
    except OSError as error:
        if error.errno is not None:  # a disk's, not a decompressor's
            raise
        raise SubmissionError(path, _NO_ARCHIVE.format(kind=kind)) from error


def _too_large(limits: UnpackLimits) -> str:
    return f"it unpacks to more than {limits.bytes / 1e6:g} MB: refused."


def _check(path: Path, members: Iterable[Member], limits: UnpackLimits) -> list[Skipped]:
    size = 0
    skipped = []
    for files, member in enumerate(members, start=1):
        size += member.size
        if files > limits.files:
            raise SubmissionError(path, f"it holds more than {limits.files} files: refused.")
        if size > limits.bytes:
            raise SubmissionError(path, _too_large(limits))
        flaw = _flaw(member)
        if flaw:
            skipped.append(_odd(path, member, flaw, limits))
    return skipped


def _odd(path: Path, member: Member, flaw: str, limits: UnpackLimits) -> Skipped:
    """Leave an odd file out, or refuse the archive for it."""
    skipped = Skipped(member.name, flaw)
    code = member.name.lower().endswith(CODE) or is_archive(member.name)
    if code and not limits.skips:
        raise SubmissionError(path, f"{skipped}: refused.")
    return skipped


def _flaw(member: Member) -> str:
    parts = _parts(member.name)
    if not parts:
        return "is a file without a name"
    if member.name.startswith(("/", "\\")) or ".." in parts or _DRIVE.match(member.name):
        return "leads out of the archive"
    if member.flaw:
        return member.flaw
    if len(_encoded(member.name)) > _LONGEST or any(
        len(_encoded(part)) > _LONGEST_PART for part in parts
    ):
        return "has too long a name"
    return ""


def _parts(name: str) -> tuple[str, ...]:
    """Split a name into folders and the file; of `:`, which Windows can't have, make `_`."""
    pure = PurePosixPath(name.replace("\\", "/").replace(":", "_").replace("\0", "_"))
    return tuple(part for part in pure.parts if part != "/")


def _encoded(part: str) -> bytes:
    return part.encode("utf-8", "surrogatepass")


def _write_all(
    path: Path, members: Iterable[Member], folder: Path, limits: UnpackLimits
) -> Iterator[Skipped]:
    """Write the members, and return those that could not be."""
    for member in members:
        if _flaw(member):
            continue
        target = folder.joinpath(*(_plain(part) for part in _parts(member.name)))
        try:
            _write(member, target)
        except (FileExistsError, NotADirectoryError, IsADirectoryError):
            yield _odd(path, member, "is in it twice", limits)
        except DAMAGED as error:
            if not limits.skips or isinstance(error, TooLargeError):
                raise
            with contextlib.suppress(OSError):
                target.unlink()
            yield Skipped(member.name, "is damaged")
        except OSError as error:
            if error.errno in _DISK or not limits.skips:
                raise
            yield Skipped(member.name, f"can't be written here: {error.strerror}")


def _plain(part: str) -> str:
    """Return a name that every file system can have, halves of surrogate pairs replaced."""
    return part.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _write(member: Member, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("wb") as copy:
        if _READ.search(target.name):
            with member.open() as packed:
                _copy(packed, copy, _most(target.name.lower()))
    if member.modified is not None:
        with contextlib.suppress(OSError, OverflowError, ValueError):
            os.utime(target, (member.modified, member.modified))


def _most(name: str) -> int:
    if name.endswith(CODE):
        return _CODE_BYTES
    return _TEXT_BYTES if name.endswith(".txt") else _OTHER_BYTES


def _copy(packed: IO[bytes], copy: IO[bytes], most: int) -> None:
    """Copy the first bytes, a piece at a time: what a file says of its size may be a lie."""
    while piece := packed.read(min(_PIECE, most)):
        copy.write(piece)
        most -= len(piece)
