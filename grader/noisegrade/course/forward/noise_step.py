"""One step: fade a little, stir a little noise in."""

from __future__ import annotations

import math

import numpy as np

from noisegrade.course import common_mistakes
from noisegrade.course.detectors import Noise
from noisegrade.course.forward.images import BRIGHTEST, image_of, number_of, shape_of, wrong_bell
from noisegrade.course.test_inputs import grid, standard_image
from noisegrade.exercise import RNG, Args, Hint, Prediction, RandomExercise, TargetMoments
from noisegrade.model import FloatArray

__all__ = ["NOISE_STEP"]

_BETAS = (0.36, 0.19)  # of one step: 0.8 and 0.9 of the image stay
_RANGES = ((-1.0, 1.0), (0.0, 1.0))  # that images of models are cut to


def _step_trial(index: int, draws: int, data: np.random.Generator) -> Args:
    del data
    return (standard_image(grid(draws)), _BETAS[index % 2], RNG)


def _stirred_in(args: Args, result: FloatArray) -> FloatArray:
    return result - math.sqrt(1 - number_of(args)) * image_of(args)


_STEP = Noise(shape_of, lambda args, result: _stirred_in(args, result) / math.sqrt(number_of(args)))

NOISE_STEP = RandomExercise(
    name="noise_step",
    parameters=("x", "beta", "rng"),
    trial=_step_trial,
    shape=shape_of,
    axes=("row", "column", "channel"),
    noise=_stirred_in,
    asked=lambda args: TargetMoments(0.0, math.sqrt(number_of(args)), offset=BRIGHTEST),
    of="noise values",
    misconceptions=(
        *common_mistakes.everyday(_STEP),
        wrong_bell(
            _STEP,
            "not-faded",
            ("location", lambda x, beta: (x, math.sqrt(beta))),
            says="the image was not faded before the noise came.",
            next_step="look at what x is multiplied by.",
        ),
        wrong_bell(
            _STEP,
            "faded-without-root",
            ("location", lambda x, beta: ((1 - beta) * x, math.sqrt(beta))),
            says="the image was faded by 1 - beta, without the root.",
            next_step="look at what x is multiplied by.",
        ),
        wrong_bell(
            _STEP,
            "no-roots",
            ("location", lambda x, beta: ((1 - beta) * x, beta)),
            says="both roots are missing.",
            next_step="beta is a variance; ask what the noise is multiplied by then.",
        ),
        wrong_bell(
            _STEP,
            "roots-swapped",
            ("location", lambda x, beta: (math.sqrt(beta) * x, math.sqrt(1 - beta))),
            says="the two factors are swapped.",
            next_step="ask what should happen to the image when beta is 0.",
        ),
        wrong_bell(
            _STEP,
            "image-forgotten",
            ("location", lambda _, beta: (0.0, math.sqrt(beta))),
            says="the noise came back alone, without the image.",
            next_step="look at where x comes in.",
        ),
        wrong_bell(
            _STEP,
            "beta-for-scale",
            ("spread", lambda x, beta: (math.sqrt(1 - beta) * x, beta)),
            says="the noise was multiplied by beta, without the root.",
            next_step="beta is a variance; ask what σ that makes.",
        ),
        wrong_bell(
            _STEP,
            "noise-not-scaled",
            ("spread", lambda x, beta: (math.sqrt(1 - beta) * x, 1.0)),
            says="the noise was mixed in at its full σ of 1.",
            next_step="look at what the draws are multiplied by.",
        ),
        common_mistakes.same_along(
            _STEP,
            2,
            "one-field-for-all-channels",
            says="one field of noise was drawn and added to all channels.",
            next_step="every channel needs draws of its own.",
        ),
        common_mistakes.clipped_to_range(_STEP, "location", *_RANGES),
        common_mistakes.inputs_changed(),
    ),
    hint=Hint(
        idea="Fade the image a little, stir in a little noise, so that the variance stays 1.",
        look_here="beta is a variance, so its root is the σ of the noise.",
        worked_line="np.sqrt(1 - beta) * x + np.sqrt(beta) * eps",
    ),
    prediction=Prediction(
        question="One step has beta = 0.36. By which factor does it fade the image?",
        answer=0.8,
        tolerance=0.01,
        recall="The factor is √(1 - 0.36), not 1 - 0.36: variances add up to 1.",
    ),
)
