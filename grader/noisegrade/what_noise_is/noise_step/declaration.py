"""One step: fade a little, stir a little noise in."""

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
from noisegrade.what_noise_is.images import grid, standard_image

__all__ = ["EXERCISE"]

_BETAS = (0.36, 0.19)  # of one step: 0.8 and 0.9 of the image stay
_RANGES = ((-1.0, 1.0), (0.0, 1.0))  # that images of models are cut to


def _trial(index: int, draws: int, data: np.random.Generator) -> Trial:
    del data
    x, beta = standard_image(grid(draws)), _BETAS[index % len(_BETAS)]
    return Trial(
        args=(x, beta, RNG),
        shape=x.shape,
        axes=("row", "column", "channel"),
        draws=Normal(0.0, math.sqrt(beta), around=math.sqrt(1 - beta) * x),
        setting=f"beta {beta:g}",
    )


_SHAPES: tuple[tuple[int, ...], ...] = ((90,), (14, 11), (15, 14, 1), (8, 7, 4), (4, 3, 4, 5), (1,))


def _edges(data: np.random.Generator) -> Sequence[Trial]:
    images = [data.uniform(-3.0, 3.0, shape) for shape in _SHAPES]
    betas = (0.5, 0.05, 0.3, 0.7, 0.02, 0.1)
    whole = data.integers(-9, 9, (8, 7, 3))
    return [
        *(_edge(x, beta) for x, beta in zip(images, betas, strict=True)),
        *(_edge(images[1], beta) for beta in (0.0, 0, 1.0, 1, 1e-4, 0.999)),
        _edge(whole, 0.25),
        _edge(data.uniform(-1.0, 1.0, (8, 7)).astype(np.float32), 0.4),
        _edge(data.uniform(2.0, 4.0, (14, 11)), 0.9),
    ]


def _edge(x: AnyArray, beta: float) -> Trial:
    faded = math.sqrt(1 - beta) * np.asarray(x, np.float64)
    return Trial(
        may_raise=x.dtype.kind != "f",
        args=(x, beta, RNG),
        shape=x.shape,
        axes=("row", "column", "channel", "layer")[: x.ndim],
        draws=Normal(0.0, math.sqrt(beta), around=faded) if beta else Known(faded),
    )


