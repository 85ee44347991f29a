"""A formula turned into pixels."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from noisegrade.claims import (
    RNG,
    Args,
    Asked,
    Case,
    Exact,
    ExactClaim,
    Hint,
    Prediction,
    Sampled,
)
from noisegrade.course import mistakes
from noisegrade.course.inputs import grid, image
from noisegrade.course.signs import Noise, formula, misshapen
from noisegrade.model import FloatArray

__all__ = ["ADD_NOISE", "SAMPLE_GAUSSIAN", "SHIFT_AND_SCALE", "STANDARDIZE"]

_SETTINGS = ((5.0, 3.0), (-2.0, 0.25))  # std above and below 1; the first is quoted in messages
_SIGMAS = (50.0, 0.25)  # of the noise in a picture from 2 to 253: much of it would be clipped


def _numbers(rng: np.random.Generator) -> Sequence[Case]:
    return (
        Case((1.5, 5.0, 3.0), "std above 1"),
        Case((-2.0, -2.0, 0.5), "std below 1"),
        Case((float(rng.uniform(2, 3)), 100.0, 15.0), "any number"),
    )


def _arrays(rng: np.random.Generator) -> Sequence[Case]:
    return (
        Case((rng.uniform(-3, 3, 5), 5.0, 3.0), "one dimension"),
        Case((rng.uniform(-3, 3, (3, 4)), -2.0, 0.5), "std below 1, two dimensions"),
        Case((rng.uniform(-3, 3, (2, 3, 4)), 10.0, 2.5), "three dimensions"),
    )


_CLAIMS = (
    ExactClaim(name="numbers", points=2, cases=_numbers),
    ExactClaim(name="arrays", points=3, cases=_arrays),
)

SHIFT_AND_SCALE = Exact(
    name="shift_and_scale",
    parameters=("eps", "mean", "std"),
    truth=lambda eps, mean, std: np.add(np.multiply(eps, std), mean),
    claims=_CLAIMS,
    misconceptions=(
        formula(
            "variance-for-scale",
            "numbers",
            lambda eps, mean, std: mean + std**2 * eps,
            says="the variance was used as the scale: std came in squared.",
            next_step="look at what eps is multiplied by.",
        ),
        formula(
            "root-of-std",
            "numbers",
            lambda eps, mean, std: mean + math.sqrt(std) * eps,
            says="the square root of std was used as the scale.",
            next_step="look at what eps is multiplied by: std is no variance.",
        ),
        formula(
            "shift-before-scale",
            "numbers",
            lambda eps, mean, std: (mean + eps) * std,
            says="the mean was scaled as well: first shifted, then scaled.",
            next_step="look at the order of the two steps, or at the brackets.",
        ),
        formula(
            "mean-forgotten",
            "numbers",
            lambda eps, mean, std: std * eps,  # noqa: ARG005 - forgotten
            says="the mean was forgotten: the draws are scaled, but not shifted.",
            next_step="look at where mean comes in.",
        ),
        formula(
            "std-forgotten",
            "numbers",
            lambda eps, mean, std: mean + eps,  # noqa: ARG005 - forgotten
            says="std was forgotten: the draws are shifted, but not scaled.",
            next_step="look at where std comes in.",
        ),
        formula(
            "divided-by-std",
            "numbers",
            lambda eps, mean, std: mean + eps / std,
            says="the draws were divided by std.",
            next_step="ask which way makes a bell wider.",
        ),
        formula(
            "way-back",
            "numbers",
            lambda eps, mean, std: (eps - mean) / std,
            says="this is the way back, from N(mean, std²) to N(0, 1).",
            next_step="compare with the formula for mean + std · eps.",
        ),
        formula(
            "mean-and-std-swapped",
            "numbers",
            lambda eps, mean, std: std + mean * eps,
            says="mean and std were swapped.",
            next_step="ask which one shifts and which one scales.",
        ),
    ),
    hint=Hint(
        idea="Scaling makes the bell wide, shifting puts it in its place.",
        look_here="Take care that the mean is not scaled as well.",
        worked_line="mean + std * eps",
    ),
    prediction=Prediction(
        question="A draw of N(0, 1) came out as -1. What does it become with mean 5, std 3?",
        answer=2.0,
        tolerance=0.01,
        recall="One σ below the mean stays one σ below the mean: 5 - 3 = 2.",
    ),
)


def _own(x: FloatArray, mean: float, std: float) -> FloatArray:
    del mean, std
    return np.divide(np.subtract(x, np.mean(x)), np.std(x))


STANDARDIZE = Exact(
    name="standardize",
    parameters=("x", "mean", "std"),
    truth=lambda x, mean, std: np.divide(np.subtract(x, mean), std),
    claims=_CLAIMS,
    misconceptions=(
        formula(
            "divided-by-variance",
            "numbers",
            lambda x, mean, std: (x - mean) / std**2,
            says="it was divided by the variance: std came in squared.",
            next_step="look at what the distance from the mean is divided by.",
        ),
        formula(
            "divided-by-root",
            "numbers",
            lambda x, mean, std: (x - mean) / math.sqrt(std),
            says="it was divided by the square root of std.",
            next_step="look at what the distance from the mean is divided by.",
        ),
        formula(
            "own-mean-and-std",
            "numbers",
            _own,
            says="the values' own mean and σ were used in place of the given ones.",
            next_step="look at where your mean and std come from.",
        ),
        formula(
            "brackets-missing",
            "numbers",
            lambda x, mean, std: x - mean / std,
            says="brackets are missing: only the mean was divided by std.",
            next_step="remember which comes first, a minus or a division.",
        ),
        formula(
            "mean-forgotten",
            "numbers",
            lambda x, mean, std: x / std,  # noqa: ARG005 - forgotten
            says="the mean was not taken off.",
            next_step="look at where mean comes in.",
        ),
        formula(
            "std-forgotten",
            "numbers",
            lambda x, mean, std: x - mean,  # noqa: ARG005 - forgotten
            says="the mean was taken off, but nothing was divided by std.",
            next_step="look at where std comes in.",
        ),
        formula(
            "sign-turned",
            "numbers",
            lambda x, mean, std: (mean - x) / std,
            says="the sign is turned: values above the mean come out below 0.",
            next_step="look at which is taken off which.",
        ),
        formula(
            "multiplied-by-std",
            "numbers",
            lambda x, mean, std: (x - mean) * std,
            says="it was multiplied by std where it should be divided.",
            next_step="ask how many σ a distance of one std is.",
        ),
        formula(
            "way-there",
            "numbers",
            lambda x, mean, std: mean + std * x,
            says="this is the way there, from N(0, 1) to N(mean, std²).",
            next_step="read mean + std · eps backwards.",
        ),
    ),
    hint=Hint(
        idea="It is shift_and_scale backwards: undo the last step first.",
        look_here="Take the mean off, then count what is left in units of std.",
        worked_line="(x - mean) / std",
    ),
)


def _gaussian_trial(index: int, draws: int, data: np.random.Generator) -> Args:
    del data
    mean, std = _SETTINGS[index % 2]
    return (mean, std, grid(draws), RNG)


def _mean_and_std(args: Args) -> tuple[float, float]:
    return args[0], args[1]  # type: ignore[return-value]  # as the trial makes it


def _gaussian_shape(args: Args) -> tuple[int, ...]:
    return args[2]  # type: ignore[return-value]  # as the trial makes it


def _gaussian_standard(args: Args, result: FloatArray) -> FloatArray:
    mean, std = _mean_and_std(args)
    return (result - mean) / std


_GAUSSIAN = Noise(_gaussian_shape, _gaussian_standard)


SAMPLE_GAUSSIAN = Sampled(
    name="sample_gaussian",
    parameters=("mean", "std", "shape", "rng"),
    trial=_gaussian_trial,
    shape=_gaussian_shape,
    axes=("row", "column", "channel"),
    noise=lambda _, result: result,
    asked=lambda args: Asked(*_mean_and_std(args)),
    misconceptions=(
        misshapen(
            "one-number-only",
            lambda _: (),
            says="one number was drawn, not an array.",
            next_step="look at how many numbers you ask the rng for.",
        ),
        misshapen(
            "flattened",
            lambda args: (math.prod(_gaussian_shape(args)),),
            says="the draws were left in one long line.",
            next_step="look at the shape of what you return.",
        ),
        *mistakes.everyday(_GAUSSIAN),
        _GAUSSIAN.bell(
            "mean-forgotten",
            "location",
            lambda args: (0.0, _mean_and_std(args)[1]),
            says="the mean was forgotten: the draws are scaled, but not shifted.",
            next_step="look at where mean comes in.",
        ),
        _GAUSSIAN.bell(
            "shift-before-scale",
            "location",
            lambda args: (math.prod(_mean_and_std(args)), _mean_and_std(args)[1]),
            says="the mean was scaled as well: first shifted, then scaled.",
            next_step="look at the order of the two steps, or at the brackets.",
        ),
        _GAUSSIAN.bell(
            "mean-and-std-swapped",
            "location",
            lambda args: _mean_and_std(args)[::-1],
            says="mean and std were swapped.",
            next_step="ask which one shifts and which one scales.",
        ),
        _GAUSSIAN.bell(
            "variance-for-scale",
            "spread",
            lambda args: (_mean_and_std(args)[0], _mean_and_std(args)[1] ** 2),
            says="the variance was used as the scale: std came in squared.",
            next_step="look at what the draws are multiplied by.",
        ),
        _GAUSSIAN.bell(
            "root-of-std",
            "spread",
            lambda args: (_mean_and_std(args)[0], math.sqrt(_mean_and_std(args)[1])),
            says="the square root of std was used as the scale.",
            next_step="look at what the draws are multiplied by: std is no variance.",
        ),
        _GAUSSIAN.bell(
            "std-forgotten",
            "spread",
            lambda args: (_mean_and_std(args)[0], 1.0),
            says="std was forgotten: the draws are shifted, but not scaled.",
            next_step="look at where std comes in.",
        ),
        mistakes.absolute_values(_GAUSSIAN),
        mistakes.flat_around_zero(_GAUSSIAN),
        mistakes.clipped(_GAUSSIAN),
        mistakes.rounded(_GAUSSIAN),
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
)


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

ADD_NOISE = Sampled(
    name="add_noise",
    parameters=("image", "std", "rng"),
    trial=_noisy_trial,
    shape=lambda args: _picture(args).shape,
    axes=("row", "column", "channel"),
    noise=_added,
    asked=lambda args: Asked(0.0, _sigma(args), offset=255.0),
    of="noise values",
    misconceptions=(
        *mistakes.everyday(_ADDED),
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
            says="the variance was used as the scale: std came in squared.",
            next_step="look at what the draws are multiplied by.",
        ),
        _ADDED.bell(
            "root-of-std",
            "spread",
            lambda args: (_picture(args), math.sqrt(_sigma(args))),
            says="the square root of std was used as the scale.",
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
        mistakes.same_along(
            _ADDED,
            2,
            "one-field-for-all-channels",
            says="one field of noise was drawn and added to all channels.",
            next_step="every channel needs draws of its own.",
        ),
        mistakes.clipped_to_range(_ADDED, "spread", (0.0, 255.0), (0.0, 1.0)),
        mistakes.rounded(_ADDED),
        mistakes.inputs_changed(),
    ),
    hint=Hint(
        idea="The image is the mean of the result, the noise is what strays around it.",
        look_here="You need as many draws as the image has values.",
        worked_line="image + std * rng.standard_normal(image.shape)",
    ),
)
