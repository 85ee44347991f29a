"""How `roll_die` is graded: the faces of a die are independent and equally likely."""

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
    result_fact,
    wrong_draws,
)

__all__ = ["EXERCISE"]


def _trial(index: int, draws: int, data: np.random.Generator) -> Trial:
    """Make one call that asks for `draws` rolls."""
    del index, data
    die = stats.randint(1, 7)  # SciPy leaves the upper end out
    return Trial(args=(draws, RNG), shape=(draws,), axes=("roll",), draws=die)


EXERCISE = RandomExercise(
    name="roll_die",
    trial=_trial,
    of="rolls",
    misconceptions=(
        common_mistakes.rng_ignored(),
        common_mistakes.constant_seed(),
        common_mistakes.one_draw_for_all(),
        result_fact(
            "counted-from-zero",
            "returns",
            lambda calls: min(rolls.min() for rolls in calls) == 0,
            says="the faces were counted from 0.",
            next_step="look at where the range of your numbers begins.",
        ),
        result_fact(
            "no-six",
            "location",
            lambda calls: max(rolls.max() for rolls in calls) == 5,
            says="a six never comes up.",
            next_step="look at whether the end of the range belongs to it.",
        ),
        wrong_draws(
            "ends-half-as-likely",
            "spread",
            lambda count, rng: stats.rv_discrete(
                values=([1, 2, 3, 4, 5, 6], [0.1, *[0.2] * 4, 0.1])
            )(),
            says="1 and 6 come half as often as the others, as if numbers from 1 to 6 were rounded.",
            next_step="ask which decimals are rounded to a 1, and which to a 2.",
        ),
        wrong_draws(
            "seven-taken-for-six",
            "location",
            lambda count, rng: stats.rv_discrete(
                values=([1, 2, 3, 4, 5, 6], [*[1 / 7] * 5, 2 / 7])
            )(),
            says="a six comes twice as often as any other face, as if it stood for a seven too.",
            next_step="look for a minimum or a clip, and at the end of the range.",
        ),
    ),
    hint=Hint(
        idea="A die is a whole number from 1 to 6, each as likely as the others.",
        look_here="The rng draws whole numbers with rng.integers; see whether it includes the end.",
        worked_line="rng.integers(1, 7, size=count)",
    ),
    prediction=Prediction(
        question="What is the mean of many rolls?",
        answer=3.5,
        tolerance=0.01,
        recall="The faces 1 to 6 are equally likely, and the middle between 1 and 6 is 3.5.",
    ),
    equivalent_mutants={
        "roll_die:1.1:second-half-repeats": "dependence that far apart is not tested.",
    },
)
