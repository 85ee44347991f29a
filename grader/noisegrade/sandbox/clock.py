"""How long another process computed, and how long it was kept from it."""

from __future__ import annotations

import sys
import time

__all__ = ["cpu_seconds_of", "run_delay_of"]

_SCHEDULED = 2  # CPUCLOCK_SCHED: what the scheduler counted, to the nanosecond


def cpu_seconds_of(pid: int) -> float | None:
    """Read its clock; None where the system has no such clock, or the process is gone."""
    if sys.platform != "linux":
        return None
    try:
        # A clock's number holds the complement of the process id: clock_getcpuclockid(3).
        return time.clock_gettime((~pid << 3) | _SCHEDULED)
    except OSError:
        return None


def run_delay_of(pid: int) -> float | None:
    """Read how long it was ready to run while others ran; None where the system doesn't tell."""
    try:
        with open(f"/proc/{pid}/schedstat", encoding="ascii") as counts:  # noqa: PTH123 - hot path
            return int(counts.read().split()[1]) / 1e9
    except (OSError, IndexError, ValueError):
        return None