EXERCISE = RandomExercise(
    name="noise_step",
    parameters=("x", "beta", "rng"),
    trial=_trial,
    edges=_edges,
    of="noise values",
    misconceptions=(
        *common_mistakes.everyday(),
        wrong_gaussian(
            "not-faded",
            "location",
            lambda x, beta, *_: (x, math.sqrt(beta)),
            says="the image was not faded before the noise came.",
            next_step="look at what x is multiplied by.",
        ),
        wrong_gaussian(
            "faded-without-root",
            "location",
            lambda x, beta, *_: ((1 - beta) * x, math.sqrt(beta)),
            says="the image was faded by 1 - beta, without the root.",
            next_step="look at what x is multiplied by.",
        ),
        wrong_gaussian(
            "no-roots",
            "location",
            lambda x, beta, *_: ((1 - beta) * x, beta),
            says="both roots are missing.",
            next_step="beta is a variance; ask what the noise is multiplied by then.",
        ),
        wrong_gaussian(
            "roots-swapped",
            "location",
            lambda x, beta, *_: (math.sqrt(beta) * x, math.sqrt(1 - beta)),
            says="the two factors are swapped.",
            next_step="ask what should happen to the image when beta is 0.",
        ),
        wrong_gaussian(
            "image-forgotten",
            "location",
            lambda x, beta, *_: (0.0, math.sqrt(beta)),
            says="the noise came back alone, without the image.",
            next_step="look at where x comes in.",
        ),
        wrong_gaussian(
            "beta-for-scale",
            "spread",
            lambda x, beta, *_: (math.sqrt(1 - beta) * x, beta),
            says="the noise was multiplied by beta, without the root.",
            next_step="beta is a variance; ask what σ that makes.",
        ),
        wrong_gaussian(
            "noise-not-scaled",
            "spread",
            lambda x, beta, *_: (math.sqrt(1 - beta) * x, 1.0),
            says="the noise was mixed in at its full σ of 1.",
            next_step="look at what the draws are multiplied by.",
        ),
        common_mistakes.same_along(
            2,
            "one-field-for-all-channels",
            says="one field of noise was drawn and added to all channels.",
            next_step="every channel needs draws of its own.",
        ),
        common_mistakes.clipped_to_range("location", *_RANGES),
        common_mistakes.inputs_changed(),
        common_mistakes.whole_like_the_input(),
        wrong_gaussian(
            "beta-for-std",
            "location",
            lambda x, beta, *_: (math.sqrt(1 - beta**2) * x, beta),
            says="beta was taken for σ; it is a variance.",
            next_step="look at where beta is squared.",
        ),
        wrong_gaussian(
            "beta-squared",
            "spread",
            lambda x, beta, *_: (math.sqrt(1 - beta) * x, beta**2),
            says="the noise was multiplied by the square of beta.",
            next_step="beta is a variance; ask what σ that makes.",
        ),
        wrong_gaussian(
            "noise-faded",
            "spread",
            lambda x, beta, *_: (math.sqrt(1 - beta) * x, math.sqrt(beta * (1 - beta))),
            says="the noise was faded as well as the image.",
            next_step="fade first, then add the noise: look at the brackets.",
        ),
        wrong_gaussian(
            "rest-for-scale",
            "spread",
            lambda x, beta, *_: (math.sqrt(1 - beta) * x, 1 - math.sqrt(1 - beta)),
            says="the noise was multiplied by what fading takes; the squares must add up to 1.",
            next_step="variances add, factors don't.",
        ),
        wrong_gaussian(
            "noise-times-image",
            "spread",
            lambda x, beta, *_: (math.sqrt(1 - beta) * x, math.sqrt(beta) * x),
            says="the noise was multiplied by the image.",
            next_step="every pixel gets noise of the same σ.",
        ),
        wrong_gaussian(
            "brightened",
            "location",
            lambda x, beta, *_: (math.sqrt(1 + beta) * x, math.sqrt(beta)),
            says="the image was multiplied by √(1 + beta): it grows.",
            next_step="look at the sign before beta.",
        ),
        wrong_gaussian(
            "noise-around-image-mean",
            "location",
            lambda x, beta, *_: (
                math.sqrt(1 - beta) * x + math.sqrt(beta) * x.mean(),
                math.sqrt(beta),
            ),
            says="the noise has the image's own mean.",
            next_step="noise has mean 0.",
        ),
        wrong_gaussian(
            "brackets-missing",
            "location",
            lambda x, beta, *_: (1 - math.sqrt(beta) * x, math.sqrt(beta)),
            says="brackets are missing: a root was taken of beta alone, and 1 stands by itself.",
            next_step="put 1 - beta in brackets before you take the root.",
        ),
        wrong_gaussian(
            "image-standardised",
            "location",
            lambda x, beta, *_: (math.sqrt(1 - beta) * (x - x.mean()) / x.std(), math.sqrt(beta)),
            says="the image was standardized first.",
            next_step="use x as it came.",
        ),
    ),
    hint=Hint(
        idea="Fade the image a little, stir in a little noise, so that the variance stays 1.",
        look_here="beta is a variance, so its root is the σ of the noise.",
        worked_line="np.sqrt(1 - beta) * x + np.sqrt(beta) * eps",
    ),
    prediction=Prediction(
        question="One step has beta = 0.36. By what factor does it fade the image?",
        answer=0.8,
        tolerance=0.01,
        recall="The factor is √(1 - 0.36), not 1 - 0.36: variances add up to 1.",
    ),
    equivalent_mutants={
        "noise_step:2.1:add-to-sub": "a bell is the same on both sides",
    },
)
