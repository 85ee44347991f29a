"""What dies over one submission: it costs nobody else anything, and nobody a zero."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from batch.conftest import COARSE, Command, HandIn, results, timeless, words

LOOP = "def sample_static(height, width, channels, rng):\n    while True:\n        pass\n"
LONG = 0.3  # CPU-seconds in one child: nothing but the loop takes so many
TICKS = os.sysconf("SC_CLK_TCK")

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="it looks into /proc")


@pytest.mark.parametrize(
    "depth",
    [pytest.param(1, id="worker"), pytest.param(2, id="warm parent", marks=pytest.mark.slow)],
)
def test_what_dies_over_one_submission_costs_the_others_nothing(
    command: Command, hand_in: HandIn, tmp_path: Path, depth: int
) -> None:
    folder = hand_in(4)
    (folder / "aaa_loop.py").write_text(LOOP, encoding="utf-8")
    run = subprocess.Popen(  # noqa: S603 - our own command
        words("grade", folder, "--out", "out", "--jobs", "2", *COARSE),
        cwd=tmp_path,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    kills = kill_what_loops(run, depth)
    _, told = run.communicate(timeout=60)
    assert kills >= 2
    assert run.returncode == 1
    assert "Ungraded, by our fault: aaa_loop.py." in told
    assert "Traceback" not in told
    graded = results(tmp_path / "out")
    assert graded["aaa_loop.py"]["score"] is None
    assert {graded[f"learner{at:03d}"]["score"] for at in (0, 2)} == {5}

    command("grade", folder, "--out", "out", *COARSE)
    command("grade", folder, "--out", "calm", *COARSE)
    assert timeless(tmp_path / "out") == timeless(tmp_path / "calm")


def kill_what_loops(run: subprocess.Popen[str], depth: int) -> int:
    """Kill the process so far below the run whenever a child of it loops; count the kills."""
    kills = 0
    while run.poll() is None:
        for line in list(lines_below([run.pid])):
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
