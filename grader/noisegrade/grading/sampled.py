"""Grade a random exercise: draws against the exact law, in stages; then twice from one state."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import takewhile

import numpy as np

from noisegrade import diagnosis
from noisegrade.claims import Args, Asked, Misconception, Sample, Sampled
from noisegrade.grading import words
from noisegrade.grading.asking import Asker, refusal
from noisegrade.model import HISTOGRAM_EDGES, Finding, FloatArray, Verdict
from noisegrade.sandbox.calls import Outcome, Reply, ReplyKind
from noisegrade.stats import battery
from noisegrade.stats.battery import Family, Judged
from noisegrade.stats.budget import Plan

__all__ = ["CALLS", "CLAIMS", "Verification", "grade_sampled"]

CALLS = 16  # calls a stage: enough for their means and energies to tell whether they scatter
CLAIMS = ("returns", *(family.value for family in Family), "inputs", "reproducible")
_RETURNED = Finding(
    claim="returns", verdict=Verdict.PASSED, says="Shape and kind of number are as asked."
)
_FEW = 192  # draws of the two calls from one state
_TWICE = 3  # their round of seeds, after the stages
_PICTURED = 4096  # draws in a histogram: its bars stray by less than the eye sees
_ITEM = 16  # bytes: room for the widest floating dtype
_LARGEST = 2.0  # times as many numbers as asked for may come back before they are too many
_ROUNDING = float(np.finfo(np.float32).eps)  # of one operation, relative
_ROUNDINGS = 8  # operations that may each round a result once
_ENORMOUS = 1e100  # no draw is so far out, and squares of such values can still be added up
_REACH = 10.0  # σ: right draws lie within this reach of their mean
_STRETCH = (
    4  # a law that is no bell is sent to one by a map that widens rounding, at most 3.2 times
)


@dataclass(frozen=True, slots=True)
class Verification:
    """What came of a random exercise; `by_luck` asks whether its failure rests on statistics."""

    findings: tuple[Finding, ...]
    named: Misconception | None = None
    coverage: str | None = None
    histogram: tuple[int, ...] = ()
    by_luck: bool = False


@dataclass(frozen=True, slots=True)
class _Answer:
    """A request's results as far as they came, and the finding that refuses them, if any."""

    sample: Sample
    refused: Finding | None = None
    replies: Sequence[Reply] = ()


@dataclass(frozen=True, slots=True)
class _Seen:
    """One stage: its draws, standardised too, and what the battery made of them."""

    exercise: Sampled
    sample: Sample
    standard: FloatArray
    judged: tuple[Judged, ...]


def grade_sampled(exercise: Sampled, ask: Asker, plan: Plan) -> Verification:
    """Sample the function in growing stages; stop at the first that refutes its law."""
    inputs: tuple[Finding, ...] = ()
    for stage, draws in enumerate(plan.draws):
        answer = _draw(exercise, ask, stage, draws)
        if answer.refused is not None:
            return _not_returned(exercise, answer)
        if stage == 0:
            inputs = _inputs_finding(answer)
        slack = _slack(exercise, answer.sample)
        z = _standardised(exercise, answer.sample, slack)
        judged = battery.judge(
            z,
            axes=("call", *exercise.axes),
            false_fail=plan.per_test,
            slack=slack if exercise.standard is None else _STRETCH * slack,
        )
        seen = _Seen(exercise, answer.sample, z, judged)
        if any(one.evidence.refutes for one in judged):
            return _law_failed(seen, inputs, partial(_larger, exercise, ask, plan, stage))
    return _law_held(seen, inputs, ask)


