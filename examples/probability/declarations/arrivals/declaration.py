"""How `arrivals` is graded: the number of buses is Poisson with mean rate * hours."""

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

_EVENINGS = ((2.0, 3.0), (0.5, 1.5))


def _trial(index: int, draws: int, data: np.random.Generator) -> Trial:
    """Make one call for a long and busy evening, or a short and quiet one, in turn."""
    rate, hours = _EVENINGS[index % 2]
    return Trial(
        args=(draws, rate, hours, RNG),
        shape=(draws,),
        axes=("evening",),
        draws=stats.poisson(rate * hours),
        setting=f"rate = {rate}, hours = {hours}",
    )


EXERCISE = RandomExercise(
    name="arrivals",
    trial=_trial,
    of="counts",
    misconceptions=(
        common_mistakes.rng_ignored(),
        common_mistakes.constant_seed(),
        wrong_draws(
            "hours-left-out",
            "location",
            lambda count, rate, hours, rng: stats.poisson(rate),
            says="as many buses came as in one hour.",
            next_step="look at where hours comes in.",
        ),
        wrong_draws(
            "divided-by-hours",
            "location",
            lambda count, rate, hours, rng: stats.poisson(rate / hours),
            says="the rate was divided by the hours.",
            next_step="ask how many buses come in twice the time.",
        ),
        wrong_draws(
            "next-bus-counted",
            "location",
            lambda count, rate, hours, rng: stats.poisson(rate * hours, loc=1),
            says="there is one bus too many: the first one after the evening was counted.",
            next_step="look at what your loop counts when the time runs out.",
        ),
        wrong_draws(
            "rate-for-mean",
            "location",
            lambda count, rate, hours, rng: stats.poisson(hours / rate),
            says="the rate was used as the mean wait between buses.",
            next_step="the mean wait is 1/rate.",
        ),
    ),
    hint=Hint(
        idea="Buses that come at random, rate·hours on average, are Poisson in number.",
        look_here="rng.poisson takes the mean; or add waits until the evening is over.",
        worked_line="rng.poisson(rate * hours, size=count)",
    ),
    prediction=Prediction(
        question="Two buses come in an hour, at random. What is the variance of the number that "
        "comes in three hours?",
        answer=6.0,
        tolerance=0.05,
        recall="A Poisson variable has the variance that it has as its mean: 2·3 = 6.",
    ),
    equivalent_mutants={
        "arrivals:1.1:second-half-repeats": "dependence that far apart is not tested in whole numbers.",
        "arrivals:rate:hours-swapped": "only their product counts.",
    },
)
