"""How `walk_end` is graded: by the convolution of its steps."""

from __future__ import annotations

from functools import cache

import numpy as np

from noisegrade import (
    RNG,
    Hint,
    Outcomes,
    Prediction,
    RandomExercise,
    Trial,
    common_mistakes,
    wrong_draws,
)

__all__ = ["EXERCISE"]

_STEPS = (10, 25)


def _trial(index: int, draws: int, data: np.random.Generator) -> Trial:
    steps = _STEPS[index % 2]
    return Trial(
        args=(draws, steps, RNG),
        shape=(draws,),
        axes=("walk",),
        draws=_end((-1, 1), steps),
        setting=f"{steps} steps",
    )


@cache
def _end(step: tuple[float, ...], steps: int) -> Outcomes:
    """Return the distribution of the end: the sum of so many steps."""
    return Outcomes(step).sum_of(steps)


EXERCISE = RandomExercise(
    name="walk_end",
    trial=_trial,
    of="ends",
    misconceptions=(
        common_mistakes.rng_ignored(),
        common_mistakes.constant_seed(),
        wrong_draws(
            "standing-still",
            "returns",
            lambda count, steps, rng: _end((-1, 0, 1), steps),
            says="a step may be 0: a third of the time the walk stands still.",
            next_step="look at which values a step can have.",
        ),
        wrong_draws(
            "never-down",
            "returns",
            lambda count, steps, rng: _end((0, 1), steps),
            says="no step goes down: they are 0 or 1.",
            next_step="look at which values a step can have.",
        ),
        wrong_draws(
            "one-step-missing",
            "returns",
            lambda count, steps, rng: _end((-1, 1), steps - 1),
            says="there is one step too few.",
            next_step="look at where your range of steps ends.",
        ),
        wrong_draws(
            "one-step-times-steps",
            "spread",
            lambda count, steps, rng: Outcomes([-steps, steps]),
            says="one step was drawn and taken again and again.",
            next_step="every step is drawn afresh.",
        ),
    ),
    hint=Hint(
        idea="The end is the sum of the steps.",
        look_here="Draw an array with a row for each walk, and add up along the right axis.",
        worked_line="rng.choice([-1, 1], size=(count, steps)).sum(axis=1)",
    ),
    prediction=Prediction(
        question="What is the standard deviation of the end after 25 steps?",
        answer=5.0,
        tolerance=0.01,
        recall="Variances of independent steps add up: 25·1, and the root of that is 5.",
    ),
    equivalent_mutants={
        "walk_end:1.0:result-negated": "up and down are alike.",
        "walk_end:1.15:1-to--1": "the last axis is axis 1.",
        "walk_end:1.6:swapped-1-2": "up and down are alike.",
        "walk_end:1.3:second-half-repeats": "dependence that far apart is not tested.",
    },
)
