"""The warm parent: has NumPy imported and the walls ready, and forks an enclosed child on demand.

It serves one judge through one socket, one child at a time, and knows nothing but what `start`
gave it. It ends when the judge closes the socket or dies, and takes its child with it.
"""

from __future__ import annotations

import array
import contextlib
import gc
import importlib
import os
import select
import signal
import socket
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, NoReturn

from noisegrade.sandbox import enclosures
from noisegrade.sandbox.control import END, ENDED, FORK, PATIENCE, SET_UP, WARM
from noisegrade.sandbox.enclosures import Enclosure
from noisegrade.sandbox.offered_packages import Offered

__all__ = ["main"]

_WARM = ("numpy", "numpy.random", "numpy.linalg", "numpy.fft", "noisegrade.sandbox.child")
_LAST_DESCRIPTOR = 1024


def main(settings: dict[str, Any], forget_package: Callable[[], None]) -> NoReturn:
    """Get ready, say so, and serve.

    Settings: `control`, the descriptor of the socket to the judge; `judge`, its process id;
    `level`, how a child is confined; `files` and `folders`, which it may read and list;
    `cpu_seconds`, which it may use in its life; `packages` and `importable`, see `Offered`.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    control = socket.socket(fileno=settings["control"])
    try:
        judge = os.pidfd_open(settings["judge"])
        enclosure = enclosures.prepare(*(settings[name] for name in ("level", "files", "folders")))
        for name in _WARM:
            importlib.import_module(name)
        forget_package()
        enclosure.settle()
    except (OSError, AttributeError) as error:  # Linux before 5.3, and a Python that was made there
        control.send(str(error).encode())
        os._exit(1)
    control.send(SET_UP)
    allowance = _Allowance(settings["cpu_seconds"], Offered.told(settings))
    _Zygote(control, judge, enclosure, allowance).serve()


@dataclass(frozen=True, slots=True)
class _Allowance:
    """What a child may have."""

    cpu_seconds: float
    offered: Offered


class _Zygote:
    """The loop between the judge's messages, and the one child."""

    def __init__(
        self,
        control: socket.socket,
        judge: int,
        enclosure: Enclosure,
        allowance: _Allowance,
    ) -> None:
        self._control = control
        self._judge = judge
        self._enclosure = enclosure
        self._allowance = allowance
        self._child: int | None = None
        self._measure()

    def serve(self) -> NoReturn:
        """Serve the judge's commands until it is gone."""
        waiting = select.poll()
        waiting.register(self._control, select.POLLIN)
        waiting.register(self._judge, select.POLLIN)
        while True:
            if self._judge in dict(waiting.poll()):
                self._leave()
            message, extra, _, _ = self._control.recvmsg(256, socket.CMSG_SPACE(4))
            if not message:
                self._leave()
            verb, rest = message[:1], message[1:]
            if verb == FORK:
                self._fork(array.array("i", extra[0][2])[0])
            elif verb == END:
                self._control.send(self._end(PATIENCE.unpack(rest)[0]))
            elif verb == WARM:
                self._warm(rest.decode())

    def _warm(self, module: str) -> None:
        with contextlib.suppress(Exception):  # a submission that imports it will be told
            importlib.import_module(module)
        self._measure()

    def _leave(self) -> NoReturn:
        self._end(0)
        os._exit(0)

    def _measure(self) -> None:
        gc.collect()
        gc.freeze()  # a child that collects must not copy all our pages
        self._enclosure.measure()

    def _fork(self, channel: int) -> None:
        self._end(0)  # a judge that was interrupted may have left one
        with socket.socket(fileno=channel) as judge:
            self._child = self._enclosure.fork(lambda: self._serve_as_child(judge))

    def _serve_as_child(self, judge: socket.socket) -> None:
        child = importlib.import_module("noisegrade.sandbox.child")
        signal.signal(signal.SIGINT, signal.default_int_handler)
        try:
            _close_all_but(self._enclosure.kept | {judge.fileno()})
            self._enclosure.enclose(self._allowance.cpu_seconds)
        except OSError as error:
            os.write(judge.fileno(), str(error).encode())  # a child may write, but not send
            return
        child.serve(child.SocketChannel(judge), self._allowance.offered)

    def _end(self, patience: int) -> bytes:
        child, self._child = self._child, None
        if child is None:
            return ENDED.pack(0, 0, 0.0)
        pidfd = os.pidfd_open(child)
        killed = not select.select([pidfd], [], [], patience / 1000)[0]
        os.close(pidfd)
        self._enclosure.kill(child)
        _, status, usage = os.wait4(child, 0)
        return ENDED.pack(status, killed, usage.ru_utime + usage.ru_stime)


def _close_all_but(descriptors: Iterable[int]) -> None:
    null = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(null, descriptor)
    low = 3
    for kept in sorted(descriptors):
        os.closerange(low, kept)
        low = kept + 1
    os.closerange(low, _LAST_DESCRIPTOR)
