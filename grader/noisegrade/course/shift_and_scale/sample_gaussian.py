"""Draws of any Gaussian."""

from __future__ import annotations

import math

import numpy as np

from noisegrade.course import common_mistakes, wrong_distributions
from noisegrade.course.detectors import Noise, misshapen
from noisegrade.course.test_inputs import grid
from noisegrade.exercise import RNG, Args, Hint, Prediction, RandomExercise, TargetMoments
from noisegrade.model import FloatArray

__all__ = ["SAMPLE_GAUSSIAN"]

_SETTINGS = ((5.0, 3.0), (-2.0, 0.25))  # std above and below 1; the first is quoted in messages


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

SAMPLE_GAUSSIAN = RandomExercise(
    name="sample_gaussian",
    parameters=("mean", "std", "shape", "rng"),
    trial=_gaussian_trial,
    shape=_gaussian_shape,
    axes=("row", "column", "channel"),
    noise=lambda _, result: result,
    asked=lambda args: TargetMoments(*_mean_and_std(args)),
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
        *common_mistakes.everyday(_GAUSSIAN),
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
            says="the variance was used as the scale: 9 = 3².",
            next_step="look at what the draws are multiplied by.",
        ),
        _GAUSSIAN.bell(
            "root-of-std",
            "spread",
            lambda args: (_mean_and_std(args)[0], math.sqrt(_mean_and_std(args)[1])),
            says="the square root of std was used as the scale: 0.5 = √0.25.",
            next_step="look at what the draws are multiplied by: std is no variance.",
        ),
        _GAUSSIAN.bell(
            "std-forgotten",
            "spread",
            lambda args: (_mean_and_std(args)[0], 1.0),
            says="std was forgotten: the draws are shifted, but not scaled.",
            next_step="look at where std comes in.",
        ),
        wrong_distributions.absolute_values(_GAUSSIAN),
        wrong_distributions.flat_around_zero(_GAUSSIAN),
        common_mistakes.clipped(_GAUSSIAN),
        common_mistakes.rounded(_GAUSSIAN),
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
