"""Look at growing samples of a sampler until one rejects, or one may accept."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from noisegrade.model import Evidence, FloatArray
from noisegrade.stats import battery
from noisegrade.stats.battery import TESTS, TestResult
from noisegrade.stats.budget import LOOKS, Plan, Promise
from noisegrade.testing.questions import Question
from noisegrade.testing.sampler import Caller
from noisegrade.testing.samples import Drawn, Samples

__all__ = ["Examination", "Terms", "examine_question"]

_AXES = ("call", "draw", "entry")


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


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What the looks found: the results of the last one, the least p-value of all."""

    passed: bool
    refused: str | None
    results: tuple[tuple[TestResult, ...], ...]
    least: float


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
    samples = Samples(callers, question, terms.seed)
    found = _looked(samples, question, plan)
    return Examination(
        passed=found.passed,
        question=question,
        terms=terms,
        drawn=tuple(samples.drawn()) if found.refused is None else (),
        refused=found.refused,
        results=found.results,
        p_value=min(1.0, found.least * TESTS * LOOKS * question.groups),
        draws=samples.draws,
        cpu=time.process_time() - started,
        promises=promises,
    )


def _looked(samples: Samples, question: Question, plan: Plan) -> _Outcome:
    """Look at growing samples until one is refused, or rejects, or may accept."""
    least = 1.0
    for look in plan.looks:
        refused = samples.up_to(look)
        if refused is not None:
            return _Outcome(passed=False, refused=refused, results=(), least=0.0)
        groups = samples.reduced()
        results = tuple(_judged(groups, question, plan))
        found = [one.evidence for group in results for one in group]
        least = min(least, *(one.p_value for one in found))
        rejected = any(one.rejects for one in found)
        accepted = not rejected and all(
            plan.accepts(look, group, lengths=_lengths(z), tolerance=question.tolerance)
            for group, z in zip(results, groups, strict=True)
        )
        if rejected or accepted:
            return _Outcome(accepted, None, results, least)
    raise AssertionError("the last look accepts what it doesn't reject")


def _judged(
    groups: Sequence[FloatArray], question: Question, plan: Plan
) -> Iterator[tuple[TestResult, ...]]:
    for z in groups:
        yield battery.judge(
            z,
            axes=_AXES[: z.ndim],
            false_fail=plan.per_test / min(2, len(groups)),
            tolerance=question.tolerance,
            hidden=question.hidden,
        )


def _lengths(z: FloatArray) -> tuple[tuple[str, int], ...]:
    return tuple(zip(_AXES[: z.ndim], z.shape, strict=True))
