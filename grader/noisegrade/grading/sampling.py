"""Draw from a learner's sampler, and look at the form of what comes: shape, kind, finite, near."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

import numpy as np

from noisegrade.exercise import RandomExercise, Sample, Trial
from noisegrade.grading import notation
from noisegrade.grading.messages import STEP_OF_KIND, STEP_OF_SHAPE
from noisegrade.grading.requests import CallRunner, explain_failure
from noisegrade.grading.slips import HUGE, NOT_FINITE, Slip, slip_of_result
from noisegrade.model import Finding, Verdict
from noisegrade.sandbox.calls import Reply, ReplyKind
from noisegrade.stats.moments import LARGEST_DRAW

__all__ = [
    "FIRST",
    "Answer",
    "ask_trials",
    "draw",
    "draw_twice",
    "draws_shape",
    "shorter",
    "trials",
]

CALLS = 8  # of every block: three blocks have enough for their means and energies to scatter
FIRST = range(2)  # the blocks of the first look, which are smaller: signs are sought in their calls
_FEW = 192  # draws of the two calls from one state
_TWICE = 100  # their round of seeds, after all that a look may draw
_ITEM = 16  # bytes: room for the widest floating dtype
_LARGEST = 2.0  # times as many numbers as asked for may come back before they are too many


@dataclass(frozen=True, slots=True)
class Answer:
    """A request's results as far as they came, and the finding that refuses them, if any.

    `slip` is the one behind a refusal, where it is known.
    """

    sample: Sample
    refused: Finding | None = None
    replies: Sequence[Reply] = ()
    slip: Slip | None = None
    step: str | None = None  # where to look while the slip is not known


def draw(
    exercise: RandomExercise, ask: CallRunner, round_: int, draws: int, *, blocks: range
) -> Answer:
    """Draw so many numbers in some blocks, by one request whose calls share one generator."""
    calls = trials(exercise, draws, ask.seeds.data(round_), blocks=blocks)
    return ask_trials(exercise, ask, calls, rng_seed=ask.seeds.rng(round_), echo=round_ == 0)


def trials(
    exercise: RandomExercise, draws: int, data: np.random.Generator, *, blocks: range
) -> list[Trial]:
    """Return the calls of some blocks, which together ask for at least so many draws."""
    indices = range(blocks.start * CALLS, blocks.stop * CALLS)
    each = -(-draws // len(indices))  # rounded up: the promise is made for all the draws
    return [exercise.trial(index, each, data) for index in indices]


def draws_shape(trial: Trial) -> tuple[int, ...]:
    """Return the shape of the draws in a result."""
    return trial.values(np.zeros(trial.shape)).shape


def shorter(exercise: RandomExercise, ask: CallRunner, index: int) -> Trial:
    """Return a call as the one at `index`, with few draws: short enough to be shown."""
    return exercise.trial(index, _FEW, ask.seeds.data(0))


def draw_twice(exercise: RandomExercise, ask: CallRunner) -> Answer:
    """Make one call in each of two requests: each starts its generator from the same state."""
    calls = [exercise.trial(0, _FEW, ask.seeds.data(_TWICE))]
    seed = ask.seeds.rng(_TWICE)
    answers = [ask_trials(exercise, ask, calls, rng_seed=seed) for _ in range(2)]
    refused = next((answer.refused for answer in answers if answer.refused is not None), None)
    results = tuple(result for answer in answers for result in answer.sample.results)
    return Answer(Sample((calls[0],) * len(results), results), refused)


def ask_trials(
    exercise: RandomExercise,
    ask: CallRunner,
    calls: Sequence[Trial],
    *,
    rng_seed: int,
    echo: bool = False,
) -> Answer:
    """Make calls that share one generator; refuse results of another form than was asked for."""
    sizes = [math.prod(trial.shape) for trial in calls]
    outcome = ask.ask(
        [trial.args for trial in calls],
        capacity=int(_LARGEST * _ITEM * max(sizes)) + 4096,
        numbers=sum(sizes),
        rng_seed=rng_seed,
        echo=echo,
    )
    plain = [reply.values[0].array for reply in takewhile(_gave_one_value, outcome.replies)]
    sample = Sample(tuple(calls[: len(plain)]), tuple(plain))
    failure = explain_failure(outcome, exercise, asked=len(calls))
    if failure is not None:
        ask.where = failure.where or ask.where
        if failure.finding.claim == "returns":
            ask.failing = calls[failure.index].args
        return Answer(sample, failure.finding, slip=failure.slip)
    for trial, reply in zip(calls, outcome.replies, strict=True):
        says = _misshapen(trial, reply)
        if says is not None:
            step = STEP_OF_SHAPE if _has_another_shape(trial, reply) else STEP_OF_KIND
            finding = Finding(claim="returns", verdict=Verdict.FAILED, says=says)
            ask.failing = trial.args
            slip = slip_of_result(reply) or _slip_of_values(reply)
            return Answer(sample, finding, slip=slip, step=step)
    return Answer(sample, replies=outcome.replies)


def _gave_one_value(reply: Reply) -> bool:
    return reply.kind is ReplyKind.RETURNED and len(reply.values) == 1


def _has_another_shape(trial: Trial, reply: Reply) -> bool:
    return len(reply.values) != 1 or reply.values[0].array.shape != trial.shape


def _slip_of_values(reply: Reply) -> Slip | None:
    """Name values that no right draw has."""
    array = reply.values[0].array
    if array.dtype.kind not in "fc":
        return None
    if not np.isfinite(array).all():
        return NOT_FINITE
    return HUGE if array.size and np.abs(array).max() > LARGEST_DRAW else None


def _misshapen(trial: Trial, reply: Reply) -> str | None:
    wanted = trial.shape
    if reply.type_name in {"tuple", "list"} or len(reply.values) != 1:
        asked = "whole numbers" if trial.target.whole else "floats"
        return f"It should return one array of {asked}; yours returns a {reply.type_name}."
    array = reply.values[0].array
    if array.shape != wanted:
        return (
            f"You were asked for shape {notation.shape_text(wanted)}; "
            f"yours is {notation.shape_text(array.shape)}."
        )
    if array.dtype.kind not in ("biuf" if trial.target.whole else "f"):
        asked = (
            "Noise has decimals" if trial.target.gaussian else "Numbers with decimals are asked for"
        )
        return f"{asked}; your array holds {notation.kind(array.dtype)}."
    finite = np.isfinite(array)
    if not finite.all():
        at = tuple(int(place[0]) for place in np.nonzero(~np.atleast_1d(finite)))
        bad = notation.number(np.atleast_1d(array)[at])
        return f"Every value must be a number; yours is {bad} at {list(at)}."
    farthest = float(array.flat[np.abs(array).argmax()])
    if abs(farthest) > LARGEST_DRAW:
        far = notation.number(farthest)
        if trial.target.gaussian:
            return f"Noise lies near its mean; yours has {far} among it."
        return f"No draw lies so far out; yours contain {far}."
    return trial.target.impossible(trial.values(array))
