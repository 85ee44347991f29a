"""The way there: from standard draws to any Gaussian."""

from __future__ import annotations

import math

import numpy as np

from noisegrade.exercise import ExactExercise, Hint, Prediction, wrong_formula
from noisegrade.what_noise_is.gaussian_cases import CLAIMS

__all__ = ["EXERCISE"]

EXERCISE = ExactExercise(
    name="shift_and_scale",
    parameters=("eps", "mean", "std"),
    truth=lambda eps, mean, std: np.add(np.multiply(eps, std), mean),
    rounding=lambda eps, mean, std: np.abs(mean) + np.abs(std * np.asarray(eps)),
    claims=CLAIMS,
    misconceptions=(
        wrong_formula(
            "variance-for-scale",
            "numbers",
            lambda eps, mean, std: mean + std**2 * eps,
            says="the variance was used as the scale: std came in squared.",
            next_step="look at what eps is multiplied by.",
        ),
        wrong_formula(
            "root-of-std",
            "numbers",
            lambda eps, mean, std: mean + math.sqrt(std) * eps,
            says="the square root of std was used as the scale.",
            next_step="look at what eps is multiplied by: std is not the variance.",
        ),
        wrong_formula(
            "shift-before-scale",
            "numbers",
            lambda eps, mean, std: (mean + eps) * std,
            says="the mean was scaled as well: first shifted, then scaled.",
            next_step="look at the order of the two steps, or at the brackets.",
        ),
        wrong_formula(
            "mean-forgotten",
            "numbers",
            lambda eps, mean, std: std * eps,
            says="the mean was forgotten: the draws are scaled, but not shifted.",
            next_step="look at where mean comes in.",
        ),
        wrong_formula(
            "std-forgotten",
            "numbers",
            lambda eps, mean, std: mean + eps,
            says="std was forgotten: the draws are shifted, but not scaled.",
            next_step="look at where std comes in.",
        ),
        wrong_formula(
            "divided-by-std",
            "numbers",
            lambda eps, mean, std: mean + eps / std,
            says="the draws were divided by std.",
            next_step="ask which way makes a bell wider.",
        ),
        wrong_formula(
            "way-back",
            "numbers",
            lambda eps, mean, std: (eps - mean) / std,
            says="this is the way back, from N(mean, std²) to N(0, 1).",
            next_step="compare with the formula for mean + std · eps.",
        ),
        wrong_formula(
            "mean-and-std-swapped",
            "numbers",
            lambda eps, mean, std: std + mean * eps,
            says="mean and std were swapped.",
            next_step="ask which one shifts and which one scales.",
        ),
        wrong_formula(
            "sign-turned",
            "numbers",
            lambda eps, mean, std: mean - std * eps,
            says="the sign is the wrong way round: draws above 0 end below the mean.",
            next_step="look at the sign before std.",
        ),
        wrong_formula(
            "clipped",
            "numbers",
            lambda eps, mean, std: np.clip(mean + std * np.asarray(eps), 0, 255),
            says="the result was cut to the range from 0 to 255.",
            next_step="look for clip, minimum or maximum.",
        ),
        wrong_formula(
            "sign-lost",
            "numbers",
            lambda eps, mean, std: mean + std * np.abs(eps),
            says="the sign of eps was lost.",
            next_step="look for abs.",
        ),
        wrong_formula(
            "mean-twice",
            "numbers",
            lambda eps, mean, std: 2 * mean + std * eps,
            says="the mean was added twice.",
            next_step="look at where mean comes in.",
        ),
        wrong_formula(
            "own-std",
            "numbers",
            lambda eps, mean, std: mean + np.std(eps) * eps,
            says="the draws' own σ was used in place of std.",
            next_step="look at where std comes in.",
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
    equivalent_mutants={
        "shift_and_scale:eps:std-swapped": "a product is the same in any order",
    },
)
