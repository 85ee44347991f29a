"""The way to a forked child: requests by a socket, their data in shared memory. Linux only."""

from __future__ import annotations

import select
import socket

from noisegrade.sandbox.clock import cpu_seconds_of, run_delay_of
from noisegrade.sandbox.request_codec import RequestHeader
from noisegrade.sandbox.shared_memory import Region, in_memory

__all__ = ["SocketLink"]


class SocketLink:
    """Sends requests to a process, hears of its answers, and asks the kernel for its times.

    Parameters
    ----------
    channel : our end of a pair of sockets; the process holds the other one
    """

    _pid: int  # of the process; set by whoever started it

    def __init__(self, channel: socket.socket) -> None:
        self._channel = channel
        self._waiting = select.poll()
        self._waiting.register(channel, select.POLLIN)

    def new_region(self, size: int) -> Region:
        """Make a region that the process can map."""
        return in_memory(size)

    def send(self, go: RequestHeader, region: Region | None) -> None:
        """Tell it of a request; `region` if it has not seen it yet."""
        descriptors = [] if region is None else [region.fileno()]
        socket.send_fds(self._channel, [go.packed()], descriptors)

    def hear(self, seconds: float) -> bytes | None:
        """Wait for one byte; none at all if it hung up, None when the time is over."""
        if not self._waiting.poll(seconds * 1000):
            return None
        try:
            return self._channel.recv(1)
        except OSError:
            return b""

    def cpu(self) -> float | None:
        """Return the processor time of its life."""
        return cpu_seconds_of(self._pid)

    def run_delay(self) -> float | None:
        """Return the time that it was ready to run and had no processor."""
        return run_delay_of(self._pid)
