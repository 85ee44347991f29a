"""What runs gradings, in one shape: this process, workers beside it, or a cluster.

A future's failure with `WorkerLostError` says that the worker died over these tasks, or under them.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future
from typing import Protocol

from noisegrade.batch.tasks import CompletedTask, GradingSettings, Task, work
from noisegrade.errors import GraderFault

__all__ = ["Engine", "InProcessEngine", "WorkerLostError"]


class WorkerLostError(GraderFault):
    """The process that graded was killed; its tasks have no result."""


class Engine(Protocol):
    """Takes tasks, a chunk at a time."""

    chunk: int  # tasks that are worth a message

    @property
    def room(self) -> int:
        """Chunks that keep every worker busy: with more, only memory fills."""

    def submit(self, tasks: Sequence[Task], terms: GradingSettings) -> Future[list[CompletedTask]]:
        """Begin with a chunk."""

    def close(self) -> None:
        """End the workers, whatever they are doing."""


class InProcessEngine:
    """Grades in this process: for a handful, a worker is not worth its start."""

    chunk = 1
    room = 1

    def submit(self, tasks: Sequence[Task], terms: GradingSettings) -> Future[list[CompletedTask]]:
        """Grade, and give a future that is done."""
        future: Future[list[CompletedTask]] = Future()
        try:
            future.set_result(work(tasks, terms))
        except Exception as error:  # noqa: BLE001 - a future holds whatever went wrong
            future.set_exception(error)
        return future

    def close(self) -> None:
        """Do nothing: no workers were started."""
