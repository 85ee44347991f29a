"""The files in a .zip or a .tar, as one kind of value; nothing of them is trusted."""

from __future__ import annotations

import bz2
import contextlib
import gzip
import io
import lzma
import stat
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Self

__all__ = ["DAMAGED", "Member", "TooLargeError", "tar_members", "zip_members"]


class TooLargeError(Exception):
    """A compressed stream goes on beyond what may be unpacked."""


DAMAGED = (  # whatever zipfile, tarfile and their decompressors raise over bytes without sense
    *(zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, struct.error),
    *(EOFError, NotImplementedError, RuntimeError, ValueError, IndexError, KeyError),
    *(MemoryError, OverflowError, gzip.BadGzipFile),
)
_HEADROOM = 64_000_000  # bytes of a tar that are not its files': headers, padding
_TOLD_LEAST = 1 << 16  # bytes that may be told about the files of any archive, names and all;
_TOLD_SHARE = 32  # of a larger one, so large a part of what it may unpack to
_TOLD_BEFORE = {  # of a tar: what is read into memory, to tell of the file that follows
    *(tarfile.GNUTYPE_LONGNAME, tarfile.GNUTYPE_LONGLINK),
    *(tarfile.XHDTYPE, tarfile.XGLTYPE, tarfile.SOLARIS_XHDTYPE),
}
_OF_NO_KIND = b"?"
_EXTRA, _UTC = struct.Struct("<HH"), struct.Struct("<Bi")
_TIMESTAMP = 0x5455  # Info-ZIP's extended timestamp
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2}
# LZMA is not among them: its header says how much memory to take, up to 4 GB
_PACKED = "is packed in a way that is not read here: zip it again in the usual way"


@dataclass(frozen=True, slots=True)
class Member:
    """One file in an archive.

    Parameters
    ----------
    name : with its folders, as the archive has it
    size : in bytes, as the archive says
    flaw : why it can't be unpacked; "" for nearly all
    open : open it to read
    modified : seconds since 1970, as the archive says
    """

    name: str
    size: int
    flaw: str
    open: Callable[[], IO[bytes]]
    modified: float | None = None


@contextmanager
def zip_members(path: Path, most: int) -> Iterator[Iterator[Member]]:
    """Open a zip file and give its files."""
    with _Sipped(path, _about_files(most)) as file, zipfile.ZipFile(file) as archive:
        yield (
            Member(
                one.filename,
                one.file_size,
                _zip_flaw(one),
                _zip_opener(archive, one),
                _zip_modified(one),
            )
            for one in archive.infolist()
            if not one.filename.endswith("/")
        )


def _about_files(most: int) -> int:
    return max(_TOLD_LEAST, most // _TOLD_SHARE)


def _zip_opener(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Callable[[], IO[bytes]]:
    return lambda: archive.open(member)


def _zip_modified(member: zipfile.ZipInfo) -> float | None:
    """Return a file's time: UTC where the archiver says so, else this machine's, as unzip does."""
    extra = member.extra
    while len(extra) >= _EXTRA.size:
        kind, size = _EXTRA.unpack_from(extra)
        field, extra = extra[_EXTRA.size : _EXTRA.size + size], extra[_EXTRA.size + size :]
        if kind == _TIMESTAMP and len(field) >= _UTC.size and field[0] & 1:
            return float(_UTC.unpack_from(field)[1])
    with contextlib.suppress(ValueError, OverflowError):
        return datetime(*member.date_time).timestamp()  # noqa: DTZ001 - it has no zone
    return None


def _zip_flaw(member: zipfile.ZipInfo) -> str:
    if stat.S_IFMT(member.external_attr >> 16) not in {0, stat.S_IFREG}:
        return "is a link or a device, not a file"
    if member.flag_bits & 1:
        return "is locked by a password"
    return "" if member.compress_type in _METHODS else _PACKED


@contextmanager
def tar_members(path: Path, most: int) -> Iterator[Iterator[Member]]:
    """Open a tar file, packed by gzip, bzip2 or not at all, and give its files in their order."""
    with path.open("rb") as raw:
        stream = _Bounded(_unpacked(raw), most + _HEADROOM)
        header = _header(_about_files(most))
        with tarfile.open(fileobj=stream, mode="r|", tarinfo=header) as archive:
            yield _in_order(archive)


def _unpacked(raw: IO[bytes]) -> IO[bytes]:
    """Look at the first bytes, not at the name: a .tar.gz may have been unpacked by a browser."""
    magic = raw.read(3)
    raw.seek(0)
    if magic[:2] == b"\x1f\x8b":
        return gzip.open(raw)  # type: ignore[return-value]  # it reads, and no more is asked
    return bz2.BZ2File(raw) if magic == b"BZh" else raw


def _in_order(archive: tarfile.TarFile) -> Iterator[Member]:
    for one in archive:
        if not one.isdir():
            opener = _tar_opener(archive, one)
            yield Member(one.name, max(one.size, 0), _tar_flaw(one), opener, one.mtime)


def _tar_opener(archive: tarfile.TarFile, member: tarfile.TarInfo) -> Callable[[], IO[bytes]]:
    return lambda: archive.extractfile(member) or io.BytesIO()


def _tar_flaw(member: tarfile.TarInfo) -> str:
    """Ask the standard library's own filter, where this Python has it, and check the kind."""
    if not member.isreg() or member.issparse():
        return "is a link or a device, not a file"
    if hasattr(tarfile, "data_filter"):
        try:
            tarfile.data_filter(member, "/nowhere")
        except tarfile.FilterError:
            return "leads out of the archive"
    return ""


def _header(most: int) -> type[tarfile.TarInfo]:
    """Return a kind of header that tells no more than so many bytes about all files together."""
    left = most

    class Header(tarfile.TarInfo):
        @classmethod
        def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> Self:
            nonlocal left
            header = super().frombuf(buf, encoding, errors)
            if header.type in _TOLD_BEFORE:
                left -= header.size
                if left < 0:
                    raise TooLargeError
            if header.type == tarfile.GNUTYPE_SPARSE:  # whose map of holes may have no end
                header.type = _OF_NO_KIND
            return header

    return Header


class _Sipped(io.FileIO):
    """Reads a file a little at a time: what lists a zip's files is read at once, into memory."""

    def __init__(self, path: Path, most: int) -> None:
        super().__init__(path)
        self._most = most

    def read(self, size: int | None = -1, /) -> bytes:
        """Read the next bytes."""
        if size is not None and size > self._most:
            raise TooLargeError
        return super().read(size)


class _Bounded(io.RawIOBase):
    """Reads a stream up to a number of bytes: a kilobyte may unpack to a terabyte."""

    def __init__(self, stream: IO[bytes], most: int) -> None:
        self._stream = stream
        self._left = most

    def readable(self) -> bool:
        """Tell that it can be read."""
        return True

    def read(self, size: int = -1) -> bytes:
        """Read the next bytes."""
        piece = self._stream.read(min(size, self._left + 1) if size >= 0 else self._left + 1)
        self._left -= len(piece)
        if self._left < 0:
            raise TooLargeError
        return piece
