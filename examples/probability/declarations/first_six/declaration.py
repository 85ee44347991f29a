"""How `first_six` is graded: k rolls have probability (5/6)**(k - 1) * (1/6)."""

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
    wrong_draws,
)

__all__ = ["EXERCISE"]


def _trial(index: int, draws: int, data: np.random.Generator) -> Trial:
    return Trial(args=(draws, RNG), shape=(draws,), axes=("time",), draws=stats.geom(1 / 6))


EXERCISE = RandomExercise(
    name="first_six",
    trial=_trial,
    of="counts",
    misconceptions=(
        common_mistakes.rng_ignored(),
        common_mistakes.constant_seed(),
        wrong_draws(
            "six-not-counted",
            "returns",
            lambda count, rng: stats.geom(1 / 6, loc=-1),
            says="the roll that shows the six was not counted.",
            next_step="ask what is returned if the first roll shows a six.",
        ),
        wrong_draws(
            "one-face-missing",
            "location",
            lambda count, rng: stats.geom(1 / 5),
            says="a six came up with probability 1/5, as if the die had five faces.",
            next_step="look at where the range of your rolls begins and ends.",
        ),
        wrong_draws(
            "any-other-face",
            "location",
            lambda count, rng: stats.geom(5 / 6),
            says="the rolls were counted until something else than a six came up.",
            next_step="look at the condition that ends the loop.",
        ),
        wrong_draws(
            "one-to-eleven",
            "shape",
            lambda count, rng: stats.randint(1, 12),
            says="all numbers from 1 to 11 are equally likely: the mean is right, the rest is not.",
            next_step="roll, and see whether it is a six; only chance says when to stop.",
        ),
    ),
    hint=Hint(
        idea="Every roll ends it with probability 1/6, however many came before.",
        look_here="A while loop does it; so does a method of the rng, named after the distribution.",
        worked_line="rng.geometric(1 / 6, size=count)",
    ),
    prediction=Prediction(
        question="How many rolls does the first six take, on average?",
        answer=6.0,
        tolerance=0.01,
        recall="The mean of a geometric distribution is 1/p, and p is 1/6.",
    ),
    equivalent_mutants={
        "first_six:1.1:second-half-repeats": "dependence that far apart is not tested in whole numbers.",
    },
)
