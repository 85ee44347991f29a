"""The warm parent: has NumPy imported and the walls ready, and forks a confined child on demand.

It serves one judge through one socket, one child at a time, and knows nothing but what `start`
gave it. It ends when the judge closes the socket or dies, and takes its child with it.
"""

from __future__ import annotations

import array
import contextlib
import errno
import gc
import importlib
import os
import select
import signal
import socket
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, NoReturn

from noisegrade.sandbox import confine, own_root, rlimits
from noisegrade.sandbox.control import END, ENDED, FORK, PATIENCE, SET_UP, WARM
from noisegrade.sandbox.offered_packages import Offered

__all__ = ["main"]

_WARM = ("numpy", "numpy.random", "numpy.linalg", "numpy.fft", "noisegrade.sandbox.child")
_LAST_DESCRIPTOR = 1024
_exit = os._exit  # a child whose code takes it away must still end here


def main(settings: dict[str, Any], forget_package: Callable[[], None]) -> NoReturn:
    """Get ready, say so, and serve.

    Settings: `control`, the descriptor of the socket to the judge; `judge`, its process id;
    `namespaces`, whether to have our own; `files` and `folders`, which a child may read and list;
    `cpu_seconds`, which a child may use in its life; `packages` and `importable`, see `Offered`.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    control = socket.socket(fileno=settings["control"])
    judge = os.pidfd_open(settings["judge"])
    try:
        if settings["namespaces"]:
            confine.own_namespaces()
        walls = confine.prepare(
            settings["files"], settings["folders"], namespaces=settings["namespaces"]
        )
        _rehearse(walls)
    except OSError as error:
        _refuse(control, error)
    for name in _WARM:
        importlib.import_module(name)
    forget_package()
    statm = os.open("/proc/self/statm", os.O_RDONLY)
    if settings["namespaces"]:
        try:
            _lose_sight(settings["files"])
            confine.allow_listing(walls, settings["folders"])
        except OSError as error:
            _refuse(control, error)
    control.send(SET_UP)
    allowance = _Allowance(settings["cpu_seconds"], Offered.told(settings))
    _Zygote(control, judge, statm, walls, allowance).serve()


def _refuse(control: socket.socket, error: OSError) -> NoReturn:
    control.send(str(error).encode())
    os._exit(1)


def _lose_sight(readable: list[str]) -> None:
    """Leave the machine's file system, and make sure that it is left."""
    own_root.enter(readable)
    for path in ("/proc/self", "/etc", __file__):
        if os.path.exists(path):  # noqa: PTH110 - no pathlib here
            raise OSError(errno.EEXIST, f"{path} can be seen")
    if os.access("/", os.W_OK):
        raise OSError(errno.EROFS, "the new root can be written to")


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
        statm: int,
        walls: confine.Walls,
        allowance: _Allowance,
    ) -> None:
        self._control = control
        self._judge = judge
        self._statm = statm
        self._walls = walls
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
        self._walls = replace(self._walls, baseline=rlimits.used_address_space(self._statm))

    def _fork(self, channel: int) -> None:
        self._end(0)  # a judge that was interrupted may have left one
        with socket.socket(fileno=channel) as judge:
            self._child = _forked(self._walls, lambda: self._serve_as_child(judge))

    def _serve_as_child(self, judge: socket.socket) -> None:
        child = importlib.import_module("noisegrade.sandbox.child")
        signal.signal(signal.SIGINT, signal.default_int_handler)
        try:
            _close_all_but(judge.fileno(), self._walls)
            confine.confine(self._walls, cpu_seconds=self._allowance.cpu_seconds)
        except OSError as error:
            _report(judge, str(error))
            return
        child.serve(child.SocketChannel(judge), self._allowance.offered)

    def _end(self, patience: int) -> bytes:
        child, self._child = self._child, None
        if child is None:
            return ENDED.pack(0, 0, 0.0)
        pidfd = os.pidfd_open(child)
        killed = not select.select([pidfd], [], [], patience / 1000)[0]
        os.close(pidfd)
        if killed:
            os.kill(child, signal.SIGKILL)
        _, status, usage = os.wait4(child, 0)
        return ENDED.pack(status, killed, usage.ru_utime + usage.ru_stime)


def _forked(walls: confine.Walls, act: Callable[[], None]) -> int | None:
    """Fork a process that does this and ends; None if the system has no room for it."""
    confine.new_pid_namespace(walls)
    try:
        child = os.fork()
        if child == 0:
            try:
                act()
            finally:
                _exit(0)
    except OSError:
        return None
    finally:
        confine.keep_pid_namespace(walls)
    return child


def _close_all_but(channel: int, walls: confine.Walls) -> None:
    null = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(null, descriptor)
    low = 3
    for kept in sorted({channel, walls.landlock, walls.pid_namespace or 0} - {0}):
        os.closerange(low, kept)
        low = kept + 1
    os.closerange(low, _LAST_DESCRIPTOR)


def _rehearse(walls: confine.Walls) -> None:
    """Show on a child of our own that the walls hold on this machine."""
    listener, reporter = socket.socketpair()
    with listener:
        with reporter:
            child = _forked(walls, lambda: _report(reporter, _try_to_escape(walls)))
        if child is None:
            raise OSError("no process could be forked")
        said = listener.recv(256).decode()
        os.waitpid(child, 0)
    if said != "held":
        raise OSError(said or "a rehearsal ended without a word")


def _report(to: socket.socket, what: str) -> None:
    os.write(to.fileno(), what.encode())  # a child may write, but not send


def _try_to_escape(walls: confine.Walls) -> str:
    try:
        confine.confine(walls, cpu_seconds=1)
    except OSError as error:
        return str(error)
    ours = __file__
    acts: dict[str, Callable[[], Any]] = {
        "reading this package": lambda: os.open(ours, os.O_RDONLY),
        "writing a file": lambda: os.open("/tmp/noisegrade", os.O_WRONLY | os.O_CREAT),  # noqa: S108 - it must fail
        "opening a socket": socket.socket,
        "forking": lambda: os.fork() or os._exit(1),
    }
    for name, act in acts.items():
        try:
            act()
        except OSError:
            continue
        return f"{name} was not refused"
    if walls.pid_namespace is not None and os.getpid() != 1:
        return "the process namespace was not new"
    return "held"
