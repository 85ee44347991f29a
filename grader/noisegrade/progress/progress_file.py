"""The file itself: read leniently, changed by one writer at a time, replaced as a whole."""

from __future__ import annotations

import contextlib
import json
import os
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import IO

from noisegrade.progress.records import Plain

__all__ = ["TornError", "change", "read"]

_PATIENCE = 2.0  # seconds to wait for another writer
_STALE = 10.0  # seconds after which a writer that left its file behind is taken for dead
_LIMIT = 1_000_000  # bytes; a file that we wrote has a few thousand


class TornError(Exception):
    """The file is there, but it is not what anybody wrote."""


def read(path: Path) -> Plain:
    """Read the file; empty where there is none.

    Raises
    ------
    TornError
        Where it is not a JSON object.
    OSError
        Where it can't be read.
    """
    try:
        with path.open("rb") as file:
            raw = file.read(_LIMIT)
    except FileNotFoundError:
        return {}
    try:
        plain = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise TornError from error
    if not isinstance(plain, dict):
        raise TornError
    return plain


def change(path: Path, alter: Callable[[Plain], Plain]) -> Path | None:
    """Read, alter and replace the file while nobody else does.

    Returns
    -------
    Where the old file was moved to, if it was torn: then `alter` got an empty one.
    """
    fresh = path.with_name(f"{path.name}.new")
    aside = None
    with _held_alone(fresh) as file:
        try:
            plain = read(path)
        except TornError:
            plain, aside = {}, _moved_aside(path)
        file.write(json.dumps(alter(plain), indent=2, ensure_ascii=False).encode() + b"\n")
        file.flush()
        os.fsync(file.fileno())
        file.close()  # Windows replaces no open file
        fresh.replace(path)
    return aside


@contextlib.contextmanager
def _held_alone(fresh: Path) -> Iterator[IO[bytes]]:
    """Hold the new file: while it is there, no other writer gets in."""
    file = _opened(fresh)
    try:
        yield file
    except BaseException:
        file.close()
        fresh.unlink(missing_ok=True)
        raise


def _opened(fresh: Path) -> IO[bytes]:
    latest = time.monotonic() + _PATIENCE
    while True:
        try:
            return fresh.open("xb")
        except FileExistsError:
            if _is_stale(fresh):
                fresh.unlink(missing_ok=True)
            elif time.monotonic() > latest:
                raise
            else:
                time.sleep(0.02)


def _is_stale(fresh: Path) -> bool:
    with contextlib.suppress(OSError):
        return time.time() - fresh.stat().st_mtime > _STALE
    return False


def _moved_aside(path: Path) -> Path:
    """Move a torn file away under a name that tells when."""
    now = datetime.now().astimezone().strftime("%Y-%m-%dT%H-%M-%S")
    aside, number = path.with_name(f"{path.name}.torn-{now}"), 1
    while aside.exists():
        number += 1
        aside = path.with_name(f"{path.name}.torn-{now}-{number}")
    return path.replace(aside)
