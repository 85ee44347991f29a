"""A child as the judge sees it: how it is asked, how long it may take, why it ended."""

from __future__ import annotations

import contextlib
import mmap
import os
import signal
import time
from dataclasses import dataclass
from typing import Protocol

from noisegrade.errors import SandboxError
from noisegrade.sandbox import layout
from noisegrade.sandbox.calls import Death, Outcome
from noisegrade.sandbox.reply_reader import Answers, read
from noisegrade.sandbox.request_codec import DONE, Request, RequestHeader, encode
from noisegrade.sandbox.rlimits import LIFETIME_CPU
from noisegrade.sandbox.shared_memory import Region

__all__ = ["Child", "ChildLink", "ExitStatus", "Limits", "LostError", "Memory"]

_LEAST_WAIT = 0.02  # seconds between two looks at a child's clock
_GRACE = 1000  # milliseconds that a child which closed its channel has to end by itself
_LEAST_REGION = 1 << 20
_EXIT_CODES = 256  # a greater one is a crash, on Windows
_TOO_LATE = frozenset({Death.CPU, Death.WALL})
_NOT_LOOKED_INTO = 0.05  # seconds of a request: a system has its latencies
_UNKNOWN_LOAD = 1.5  # where the system doesn't tell, so much of the time counts as one of waiting
_SIGNALS = {one.name: one.value for one in signal.Signals}


class LostError(SandboxError):
    """A child could not be made, or what made it is gone: once more may do."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds that a request may take: of processor time; and waiting, without computing.

    A process that is ready to run, on a machine that is busy with others, does not wait.
    """

    cpu: float
    idle: float


@dataclass(frozen=True, slots=True)
class ExitStatus:
    """How a process ended."""

    exit_code: int  # minus the signal that ended it
    killed: bool  # by us, because it would not end
    cpu_seconds: float | None  # in its life; None where the system doesn't tell


class ChildLink(Protocol):
    """The way to one process that serves requests."""

    def new_region(self, size: int) -> Region:
        """Make a region that the process can map."""

    def send(self, go: RequestHeader, region: Region | None) -> None:
        """Tell it of a request; `region` if it has not seen it yet."""

    def hear(self, seconds: float) -> bytes | None:
        """Wait for one byte; none at all if it hung up, None when the time is over."""

    def cpu(self) -> float | None:
        """Return the processor time of its life; None where the system doesn't tell."""

    def run_delay(self) -> float | None:
        """Return the time that it was ready to run and had no processor, as `cpu`."""

    def end(self, patience: int) -> ExitStatus:
        """End it, after so many milliseconds if it does not end by itself."""


class Memory:
    """The shared memory of a session: its children use it one after another.

    Memory that was used is warm. What a child left there is that submission's own, and answers no
    later request, for each has a number of its own.
    """

    def __init__(self) -> None:
        self._region: Region | None = None
        self._number = 0

    def claim(self, end: int, request: bytes, link: ChildLink) -> tuple[int, Region]:
        """Put a request behind the place for its answers; return its number and the region."""
        self._number += 1
        needed = end + len(request)
        if self._region is None or self._region.size < needed:
            self.close()
            size = max(_LEAST_REGION, needed)
            self._region = link.new_region(size + -size % mmap.PAGESIZE)
        self._region.write(0, bytes(layout.HEAD.size))
        self._region.write(end, request)
        return self._number, self._region

    def close(self) -> None:
        """Release it."""
        if self._region is not None:
            self._region.close()
            self._region = None


