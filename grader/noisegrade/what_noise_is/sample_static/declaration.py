"""A field of static: one draw per pixel and channel."""

from __future__ import annotations

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


def _trial(index: int, draws: int, data: np.random.Generator) -> Trial:
    del index, data
    shape = grid(draws)
    return Trial(args=(*shape, RNG), shape=shape, axes=("row", "column", "channel"), draws=Normal())


_SIZES = ((15, 13, 1), (9, 11, 4), (8, 8, 3), (1, 90, 2), (60, 1, 3), (1, 1, 1), (7, 6, 5))


def _edges(data: np.random.Generator) -> Sequence[Trial]:
    del data
    return [
        Trial(args=(*size, RNG), shape=size, axes=("row", "column", "channel"), draws=Normal())
        for size in _SIZES
    ]


EXERCISE = RandomExercise(
    name="sample_static",
    parameters=("height", "width", "channels", "rng"),
    trial=_trial,
    edges=_edges,
    misconceptions=(
        misshapen(
            "width-before-height",
            lambda height, width, channels, *_: (width, height, channels),
            says="width and height are swapped.",
            next_step="an image counts its rows first: height, then width, then channels.",
        ),
        misshapen(
            "channels-missing",
            lambda height, width, *_: (height, width),
            says="the channels were left out.",
            next_step="look at the shape that you ask the rng for.",
        ),
        misshapen(
            "channels-first",
            lambda height, width, channels, *_: (channels, height, width),
            says="the channels come first; they must come last.",
            next_step="look at the order of the three lengths.",
        ),
        *common_mistakes.everyday(),
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
            "three-channels-always",
            lambda height, width, *_: (height, width, 3),
            says="the result has three channels, whatever was asked for.",
            next_step="look at where channels comes in.",
        ),
        misshapen(
            "flattened",
            lambda height, width, channels, _: (height * width * channels,),
            says="the draws were left in one long line.",
            next_step="look at the shape of what you return.",
        ),
        misshapen(
            "one-line-too-many",
            lambda height, width, channels, _: (height + 1, width + 1, channels),
            says="there is one row and one column too many.",
            next_step="height and width are the lengths themselves.",
        ),
        misshapen(
            "sizes-for-mean-and-std",
            lambda height, width, channels, _: (channels,),
            says="height and width were taken for mean and σ, and only channels for the shape.",
            next_step="a shape goes in as one tuple: look at the order of arguments.",
        ),
        wrong_gaussian(
            "half-a-half",
            "location",
            lambda *_: (0.5, 0.5),
            says="the draws have mean 0.5 and σ = 0.5.",
            next_step="static has mean 0 and σ = 1.",
        ),
    ),
    hint=Hint(
        idea="Static is one draw from the bell for every pixel and channel, each on its own.",
        look_here="The rng can fill a whole shape at once.",
        worked_line="rng.standard_normal(shape), with the shape (height, width, channels).",
    ),
    prediction=Prediction(
        question="Of 1000 values of static, about how many are farther than 2 from 0?",
        answer=45.5,
        tolerance=6.0,
        recall="About 95 % of a Gaussian is within two σ, so some 45 of 1000 are farther out.",
    ),
    equivalent_mutants={
        "sample_static:1.0:result-negated": "a bell is the same on both sides",
    },
)
