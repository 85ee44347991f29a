"""Grade a random exercise: draws against the exact law, in stages; then twice from one state."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np

from noisegrade import diagnosis
from noisegrade.exercise import Misconception, RandomExercise, Sample
from noisegrade.grading import messages
from noisegrade.grading.drawn import Drawn
from noisegrade.grading.edges import Edges, judge_edges
from noisegrade.grading.evaluation import Evaluation, evaluate, rounding
from noisegrade.grading.inputs import inputs_finding
from noisegrade.grading.requests import CallRunner
from noisegrade.grading.sampling import Answer, draw_twice, shorter
from noisegrade.grading.slips import Slip
from noisegrade.model import HISTOGRAM_EDGES, Finding, FloatArray, Verdict
from noisegrade.stats.battery import Family
from noisegrade.stats.budget import Look, Plan

__all__ = ["CLAIMS", "SampledResult", "grade_random"]

CLAIMS = ("returns", *(family.value for family in Family), "inputs", "reproducible")
_RETURNED = Finding(
    claim="returns", verdict=Verdict.PASSED, says="Shape and kind of number are as asked."
)
_PICTURED = 4096  # draws in a histogram: its bars stray by less than the eye sees


@dataclass(frozen=True, slots=True)
class SampledResult:
    """The result of a random exercise; `luck` is for a failure that rests on statistics."""

    findings: tuple[Finding, ...]
    named: Misconception | Slip | None = None
    coverage: str | None = None
    histogram: tuple[int, ...] = ()
    luck: str | None = None
    step: str | None = None  # where to look while nothing is named


def grade_random(exercise: RandomExercise, ask: CallRunner, plan: Plan) -> SampledResult:
    """Look at growing samples until one rejects the distribution, or one may accept it."""
    inputs: tuple[Finding, ...] = ()
    drawn = Drawn(exercise, ask, plan)
    for look in plan.looks:
        answer = drawn.up_to(look)
        if answer.refused is not None:
            return _not_returned(exercise, answer)
        if look.blocks == 0:
            inputs = inputs_finding(answer)
        sample, standard = drawn.sample, drawn.standard
        held = evaluate(exercise, sample, standard, false_fail=plan.per_test)
        if held.rejected:
            return _law_failed(held, inputs, ask, partial(_larger, drawn, look))
        if plan.accepts(
            look,
            held.together,
            lengths=held.lengths,
            tolerance=rounding(sample.trials),
            others=held.of_settings,
        ):
            break
    edges = judge_edges(exercise, ask, false_fail=plan.edges)
    if edges.finding is not None and edges.finding.claim not in map(_failed_claim, inputs):
        return _edge_failed(exercise, edges, sample, inputs)
    return _law_held(held, inputs, ask)


def _failed_claim(finding: Finding) -> str | None:
    return finding.claim if finding.verdict is Verdict.FAILED else None


def _edge_failed(
    exercise: RandomExercise, edges: Edges, usual: Sample, inputs: tuple[Finding, ...]
) -> SampledResult:
    """Report a result that is wrong at an edge, where the usual ones are right."""
    if edges.finding is None:
        raise AssertionError("only what failed is reported")
    returned = () if edges.finding.claim == "returns" else (_RETURNED,)
    if edges.finding.claim == "inputs":
        return SampledResult((*returned, edges.finding), edges.answer.slip)
    named: Misconception | Slip | None = None
    if any(map(_failed_claim, inputs)):
        named = diagnosis.name_seen(exercise, "inputs", usual)
    elif edges.finding.verdict is Verdict.FAILED:
        named = diagnosis.name_seen(exercise, edges.finding.claim, edges.answer.sample)
    if named is None and not any(map(_failed_claim, inputs)):
        named = edges.answer.slip
    step = edges.answer.step
    return SampledResult((*returned, edges.finding, *inputs), named, step=step)


def _not_returned(exercise: RandomExercise, answer: Answer) -> SampledResult:
    if answer.refused is None:
        raise AssertionError("only a refused answer was not returned")
    named = None
    if answer.refused.verdict is Verdict.FAILED:
        named = diagnosis.name_seen(exercise, "returns", answer.sample)
    return SampledResult((answer.refused,), named or answer.slip, step=answer.step)


def _law_failed(
    held: Evaluation,
    inputs: tuple[Finding, ...],
    ask: CallRunner,
    more: Callable[[], Sample | None],
) -> SampledResult:
    named = diagnosis.name_law(held.exercise, held.sample, more)
    found = tuple(held.findings())
    speaks = [one.claim for one in found if named is not None and one.claim == named.claim]
    shown = held.shown(Family((speaks or [found[0].claim])[0]))
    ask.failing = shorter(held.exercise, ask, shown.call).args
    return SampledResult(
        (_RETURNED, *found, *inputs),
        named,
        coverage=messages.coverage_sentence(shown),
        histogram=_histogram(shown.standard),  # of the draws that the sentence counts
        luck=messages.LUCK
        if named is not None
        else messages.luck_sentences(found[0], gaussian=shown.gaussian),
    )


def _histogram(standard: FloatArray) -> tuple[int, ...]:
    few = standard.reshape(-1)[:_PICTURED]
    with np.errstate(all="ignore"):
        bins = np.searchsorted(HISTOGRAM_EDGES, few, side="right")
    return tuple(np.bincount(bins, minlength=len(HISTOGRAM_EDGES) + 1).tolist())


def _larger(drawn: Drawn, look: Look) -> Sample | None:
    """Draw more for a name, where the law was rejected by the first few thousand draws."""
    if look.blocks > 0:
        return None
    answer = drawn.up_to(drawn.plan.block)
    return None if answer.refused is not None else drawn.sample


def _law_held(held: Evaluation, inputs: tuple[Finding, ...], ask: CallRunner) -> SampledResult:
    findings = [_RETURNED, *held.findings(), *inputs]
    named = None
    if any(finding.verdict is Verdict.FAILED for finding in inputs):
        named = diagnosis.name_seen(held.exercise, "inputs", held.sample)
        ask.failing = held.sample.trials[0].args
    drawn = _histogram(held.standard)
    twice = draw_twice(held.exercise, ask)
    if twice.refused is not None:
        return SampledResult((*findings, twice.refused), named, histogram=drawn)
    first, second = twice.sample.results
    if np.array_equal(first, second):
        says = "The same rng state gives the same numbers."
        findings.append(Finding(claim="reproducible", verdict=Verdict.PASSED, says=says))
        return SampledResult(tuple(findings), named, histogram=drawn)
    says = "The same rng state gave other numbers the second time: draw from the rng you are given."
    findings.append(Finding(claim="reproducible", verdict=Verdict.FAILED, says=says))
    ask.failing = twice.sample.trials[0].args
    named = named or diagnosis.name_seen(held.exercise, "reproducible", twice.sample)
    return SampledResult(tuple(findings), named, histogram=drawn)
