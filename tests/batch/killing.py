"""A submission that loops, and who kills what grades it."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

LOOP = "def sample_static(height, width, channels, rng):\n    while True:\n        pass\n"
LONG = 0.3  # CPU-seconds in one child: nothing but the loop takes so many
TICKS = os.sysconf("SC_CLK_TCK")


def kill_what_loops(run: subprocess.Popen[str], roots: Sequence[int], depth: int) -> int:
    """While it runs, kill what is so far below a root and has a child that loops; count kills."""
    kills = 0
    while run.poll() is None:
        for line in [line for root in roots for line in lines_below([root])]:
            if len(line) > depth + 1 and spent(line[-1]) > LONG:
                os.kill(line[depth], signal.SIGKILL)
                kills += 1
                time.sleep(0.2)
        time.sleep(0.1)
    return kills


def lines_below(line: list[int]) -> Iterator[list[int]]:
    """Give the line of descent of every process that has no children."""
    children: list[int] = []
    for file in Path(f"/proc/{line[-1]}/task").glob("*/children"):
        try:
            children += map(int, file.read_text().split())
        except OSError:
            continue
    if not children:
        yield line
    for child in children:
        yield from lines_below([*line, child])


def spent(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / TICKS
