"""Draws of any Gaussian."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from noisegrade.exercise import (
    RNG,
    Hint,
    Normal,
    Prediction,
    RandomExercise,
    Trial,
    common_mistakes,
    misshapen,
    wrong_gaussian,
)
from noisegrade.what_noise_is.images import grid

__all__ = ["EXERCISE"]

_SETTINGS = ((5.0, 3.0), (-2.0, 0.25))  # std above and below 1; the first is quoted in messages


def _trial(index: int, draws: int, data: np.random.Generator) -> Trial:
    del data
    mean, std = _SETTINGS[index % len(_SETTINGS)]
    shape = grid(draws)
    return Trial(
        args=(mean, std, shape, RNG),
        shape=shape,
        axes=("row", "column", "channel"),
        draws=Normal(mean, std),
        setting=f"mean {mean:g}, std {std:g}",
    )


_EDGES = (
    (5.0, 3.0, (60,)),
    (-2.0, 0.25, (9, 7)),
    (4.0, 2.0, (5, 4, 3)),
    (1.0, 1.5, (4, 5, 1)),
    (7.0, 0.5, (3, 2, 4, 5)),
    (-9.0, 2.5, (1,)),
    (3, 2, (8, 8)),
    (0.0, 4.0, (50,)),
    (6.0, 1.0, (50,)),
    (1e6, 2e5, (50,)),
    (2e-6, 1e-6, (50,)),
)


def _edges(data: np.random.Generator) -> Sequence[Trial]:
    del data
    axes = ("row", "column", "channel", "layer")
    return [
        Trial(
            args=(mean, std, shape, RNG),
            shape=shape,
            axes=axes[: len(shape)],
            draws=Normal(float(mean), float(std)),
        )
        for mean, std, shape in _EDGES
    ]


EXERCISE = RandomExercise(
    name="sample_gaussian",
    parameters=("mean", "std", "shape", "rng"),
    trial=_trial,
    edges=_edges,
    misconceptions=(
        misshapen(
            "one-number-only",
            lambda *_: (),
            says="one number was drawn, not an array.",
            next_step="look at how many numbers you ask the rng for.",
        ),
        misshapen(
            "flattened",
            lambda mean, std, shape, _: (math.prod(shape),),
            says="the draws were left in one long line.",
            next_step="look at the shape of what you return.",
        ),
        *common_mistakes.everyday(),
        wrong_gaussian(
            "mean-forgotten",
            "location",
            lambda mean, std, *_: (0.0, std),
            says="the mean was forgotten: the draws are scaled, but not shifted.",
            next_step="look at where mean comes in.",
        ),
        wrong_gaussian(
            "shift-before-scale",
            "location",
            lambda mean, std, *_: (mean * std, std),
            says="the mean was scaled as well: first shifted, then scaled.",
            next_step="look at the order of the two steps, or at the brackets.",
        ),
        wrong_gaussian(
            "mean-and-std-swapped",
            "location",
            lambda mean, std, *_: (std, mean),
            says="mean and std were swapped.",
            next_step="ask which one shifts and which one scales.",
        ),
        wrong_gaussian(
            "variance-for-scale",
            "spread",
            lambda mean, std, *_: (mean, std**2),
            says="the variance was used as the scale: 9 = 3².",
            next_step="look at what the draws are multiplied by.",
        ),
        wrong_gaussian(
            "root-of-std",
            "spread",
            lambda mean, std, *_: (mean, math.sqrt(std)),
            says="the square root of std was used as the scale: 0.5 = √0.25.",
            next_step="look at what the draws are multiplied by: std is not the variance.",
        ),
        wrong_gaussian(
            "std-forgotten",
            "spread",
            lambda mean, *_: (mean, 1.0),
            says="std was forgotten: the draws are shifted, but not scaled.",
            next_step="look at where std comes in.",
        ),
        common_mistakes.same_along(
            2,
            "one-field-for-all-channels",
            says="one field was drawn and copied into all channels.",
            next_step="every channel needs draws of its own.",
        ),
        common_mistakes.same_along(
            0,
            "one-row-for-all",
            says="one row was drawn and repeated down the image.",
            next_step="every row needs draws of its own.",
        ),
        common_mistakes.rounded(),
        misshapen(
            "shape-reversed",
            lambda mean, std, shape, _: tuple(shape[::-1]),
            says="the shape is the wrong way round.",
            next_step="use the shape as it came.",
        ),
        wrong_gaussian(
            "mean-twice",
            "location",
            lambda mean, std, *_: (2 * mean, std),
            says="the mean was added twice.",
            next_step="look at where mean comes in.",
        ),
    ),
    hint=Hint(
        idea="Any Gaussian is the standard one, shifted and scaled.",
        look_here="Draw the shape from N(0, 1) first; you know the formula that comes then.",
        worked_line="mean + std * rng.standard_normal(shape)",
    ),
    prediction=Prediction(
        question="Of draws with mean 5 and std 3, how many percent will lie between 2 and 8?",
        answer=68.0,
        tolerance=2.0,
        recall="From 2 to 8 is one σ to either side, and 68 % lie there, however wide the bell.",
    ),
    equivalent_mutants={
        "sample_gaussian:std:negated": "a bell is the same on both sides",
        "sample_gaussian:1.1:add-to-sub": "a bell is the same on both sides",
    },
)
