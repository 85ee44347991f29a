"""How `waiting_times` is graded: waits are exponential, with mean 1/rate."""

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

_RATES = (4.0, 0.5)


def _trial(index: int, draws: int, data: np.random.Generator) -> Trial:
    """Make one call with four buses an hour, or one in two hours, in turn."""
    rate = _RATES[index % 2]
    return Trial(
        args=(draws, rate, RNG),
        shape=(draws,),
        axes=("wait",),
        draws=stats.expon(scale=1 / rate),
        setting=f"rate = {rate}",
    )


EXERCISE = RandomExercise(
    name="waiting_times",
    trial=_trial,
    of="waits",
    misconceptions=(
        common_mistakes.rng_ignored(),
        common_mistakes.constant_seed(),
        wrong_draws(
            "rate-for-mean",
            "location",
            lambda count, rate, rng: stats.expon(scale=rate),
            says="the rate was used as the mean.",
            next_step="ask how long one waits if many buses come in an hour.",
        ),
        wrong_draws(
            "rate-left-out",
            "location",
            lambda count, rate, rng: stats.expon(),
            says="the mean is one hour, whatever the rate is.",
            next_step="look at where rate comes in.",
        ),
        wrong_draws(
            "regular-buses",
            "location",
            lambda count, rate, rng: stats.uniform(0, 1 / rate),
            says="the buses came at regular times, 1/rate hours apart.",
            next_step="buses that come at random bunch: the wait has no upper end.",
        ),
        wrong_draws(
            "flat-with-the-right-mean",
            "shape",
            lambda count, rate, rng: stats.uniform(0, 2 / rate),
            says="the waits are flat from 0 to 2/rate: only the mean is right.",
            next_step="look at which method of the rng your draws come from.",
        ),
        wrong_draws(
            "logarithm-to-base-ten",
            "location",
            lambda count, rate, rng: stats.expon(scale=1 / (rate * np.log(10))),
            says="the waits are 0.43 times what they should be, as with log10 in place of log.",
            next_step="look at the logarithm: the natural one is np.log.",
        ),
    ),
    hint=Hint(
        idea="Waiting has no memory: whoever has waited an hour waits as long again.",
        look_here="rng.exponential takes the mean, and the mean is not the rate.",
        worked_line="rng.exponential(1 / rate, size=count)",
    ),
    prediction=Prediction(
        question="Four buses come in an hour, at random. How many minutes does one wait on average?",
        answer=15.0,
        tolerance=0.1,
        recall="The mean wait is 1/rate, a quarter of an hour: not half of it, since buses bunch.",
    ),
)
