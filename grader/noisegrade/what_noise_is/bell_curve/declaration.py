"""The bell itself: the height of its curve."""

from __future__ import annotations

import math

import numpy as np
from scipy import special  # type: ignore[import-untyped]  # SciPy ships no types

from noisegrade.exercise import Case, ExactClaim, ExactExercise, Hint, Prediction, wrong_formula
from noisegrade.model import FloatArray

__all__ = ["EXERCISE"]

_ROOT_TWO_PI = math.sqrt(2 * math.pi)


def _z(x: FloatArray, mean: float, std: float) -> FloatArray:
    return (np.asarray(x) - mean) / std


def _density(x: FloatArray, mean: float, std: float) -> FloatArray:
    return np.exp(-0.5 * _z(x, mean, std) ** 2) / (std * _ROOT_TWO_PI)


def _numbers(rng: np.random.Generator) -> list[Case]:
    u = rng.uniform
    return [
        Case((2.0, 2.0, 0.5), "the top of the bell"),
        Case((u(3, 4), 2.0, 3.0), "std above 1"),
        Case((u(-1.5, -1), -2.0, 0.5), "std below 1, mean below 0"),
        Case((u(1, 4), u(4, 6), u(2, 3)), "any numbers"),
        Case((int(u(2, 5)), u(1, 2), 2), "whole numbers"),
        Case((u(1, 2), 0, 1.5), "mean 0"),
        Case((u(1, 2), 3.0, 1.0), "std 1"),
        Case((1e-6 * u(1, 2), 2e-6, 1e-6), "tiny numbers: a density far above 1"),
        Case((1e6 * u(1, 2), 2e6, 8e5), "large numbers"),
        Case((u(30, 31), 2.0, 4.0), "seven σ out"),
    ]


def _arrays(rng: np.random.Generator) -> list[Case]:
    return [
        Case((rng.uniform(-1, 3, 5), 1.0, 0.5), "one dimension"),
        Case((rng.uniform(-9, 9, (3, 4)), -2.0, 3.0), "two dimensions"),
        Case((rng.uniform(0, 8, (2, 3, 4)), 5.0, 1.5), "three dimensions"),
        Case((rng.uniform(0, 8, (4, 2, 3)), 4.0, 2.5), "three channels"),
        Case((rng.uniform(0, 8, (3, 5, 1)), 3.0, 2.0), "one channel"),
        Case((rng.uniform(0, 8, 1), 4.0, 2.0), "one element"),
        Case((np.array(rng.uniform(0, 4)), 3.0, 2.0), "an array without dimensions"),
        Case((rng.integers(-4, 9, (3, 4)), 2.5, 3.5), "whole numbers"),
        Case((rng.uniform(-2, 4, 6).astype(np.float32), 1.25, 2.5), "float32"),
    ]


def _rounding(x: FloatArray, mean: float, std: float) -> FloatArray:
    """Return the density times what rounding of z does to its exponent."""
    z = np.abs(_z(x, mean, std))
    distance = (np.abs(x) + abs(mean)) / std
    return _density(x, mean, std) * (1 + z * (distance + z))