def _draw(exercise: Sampled, ask: Asker, stage: int, draws: int) -> _Answer:
    data = ask.seeds.data(stage)
    each = -(-draws // CALLS)  # rounded up: the promise is made for all the draws
    args = [exercise.trial(index, each, data) for index in range(CALLS)]
    outcome = ask.ask(
        args,
        capacity=_capacity(exercise, args),
        rng_seed=ask.seeds.rng(stage),
        echo=stage == 0,
    )
    return _answer(exercise, ask, args, outcome)


def _capacity(exercise: Sampled, args: Sequence[Args]) -> int:
    largest = max(int(np.prod(exercise.shape(one))) for one in args)
    return int(_LARGEST * _ITEM * largest) + 4096


def _answer(exercise: Sampled, ask: Asker, args: Sequence[Args], outcome: Outcome) -> _Answer:
    plain = [reply.values[0].array for reply in takewhile(_gave_one_value, outcome.replies)]
    sample = Sample(tuple(args[: len(plain)]), tuple(plain))
    refused = refusal(outcome, exercise, asked=len(args))
    if refused is not None:
        ask.where = refused.where or ask.where
        return _Answer(sample, refused.finding)
    for one, reply in zip(args, outcome.replies, strict=True):
        says = _misshapen(exercise, one, reply)
        if says is not None:
            return _Answer(sample, Finding(claim="returns", verdict=Verdict.FAILED, says=says))
    return _Answer(sample, replies=outcome.replies)


def _gave_one_value(reply: Reply) -> bool:
    return reply.kind is ReplyKind.RETURNED and len(reply.values) == 1


def _misshapen(exercise: Sampled, args: Args, reply: Reply) -> str | None:
    wanted = exercise.shape(args)
    if reply.type_name in {"tuple", "list"} or len(reply.values) != 1:
        return f"It should return one array of floats; yours returns a {reply.type_name}."
    array = reply.values[0].array
    if array.shape != wanted:
        return (
            f"You were asked for shape {words.shape_text(wanted)}; "
            f"yours is {words.shape_text(array.shape)}."
        )
    if array.dtype.kind != "f":
        return f"Noise has decimals; your array holds {array.dtype.name} values."
    finite = np.isfinite(array)
    if not finite.all():
        bad = array[~finite][0]
        return f"Every value must be a number; yours has {words.number(bad)} among them."
    farthest = float(array.flat[np.abs(array).argmax()])
    if abs(farthest) > _ENORMOUS:
        return f"Noise lies near its mean; yours has {words.number(farthest)} among it."
    return None


def _standardised(exercise: Sampled, sample: Sample, slack: float) -> FloatArray:
    """Send the noise of every call to N(0, 1): array, shape (calls, *noise)."""
    z: FloatArray | None = None
    for call, (args, result) in enumerate(zip(sample.args, sample.results, strict=True)):
        noise = exercise.noise(args, np.asarray(result, dtype=np.float64))
        if z is None:
            z = np.empty((len(sample.args), *noise.shape))
        if exercise.standard is not None:
            z[call] = exercise.standard(noise, args, slack)
        else:
            asked = exercise.asked(args)
            np.subtract(noise, asked.mean, out=z[call])
            z[call] /= asked.std
    if z is None:
        raise AssertionError("a stage makes calls")
    return z


def _slack(exercise: Sampled, sample: Sample) -> float:
    """Bound the rounding error of right results, in σ.

    It rests on what was asked for, not on what came: nobody can widen the bounds by odd values or
    dtypes. Right code may compute in float32 and hand back float64, so float32 rounds for all.
    """
    reach = max(
        (abs(asked.mean) + asked.offset) / asked.std for asked in map(exercise.asked, sample.args)
    )
    return _ROUNDINGS * _ROUNDING * (reach + _REACH)


def _inputs_finding(answer: _Answer) -> tuple[Finding, ...]:
    """Find out whether array arguments stay as they were; no finding where there are none."""
    pairs = [
        (before, after)
        for args, reply in zip(answer.sample.args, answer.replies, strict=True)
        for before, after in zip(
            (arg for arg in args if isinstance(arg, np.ndarray)), reply.echoed, strict=False
        )
    ]
    if not pairs:
        return ()
    if all(np.array_equal(before, after) for before, after in pairs):
        says = "The inputs stay as they were."
        return (Finding(claim="inputs", verdict=Verdict.PASSED, says=says),)
    says = "It changed the array that it was given; make a new one instead."
    return (Finding(claim="inputs", verdict=Verdict.FAILED, says=says),)


def _not_returned(exercise: Sampled, answer: _Answer) -> Verification:
    if answer.refused is None:
        raise AssertionError("only a refused answer was not returned")
    named = None
    if answer.refused.verdict is Verdict.FAILED:
        named = diagnosis.name_seen(exercise, "returns", answer.sample)
    return Verification((answer.refused,), named)


def _law_failed(
    seen: _Seen, inputs: tuple[Finding, ...], more: Callable[[], Sample | None]
) -> Verification:
    named = diagnosis.name_law(seen.exercise, seen.sample, more)
    found = tuple(_law_findings(seen, passed=False))
    speaks = [one.claim for one in found if named is not None and one.claim == named.claim]
    shown = _most_off(seen, Family((speaks or [found[0].claim])[0]))
    return Verification(
        (_RETURNED, *found, *inputs),
        named,
        coverage=words.coverage_sentence(shown),
        histogram=_histogram(shown.standard),  # of the draws that the sentence counts
        by_luck=True,
    )


def _histogram(standard: FloatArray) -> tuple[int, ...]:
    few = standard.reshape(-1)[:_PICTURED]
    with np.errstate(all="ignore"):
        bins = np.searchsorted(HISTOGRAM_EDGES, few, side="right")
    return tuple(np.bincount(bins, minlength=len(HISTOGRAM_EDGES) + 1).tolist())


def _larger(exercise: Sampled, ask: Asker, plan: Plan, stage: int) -> Sample | None:
    """Draw more for a name, where the law was refuted by the first few thousand draws."""
    if stage > 0:
        return None
    answer = _draw(exercise, ask, 1, plan.draws[1])
    return None if answer.refused is not None else answer.sample


def _law_held(seen: _Seen, inputs: tuple[Finding, ...], ask: Asker) -> Verification:
    findings = [_RETURNED, *_law_findings(seen, passed=True), *inputs]
    named = None
    if any(finding.verdict is Verdict.FAILED for finding in inputs):
        named = diagnosis.name_seen(seen.exercise, "inputs", seen.sample)
    drawn = _histogram(seen.standard)
    twice = _twice_from_one_state(seen.exercise, ask)
    if twice.refused is not None:
        return Verification((*findings, twice.refused), named, histogram=drawn)
    first, second = twice.sample.results
    if np.array_equal(first, second):
        says = "The same rng state gives the same numbers."
        findings.append(Finding(claim="reproducible", verdict=Verdict.PASSED, says=says))
        return Verification(tuple(findings), named, histogram=drawn)
    says = "The same rng state gave other numbers the second time: draw from the rng you are given."
    findings.append(Finding(claim="reproducible", verdict=Verdict.FAILED, says=says))
    named = named or diagnosis.name_seen(seen.exercise, "reproducible", twice.sample)
    return Verification(tuple(findings), named, histogram=drawn)


def _twice_from_one_state(exercise: Sampled, ask: Asker) -> _Answer:
    """Make one call in each of two requests: each starts its generator from the same state."""
    args = [exercise.trial(0, _FEW, ask.seeds.data(_TWICE))]
    answers = []
    for _ in range(2):
        outcome = ask.ask(args, capacity=_capacity(exercise, args), rng_seed=ask.seeds.rng(_TWICE))
        answers.append(_answer(exercise, ask, args, outcome))
    refused = next((answer.refused for answer in answers if answer.refused is not None), None)
    results = tuple(result for answer in answers for result in answer.sample.results)
    return _Answer(Sample((args[0],) * len(results), results), refused)


def _law_findings(seen: _Seen, *, passed: bool) -> Iterator[Finding]:
    """Report each family of tests by its most telling evidence.

    While one family is refuted, the others are not yet established: they are not reached.
    """
    for family in Family:
        of_family = [one.evidence for one in seen.judged if one.family is family]
        if not of_family:
            continue
        evidence = min(of_family, key=lambda one: (not one.refutes, one.p_value))
        if passed:
            yield Finding(
                claim=family.value,
                verdict=Verdict.PASSED,
                says=words.HELD[family],
                evidence=evidence,
            )
        elif evidence.refutes:
            says = words.evidence_sentence(family, evidence, _most_off(seen, family))
            yield Finding(claim=family.value, verdict=Verdict.FAILED, says=says, evidence=evidence)


def _most_off(seen: _Seen, family: Family) -> words.Stray:
    """Gather the calls that were asked for one law, choosing the law that is missed most.

    Messages quote these; the battery judges all calls together.
    """
    groups: dict[Asked, list[int]] = {}
    for index, args in enumerate(seen.sample.args):
        groups.setdefault(seen.exercise.asked(args), []).append(index)
    strays = [
        words.Stray(asked, seen.standard[calls], seen.exercise.of)
        for asked, calls in groups.items()
    ]
    return max(strays, key=lambda stray: stray.distance(family))
