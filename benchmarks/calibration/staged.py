"""Right samplers through the three stages of a grading, at the default budget: none may fail.

What is run is what `grading` does with the draws once a learner's function has returned them:
`grading.evaluation.evaluate` for each stage of `sample_static`, with the stages, the error budget
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
from noisegrade.grading.evaluation import evaluate
from noisegrade.grading.sampling import trials
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
    for draws in PLAN.draws:
        calls = trials(exercise, draws, rng)
        results = tuple(sampler(rng, trial.shape) for trial in calls)
        sample = Sample(tuple(calls), results)
        if evaluate(exercise, sample, false_fail=PLAN.per_test, rng=rng).rejected:
            return True
    return False
