"""A field of static."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from scipy import special  # type: ignore[import-untyped]  # SciPy ships no types

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
from noisegrade.course.inputs import grid
from noisegrade.course.signs import Noise, formula, misshapen
from noisegrade.model import FloatArray

__all__ = ["BELL_CURVE", "SAMPLE_STATIC"]

_ROOT_TWO_PI = math.sqrt(2 * math.pi)


def _z(x: FloatArray, mean: float, std: float) -> FloatArray:
    return (np.asarray(x) - mean) / std


def _density(x: FloatArray, mean: float, std: float) -> FloatArray:
    return np.exp(-0.5 * _z(x, mean, std) ** 2) / (std * _ROOT_TWO_PI)


def _numbers(rng: np.random.Generator) -> list[Case]:
    return [
        Case((2.0, 2.0, 0.5), "the top of the bell"),
        Case((3.5, 2.0, 3.0), "std above 1"),
        Case((-1.25, -2.0, 0.5), "std below 1, mean below 0"),
        Case((float(rng.uniform(1, 4)), 5.0, 2.5), "any number"),
    ]


def _arrays(rng: np.random.Generator) -> list[Case]:
    return [
        Case((rng.uniform(-1, 3, 5), 1.0, 0.5), "one dimension"),
        Case((rng.uniform(-9, 9, (3, 4)), -2.0, 3.0), "two dimensions"),
        Case((rng.uniform(0, 8, (2, 3, 4)), 5.0, 1.5), "three dimensions"),
    ]


BELL_CURVE = Exact(
    name="bell_curve",
    parameters=("x", "mean", "std"),
    truth=_density,
    claims=(
        ExactClaim(name="numbers", points=3, cases=_numbers),
        ExactClaim(name="arrays", points=2, cases=_arrays),
    ),
    misconceptions=(
        formula(
            "front-factor-missing",
            "numbers",
            lambda x, mean, std: np.exp(-0.5 * _z(x, mean, std) ** 2),
            says="the factor in front is missing: the area under the bell must be 1.",
            next_step="look at what the exponential is divided by.",
        ),
        formula(
            "half-missing",
            "numbers",
            lambda x, mean, std: np.exp(-(_z(x, mean, std) ** 2)) / (std * _ROOT_TWO_PI),
            says="the half in the exponent is missing.",
            next_step="look at the exponent.",
        ),
        formula(
            "std-not-squared",
            "numbers",
            lambda x, mean, std: (
                np.exp(-((np.asarray(x) - mean) ** 2) / (2 * std)) / (std * _ROOT_TWO_PI)
            ),
            says="the exponent divides by std where it should divide by the square of std.",
            next_step="look at the exponent: how many times does std stand below the line?",
        ),
        formula(
            "variance-in-front",
            "numbers",
            lambda x, mean, std: np.exp(-0.5 * _z(x, mean, std) ** 2) / (std**2 * _ROOT_TWO_PI),
            says="the factor in front holds the square of std where std belongs.",
            next_step="look at what the exponential is divided by.",
        ),
        formula(
            "std-missing-in-front",
            "numbers",
            lambda x, mean, std: np.exp(-0.5 * _z(x, mean, std) ** 2) / _ROOT_TWO_PI,
            says="std is missing in the factor in front: a wide bell must be a low one.",
            next_step="look at what the exponential is divided by.",
        ),
        formula(
            "std-under-the-root",
            "numbers",
            lambda x, mean, std: np.exp(-0.5 * _z(x, mean, std) ** 2) / np.sqrt(2 * np.pi * std),
            says="std slipped under the square root.",
            next_step="look at which part of the factor in front the root covers.",
        ),
        formula(
            "area-not-height",
            "numbers",
            lambda x, mean, std: special.ndtr(_z(x, mean, std)),
            says="this is the area to the left of x, not the height of the bell at x.",
            next_step="compare the value at the mean with the top of a bell.",
        ),
    ),
    hint=Hint(
        idea="A bell is an exponential of minus a square, scaled so that the area below it is 1.",
        look_here="Count how far x is from the mean in units of std before you square.",
        worked_line="z = (x - mean) / std, then exp(-z**2 / 2) / (std * sqrt(2π)).",
    ),
    prediction=Prediction(
        question="A bell with std 1 is 0.4 high at its top. How high is one with std 2?",
        answer=0.2,
        tolerance=0.01,
        recall="Twice as wide is half as high, for the area below a bell is always 1.",
    ),
)


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


SAMPLE_STATIC = Sampled(
    name="sample_static",
    parameters=("height", "width", "channels", "rng"),
    trial=_static_trial,
    shape=_static_shape,
    axes=("row", "column", "channel"),
    noise=_static,
    asked=lambda _: Asked(0.0, 1.0),
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
        *mistakes.everyday(_NOISE),
        mistakes.flat_around_zero(_NOISE),
        mistakes.absolute_values(_NOISE),
        mistakes.pointed_bell(_NOISE),
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
        mistakes.same_along(
            _NOISE,
            2,
            "one-field-for-all-channels",
            says="one field was drawn and copied into all channels.",
            next_step="every channel needs draws of its own.",
        ),
        mistakes.same_along(
            _NOISE,
            0,
            "one-row-for-all",
            says="one row was drawn and repeated down the image.",
            next_step="every row needs draws of its own.",
        ),
        mistakes.clipped(_NOISE),
        mistakes.rounded(_NOISE),
    ),
    hint=Hint(
        idea="Static is one draw from the bell for every pixel and channel, each on its own.",
        look_here="The rng can fill a whole shape at once.",
        worked_line="rng.standard_normal(shape), with the shape (height, width, channels).",
    ),
)
