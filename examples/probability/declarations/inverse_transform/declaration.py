"""How `inverse_transform` is graded: the density is 3x², the distribution function x³."""

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
    return Trial(args=(draws, RNG), shape=(draws,), axes=("number",), draws=stats.powerlaw(3))


EXERCISE = RandomExercise(
    name="inverse_transform",
    trial=_trial,
    of="numbers",
    misconceptions=(
        common_mistakes.rng_ignored(),
        common_mistakes.constant_seed(),
        wrong_draws(
            "not-turned-around",
            "location",
            lambda count, rng: stats.powerlaw(1 / 3),
            says="u was put into F, and not into its inverse.",
            next_step="solve F(x) = u for x.",
        ),
        wrong_draws(
            "square-root",
            "location",
            lambda count, rng: stats.powerlaw(2),
            says="the square root was taken: that turns x² around.",
            next_step="integrate the density before you turn it around.",
        ),
        wrong_draws(
            "flat",
            "location",
            lambda count, rng: stats.uniform(),
            says="the numbers are flat: nothing was turned around.",
            next_step="solve F(x) = u for x.",
        ),
        wrong_draws(
            "from-the-other-end",
            "location",
            lambda count, rng: stats.beta(1, 3),
            says="the density is 3(1 − x)²: the right one, seen in a mirror.",
            next_step="look at what you subtract from 1.",
        ),
    ),
    hint=Hint(
        idea="Where F is steep, many u lead to nearly the same x: so x is often there.",
        look_here="Solve x³ = u.",
        worked_line="np.cbrt(rng.random(count))",
    ),
    prediction=Prediction(
        question="Below which number do half of the draws lie?",
        answer=0.7937,
        tolerance=0.005,
        recall="F(x) = 1/2 at the cube root of 1/2.",
    ),
)
