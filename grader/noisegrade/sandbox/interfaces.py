"""What serves submissions, whichever way: a sandbox, a browser's tab, a notebook."""

from __future__ import annotations

from collections.abc import Sequence
from types import TracebackType
from typing import Protocol, Self

from noisegrade.model import Isolation, Submission
from noisegrade.sandbox.budget import Budget
from noisegrade.sandbox.calls import Call, Outcome

__all__ = ["AnySandbox", "AnySession"]


class AnySession(Protocol):
    """Makes the calls of one submission."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...

    @property
    def cpu_seconds(self) -> float:
        """Processor time that the learner's code has spent so far."""

    @property
    def notes(self) -> tuple[str, ...]:
        """Sentences about what could not be run."""

    def run(
        self,
        section: str,
        calls: Sequence[Call],
        *,
        cpu_limit: float = ...,
        load_limit: float = ...,
    ) -> Outcome:
        """Make the calls, in order; load the source first, if that was not done."""


class AnySandbox(Protocol):
    """Serves one submission after another."""

    @property
    def isolation(self) -> Isolation:
        """How a learner's code is confined."""

    def open(self, submission: Submission, *, budget: Budget = ...) -> AnySession:
        """Begin to serve a submission."""
