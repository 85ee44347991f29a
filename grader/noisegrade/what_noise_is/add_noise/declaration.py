"""An image, and noise added to it."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from noisegrade.exercise import (
    RNG,
    Hint,
    Known,
    Normal,
    Prediction,
    RandomExercise,
    Trial,
    common_mistakes,
    wrong_gaussian,
)
from noisegrade.sandbox.calls import AnyArray
from noisegrade.what_noise_is.images import grid, pixels

__all__ = ["EXERCISE"]

_SIGMAS = (50.0, 0.25)  # of the noise in a picture from 2 to 253: much of it would be clipped


def _trial(index: int, draws: int, data: np.random.Generator) -> Trial:
    del data
    image, std = pixels(grid(draws)), _SIGMAS[index % len(_SIGMAS)]
    return Trial(
        args=(image, std, RNG),
        shape=image.shape,
        axes=("row", "column", "channel"),
        draws=Normal(0.0, std, around=image),
        setting=f"std {std:g}",
    )


_SHAPES: tuple[tuple[int, ...], ...] = ((90,), (14, 11), (15, 14, 1), (8, 7, 4), (4, 3, 4, 5), (1,))


def _edges(data: np.random.Generator) -> Sequence[Trial]:
    images = [data.uniform(2.0, 253.0, shape) for shape in _SHAPES]
    whole = data.integers(2, 253, (8, 7, 3))
    stds = (5.0, 20, 0.5, 3.0, 1.0, 8.0)
    return [
        *(_edge(image, std) for image, std in zip(images, stds, strict=True)),
        _edge(whole, 12.0),
        _edge(whole.astype(np.uint8), 12.0),
        _edge(data.uniform(0.0, 1.0, (8, 7)).astype(np.float32), 0.05),
        _edge(data.uniform(-1.0, 1.0, (8, 7)), 100.0),
        _edge(data.uniform(-1.0, 1.0, (8, 7, 4)), 40.0),
        _edge(images[1], 0.0),
    ]


def _edge(image: AnyArray, std: float) -> Trial:
    exact = np.asarray(image, np.float64)
    return Trial(
        may_raise=image.dtype.kind != "f",
        args=(image, std, RNG),
        shape=image.shape,
        axes=("row", "column", "channel", "layer")[: image.ndim],
        draws=Normal(0.0, float(std), around=exact) if std else Known(exact),
    )


EXERCISE = RandomExercise(
    name="add_noise",
    parameters=("image", "std", "rng"),
    trial=_trial,
    edges=_edges,
    of="noise values",
    misconceptions=(
        *common_mistakes.everyday(),
        wrong_gaussian(
            "image-forgotten",
            "location",
            lambda image, std, _: (0.0, std),
            says="the noise came back alone, without the image.",
            next_step="look at what the noise is added to.",
        ),
        wrong_gaussian(
            "image-scaled",
            "location",
            lambda image, std, _: (image / 255, std),
            says="the image was divided by 255 before the noise came.",
            next_step="leave the image in the unit that it has.",
        ),
        wrong_gaussian(
            "image-times-std",
            "location",
            lambda image, std, _: (std * image, std),
            says="the image was multiplied by std as well.",
            next_step="look at the brackets: only the draws are scaled.",
        ),
        wrong_gaussian(
            "variance-for-scale",
            "spread",
            lambda image, std, _: (image, std**2),
            says="the variance was used as the scale: 2500 = 50².",
            next_step="look at what the draws are multiplied by.",
        ),
        wrong_gaussian(
            "root-of-std",
            "spread",
            lambda image, std, _: (image, math.sqrt(std)),
            says="the square root of std was used as the scale: 0.5 = √0.25.",
            next_step="look at what the draws are multiplied by: std is not the variance.",
        ),
        wrong_gaussian(
            "std-forgotten",
            "spread",
            lambda image, std, _: (image, 1.0),
            says="std was forgotten: the noise has σ = 1, whatever was asked for.",
            next_step="look at where std comes in.",
        ),
        wrong_gaussian(
            "noise-times-image",
            "spread",
            lambda image, std, _: (image, std * image),
            says="the noise was multiplied by the image: bright pixels got more of it.",
            next_step="every pixel gets noise of the same σ.",
        ),
        common_mistakes.same_along(
            2,
            "one-field-for-all-channels",
            says="one field of noise was drawn and added to all channels.",
            next_step="every channel needs draws of its own.",
        ),
        common_mistakes.clipped_to_range("spread", (0.0, 255.0), (0.0, 1.0)),
        common_mistakes.cut_at_zero(),
        common_mistakes.rounded(),
        common_mistakes.inputs_changed(),
        common_mistakes.whole_like_the_input(),
        wrong_gaussian(
            "std-for-mean",
            "location",
            lambda image, std, _: (image + std, 1.0),
            says="std was taken for the mean of the noise, whose σ is 1.",
            next_step="look at the order of arguments.",
        ),
        wrong_gaussian(
            "std-scaled",
            "spread",
            lambda image, std, _: (image, std / 255),
            says="std was divided by 255.",
            next_step="leave std in the unit that it has.",
        ),
        wrong_gaussian(
            "half-and-half",
            "location",
            lambda image, std, _: (image / 2, std / 2),
            says="image and noise were averaged.",
            next_step="add the noise; nothing is divided.",
        ),
        wrong_gaussian(
            "mean-of-image-added",
            "location",
            lambda image, std, _: (image + image.mean(), std),
            says="the image's own mean was added to it.",
            next_step="noise has mean 0.",
        ),
        wrong_gaussian(
            "std-of-image",
            "spread",
            lambda image, std, _: (image, std * image.std()),
            says="std was multiplied by the image's own σ.",
            next_step="std is the σ of the noise itself.",
        ),
    ),
    hint=Hint(
        idea="The image is the mean of the result, the noise is what strays around it.",
        look_here="You need as many draws as the image has values.",
        worked_line="image + std * rng.standard_normal(image.shape)",
    ),
    prediction=Prediction(
        question="Noise is added to a white image, all 255. What percentage is above 255 then?",
        answer=50.0,
        tolerance=2.0,
        recall="Noise goes up as often as down and nothing is clipped, so half is above 255.",
    ),
    equivalent_mutants={
        "add_noise:std:negated": "a bell is the same on both sides",
        "add_noise:1.1:add-to-sub": "a bell is the same on both sides",
    },
)
