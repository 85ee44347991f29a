"""Children that are forked from this very process: a notebook's functions live in its memory alone.

Nothing is confined, for it is the learner's machine and the learner's code. But the limits of a
submission hold: what loops is ended, what wants too much memory is refused, and what a function
does to its process never reaches the notebook. On Linux only: elsewhere a forked process may stop
in a library of the system's, as in Accelerate on macOS.
"""

from __future__ import annotations

import builtins
import contextlib
import os
import select
import signal
import socket
import sys
import time
import warnings
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NoReturn

from noisegrade.sandbox import confine, rlimits
from noisegrade.sandbox.caller import Caller
from noisegrade.sandbox.child import Output, SocketChannel, text_stream
from noisegrade.sandbox.children import Child, ExitStatus, LostError, Memory
from noisegrade.sandbox.randomness import Entropy
from noisegrade.sandbox.reply_writer import Writer
from noisegrade.sandbox.request_codec import DONE, READY, decode
from noisegrade.sandbox.socket_link import SocketLink

__all__ = ["ForkedFunctions", "Functions"]

Functions = Mapping[str, Callable[..., Any]]

_START = 10.0  # seconds for what takes milliseconds, unless a lock was held by another thread


class ForkedFunctions:
    """Forks a child for live functions, and another when that dies.

    Parameters
    ----------
    functions : by name
    labels : of the files that they were written in
    """

    packages: Sequence[str] = ()

    def __init__(self, functions: Functions, labels: Mapping[str, str]) -> None:
        self._functions = functions
        self._labels = labels

    def start(self, memory: Memory, modules: Iterable[str]) -> Child:
        """Fork a child: it has every module that this process has."""
        del modules
        return Child(_Link(self._functions, self._labels), memory)

    def renew(self) -> None:
        """Do nothing: there is nothing between this process and its child."""


class _Link(SocketLink):
    """The way to a forked copy of this process."""

    def __init__(self, functions: Functions, labels: Mapping[str, str]) -> None:
        ours, theirs = socket.socketpair()
        super().__init__(ours)
        with theirs:
            self._pid = _fork()
            if self._pid == 0:
                ours.close()  # or the child would never hear that the notebook hung up
                _serve_and_leave(theirs, functions, labels)
        if self.hear(_START) != READY:
            self.end(0)
            raise LostError("a copy of this process did not start")

    def end(self, patience: int) -> ExitStatus:
        """End it; what it started may outlive it."""
        opened = os.pidfd_open(self._pid)
        try:
            killed = not select.select([opened], [], [], patience / 1000)[0]
        finally:
            os.close(opened)
        os.kill(self._pid, signal.SIGKILL)
        _, status, usage = os.wait4(self._pid, 0)
        self._channel.close()
        spent = usage.ru_utime + usage.ru_stime
        return ExitStatus(os.waitstatus_to_exitcode(status), killed, spent)


def _fork() -> int:
    """Fork, whatever threads there are: a kernel has some, and the copy needs none of them."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        try:
            return os.fork()
        except OSError as error:
            raise LostError(f"this process can't be copied: {error.strerror}") from error


def _serve_and_leave(
    judge: socket.socket, functions: Functions, labels: Mapping[str, str]
) -> NoReturn:
    """Serve in the copy, and end without a word: what is to be done at exit is the original's."""
    try:
        _limit()
        _serve(SocketChannel(judge), functions, labels)
    finally:
        os._exit(1)


def _limit() -> None:
    """Leave the notebook's terminal, keyboard and signals alone; take on a submission's limits."""
    with contextlib.suppress(OSError):
        os.setsid()  # an interrupt of the notebook is for the notebook
    signal.set_wakeup_fd(-1)  # the notebook's own loop reads that
    signal.signal(signal.SIGINT, signal.default_int_handler)
    builtins.input = _no_input
    baseline = rlimits.used_address_space()
    confine.limit(baseline, cpu_seconds=rlimits.LIFETIME_CPU)


def _no_input(prompt: object = "") -> NoReturn:
    """Answer as there where nobody sits."""
    del prompt
    raise EOFError("EOF when reading a line")


def _serve(channel: SocketChannel, functions: Functions, labels: Mapping[str, str]) -> None:
    """Answer requests, until the notebook hangs up."""
    entropy = Entropy()
    entropy.install()
    output = Output()
    stream = text_stream(output)
    channel.say(READY)
    for go, region in channel.requests():
        request = decode(region[go.answers : go.answers + go.length])
        writer = Writer(region, go.number, go.answers)
        output.writer = writer
        sys.stdout = sys.stderr = stream
        caller = Caller(functions, labels, entropy)
        for call in request.calls:
            writer.reply(caller.reply(call))
        writer.publish(time.process_time())
        channel.say(DONE)
