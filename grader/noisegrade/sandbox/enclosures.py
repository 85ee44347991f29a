"""What a warm parent has around the children that it forks: walls; at level *limits*, limits alone.

Each is made before anything else is, and shown to hold on a child that runs nobody's code.
"""

from __future__ import annotations

import contextlib
import errno
import os
import signal
import socket
from collections.abc import Callable
from dataclasses import replace
from typing import Any, Protocol

from noisegrade.sandbox import confine, own_root, rlimits

__all__ = ["Enclosure", "prepare"]

_exit = os._exit  # a child whose code takes it away must still end here


class Enclosure(Protocol):
    """What is around a child; every method raises `OSError` where the system refuses."""

    @property
    def kept(self) -> frozenset[int]:
        """Descriptors that a child needs until it is enclosed."""

    def settle(self) -> None:
        """Do what can only be done when everything is imported."""

    def measure(self) -> None:
        """Take what the warm parent needs as what a child starts with."""

    def fork(self, act: Callable[[], None]) -> int | None:
        """Fork a process that does this and ends; None if the system has no room for it."""

    def enclose(self, cpu_seconds: float) -> None:
        """Shut this process in, for good."""

    def trial(self) -> str:
        """Try to get out, in a child that is enclosed: "held", or what was not refused."""

    def kill(self, child: int) -> None:
        """End a child that was not waited for yet, and what it left where that can be told."""


class _Walled:
    """Landlock, seccomp and limits; with `namespaces`, a child has some of its own as well."""

    def __init__(self, files: list[str], folders: list[str], *, namespaces: bool) -> None:
        if namespaces:
            confine.own_namespaces()
        self._files, self._folders = files, folders
        self._walls = confine.prepare(files, folders, namespaces=namespaces)
        self._statm: int | None = None

    @property
    def kept(self) -> frozenset[int]:
        return frozenset({self._walls.landlock, self._walls.pid_namespace or self._walls.landlock})

    def settle(self) -> None:
        self._statm = os.open("/proc/self/statm", os.O_RDONLY)
        if self._walls.pid_namespace is not None:
            _lose_sight(self._files)
            confine.allow_listing(self._walls, self._folders)

    def measure(self) -> None:
        self._walls = replace(self._walls, baseline=rlimits.used_address_space(self._statm))

    def fork(self, act: Callable[[], None]) -> int | None:
        confine.new_pid_namespace(self._walls)
        try:
            return _forked(act)
        finally:
            confine.keep_pid_namespace(self._walls)

    def enclose(self, cpu_seconds: float) -> None:
        confine.confine(self._walls, cpu_seconds=cpu_seconds)

    def trial(self) -> str:
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
        if self._walls.pid_namespace is not None and os.getpid() != 1:
            return "the process namespace was not new"
        return "held"

    def kill(self, child: int) -> None:
        os.kill(child, signal.SIGKILL)


class _Limited:
    """Limits alone, in a process group that is ended as a whole."""

    kept = frozenset[int]()

    def __init__(self) -> None:
        self._baseline = 0

    def settle(self) -> None:
        pass

    def measure(self) -> None:
        self._baseline = rlimits.used_address_space()

    def fork(self, act: Callable[[], None]) -> int | None:
        return _forked(act)

    def enclose(self, cpu_seconds: float) -> None:
        os.setsid()
        confine.limit(self._baseline, cpu_seconds=cpu_seconds)

    def trial(self) -> str:
        return "held"

    def kill(self, child: int) -> None:
        for kill in (os.kill, os.killpg):  # it may have died before it had a group
            with contextlib.suppress(ProcessLookupError, PermissionError):
                kill(child, signal.SIGKILL)


def prepare(level: str, files: list[str], folders: list[str]) -> Enclosure:
    """Make what a level asks for: a child may read `files` and list `folders`.

    Raises
    ------
    OSError
        Where it can't be made here, or doesn't hold.
    """
    if level == "limits":
        enclosure: Enclosure = _Limited()
    else:
        enclosure = _Walled(files, folders, namespaces=level == "strong")
    _rehearse(enclosure)
    return enclosure


def _rehearse(enclosure: Enclosure) -> None:
    """Show on a child of our own that it holds on this machine."""
    listener, reporter = socket.socketpair()
    with listener:
        with reporter:
            child = enclosure.fork(lambda: _report(reporter, enclosure))
        if child is None:
            raise OSError("no process could be forked")
        said = listener.recv(256).decode()
        os.waitpid(child, 0)
    if said != "held":
        raise OSError(said or "a rehearsal ended without a word")


def _report(to: socket.socket, enclosure: Enclosure) -> None:
    try:
        enclosure.enclose(cpu_seconds=1)
        said = enclosure.trial()
    except OSError as error:
        said = str(error)
    os.write(to.fileno(), said.encode())  # a child may write, but not send


def _forked(act: Callable[[], None]) -> int | None:
    try:
        child = os.fork()
    except OSError:
        return None
    if child == 0:
        try:
            act()
        finally:
            _exit(0)
    return child


def _lose_sight(readable: list[str]) -> None:
    """Leave the machine's file system, and make sure that it is left."""
    own_root.enter(readable)
    for path in ("/proc/self", "/etc", __file__):
        if os.path.exists(path):  # noqa: PTH110 - no pathlib here
            raise OSError(errno.EEXIST, f"{path} can be seen")
    if os.access("/", os.W_OK):
        raise OSError(errno.EROFS, "the new root can be written to")
