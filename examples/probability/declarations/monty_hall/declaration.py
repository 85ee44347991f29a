"""How `monty_hall` is graded: who switches wins unless the first choice was right."""

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

_DOORS = (3, 10)


def _trial(index: int, draws: int, data: np.random.Generator) -> Trial:
    doors = _DOORS[index % 2]
    return Trial(
        args=(draws, doors, RNG),
        shape=(draws,),
        axes=("game",),
        draws=stats.bernoulli(1 - 1 / doors),
        setting=f"{doors} doors",
    )


EXERCISE = RandomExercise(
    name="monty_hall",
    trial=_trial,
    of="games",
    misconceptions=(
        common_mistakes.rng_ignored(),
        common_mistakes.constant_seed(),
        wrong_draws(
            "stayed",
            "location",
            lambda count, doors, rng: stats.bernoulli(1 / doors),
            says="the games are those of somebody who stays with the first door.",
            next_step="look at which door is opened at the end.",
        ),
        wrong_draws(
            "one-half",
            "location",
            lambda count, doors, rng: stats.bernoulli(1 / 2),
            says="half of the games are won, as if the two doors that are left were alike.",
            next_step="the host knows where the car is: ask which door he can't open.",
        ),
        wrong_draws(
            "three-doors",
            "location",
            lambda count, doors, rng: stats.bernoulli(2 / 3),
            says="there were three doors, whatever was asked for.",
            next_step="look at where doors comes in.",
        ),
        wrong_draws(
            "one-door-opened",
            "location",
            lambda count, doors, rng: stats.bernoulli((1 - 1 / doors) / (doors - 2)),
            says="the host opened only one door, and a door was chosen among all the others.",
            next_step="the host leaves just one other door closed.",
        ),
        common_mistakes.one_draw_for_all(),
    ),
    hint=Hint(
        idea="Who switches loses exactly if the first choice was right.",
        look_here="Draw where the car is, and draw the first choice.",
        worked_line="car != chosen",
    ),
    prediction=Prediction(
        question="With three doors, which share of the games does one win by switching?",
        answer=0.6667,
        tolerance=0.01,
        recall="The first choice is right in a third of the games; in all others, switching wins.",
    ),
    equivalent_mutants={
        "monty_hall:1.5:is-3": "the game is won unless both agree: it is enough that one of them has all doors.",
        "monty_hall:2.5:is-3": "the game is won unless both agree: it is enough that one of them has all doors.",
        "monty_hall:1.2:without-size": "by symmetry, either of car and choice may be fixed.",
        "monty_hall:1.2:one-draw-for-all": "by symmetry, either of car and choice may be fixed.",
        "monty_hall:1.2:second-half-repeats": "by symmetry, either of car and choice may be fixed.",
        "monty_hall:1.2:cached": "by symmetry, either of car and choice may be fixed.",
        "monty_hall:2.2:without-size": "by symmetry, either of car and choice may be fixed.",
        "monty_hall:2.2:one-draw-for-all": "by symmetry, either of car and choice may be fixed.",
        "monty_hall:2.2:second-half-repeats": "by symmetry, either of car and choice may be fixed.",
        "monty_hall:2.2:cached": "by symmetry, either of car and choice may be fixed.",
    },
)
