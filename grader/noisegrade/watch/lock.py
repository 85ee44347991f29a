"""One watcher a workbook: held by a lock that the system lets go of when its owner dies."""

from __future__ import annotations

import contextlib
import hashlib
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from noisegrade.errors import WorkbookError

__all__ = ["only_watcher"]

_LOCKED = 1 << 20  # the byte that is locked: far behind the text, which others read


@contextlib.contextmanager
def only_watcher(workbook: Path) -> Iterator[None]:
    """Hold a workbook, so that nobody else watches it meanwhile.

    The lock is in the folder for temporary files: the workbook stays clean, and needs no
    right to write.

    Raises
    ------
    WorkbookError
        Where another one holds it; says which process.
    """
    try:
        descriptor = os.open(_path(workbook), os.O_RDWR | os.O_CREAT | _NO_LINKS, 0o600)
    except OSError:  # nowhere to put a lock: two watchers do no harm, they only confuse
        yield
        return
    try:
        if not _lock(descriptor):
            owner = os.read(descriptor, 20).decode("ascii", "ignore").strip()
            raise WorkbookError(
                f"{workbook} is being watched already{f', by process {owner}' if owner else ''}. "
                "Look for that window, or press q in it; noisegrade check works beside it."
            )
        os.ftruncate(descriptor, 0)
        os.write(descriptor, f"{os.getpid()}\n".encode())
        yield
    finally:
        os.close(descriptor)


_NO_LINKS = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)


def _path(workbook: Path) -> Path:
    whose = os.getuid() if hasattr(os, "getuid") else "me"
    which = hashlib.sha256(os.fsencode(os.path.realpath(workbook))).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"noisegrade-{whose}-{which}.lock"


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> bool:
        os.lseek(descriptor, _LOCKED, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        finally:
            os.lseek(descriptor, 0, os.SEEK_SET)
        return True

else:
    import fcntl

    def _lock(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
