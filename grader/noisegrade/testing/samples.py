"""What was drawn of samplers so far: a first few draws, then block after block."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from noisegrade.model import FloatArray
from noisegrade.stats.budget import Look
from noisegrade.testing.questions import Question
from noisegrade.testing.sampler import Caller

__all__ = ["Drawn", "Samples"]


@dataclass(frozen=True, slots=True)
class Drawn:
    """What came, in its own units."""

    sampler: str  # its name; empty where it has none
    draws: int
    mean: float
    std: float


@dataclass(slots=True)
class Samples:
    """The draws of all samplers so far; the first look's are in no later one."""

    callers: Sequence[Caller]
    question: Question
    seed: int
    kept: list[list[FloatArray]] = field(default_factory=list, init=False)
    raw: list[list[NDArray[Any]]] = field(default_factory=list, init=False)
    draws: int = field(default=0, init=False)
    later: bool = field(default=False, init=False)
    rng: np.random.Generator = field(init=False)
    judge: np.random.Generator = field(init=False)

    def __post_init__(self) -> None:
        own, judge = np.random.SeedSequence(self.seed).spawn(2)
        self.rng, self.judge = np.random.default_rng(own), np.random.default_rng(judge)
        self._forget()

    def up_to(self, look: Look) -> str | None:
        """Draw what a look asks for beyond what is there; return a sentence that refuses it."""
        if look.blocks and not self.later:
            self.later = True
            self._forget()
        each = look.draws // max(1, look.blocks)
        while len(self.kept[-1]) < max(1, look.blocks):
            for at, caller in enumerate(self.callers):
                refused = self._block(at, caller, each)
                if refused is not None:
                    return refused
        return None

    def _block(self, at: int, caller: Caller, draws: int) -> str | None:
        values = caller.block(draws, self.question.entries, self.rng)
        if isinstance(values, str):
            return values
        self.draws += values.size
        refused = self.question.impossible(values)
        if refused is not None:
            return refused
        self.kept[at].append(self.question.block(values, self.judge))
        self.raw[at].append(values)
        return None

    def reduced(self) -> tuple[FloatArray, ...]:
        """Return what must be independent N(0, 1), if all is as asked."""
        return self.question.reduced([np.concatenate(one) for one in self.kept], self.judge)

    def drawn(self) -> Iterator[Drawn]:
        """Tell of each sampler what came."""
        for caller, blocks in zip(self.callers, self.raw, strict=True):
            name = getattr(caller.sampler, "__name__", "")
            values = np.concatenate(blocks)
            yield Drawn(
                sampler=name if name.isidentifier() else "",
                draws=values.size,
                mean=float(values.mean(dtype=np.float64)),
                std=float(values.std(dtype=np.float64)),
            )

    def _forget(self) -> None:
        self.kept = [[] for _ in self.callers]
        self.raw = [[] for _ in self.callers]
