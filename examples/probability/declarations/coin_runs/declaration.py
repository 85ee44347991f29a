"""How `coin_runs` is graded: a run of k heads has probability p**k * (1 - p)."""

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

_CHANCES = (0.5, 0.7)


def _trial(index: int, draws: int, data: np.random.Generator) -> Trial:
    """Make one call with a coin that is fair, or one that isn't, in turn."""
    p = _CHANCES[index % 2]
    return Trial(
        args=(draws, p, RNG),
        shape=(draws,),
        axes=("run",),
        draws=stats.geom(1 - p, loc=-1),  # SciPy counts the tail too
        setting=f"p = {p}",
    )


def _cut_at_ten(p: float) -> stats.rv_discrete:
    heads = np.arange(11)
    return stats.rv_discrete(values=(heads, [*(p ** heads[:10] * (1 - p)), p**10]))()


EXERCISE = RandomExercise(
    name="coin_runs",
    trial=_trial,
    of="runs",
    misconceptions=(
        common_mistakes.rng_ignored(),
        common_mistakes.constant_seed(),
        wrong_draws(
            "tail-counted",
            "location",
            lambda count, p, rng: stats.geom(1 - p),
            says="the tail that ends a run was counted with the heads.",
            next_step="ask what is returned if the first toss shows tails.",
        ),
        wrong_draws(
            "heads-for-tails",
            "location",
            lambda count, p, rng: stats.geom(p, loc=-1),
            says="tails were counted until a head came.",
            next_step="look at what has probability p in your code.",
        ),
        wrong_draws(
            "fair-coin",
            "location",
            lambda count, p, rng: stats.geom(0.5, loc=-1),
            says="the coin was fair, whatever p was.",
            next_step="look at where p comes in.",
        ),
        wrong_draws(
            "ten-tosses-at-most",
            "tails",
            lambda count, p, rng: _cut_at_ten(p),
            says="no run is longer than ten tosses.",
            next_step="a run ends with a tail, and only with it: look for what else ends it.",
        ),
    ),
    hint=Hint(
        idea="Tossing until the first tail is waiting for a success of probability 1 − p.",
        look_here="rng.geometric counts the tries up to a success, and the success too.",
        worked_line="rng.geometric(1 - p, size=count) - 1",
    ),
    prediction=Prediction(
        question="How many heads come before the first tail of a fair coin, on average?",
        answer=1.0,
        tolerance=0.01,
        recall="The mean is p/(1 − p), which is 1 for a fair coin.",
    ),
    equivalent_mutants={
        "coin_runs:1.2:second-half-repeats": "dependence that far apart is not tested in whole numbers.",
    },
)
