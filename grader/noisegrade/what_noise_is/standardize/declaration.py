"""The way back: from any Gaussian to standard draws."""

from __future__ import annotations

import math

import numpy as np

from noisegrade.exercise import ExactExercise, Hint, Prediction, wrong_formula
from noisegrade.model import FloatArray
from noisegrade.what_noise_is.gaussian_cases import CLAIMS

__all__ = ["EXERCISE"]


def _own(x: FloatArray, mean: float, std: float) -> FloatArray:
    del mean, std
    return np.divide(np.subtract(x, np.mean(x)), np.std(x))


EXERCISE = ExactExercise(
    name="standardize",
    parameters=("x", "mean", "std"),
    truth=lambda x, mean, std: np.divide(np.subtract(x, mean), std),
    rounding=lambda x, mean, std: (np.abs(x) + abs(mean)) / std,
    claims=CLAIMS,
    misconceptions=(
        wrong_formula(
            "divided-by-variance",
            "numbers",
            lambda x, mean, std: (x - mean) / std**2,
            says="the distance from the mean was divided by the variance: std came in squared.",
            next_step="look at what the distance from the mean is divided by.",
        ),
        wrong_formula(
            "divided-by-root",
            "numbers",
            lambda x, mean, std: (x - mean) / math.sqrt(std),
            says="the distance from the mean was divided by the square root of std.",
            next_step="look at what the distance from the mean is divided by.",
        ),
        wrong_formula(
            "own-mean-and-std",
            "numbers",
            _own,
            says="the values' own mean and σ were used in place of the given ones.",
            next_step="look at where your mean and std come from.",
        ),
        wrong_formula(
            "brackets-missing",
            "numbers",
            lambda x, mean, std: x - mean / std,
            says="brackets are missing: only the mean was divided by std.",
            next_step="remember which comes first, a minus or a division.",
        ),
        wrong_formula(
            "mean-forgotten",
            "numbers",
            lambda x, mean, std: x / std,
            says="the mean was not subtracted.",
            next_step="look at where mean comes in.",
        ),
        wrong_formula(
            "std-forgotten",
            "numbers",
            lambda x, mean, std: x - mean,
            says="the mean was taken off, but nothing was divided by std.",
            next_step="look at where std comes in.",
        ),
        wrong_formula(
            "sign-turned",
            "numbers",
            lambda x, mean, std: (mean - x) / std,
            says="the sign is the wrong way round: values above the mean come out below 0.",
            next_step="look at which of the two is taken off the other.",
        ),
        wrong_formula(
            "multiplied-by-std",
            "numbers",
            lambda x, mean, std: (x - mean) * std,
            says="the distance from the mean was multiplied by std, not divided by it.",
            next_step="ask how many σ a distance of one std is.",
        ),
        wrong_formula(
            "way-there",
            "numbers",
            lambda x, mean, std: mean + std * x,
            says="this is the way there, from N(0, 1) to N(mean, std²).",
            next_step="read mean + std · eps backwards.",
        ),
        wrong_formula(
            "own-mean",
            "numbers",
            lambda x, mean, std: (x - np.mean(x)) / std,
            says="the values' own mean was used in place of the given one.",
            next_step="look at where your mean comes from.",
        ),
        wrong_formula(
            "own-std",
            "numbers",
            lambda x, mean, std: (x - mean) / np.std(x),
            says="the values' own σ was used in place of the given one.",
            next_step="look at where your std comes from.",
        ),
        wrong_formula(
            "divided-before-shifting",
            "numbers",
            lambda x, mean, std: x / std - mean,
            says="the values were divided by std first, and the mean was taken off undivided.",
            next_step="look at the order of the two steps, or at the brackets.",
        ),
        wrong_formula(
            "mean-added",
            "numbers",
            lambda x, mean, std: (x + mean) / std,
            says="the mean was added, not taken off.",
            next_step="look at the sign before mean.",
        ),
        wrong_formula(
            "sign-lost",
            "numbers",
            lambda x, mean, std: np.abs(np.asarray(x) - mean) / std,
            says="the sign was lost: values below the mean came out above 0.",
            next_step="look for abs.",
        ),
        wrong_formula(
            "squared",
            "numbers",
            lambda x, mean, std: ((x - mean) / std) ** 2,
            says="the distance was squared.",
            next_step="the distance itself is asked for.",
        ),
        wrong_formula(
            "divided-without-rest",
            "numbers",
            lambda x, mean, std: (x - mean) // std,
            says="// drops what is left of a division.",
            next_step="divide by a single /.",
        ),
        wrong_formula(
            "rounded",
            "numbers",
            lambda x, mean, std: np.round((x - mean) / std),
            says="the result was rounded to whole numbers.",
            next_step="leave every value with all its digits.",
        ),
        wrong_formula(
            "clipped",
            "numbers",
            lambda x, mean, std: np.clip((x - mean) / std, -3, 3),
            says="the result was cut at 3 σ.",
            next_step="look for clip, minimum or maximum.",
        ),
        wrong_formula(
            "from-least-to-largest",
            "numbers",
            lambda x, mean, std: (x - np.min(x)) / np.ptp(x),
            says="the values were stretched from 0 to 1, between the least and the largest.",
            next_step="look for min and max: mean and std are given.",
        ),
    ),
    hint=Hint(
        idea="It is shift_and_scale backwards: to_standard_normal the last step first.",
        look_here="Take the mean off, then count what is left in units of std.",
        worked_line="(x - mean) / std",
    ),
    prediction=Prediction(
        question="A value of 2 came from a bell with mean 8, std 3. What does it become?",
        answer=-2.0,
        tolerance=0.01,
        recall="It is 6 below the mean, which is two σ, so it becomes -2.",
    ),
)
