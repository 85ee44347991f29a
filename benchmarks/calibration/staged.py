"""Right samplers through the looks of a grading, at the default budget: none may fail.

What is run is what `grading` does with the draws once a learner's function has returned them:
`grading.evaluation.evaluate` for each look at `sample_static`, with the looks, the error budget
and the allowance for float32 of a real grading. The functions are called in this process, not in
the sandbox.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import numpy as np
from pieces import COURSE, Piece, Result

from calibration.right_samplers import RIGHT, Sampler
from noisegrade.exercise import RandomExercise, Sample
from noisegrade.grading.evaluation import evaluate, rounding, standardized
from noisegrade.grading.sampling import CALLS, trials
from noisegrade.stats import budget

__all__ = ["PART", "pieces"]

PART = "staged"
SLOW = frozenset({"random.gauss", "statistics.NormalDist", "twelve float32 uniforms"})
FEWER = 20  # times as few gradings by samplers that take more than 50 ms a grading
A_PIECE = 60  # gradings by each sampler
PLAN = budget.plan(budget.DEFAULT_EFFECT, exercises=len(COURSE.exercises))


def pieces(gradings: int) -> Iterator[Piece]:
    """Share out about so many gradings among all samplers, round by round."""
    a_round = sum(_size(name) for name in RIGHT)
    for turn in range(-(-gradings // a_round)):
        for name in RIGHT:
            yield Piece(PART, f"{name}, seed {turn}", partial(_graded, name, turn))


def _size(name: str) -> int:
    return A_PIECE // FEWER if name in SLOW else A_PIECE


def _graded(name: str, turn: int) -> Result:
    seeds = np.random.default_rng([turn, list(RIGHT).index(name)]).spawn(_size(name))
    failed = sum(_fails(RIGHT[name], rng) for rng in seeds)
    return {"sampler": name, "gradings": _size(name), "failed": failed}


def _fails(sampler: Sampler, rng: np.random.Generator) -> bool:
    exercise = COURSE.find("sample_static")
    if not isinstance(exercise, RandomExercise):
        raise TypeError("sample_static is drawn")
    sample = Sample((), ())
    for look in PLAN.looks:
        blocks = 1 if look.blocks == 0 else look.blocks - _blocks(sample)
        for _ in range(blocks):
            sample = _with_block(exercise, sampler, sample, look.draws // max(1, look.blocks), rng)
        z = standardized(sample, rng)
        held = evaluate(exercise, sample, z, false_fail=PLAN.per_test)
        if held.rejected:
            return True
        tolerance = rounding(sample.trials)
        others = [one for result in held.results[1:] for one in result.judged]
        if PLAN.accepts(
            look, held.together, lengths=held.lengths, tolerance=tolerance, others=others
        ):
            return False
        if look.blocks == 0:
            sample = Sample((), ())
    raise AssertionError("the last look accepts what it does not reject")


def _blocks(sample: Sample) -> int:
    return len(sample.trials) // CALLS


def _with_block(
    exercise: RandomExercise,
    sampler: Sampler,
    before: Sample,
    draws: int,
    rng: np.random.Generator,
) -> Sample:
    calls = trials(exercise, draws, rng)
    results = tuple(sampler(rng, trial.shape) for trial in calls)
    return Sample((*before.trials, *calls), (*before.results, *results))
