"""Memory that judge and child share: of the size asked for, read by the judge into copies."""

from __future__ import annotations

import mmap
import os
import sys
import tempfile
from pathlib import Path
from typing import BinaryIO, Protocol

import numpy as np
from numpy.typing import NDArray

if sys.platform == "linux":
    import fcntl

__all__ = ["Region", "in_file", "in_memory"]


class Region(Protocol):
    """Shared bytes; a context manager would be too much for what each child's handle closes."""

    size: int

    @property
    def path(self) -> Path | None:
        """Its name; None where a child gets the descriptor."""

    def fileno(self) -> int:
        """Return the descriptor that a child maps."""

    def write(self, offset: int, raw: bytes) -> None:
        """Put bytes there."""

    def read(self, offset: int, size: int) -> NDArray[np.uint8]:
        """Copy bytes from there; what can't be read is zero."""

    def close(self) -> None:
        """Release the memory."""


class _Memory:
    """Sealed memory, which the judge touches by a mapping of its own.

    A descriptor that is sent shares its position and its flags with the child's: with O_APPEND set
    there, a write here would fail. Nothing that a child does to it reaches a mapping.
    """

    path = None

    def __init__(self, descriptor: int, size: int) -> None:
        self._descriptor = descriptor
        self._bytes = mmap.mmap(descriptor, size)
        self.size = size

    def fileno(self) -> int:
        return self._descriptor

    def write(self, offset: int, raw: bytes) -> None:
        self._bytes[offset : offset + len(raw)] = raw

    def read(self, offset: int, size: int) -> NDArray[np.uint8]:
        return np.frombuffer(self._bytes, np.uint8, size, offset).copy()

    def close(self) -> None:
        self._bytes.close()
        os.close(self._descriptor)


class _File:
    """A file that a child opens anew; one that it cut short would end whoever had it mapped."""

    def __init__(self, file: BinaryIO, size: int, path: Path) -> None:
        self._file = file
        self.size = size
        self.path = path

    def fileno(self) -> int:
        return self._file.fileno()

    def write(self, offset: int, raw: bytes) -> None:
        self._file.seek(offset)
        self._file.write(raw)

    def read(self, offset: int, size: int) -> NDArray[np.uint8]:
        copy = np.zeros(size, np.uint8)
        self._file.seek(offset)
        self._file.readinto(copy.data)  # type: ignore[attr-defined]  # raw files have it
        return copy

    def close(self) -> None:
        self._file.close()
        self.path.unlink(missing_ok=True)


def in_memory(size: int) -> Region:
    """Make a region of memory alone that nobody can make shorter, longer or unsealed. Linux."""
    if sys.platform != "linux":
        raise OSError("only Linux has sealed memory")
    descriptor = os.memfd_create("answers", os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)
    os.ftruncate(descriptor, size)
    seals = fcntl.F_SEAL_SHRINK | fcntl.F_SEAL_GROW | fcntl.F_SEAL_SEAL
    fcntl.fcntl(descriptor, fcntl.F_ADD_SEALS, seals)
    return _Memory(descriptor, size)


def in_file(size: int) -> Region:
    """Make a region in a temporary file, for systems without sealed memory."""
    descriptor, name = tempfile.mkstemp(prefix="noisegrade-")
    os.truncate(descriptor, size)
    return _File(open(descriptor, "r+b", buffering=0), size, Path(name))  # noqa: PTH123 - a descriptor; closed by close
