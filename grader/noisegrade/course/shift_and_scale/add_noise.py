"""An image, and noise added to it."""

from __future__ import annotations

import math

import numpy as np

from noisegrade.course import common_mistakes
from noisegrade.course.detectors import Noise
from noisegrade.course.test_inputs import grid, image
from noisegrade.exercise import RNG, Args, Hint, RandomExercise, TargetMoments
from noisegrade.model import FloatArray

__all__ = ["ADD_NOISE"]

_SIGMAS = (50.0, 0.25)  # of the noise in a picture from 2 to 253: much of it would be clipped


def _noisy_trial(index: int, draws: int, data: np.random.Generator) -> Args:
    del data
    return (image(grid(draws)), _SIGMAS[index % 2], RNG)


def _picture(args: Args) -> FloatArray:
    return args[0]  # type: ignore[return-value]  # as the trial makes it


def _sigma(args: Args) -> float:
    return args[1]  # type: ignore[return-value]  # as the trial makes it


def _added(args: Args, result: FloatArray) -> FloatArray:
    return result - _picture(args)


_ADDED = Noise(
    lambda args: _picture(args).shape,
    lambda args, result: _added(args, result) / _sigma(args),
)

ADD_NOISE = RandomExercise(
    name="add_noise",
    parameters=("image", "std", "rng"),
    trial=_noisy_trial,
    shape=lambda args: _picture(args).shape,
    axes=("row", "column", "channel"),
    noise=_added,
    asked=lambda args: TargetMoments(0.0, _sigma(args), offset=255.0),
    of="noise values",
    misconceptions=(
        *common_mistakes.everyday(_ADDED),
        _ADDED.bell(
            "image-forgotten",
            "location",
            lambda args: (0.0, _sigma(args)),
            says="the noise came back alone, without the image.",
            next_step="look at what the noise is added to.",
        ),
        _ADDED.bell(
            "image-scaled",
            "location",
            lambda args: (_picture(args) / 255, _sigma(args)),
            says="the image was divided by 255 before the noise came.",
            next_step="leave the image in the unit that it has.",
        ),
        _ADDED.bell(
            "image-times-std",
            "location",
            lambda args: (_sigma(args) * _picture(args), _sigma(args)),
            says="the image was multiplied by std as well.",
            next_step="look at the brackets: only the draws are scaled.",
        ),
        _ADDED.bell(
            "variance-for-scale",
            "spread",
            lambda args: (_picture(args), _sigma(args) ** 2),
            says="the variance was used as the scale: 2500 = 50².",
            next_step="look at what the draws are multiplied by.",
        ),
        _ADDED.bell(
            "root-of-std",
            "spread",
            lambda args: (_picture(args), math.sqrt(_sigma(args))),
            says="the square root of std was used as the scale: 0.5 = √0.25.",
            next_step="look at what the draws are multiplied by: std is no variance.",
        ),
        _ADDED.bell(
            "std-forgotten",
            "spread",
            lambda args: (_picture(args), 1.0),
            says="std was forgotten: the noise has σ = 1, whatever was asked for.",
            next_step="look at where std comes in.",
        ),
        _ADDED.bell(
            "noise-times-image",
            "spread",
            lambda args: (_picture(args), _sigma(args) * _picture(args)),
            says="the noise was multiplied by the image: bright pixels got more of it.",
            next_step="every pixel gets noise of the same σ.",
        ),
        common_mistakes.same_along(
            _ADDED,
            2,
            "one-field-for-all-channels",
            says="one field of noise was drawn and added to all channels.",
            next_step="every channel needs draws of its own.",
        ),
        common_mistakes.clipped_to_range(_ADDED, "spread", (0.0, 255.0), (0.0, 1.0)),
        common_mistakes.rounded(_ADDED),
        common_mistakes.inputs_changed(),
    ),
    hint=Hint(
        idea="The image is the mean of the result, the noise is what strays around it.",
        look_here="You need as many draws as the image has values.",
        worked_line="image + std * rng.standard_normal(image.shape)",
    ),
)
