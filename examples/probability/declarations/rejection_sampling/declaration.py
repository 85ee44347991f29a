"""How `rejection_sampling` is graded: the density is 6x(1 − x), which is beta(2, 2)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from noisegrade import (
    RNG,
    Hint,
    Prediction,
    RandomExercise,
    Trial,
    common_mistakes,
    wrong_distribution,
    wrong_draws,
)

FloatArray = NDArray[np.float64]

__all__ = ["EXERCISE"]


def _trial(index: int, draws: int, data: np.random.Generator) -> Trial:
    return Trial(args=(draws, RNG), shape=(draws,), axes=("number",), draws=stats.beta(2, 2))


def _too_low(result: FloatArray, *_: object) -> FloatArray:
    """Return what is N(0, 1) if the density is cut off at 1, by the rectangle's height."""
    border = (1 - np.sqrt(1 / 3)) / 2  # where 6x(1 - x) is 1
    below = 3 * border**2 - 2 * border**3
    x = np.minimum(result, 1 - result)
    area = np.where(x < border, 3 * x**2 - 2 * x**3, below + x - border)
    half = below + 0.5 - border
    return np.copysign(stats.norm.ppf(area / (2 * half)), result - 0.5)


EXERCISE = RandomExercise(
    name="rejection_sampling",
    trial=_trial,
    of="numbers",
    misconceptions=(
        common_mistakes.rng_ignored(),
        common_mistakes.constant_seed(),
        wrong_draws(
            "nothing-rejected",
            "spread",
            lambda count, rng: stats.uniform(),
            says="the numbers are flat: every dart was kept.",
            next_step="look at which darts you keep.",
        ),
        wrong_distribution(
            "rectangle-too-low",
            "tails",
            _too_low,
            says="the density is cut off at 1, as if the rectangle was only so high.",
            next_step="the rectangle must reach up to the highest point of the density.",
        ),
        wrong_draws(
            "half-of-it",
            "location",
            lambda count, rng: stats.beta(2, 1),
            says="the density is 2x: a factor was left out of it.",
            next_step="look at the density that you compare the height with.",
        ),
    ),
    hint=Hint(
        idea="Darts that land below a curve have its density.",
        look_here="Every dart has two coordinates; the curve is at most 1.5 high.",
        worked_line="x[height < 6 * x * (1 - x)]",
    ),
    prediction=Prediction(
        question="Which share of the darts is kept?",
        answer=0.6667,
        tolerance=0.01,
        recall="The area below a density is 1, that of the rectangle is 1.5.",
    ),
    equivalent_mutants={
        "rejection_sampling:2.32:left-dropped": "the curve is lower, and has the same shape.",
        "rejection_sampling:2.33:6-to-5": "the curve is lower, and has the same shape.",
        "rejection_sampling:2.29:border-nearer": "the curve is lower, and has the same shape.",
        "rejection_sampling:2.14:left-doubled": "the rectangle is higher, which only takes longer.",
        "rejection_sampling:2.15:1.5-to-2": "the rectangle is higher, which only takes longer.",
        "rejection_sampling:2.15:1.5-to-2.5": "the rectangle is higher, which only takes longer.",
        "rejection_sampling:2.1:lt-to-lte": "one round more changes nothing.",
        "rejection_sampling:2.1:border-nearer": "exactly so few are hardly ever there after a round.",
        "rejection_sampling:2.1:border-farther": "one round more changes nothing.",
        "rejection_sampling:2.29:lt-to-lte": "a dart hits the curve itself with probability 0.",
        "rejection_sampling:2.25:swapped-1-2": "all that are kept are alike, whatever their order.",
        "rejection_sampling:2.16:second-half-repeats": "dependence that far apart is not tested.",
        "rejection_sampling:2.16:same-every-round": "dependence that far apart is not tested.",
        "rejection_sampling:2.18:copied-every-round": "dependence that far apart is not tested.",
    },
)
