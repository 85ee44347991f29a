"""Limits on a child's memory, processor time and files, where the system knows such limits."""

from __future__ import annotations

import contextlib
import os
import sys
import time

if sys.platform not in {"win32", "emscripten"}:
    import resource

__all__ = ["LIFETIME_CPU", "MEMORY", "allow_cpu", "set_limits", "used_address_space"]

MEMORY = 512 << 20  # bytes that a child may have beyond what it starts with
LIFETIME_CPU = 600  # seconds: the second line of defence, should the judge be held up

_OPEN_FILES = 64


def used_address_space(statm: int | None = None) -> int:
    """Return the bytes of address space in use, for `set_limits`; 0 where it can't be told.

    Parameters
    ----------
    statm : an open descriptor of /proc/self/statm, for a process that has lost sight of /proc

    Raises
    ------
    OSError
        Where `statm` can't be read.
    """
    if statm is not None:
        return int(os.pread(statm, 64, 0).split()[0]) * os.sysconf("SC_PAGE_SIZE")
    try:
        opened = os.open("/proc/self/statm", os.O_RDONLY)
    except OSError:
        return 0
    try:
        return used_address_space(opened)
    finally:
        os.close(opened)


def set_limits(baseline: int, cpu_seconds: float) -> None:
    """Limit this process for good.

    Parameters
    ----------
    baseline : address space that the interpreter itself needs; 0 sets no limit on memory
    cpu_seconds : of processor time from the start of the process
    """
    if sys.platform in {"win32", "emscripten"}:
        return
    cpu = int(cpu_seconds) + 1
    limits = [
        (resource.RLIMIT_CORE, 0, 0),
        (resource.RLIMIT_FSIZE, 0, 0),
        (resource.RLIMIT_NOFILE, _OPEN_FILES, _OPEN_FILES),
        (resource.RLIMIT_CPU, cpu, cpu + 1),
    ]
    if baseline:
        limits.append((resource.RLIMIT_AS, baseline + MEMORY, baseline + MEMORY))
    if sys.platform == "linux":
        limits += [(resource.RLIMIT_MEMLOCK, 0, 0), (resource.RLIMIT_MSGQUEUE, 0, 0)]
    for which, soft, hard in limits:
        with contextlib.suppress(ValueError, OSError):  # a stricter limit stands already
            resource.setrlimit(which, (soft, hard))


def allow_cpu(seconds: float) -> None:
    """Let this process use so many more seconds of processor time, within its lifetime's limit."""
    if sys.platform in {"win32", "emscripten"}:
        return
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    soft = int(time.process_time() + seconds) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (min(soft, hard), hard))
