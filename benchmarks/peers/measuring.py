"""Run a command: processor time and memory of all that it starts, and what stays behind."""

from __future__ import annotations

import os
import signal
import subprocess
import time
import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Cost", "run"]

_MARK = "PEERS_RUN"  # in the environment of everything that a run starts
_POLL = 0.05  # seconds
_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


@dataclass(frozen=True, slots=True)
class Cost:
    """What a run took; not `ended`: it was stopped; `left`: processes that it left running."""

    cpu: float
    wall: float
    peak: int  # bytes, proportional share of every process, added up; sampled
    ended: bool
    left: int


def run(
    command: Sequence[object], cwd: Path, *, limit: float = 180.0, shown: Path | None = None
) -> Cost:
    """Run a command to its end or to `limit` seconds, in its own session, with one BLAS thread."""
    mark = uuid.uuid4().hex
    environment = {**os.environ, **dict.fromkeys(_THREADS, "1"), _MARK: mark}
    path = f"{Path(str(command[0])).parent}{os.pathsep}{os.environ['PATH']}"
    started = time.monotonic()
    with (shown or Path(os.devnull)).open("w") as output:
        child = subprocess.Popen(  # noqa: S603 - commands of our own
            [str(part) for part in command],
            cwd=cwd,
            env={**environment, "PATH": path, "JUPYTER_PLATFORM_DIRS": "1"},
            stdout=output,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )
    peak, ended = 0, False
    while not ended and time.monotonic() - started < limit:
        time.sleep(_POLL)
        peak = max(peak, sum(map(_memory, _family(child.pid))))
        pid, _, usage = os.wait4(child.pid, os.WNOHANG)
        ended = pid != 0
    wall = time.monotonic() - started
    left = [pid for pid in _marked(mark) if ended or pid != child.pid]
    if not ended:
        os.kill(child.pid, signal.SIGKILL)
        _, _, usage = os.wait4(child.pid, 0)
    for pid in left:
        _end(pid)
    child.returncode = 0  # it was waited for
    return Cost(usage.ru_utime + usage.ru_stime, wall, peak, ended, len(left) if ended else 0)


def _end(pid: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def _processes() -> Iterator[Path]:
    return (path for path in Path("/proc").iterdir() if path.name.isdigit())


def _marked(mark: str) -> list[int]:
    """Find what carries the run's mark; a process just ended may still be going away."""
    time.sleep(0.5)
    wanted = f"{_MARK}={mark}".encode()
    return [int(path.name) for path in _processes() if wanted in _read(path / "environ")]


def _family(root: int) -> set[int]:
    parents: Mapping[int, int] = {
        int(path.name): int(stat.rsplit(b")", 1)[1].split()[1])
        for path in _processes()
        if (stat := _read(path / "stat"))
    }
    family = {root}
    while more := {pid for pid, parent in parents.items() if parent in family} - family:
        family |= more
    return family


def _memory(pid: int) -> int:
    for line in _read(Path(f"/proc/{pid}/smaps_rollup")).splitlines():
        if line.startswith(b"Pss:"):
            return int(line.split()[1]) * 1024
    return 0


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""
