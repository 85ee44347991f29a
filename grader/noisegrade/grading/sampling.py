"""Draw from a learner's sampler, and look at the form of what comes: shape, kind, finite, near."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

import numpy as np

from noisegrade.exercise import Args, RandomExercise, Sample
from noisegrade.grading import messages
from noisegrade.grading.requests import CallRunner, explain_failure
from noisegrade.model import Finding, Verdict
from noisegrade.sandbox.calls import Outcome, Reply, ReplyKind

__all__ = ["Answer", "draw", "draw_twice", "trials"]

CALLS = 16  # calls a stage: enough for their means and energies to tell whether they scatter
_FEW = 192  # draws of the two calls from one state
_TWICE = 3  # their round of seeds, after the stages
_ITEM = 16  # bytes: room for the widest floating dtype
_LARGEST = 2.0  # times as many numbers as asked for may come back before they are too many
_ENORMOUS = 1e100  # no draw is so far out, and squares of such values can still be added up


@dataclass(frozen=True, slots=True)
class Answer:
    """A request's results as far as they came, and the finding that refuses them, if any."""

    sample: Sample
    refused: Finding | None = None
    replies: Sequence[Reply] = ()


def draw(exercise: RandomExercise, ask: CallRunner, stage: int, draws: int) -> Answer:
    """Draw for one stage, in CALLS calls that share one generator."""
    args = trials(exercise, draws, ask.seeds.data(stage))
    outcome = ask.ask(
        args,
        capacity=_capacity(exercise, args),
        rng_seed=ask.seeds.rng(stage),
        echo=stage == 0,
    )
    return _answer(exercise, ask, args, outcome)


def trials(exercise: RandomExercise, draws: int, data: np.random.Generator) -> list[Args]:
    """Give the arguments of a stage's calls, which together ask for at least so many draws."""
    each = -(-draws // CALLS)  # rounded up: the promise is made for all the draws
    return [exercise.trial(index, each, data) for index in range(CALLS)]


def draw_twice(exercise: RandomExercise, ask: CallRunner) -> Answer:
    """Make one call in each of two requests: each starts its generator from the same state."""
    args = [exercise.trial(0, _FEW, ask.seeds.data(_TWICE))]
    answers = []
    for _ in range(2):
        outcome = ask.ask(args, capacity=_capacity(exercise, args), rng_seed=ask.seeds.rng(_TWICE))
        answers.append(_answer(exercise, ask, args, outcome))
    refused = next((answer.refused for answer in answers if answer.refused is not None), None)
    results = tuple(result for answer in answers for result in answer.sample.results)
    return Answer(Sample((args[0],) * len(results), results), refused)


def _capacity(exercise: RandomExercise, args: Sequence[Args]) -> int:
    largest = max(int(np.prod(exercise.shape(one))) for one in args)
    return int(_LARGEST * _ITEM * largest) + 4096


def _answer(
    exercise: RandomExercise, ask: CallRunner, args: Sequence[Args], outcome: Outcome
) -> Answer:
    plain = [reply.values[0].array for reply in takewhile(_gave_one_value, outcome.replies)]
    sample = Sample(tuple(args[: len(plain)]), tuple(plain))
    refused = explain_failure(outcome, exercise, asked=len(args))
    if refused is not None:
        ask.where = refused.where or ask.where
        return Answer(sample, refused.finding)
    for one, reply in zip(args, outcome.replies, strict=True):
        says = _misshapen(exercise, one, reply)
        if says is not None:
            return Answer(sample, Finding(claim="returns", verdict=Verdict.FAILED, says=says))
    return Answer(sample, replies=outcome.replies)


def _gave_one_value(reply: Reply) -> bool:
    return reply.kind is ReplyKind.RETURNED and len(reply.values) == 1


def _misshapen(exercise: RandomExercise, args: Args, reply: Reply) -> str | None:
    wanted = exercise.shape(args)
    if reply.type_name in {"tuple", "list"} or len(reply.values) != 1:
        return f"It should return one array of floats; yours returns a {reply.type_name}."
    array = reply.values[0].array
    if array.shape != wanted:
        return (
            f"You were asked for shape {messages.shape_text(wanted)}; "
            f"yours is {messages.shape_text(array.shape)}."
        )
    if array.dtype.kind != "f":
        return f"Noise has decimals; your array holds {messages.kind(array.dtype)}."
    finite = np.isfinite(array)
    if not finite.all():
        bad = array[~finite][0]
        return f"Every value must be a number; yours has {messages.number(bad)} among them."
    farthest = float(array.flat[np.abs(array).argmax()])
    if abs(farthest) > _ENORMOUS:
        return f"Noise lies near its mean; yours has {messages.number(farthest)} among it."
    return None
