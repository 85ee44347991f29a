"""A field of static: one draw a pixel and channel."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from noisegrade.course import common_mistakes, wrong_distributions
from noisegrade.course.detectors import Noise, misshapen
from noisegrade.course.test_inputs import grid
from noisegrade.exercise import RNG, Args, Hint, RandomExercise, TargetMoments
from noisegrade.model import FloatArray

__all__ = ["SAMPLE_STATIC"]


def _static_trial(index: int, draws: int, data: np.random.Generator) -> Args:
    del index, data
    return (*grid(draws), RNG)


def _static_shape(args: Args) -> tuple[int, ...]:
    height, width, channels = args[:3]
    return (int(height), int(width), int(channels))  # type: ignore[arg-type]  # as the trial makes it


def _static(args: Args, result: FloatArray) -> FloatArray:
    del args
    return result


_NOISE = Noise(_static_shape, _static)


def _only(*kept: int) -> Callable[[Args], tuple[int, ...]]:
    return lambda args: tuple(_static_shape(args)[axis] for axis in kept)


SAMPLE_STATIC = RandomExercise(
    name="sample_static",
    parameters=("height", "width", "channels", "rng"),
    trial=_static_trial,
    shape=_static_shape,
    axes=("row", "column", "channel"),
    noise=_static,
    asked=lambda _: TargetMoments(0.0, 1.0),
    misconceptions=(
        misshapen(
            "width-before-height",
            _only(1, 0, 2),
            says="width and height are swapped.",
            next_step="an image counts its rows first: height, then width, then channels.",
        ),
        misshapen(
            "channels-missing",
            _only(0, 1),
            says="the channels were left out.",
            next_step="look at the shape that you ask the rng for.",
        ),
        misshapen(
            "channels-first",
            _only(2, 0, 1),
            says="the channels stand first; here they stand last.",
            next_step="look at the order of the three lengths.",
        ),
        *common_mistakes.everyday(_NOISE),
        wrong_distributions.flat_around_zero(_NOISE),
        wrong_distributions.absolute_values(_NOISE),
        wrong_distributions.pointed_bell(_NOISE),
        _NOISE.law(
            "factor-two-missing",
            "spread",
            lambda _, result: result * math.sqrt(2),
            says="a factor 2 is missing below the square root: σ came out as 0.71.",
            next_step="look at the radius: it is the square root of minus two logarithms.",
        ),
        _NOISE.law(
            "two-draws-added",
            "spread",
            lambda _, result: result / math.sqrt(2),
            says="two draws were added: σ came out as 1.41.",
            next_step="one draw a value is enough.",
        ),
        common_mistakes.same_along(
            _NOISE,
            2,
            "one-field-for-all-channels",
            says="one field was drawn and copied into all channels.",
            next_step="every channel needs draws of its own.",
        ),
        common_mistakes.same_along(
            _NOISE,
            0,
            "one-row-for-all",
            says="one row was drawn and repeated down the image.",
            next_step="every row needs draws of its own.",
        ),
        common_mistakes.clipped(_NOISE),
        common_mistakes.rounded(_NOISE),
    ),
    hint=Hint(
        idea="Static is one draw from the bell for every pixel and channel, each on its own.",
        look_here="The rng can fill a whole shape at once.",
        worked_line="rng.standard_normal(shape), with the shape (height, width, channels).",
    ),
)
