"""Call functions that live in this process: a learner's own, in the learner's own notebook kernel.

Nothing is confined: it is the learner's machine and the learner's code. Where the system can, the
calls are made in a forked copy of this process, within the limits of a submission; see `Way`.
"""

from __future__ import annotations

import copy
import io
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import replace
from enum import Enum, auto
from pathlib import PurePath
from types import FrameType
from typing import Any, NoReturn

from noisegrade.model import Chunk, Isolation, Source, Submission
from noisegrade.sandbox.budget import Budget
from noisegrade.sandbox.caller import Caller
from noisegrade.sandbox.calls import Call, Death, Outcome, Reply, Returned
from noisegrade.sandbox.closeable import Closeable
from noisegrade.sandbox.layout import OUTPUT_KEPT
from noisegrade.sandbox.randomness import replaying
from noisegrade.sandbox.session import Session
from noisegrade.untrusted_text import printed

__all__ = ["LiveSession", "Way", "label_of", "open_live", "way_here"]

Functions = Mapping[str, Callable[..., Any]]

_AGAIN = 0.1  # seconds after which code that catches everything is interrupted once more


class Way(Enum):
    """How live functions are called."""

    FORKED = auto()  # in a copy of this process, with a submission's limits of time and memory
    TIMED = auto()  # here, interrupted when their processor time is over
    UNLIMITED = auto()  # here, until they return or somebody interrupts them


def way_here() -> Way:
    """Decide how live functions are called on this system."""
    if sys.platform == "linux":
        return Way.FORKED
    if sys.platform == "emscripten":  # no signal comes there
        return Way.UNLIMITED
    here = threading.current_thread() is threading.main_thread()  # where a signal can interrupt
    return Way.TIMED if here and hasattr(signal, "setitimer") else Way.UNLIMITED


def open_live(
    functions: Functions, sections: Sequence[str], way: Way | None = None
) -> LiveSession | Session:
    """Begin to serve live functions.

    Parameters
    ----------
    functions : by name
    sections : all that are asked for; the functions serve each of them
    way : by default the one for this system
    """
    way = way_here() if way is None else way
    if way is not Way.FORKED:
        return LiveSession(functions)
    from noisegrade.sandbox.live_fork import ForkedFunctions  # noqa: PLC0415 - of Linux alone

    source = Source("cell", (Chunk("", "cell"),), tuple(sections))
    children = ForkedFunctions(functions, _labels_of(functions))
    return Session(children, Submission("notebook", (source,)), Budget())


class LiveSession(Closeable):
    """Makes calls of live functions in this process; answers as a `Session` does.

    Parameters
    ----------
    functions : by name; all sections are served by them
    """

    isolation = Isolation.BROWSER if sys.platform == "emscripten" else Isolation.NONE
    notes: tuple[str, ...] = ()

    def __init__(self, functions: Functions) -> None:
        self._functions = functions
        self._labels = _labels_of(functions)
        self.cpu_seconds = 0.0

    def run(
        self,
        section: str,
        calls: Sequence[Call],
        *,
        cpu_limit: float = 0.0,
        load_limit: float = 0.0,
    ) -> Outcome:
        """Make the calls in order; `section` and `load_limit` are for sandboxes.

        Afterwards `random` and `np.random` are in the states that they were in before.

        Parameters
        ----------
        cpu_limit : seconds of processor time, where the system can interrupt; 0 for no limit

        Raises
        ------
        KeyboardInterrupt
            When the learner interrupts the kernel.
        """
        del section, load_limit
        stream = io.StringIO()
        start = time.process_time()
        replies: list[Reply] = []
        death = None
        try:
            with replaying() as entropy, redirect_stdout(stream), redirect_stderr(stream):
                caller = Caller(self._functions, self._labels, entropy)
                with _interrupted_after(cpu_limit):
                    for call in calls:
                        replies.append(_kept(caller.reply(call)))  # noqa: PERF401 - some may come
        except _TimeIsUpError:
            death = Death.CPU
        spent = time.process_time() - start
        self.cpu_seconds += spent
        output = printed(stream.getvalue()[:OUTPUT_KEPT].encode("utf-8", "backslashreplace"))
        return Outcome(replies=tuple(replies), cpu_seconds=spent, death=death, output=output)


class _TimeIsUpError(BaseException):
    """The processor time is over; no `except Exception` of a learner's catches it."""


@contextmanager
def _interrupted_after(seconds: float) -> Iterator[None]:
    """Interrupt this block when it has computed for so long, where the system can."""
    if sys.platform == "emscripten":  # no signal comes there
        return Way.UNLIMITED
    here = threading.current_thread() is threading.main_thread()
    if not seconds or not here or not hasattr(signal, "setitimer"):
        yield
        return

    def interrupt(_: int, __: FrameType | None) -> NoReturn:
        raise _TimeIsUpError

    before = signal.signal(signal.SIGPROF, interrupt)
    signal.setitimer(signal.ITIMER_PROF, seconds, _AGAIN)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0.0)
        signal.signal(signal.SIGPROF, before)


def _kept(reply: Reply) -> Reply:
    """Copy the arrays: the function may go on writing into the one that it returned."""
    if reply.type_name == KeyboardInterrupt.__name__:
        raise KeyboardInterrupt
    if reply.type_name == _TimeIsUpError.__name__:
        raise _TimeIsUpError
    return replace(
        reply,
        values=tuple(Returned(value.array.copy(), value.type_name) for value in reply.values),
        echoed=copy.deepcopy(reply.echoed),
        text=printed(reply.text.encode("utf-8", "backslashreplace")),
    )


def _labels_of(functions: Functions) -> dict[str, str]:
    return {file: label_of(file) for file in map(_file_of, functions.values()) if file}


def _file_of(function: Callable[..., Any]) -> str | None:
    code = getattr(function, "__code__", None)
    return getattr(code, "co_filename", None)


def label_of(file: str) -> str:
    """Name a file as a learner does; the code of a notebook's cell is in no file of theirs."""
    in_cell = file.startswith("<") or "ipykernel_" in file
    return "cell" if in_cell else PurePath(file).name
