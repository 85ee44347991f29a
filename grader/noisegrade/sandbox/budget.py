"""What a whole submission may spend, beside the limits of its single requests.

A right submission never meets it. One that loops in every function would otherwise cost its limit
each time; so once a request has run out of time, the next may take a third of what is left. Code
that is right and quick is therefore still served after any number of loops.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from noisegrade.sandbox.calls import Death, Outcome
from noisegrade.sandbox.children import Limits

__all__ = ["Account", "Budget"]

_SHARE = 3  # a request may take this part of what is left, where one has run out of time
_SHORT_IDLE = 2.0  # seconds that a request may wait, where the submission has been seen to wait
_LEAST = 0.05  # seconds: with less left, nothing can be asked


@dataclass(frozen=True, slots=True)
class Budget:
    """Seconds that all requests of a submission may take together."""

    cpu: float = 25.0  # of processor time
    idle: float = 20.0  # spent waiting, without computing

    def scaled(self, factor: float) -> Budget:
        """Multiply the processor time: finer effects take more draws."""
        return replace(self, cpu=factor * self.cpu)


class Account:
    """Keeps a submission within its budget."""

    def __init__(self, budget: Budget) -> None:
        self._left = budget
        self._loops = False
        self.waits = False  # it was seen to wait without computing

    @property
    def is_spent(self) -> bool:
        """Whether nothing more can be asked."""
        return min(self._left.cpu, self._left.idle) < _LEAST

    def within(self, limits: Limits) -> Limits:
        """Cut the limits of a request to what it may still take."""
        cpu, idle = self._left.cpu, self._left.idle
        if self._loops:
            cpu /= _SHARE
        if self.waits:
            idle = min(idle / _SHARE, _SHORT_IDLE)
        return Limits(cpu=min(limits.cpu, cpu), idle=min(limits.idle, idle))

    def charge(self, outcome: Outcome, idle_seconds: float) -> None:
        """Take off what a request has cost."""
        self._left = Budget(self._left.cpu - outcome.cpu_seconds, self._left.idle - idle_seconds)
        self._loops |= outcome.death is Death.CPU
        self.waits |= outcome.death is Death.WALL
