"""How `box_muller` is graded: both numbers of every pair are independent N(0, 1)."""

from __future__ import annotations

import numpy as np
from scipy import stats

from noisegrade import (
    RNG,
    Hint,
    Prediction,
    RandomExercise,
    Trial,
    common_mistakes,
    misshapen,
    wrong_distributions,
)

__all__ = ["EXERCISE"]


def _trial(index: int, draws: int, data: np.random.Generator) -> Trial:
    count = -(-draws // 2)
    return Trial(
        args=(count, RNG), shape=(count, 2), axes=("pair", "coordinate"), draws=stats.norm(0, 1)
    )


EXERCISE = RandomExercise(
    name="box_muller",
    trial=_trial,
    of="numbers",
    misconceptions=(
        common_mistakes.rng_ignored(),
        common_mistakes.constant_seed(),
        wrong_distributions.root_two_missing(),
        wrong_distributions.logarithm_to_base_ten(),
        common_mistakes.same_along(
            1,
            "cosine-twice",
            says="both numbers of a pair are the same.",
            next_step="one coordinate is the radius times the cosine: what is the other?",
        ),
        misshapen(
            "pairs-in-columns",
            lambda count, rng: (2, count),
            says="the pairs stand in columns.",
            next_step="each pair is a row: look at the axis along which you put them together.",
        ),
    ),
    hint=Hint(
        idea="Two bells have no direction: turn an angle at random, and go out by a random radius.",
        look_here="The squared radius is exponential with mean 2, which is −2·ln(1 − u).",
        worked_line="np.sqrt(-2 * np.log(1 - rng.random(count)))",
    ),
    prediction=Prediction(
        question="What is the mean of the squared radius of such a pair?",
        answer=2.0,
        tolerance=0.01,
        recall="Each coordinate has the variance 1, so their squares have the mean 1 each.",
    ),
    equivalent_mutants={
        "box_muller:1.11:left-dropped": "0 comes up once in 2⁵³ draws.",
        "box_muller:2.3:left-doubled": "two whole turns are as good as one.",
        "box_muller:2.4:2-to--2": "a turn the other way is as good.",
        "box_muller:2.7:random-to-standard_normal": "a wide bell of angles is flat on the circle, but for one part in a billion.",
        "box_muller:3.0:result-negated": "a bell is the same on both sides.",
        "box_muller:3.18:1-to--1": "the last axis is axis 1.",
        "box_muller:3.4:swapped-1-2": "the two coordinates are alike.",
        "box_muller:1.13:second-half-repeats": "dependence that far apart is not tested.",
        "box_muller:2.7:second-half-repeats": "dependence that far apart is not tested.",
    },
)
