"""What this process and all below it have spent: processor time and memory, from /proc."""

from __future__ import annotations

import resource
import time
from collections.abc import Iterator
from pathlib import Path

__all__ = ["peaks", "spent"]


def spent() -> float:
    """Give the CPU seconds of this process, of its ended children, and of all that are alive."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    alive = sum(_cpu_of(pid) for pid in _below(Path("/proc/self").resolve()))
    return time.process_time() + ended.ru_utime + ended.ru_stime + alive


def _cpu_of(process: Path) -> float:
    """Give what a process and those that it waited for have spent."""
    fields = (process / "stat").read_text().rpartition(")")[2].split()
    return sum(map(int, fields[11:15])) / 100


def _below(process: Path) -> Iterator[Path]:
    for task in (process / "task").iterdir():
        for pid in (task / "children").read_text().split():
            yield Path("/proc", pid)
            yield from _below(Path("/proc", pid))


def peaks() -> Iterator[float]:
    """Give the megabytes that this process, and each below it, ever had in memory."""
    own = Path("/proc/self").resolve()
    for process in (own, *_below(own)):
        lines = (process / "status").read_text().splitlines()
        peak = next(line for line in lines if line.startswith("VmHWM"))
        yield int(peak.split()[1]) / 1024