EXERCISE = ExactExercise(
    name="bell_curve",
    parameters=("x", "mean", "std"),
    truth=_density,
    rounding=_rounding,
    claims=(
        ExactClaim(name="numbers", points=3, cases=_numbers),
        ExactClaim(name="arrays", points=2, cases=_arrays),
    ),
    misconceptions=(
        wrong_formula(
            "front-factor-missing",
            "numbers",
            lambda x, mean, std: np.exp(-0.5 * _z(x, mean, std) ** 2),
            says="the factor in front is missing: the area under the bell must be 1.",
            next_step="look at what the exponential is divided by.",
        ),
        wrong_formula(
            "half-missing",
            "numbers",
            lambda x, mean, std: np.exp(-(_z(x, mean, std) ** 2)) / (std * _ROOT_TWO_PI),
            says="the half in the exponent is missing.",
            next_step="look at the exponent.",
        ),
        wrong_formula(
            "std-not-squared",
            "numbers",
            lambda x, mean, std: (
                np.exp(-((np.asarray(x) - mean) ** 2) / (2 * std)) / (std * _ROOT_TWO_PI)
            ),
            says="the exponent divides by std where it should divide by the square of std.",
            next_step="look at the exponent: how many times does std appear in the denominator?",
        ),
        wrong_formula(
            "variance-in-front",
            "numbers",
            lambda x, mean, std: np.exp(-0.5 * _z(x, mean, std) ** 2) / (std**2 * _ROOT_TWO_PI),
            says="the factor in front holds the square of std where std belongs.",
            next_step="look at what the exponential is divided by.",
        ),
        wrong_formula(
            "std-missing-in-front",
            "numbers",
            lambda x, mean, std: np.exp(-0.5 * _z(x, mean, std) ** 2) / _ROOT_TWO_PI,
            says="std is missing in the factor in front: a wide bell must be a low one.",
            next_step="look at what the exponential is divided by.",
        ),
        wrong_formula(
            "std-under-the-root",
            "numbers",
            lambda x, mean, std: np.exp(-0.5 * _z(x, mean, std) ** 2) / np.sqrt(2 * np.pi * std),
            says="std slipped under the square root.",
            next_step="look at which part of the factor in front the root covers.",
        ),
        wrong_formula(
            "area-not-height",
            "numbers",
            lambda x, mean, std: special.ndtr(_z(x, mean, std)),
            says="this is the area to the left of x, not the height of the bell at x.",
            next_step="compare the value at the mean with the top of a bell.",
        ),
        wrong_formula(
            "minus-missing",
            "numbers",
            lambda x, mean, std: np.exp(0.5 * _z(x, mean, std) ** 2) / (std * _ROOT_TWO_PI),
            says="the exponent has lost its minus: the curve rises on both sides.",
            next_step="look at the sign of the exponent.",
        ),
        wrong_formula(
            "square-missing",
            "numbers",
            lambda x, mean, std: np.exp(-0.5 * _z(x, mean, std)) / (std * _ROOT_TWO_PI),
            says="the distance in the exponent was not squared.",
            next_step="a bell is the same on both sides: look for the square.",
        ),
        wrong_formula(
            "absolute-for-square",
            "numbers",
            lambda x, mean, std: np.exp(-0.5 * np.abs(_z(x, mean, std))) / (std * _ROOT_TWO_PI),
            says="the absolute distance stands in the exponent, where its square belongs.",
            next_step="look for abs.",
        ),
        wrong_formula(
            "multiplied-by-root",
            "numbers",
            lambda x, mean, std: np.exp(-0.5 * _z(x, mean, std) ** 2) / std * _ROOT_TWO_PI,
            says="the root of 2π was multiplied, not divided by: brackets are missing.",
            next_step="what is divided by needs brackets of its own.",
        ),
        wrong_formula(
            "brackets-missing",
            "numbers",
            lambda x, mean, std: np.exp(-0.5 * (x - mean / std) ** 2) / (std * _ROOT_TWO_PI),
            says="brackets are missing: only the mean was divided by std.",
            next_step="remember which comes first, a minus or a division.",
        ),
        wrong_formula(
            "std-for-variance",
            "numbers",
            lambda x, mean, std: np.exp(-((x - mean) ** 2) / (2 * std)) / np.sqrt(2 * np.pi * std),
            says="std was taken for the variance, in the exponent and in front.",
            next_step="the formula holds the square of std.",
        ),
        wrong_formula(
            "exponent-times-variance",
            "numbers",
            lambda x, mean, std: _density(_z(x, mean, 1 / std), 0.0, 1.0) / std,
            says="the exponent was multiplied by the variance: brackets are missing.",
            next_step="what is divided by needs brackets of its own.",
        ),
        wrong_formula(
            "rounded-pi",
            "numbers",
            lambda x, mean, std: np.exp(-0.5 * _z(x, mean, std) ** 2) / (std * math.sqrt(2 * 3.14)),
            says="π was rounded to 3.14.",
            next_step="take np.pi: it has all its digits.",
        ),
        wrong_formula(
            "pi-outside-the-root",
            "numbers",
            lambda x, mean, std: (
                np.exp(-0.5 * _z(x, mean, std) ** 2) / (std * math.sqrt(2) * math.pi)
            ),
            says="π stands outside the root.",
            next_step="look at what the root covers.",
        ),
        wrong_formula(
            "root-missing",
            "numbers",
            lambda x, mean, std: np.exp(-0.5 * _z(x, mean, std) ** 2) / (std * 2 * math.pi),
            says="the root of 2π is missing: it divides by 2π itself.",
            next_step="look at what the exponential is divided by.",
        ),
        wrong_formula(
            "capped-at-one",
            "numbers",
            lambda x, mean, std: np.minimum(_density(x, mean, std), 1.0),
            says="the height was cut at 1, as if it was a probability.",
            next_step="a density may be higher than 1 where a bell is narrow.",
        ),
        wrong_formula(
            "rounded",
            "numbers",
            lambda x, mean, std: np.round(_density(x, mean, std), 4),
            says="the height was rounded to four decimals.",
            next_step="leave every value with all its digits.",
        ),
        wrong_formula(
            "mean-ignored",
            "numbers",
            lambda x, mean, std: np.exp(-0.5 * (np.asarray(x) / std) ** 2) / (std * _ROOT_TWO_PI),
            says="the mean was ignored: the bell stands at 0.",
            next_step="look at where mean comes in.",
        ),
        wrong_formula(
            "divided-by-own-sum",
            "numbers",
            lambda x, mean, std: (
                np.exp(-0.5 * _z(x, mean, std) ** 2) / np.sum(np.exp(-0.5 * _z(x, mean, std) ** 2))
            ),
            says="the values were divided by their sum.",
            next_step="the area below the whole curve is 1, not the sum of some heights.",
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
    equivalent_mutants={
        "bell_curve:x:mean-swapped": "the distance is squared",
        "bell_curve:1.3:sub-reversed": "the distance is squared",
    },
)
