"""Look at growing samples of a sampler until one rejects, or one may accept."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from noisegrade.model import Evidence, FloatArray
from noisegrade.stats import battery
from noisegrade.stats.battery import TESTS, TestResult
from noisegrade.stats.budget import LOOKS, Look, Plan, Promise
from noisegrade.testing.questions import Question
from noisegrade.testing.sampler import Caller

__all__ = ["Drawn", "Examination", "Terms", "examine_question"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """On which terms samplers are examined.

    Parameters
    ----------
    effect : see `assert_follows`
    false_fail_rate : how often right samplers may fail
    false_pass_rate : how often samplers that are off by what is promised may pass
    seed : of the samplers' generator and of the judge's own
    """

    effect: float
    false_fail_rate: float
    false_pass_rate: float
    seed: int


@dataclass(frozen=True, slots=True)
class Drawn:
    """What came, in its own units."""

    sampler: str  # its name; empty where it has none
    draws: int
    mean: float
    std: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Examination:
    """What was found out about a sampler: the evidence behind an assertion.

    `str` gives the message of the assertion.

    Parameters
    ----------
    passed : whether nothing was found against the sampler
    question : what was asked
    drawn : of each sampler, what the last look saw; empty where the form of a result was refused
    refused : the sentence on a result of the wrong shape or dtype, or on a value that can't occur:
        there is no luck in it; None where there is none
    results : of the last look, by group: of the draws, then of every entry of vectors; or of each
        of two samplers
    p_value : the least p-value of all tests at all looks, times their number: right samplers give
        one of at most a with probability a at most, a bound
    draws : in all
    cpu : seconds of processor time, the sampler's own included
    promises : what is missed with probability `terms.false_pass_rate` at most
    """

    passed: bool
    question: Question
    terms: Terms
    drawn: tuple[Drawn, ...] = ()
    refused: str | None = None
    results: tuple[tuple[TestResult, ...], ...] = ()
    p_value: float = 1.0
    draws: int = 0
    cpu: float = 0.0
    promises: tuple[Promise, ...] = ()

    @property
    def worst(self) -> Evidence | None:
        """The most telling evidence, and what it would have caught; None where form was refused."""
        found = [one.evidence for group in self.results for one in group]
        return min(found, key=lambda one: one.p_value).resolved() if found else None

    def __str__(self) -> str:
        from noisegrade.testing.sentences import message  # noqa: PLC0415 - it imports this module

        return message(self)


@dataclass(slots=True)
class _Samples:
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
        return self.question.reduced([np.concatenate(one) for one in self.kept], self.judge)

    def drawn(self) -> Iterator[Drawn]:
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


def examine_question(
    question: Question,
    callers: Sequence[Caller],
    *,
    plan: Plan,
    terms: Terms,
    promises: tuple[Promise, ...],
) -> Examination:
    """Examine samplers by a plan that was solved for these terms."""
    started = time.process_time()
    samples = _Samples(callers, question, terms.seed)
    judged: tuple[tuple[TestResult, ...], ...] = ()
    least, refused, passed = 1.0, None, False
    for look in plan.looks:
        refused = samples.up_to(look)
        if refused is not None:
            judged = ()
            break
        groups = samples.reduced()
        judged = _judged(groups, question, plan)
        least = min(least, *(one.evidence.p_value for group in judged for one in group))
        if any(one.evidence.rejects for group in judged for one in group):
            break
        passed = all(
            plan.accepts(look, group, lengths=_lengths(z), tolerance=question.tolerance)
            for group, z in zip(judged, groups, strict=True)
        )
        if passed:
            break
    return Examination(
        passed=passed,
        question=question,
        terms=terms,
        drawn=tuple(samples.drawn()) if refused is None else (),
        refused=refused,
        results=judged,
        p_value=0.0 if refused is not None else min(1.0, least * TESTS * LOOKS * question.groups),
        draws=samples.draws,
        cpu=time.process_time() - started,
        promises=promises,
    )


def _judged(
    groups: Sequence[FloatArray], question: Question, plan: Plan
) -> tuple[tuple[TestResult, ...], ...]:
    return tuple(
        battery.judge(
            z,
            axes=_AXES[: z.ndim],
            false_fail=plan.per_test / min(2, len(groups)),
            tolerance=question.tolerance,
        )
        for z in groups
    )


_AXES = ("call", "draw", "entry")


def _lengths(z: FloatArray) -> tuple[tuple[str, int], ...]:
    return tuple(zip(_AXES[: z.ndim], z.shape, strict=True))