class Child:
    """One process that serves one source of a submission, until it dies."""

    def __init__(self, link: ChildLink, memory: Memory) -> None:
        self._link = link
        self._memory = memory
        self._mapped: Region | None = None  # what the process knows of
        self._cpu = 0.0
        self._run_delay = 0.0
        self._ended: ExitStatus | None = None
        self.idle_seconds = 0.0  # that it spent waiting over the last request

    @property
    def is_over(self) -> bool:
        """Whether it has ended."""
        return self._ended is not None

    @property
    def cpu_seconds(self) -> float:
        """Processor time of its life so far."""
        told = self._ended.cpu_seconds if self._ended else self._link.cpu()
        self._cpu = max(self._cpu, told or 0.0)
        return self._cpu

    def ask(self, request: Request, limits: Limits) -> Outcome:
        """Put one request; a death ends the process for good."""
        start = self.cpu_seconds
        death, answers = self._exchange(request, limits, start)
        if death in _TOO_LATE:
            answers.replies.clear()  # the last may have come after the time was over
        if self._link.cpu() is None and answers.cpu_seconds > self._cpu:
            computed, self._cpu = answers.cpu_seconds - self._cpu, answers.cpu_seconds
            self.idle_seconds = max(0.0, self.idle_seconds - computed / _UNKNOWN_LOAD)
        return Outcome(
            replies=tuple(answers.replies),
            cpu_seconds=self.cpu_seconds - start,
            death=death,
            output=answers.output,
            load_errors=tuple(answers.load_errors),
        )

    def close(self) -> None:
        """End the process."""
        try:
            self._end(0)
        except SandboxError:  # a parent that is gone took its child with it
            self._ended = ExitStatus(0, killed=True, cpu_seconds=None)

    def _exchange(
        self, request: Request, limits: Limits, start: float
    ) -> tuple[Death | None, Answers]:
        end, raw = layout.room(request.calls), encode(request)
        number, region = self._memory.claim(end, raw, self._link)
        try:
            new = None if region is self._mapped else region
            self._mapped = region
            self._tell(RequestHeader(number, region.size, end, len(raw), _name(region)), new)
            death = self._wait(limits, start)
            answers = read(region, number, end, request.calls)
        except OSError:  # nobody but the child could keep us from it
            self._end(0)
            return Death.FORBIDDEN, Answers()
        if death is None and (answers.garbled or len(answers.replies) < len(request.calls)):
            self._end(0)
            death = Death.EXIT  # it said that it was done, and was not: the learner's doing
        return death, answers

    def _tell(self, go: RequestHeader, new: Region | None) -> None:
        with contextlib.suppress(OSError):  # it died before, which is noticed below
            self._link.send(go, new)

    def _wait(self, limits: Limits, start: float) -> Death | None:
        """Wait until it is done; end it when it hangs up or a limit is passed."""
        began, delay_before, self.idle_seconds = time.monotonic(), self._run_delay, 0.0
        while True:
            cpu_left = limits.cpu - (self.cpu_seconds - start)
            idle_left = limits.idle - self.idle_seconds
            if cpu_left <= 0 or idle_left <= 0:
                self._end(0)
                return Death.CPU if cpu_left <= 0 else Death.WALL
            word = self._link.hear(max(min(cpu_left, idle_left), _LEAST_WAIT))
            not_computing = time.monotonic() - began - (self.cpu_seconds - start)
            self.idle_seconds = self._idle(not_computing, delay_before)
            if word == DONE:
                return None
            if word is not None:
                return self._hung_up(_GRACE if word == b"" else 0)

    def _hung_up(self, grace: int) -> Death:
        """Find the cause; the time that it still took, and did not compute, it waited."""
        began, before = time.monotonic(), self.cpu_seconds
        cause = _cause(self._end(grace))
        self.idle_seconds += max(0.0, time.monotonic() - began - (self.cpu_seconds - before))
        return cause

    def _idle(self, not_computing: float, delay_before: float) -> float:
        """Say how long it waited by its own doing: not for a processor that others had."""
        if not_computing < _NOT_LOOKED_INTO:
            return max(0.0, not_computing)
        delay = self._link.run_delay()
        if delay is None:
            return not_computing / _UNKNOWN_LOAD
        self._run_delay = delay
        return max(0.0, not_computing - (delay - delay_before))

    def _end(self, patience: int) -> ExitStatus:
        if self._ended is None:
            self._ended = self._link.end(patience)
        return self._ended


def _name(region: Region) -> bytes:
    return b"" if region.path is None else os.fsencode(region.path)


def _cause(ended: ExitStatus) -> Death:
    """Say what ended a process that nobody had a reason to end."""
    if ended.killed or 0 <= ended.exit_code < _EXIT_CODES:
        return Death.EXIT
    if ended.exit_code == -_SIGNALS.get("SIGSYS", 0):
        return Death.FORBIDDEN
    spent = ended.cpu_seconds is not None and ended.cpu_seconds >= LIFETIME_CPU
    if spent or ended.exit_code == -_SIGNALS.get("SIGXCPU", 0):
        return Death.CPU
    if ended.exit_code == -_SIGNALS.get("SIGKILL", 0):
        return Death.MEMORY  # the kernel's, when memory runs out
    return Death.SIGNAL
