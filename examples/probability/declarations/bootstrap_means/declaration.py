"""How `bootstrap_means` is graded: by the convolution of what one value can be."""

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

_SAMPLES = ((2.0, 3.0, 5.0, 9.0, 11.0), (-1.0, 0.5, 4.0))


def _trial(index: int, draws: int, data: np.random.Generator) -> Trial:
    sample = _SAMPLES[index % 2]
    return Trial(
        args=(np.array(sample), draws, RNG),
        shape=(draws,),
        axes=("resample",),
        draws=_mean(sample, len(sample)),
        setting=f"{len(sample)} values",
    )


@cache
def _mean(sample: tuple[float, ...], values: int) -> Outcomes:
    """Return the distribution of the mean of so many values, drawn with replacement."""
    return Outcomes(sample).mean_of(values)


@cache
def _too_large(sample: tuple[float, ...]) -> Outcomes:
    scaled = np.array(sample) * len(sample) / (len(sample) - 1)
    return Outcomes(scaled).mean_of(len(sample))


EXERCISE = RandomExercise(
    name="bootstrap_means",
    trial=_trial,
    of="means",
    misconceptions=(
        common_mistakes.rng_ignored(),
        common_mistakes.constant_seed(),
        common_mistakes.inputs_changed(),
        common_mistakes.nothing_drawn(claim="spread"),
        wrong_draws(
            "one-value-for-a-mean",
            "spread",
            lambda sample, count, rng: Outcomes(sample),
            says="single values came back, not means of as many as the sample has.",
            next_step="look at how many values one resample has.",
        ),
        wrong_draws(
            "one-value-missing",
            "returns",
            lambda sample, count, rng: _mean(tuple(sample.tolist()), len(sample) - 1),
            says="a resample has one value too few.",
            next_step="look at how many values one resample has.",
        ),
        wrong_draws(
            "divided-by-one-less",
            "returns",
            lambda sample, count, rng: _too_large(tuple(sample.tolist())),
            says="the sum was divided by one less than the number of values.",
            next_step="that belongs to a variance; a mean is divided by the number itself.",
        ),
    ),
    hint=Hint(
        idea="A resample draws from the sample as if the sample were everything there is.",
        look_here="rng.choice draws with replacement, and fills an array of any shape.",
        worked_line="rng.choice(sample, size=(count, len(sample))).mean(axis=1)",
    ),
    prediction=Prediction(
        question="The sample has mean 6 and variance 12, and 5 values. What is the variance of the "
        "mean of a resample?",
        answer=2.4,
        tolerance=0.01,
        recall="The mean of n independent draws has the variance of one of them, divided by n.",
    ),
    equivalent_mutants={
        "bootstrap_means:sample:reversed": "the order of a sample does not matter.",
        "bootstrap_means:sample:sorted": "the order of a sample does not matter.",
        "bootstrap_means:1.14:1-to--1": "the last axis is axis 1.",
        "bootstrap_means:sample:arrays-only": "the docstring says that it is an array.",
        "bootstrap_means:sample:emptied": "an array can't be emptied.",
        "bootstrap_means:1.3:second-half-repeats": "dependence that far apart is not tested.",
    },
)
