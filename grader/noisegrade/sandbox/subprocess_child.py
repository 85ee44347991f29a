"""A child in a fresh interpreter of its own: for systems that can't confine one.

What holds: a process apart, a deadline, and rlimits where the system has them. What does not: it
may read the user's files, open connections, and leave processes behind.
"""

from __future__ import annotations

import contextlib
import os
import queue
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterable
from typing import IO, cast

from noisegrade.sandbox import launch
from noisegrade.sandbox.children import ExitStatus, LostError
from noisegrade.sandbox.clock import cpu_seconds_of, run_delay_of
from noisegrade.sandbox.installed_packages import InstalledPackages
from noisegrade.sandbox.request_codec import READY, RequestHeader
from noisegrade.sandbox.shared_memory import Region, in_file

__all__ = ["FreshInterpreters"]

_START = 60.0  # seconds that an interpreter may need to import NumPy on an overloaded machine


class FreshInterpreters:
    """Starts an interpreter for every child."""

    def __init__(self, packages: InstalledPackages) -> None:
        self._packages = packages

    def wait_until_ready(self) -> None:
        """Do nothing: there is nothing to warm up."""

    def fork(self, modules: Iterable[str]) -> PipeLink:
        """Start a child and wait until it has limited itself; it imports what it needs."""
        del modules
        return PipeLink(self._packages)

    def close(self) -> None:
        """Do nothing: every child is ended by itself."""


class PipeLink:
    """The way to a child in an interpreter of its own, by pipes and a file."""

    def __init__(self, packages: InstalledPackages) -> None:
        self._process = subprocess.Popen(  # noqa: S603 - our own command
            launch.command("standalone", packages),
            env=launch.environment(),
            cwd=tempfile.gettempdir(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        self._to_child = cast(IO[bytes], self._process.stdin)
        from_child = cast(IO[bytes], self._process.stdout)
        self._heard: queue.Queue[bytes] = queue.Queue(maxsize=4)  # a flood must not fill memory
        threading.Thread(target=_listen, args=(from_child, self._heard), daemon=True).start()
        if self.hear(_START) != READY:
            self.end(0)
            raise LostError("a fresh interpreter for the learner's code did not start")

    def new_region(self, size: int) -> Region:
        """Make a region that the process can map."""
        return in_file(size)

    def send(self, go: RequestHeader, region: Region | None) -> None:
        """Tell it of a request; it maps the region by its name."""
        del region
        self._to_child.write(go.packed())
        self._to_child.flush()

    def hear(self, seconds: float) -> bytes | None:
        """Wait for one byte; none at all if it hung up, None when the time is over."""
        try:
            return self._heard.get(timeout=seconds)
        except queue.Empty:
            return None

    def cpu(self) -> float | None:
        """Return the processor time of its life, if the system tells."""
        return cpu_seconds_of(self._process.pid)

    def run_delay(self) -> float | None:
        """Return the time that it was ready to run and had no processor."""
        return run_delay_of(self._process.pid)

    def end(self, patience: int) -> ExitStatus:
        """End it, and what it left in its process group."""
        killed = False
        try:
            self._process.wait(patience / 1000)
            spent = None
        except subprocess.TimeoutExpired:
            killed, spent = True, self.cpu()
        if sys.platform == "win32":
            self._process.kill()
        else:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        with contextlib.suppress(OSError):
            self._to_child.close()
        return ExitStatus(self._process.returncode, killed, spent)


def _listen(from_child: IO[bytes], heard: queue.Queue[bytes]) -> None:
    """Pass on every byte, and the hanging up."""
    with from_child:
        while byte := from_child.read(1):
            heard.put(byte)
        heard.put(b"")
