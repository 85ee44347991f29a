"""Edge requests: few draws each, at the ends of what a docstring allows.

Ranks, lengths, channels and kinds of numbers that the stages don't have are asked for here. Each
result is judged for its shape and kind, its mean, its σ and values that are the same, at a share of
the exercise's level; and arguments must stay as they were.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from noisegrade.exercise import Known, RandomExercise, Sample, Trial
from noisegrade.grading import notation
from noisegrade.grading.evaluation import rounding
from noisegrade.grading.inputs import first_touched, inputs_finding
from noisegrade.grading.requests import CallRunner
from noisegrade.grading.sampling import Answer, ask_trials
from noisegrade.grading.slips import ARGUMENT_CHANGED, ARGUMENT_RETURNED
from noisegrade.model import Evidence, Finding, Verdict
from noisegrade.stats.battery import Family
from noisegrade.stats.small_samples import repeats_test, small_sample_tests

__all__ = ["EDGES", "TESTS", "Edges", "judge_edges"]

TESTS = 3  # of an edge request
EDGES = 101  # their round of seeds, after the two calls from one state


@dataclass(frozen=True, slots=True)
class Edges:
    """The result of the edge requests: the answers, and the finding against them, if any."""

    answer: Answer
    finding: Finding | None = None


def judge_edges(exercise: RandomExercise, ask: CallRunner, *, false_fail: float) -> Edges:
    """Make the edge requests; `false_fail` is the error budget of all of them together."""
    trials = list(exercise.edges(ask.seeds.data(EDGES)))
    none = Answer(Sample((), ()))
    if not trials:
        return Edges(none)
    per_test = false_fail / (TESTS * len(trials))
    required = [trial for trial in trials if not trial.may_raise]
    required_answer = (
        ask_trials(exercise, ask, required, rng_seed=ask.seeds.rng(EDGES), echo=True)
        if required
        else none
    )
    edges = _judged(exercise, ask, required_answer, per_test)
    for trial in trials:
        if edges.finding is None and trial.may_raise:
            where, failing = ask.where, ask.failing
            answer = ask_trials(exercise, ask, [trial], rng_seed=ask.seeds.rng(EDGES), echo=True)
            if answer.refused is not None and answer.refused.verdict is Verdict.CRASHED:
                ask.where, ask.failing = where, failing  # it refused, as it may
            else:
                edges = _judged(exercise, ask, answer, per_test)
                edges = replace(edges, answer=_beside(required_answer, answer))
    return edges


def _beside(answer: Answer, later: Answer) -> Answer:
    """Put the results of later requests beside those before: signs look at all of them."""
    first, second = answer.sample, later.sample
    together = Sample((*first.trials, *second.trials), (*first.results, *second.results))
    return replace(later, sample=together)


def _judged(exercise: RandomExercise, ask: CallRunner, answer: Answer, per_test: float) -> Edges:
    if answer.refused is not None:
        return Edges(answer, answer.refused)
    rng = ask.seeds.judge(EDGES)
    for trial, result in zip(answer.sample.trials, answer.sample.results, strict=True):
        for family, evidence in _tests(trial, result, per_test, rng):
            if evidence.rejects:
                says = _sentence(exercise, trial, result, family)
                finding = Finding(
                    claim=family.value, verdict=Verdict.FAILED, says=says, evidence=evidence
                )
                ask.failing = trial.args
                return Edges(answer, finding)
    return _inputs_judged(answer, ask)


def _inputs_judged(answer: Answer, ask: CallRunner) -> Edges:
    """Look at what became of the arguments, where the results themselves are right."""
    failed = next((one for one in inputs_finding(answer) if one.verdict is Verdict.FAILED), None)
    if failed is None:
        return Edges(answer)
    shared = any(reply.shares_memory for reply in answer.replies)
    ask.failing = answer.sample.trials[first_touched(answer)].args
    slip = ARGUMENT_RETURNED if shared else ARGUMENT_CHANGED
    return Edges(replace(answer, slip=replace(slip, claim=failed.claim)), failed)


def _tests(
    trial: Trial, result: np.ndarray, per_test: float, rng: np.random.Generator
) -> Iterator[tuple[Family, Evidence]]:
    if isinstance(trial.target, Known):
        return  # compared when it came
    tolerance = rounding([trial])
    values = trial.values(result)
    stretch = trial.target.stretch or 1.0  # 0 where whole numbers are not rounded
    z = trial.target.standardize(values, tolerance=tolerance / stretch, rng=rng)
    mean, variance = small_sample_tests(z, false_fail=per_test, tolerance=tolerance)
    yield Family.LOCATION, mean
    yield Family.SPREAD, variance
    yield Family.RESOLUTION, repeats_test(z, false_fail=per_test, tolerance=tolerance)


def _sentence(exercise: RandomExercise, trial: Trial, result: np.ndarray, family: Family) -> str:
    call = notation.call_text(exercise.name, exercise.parameters, trial.args)
    values, moments = trial.values(result), trial.moments
    of = exercise.of if values.size > 1 else exercise.of.removesuffix("s")
    if family is Family.RESOLUTION:
        return f"{call} should hardly repeat a value; some of your {values.size} {of} are the same."
    if family is Family.LOCATION:
        asked, found = notation.apart(moments.mean, values.mean())
        return f"{call} should have mean {asked}; yours has mean {found} ({values.size} {of})."
    strayed = float(np.sqrt(np.mean((values - moments.mean) ** 2)))
    asked, found = notation.apart(moments.std, strayed)
    return f"{call} should have σ = {asked}; yours strays by {found} ({values.size} {of})."
