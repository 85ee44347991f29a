"""The embedded engine: threads, each with one child process that may die without the others.

Every child has a pipe of its own and shares no lock, queue or pool with anybody. So a killed child
costs the one task that it held; that task alone is known to be the cause, and nothing can hang.
"""

from __future__ import annotations

import contextlib
import signal
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any, Generic, TypeVar

from noisegrade.batch.engines import WorkerLostError
from noisegrade.batch.tasks import CompletedTask, GradingSettings, Task, work
from noisegrade.errors import GraderFault, NoisegradeError, UsageError

__all__ = ["Children", "Workers"]

_Job = TypeVar("_Job")
_Terms = TypeVar("_Terms")
_Done = TypeVar("_Done")

_AHEAD = 2  # chunks for each child: one that it grades, one that waits for it
_PATIENCE = 5.0  # seconds in which a child that hears no more may leave by itself
_SPAWN = get_context("spawn")  # a fork would copy our threads' locks


class Workers(Generic[_Job, _Terms, _Done]):
    """Works in as many child processes as asked for; each starts when it is first needed.

    Parameters
    ----------
    jobs : the number of processes
    work : a function of a module, for that is how a child finds it
    """

    chunk = 1

    def __init__(self, jobs: int, work: Callable[[Sequence[_Job], _Terms], list[_Done]]) -> None:
        self.room = _AHEAD * jobs
        self._work = work
        self._threads = ThreadPoolExecutor(jobs, thread_name_prefix="noisegrade")
        self._of_thread = threading.local()
        self._children: set[_Child] = set()
        self._closing = False

    def submit(self, tasks: Sequence[_Job], terms: _Terms) -> Future[list[_Done]]:
        """Give a chunk to the next child that is free."""
        return self._threads.submit(self._ask, tasks, terms)

    def close(self) -> None:
        """End all children; what they were doing is lost."""
        self._closing = True
        self._threads.shutdown(wait=False, cancel_futures=True)
        for child in list(self._children):
            child.end()
        self._threads.shutdown(wait=True)

    def _ask(self, tasks: Sequence[_Job], terms: _Terms) -> list[_Done]:
        if self._closing:
            raise WorkerLostError("the workers are being closed")
        child = self._child()
        try:
            answer: list[_Done] = child.ask(tasks, terms)
        except (EOFError, OSError) as error:
            child.end()
            self._children.discard(child)
            raise WorkerLostError(f"a worker was lost (exit code {child.exit_code})") from error
        return answer

    def _child(self) -> _Child:
        """Return this thread's child, a new one if it has none that lives."""
        child: _Child | None = getattr(self._of_thread, "child", None)
        if child is None or not child.is_alive:
            try:
                child = self._of_thread.child = _Child(self._work)
            except OSError as error:
                raise UsageError(
                    f"No worker can be started ({error}): use fewer --jobs."
                ) from error
            self._children.add(child)
        return child


class Children(Workers[Task, GradingSettings, CompletedTask]):
    """Grades submissions in child processes."""

    def __init__(self, jobs: int) -> None:
        super().__init__(jobs, work)


class _Child:
    """One process and the pipe to it."""

    def __init__(self, work: Callable[..., Any]) -> None:
        self._pipe, theirs = _SPAWN.Pipe()
        self._process = _SPAWN.Process(target=_serve, args=(theirs, work), daemon=True)
        self._process.start()
        theirs.close()  # so that its death ends the pipe

    @property
    def is_alive(self) -> bool:
        return self._process.is_alive()

    @property
    def exit_code(self) -> int | None:
        return self._process.exitcode

    def ask(self, tasks: Sequence[Any], terms: Any) -> Any:
        self._pipe.send((tasks, terms))
        answer = self._pipe.recv()
        if isinstance(answer, NoisegradeError):
            raise answer
        return answer

    def end(self) -> None:
        self._process.terminate()
        self._process.join(_PATIENCE)
        self._process.kill()
        self._process.join()


def _serve(pipe: Connection, work: Callable[..., Any]) -> None:
    """Work on what comes until nothing more does: then the master is gone, or has closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the master's to handle
    while True:
        try:
            tasks, terms = pipe.recv()
        except (EOFError, OSError):
            return
        answer: Any
        try:
            answer = work(tasks, terms)
        except NoisegradeError as error:
            answer = error
        except Exception as error:  # noqa: BLE001 - a fault of ours, told across the pipe
            answer = GraderFault(repr(error))
        with contextlib.suppress(OSError):  # the master may be gone by now
            pipe.send(answer)
