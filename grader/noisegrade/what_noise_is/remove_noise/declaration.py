"""The way back from noise to the image."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from noisegrade.exercise import Case, ExactClaim, ExactExercise, Hint, Prediction, wrong_formula
from noisegrade.model import FloatArray

__all__ = ["EXERCISE"]


def _noised(
    rng: np.random.Generator, shape: tuple[int, ...], alpha_bar: float, bright: float = 1.0
) -> tuple[FloatArray, FloatArray, float]:
    """Fade an image with values up to `bright`, and stir in noise."""
    x0, eps = bright * rng.uniform(-1, 1, shape), rng.standard_normal(shape)
    return math.sqrt(alpha_bar) * x0 + math.sqrt(1 - alpha_bar) * eps, eps, alpha_bar


def _images(rng: np.random.Generator) -> Sequence[Case]:
    u = rng.uniform
    return (
        Case(_noised(rng, (4, 6), 0.64)),
        Case(_noised(rng, (5, 4), u(0.2, 0.4)), "more noise than image"),
        Case(_noised(rng, (6, 3), u(0.8, 0.9)), "more image than noise"),
        Case(_noised(rng, (4, 5, 3), u(0.4, 0.6)), "three channels"),
        Case(_noised(rng, (5, 3, 1), u(0.6, 0.8)), "one channel"),
        Case(_noised(rng, (3, 4), u(0.4, 0.6), 200.0), "pixels"),
    )


def _ends(rng: np.random.Generator) -> Sequence[Case]:
    u = rng.uniform
    x_t, eps, _ = _noised(rng, (4, 3), u(0.4, 0.6))
    return (
        Case((x_t, eps, 1.0), "ᾱ = 1"),
        Case((x_t, eps, 1), "ᾱ = 1, a whole number"),
        Case(_noised(rng, (3, 4), u(0.001, 0.002)), "hardly any image left"),
        Case(_noised(rng, (3, 4), u(0.98, 0.99)), "hardly any noise yet"),
        Case(_noised(rng, (7,), u(0.3, 0.7)), "one dimension"),
        Case(_noised(rng, (1,), u(0.3, 0.7)), "one element"),
        Case(_noised(rng, (2, 2, 3, 2), u(0.3, 0.7)), "four dimensions"),
        Case((u(3, 9) * x_t, 4 * eps, u(0.3, 0.7)), "values far from 0"),
        Case((x_t, np.zeros((4, 3)), u(0.3, 0.7)), "no noise at all"),
        Case((rng.integers(-9, 9, (3, 5)), rng.integers(-3, 4, (3, 5)), 0.36), "whole numbers"),
        Case((x_t.astype(np.float32), eps.astype(np.float32), u(0.3, 0.7)), "float32"),
    )


EXERCISE = ExactExercise(
    name="remove_noise",
    parameters=("x_t", "eps", "alpha_bar"),
    truth=lambda x_t, eps, alpha_bar: (
        x_t / math.sqrt(alpha_bar) - math.sqrt((1 - alpha_bar) / alpha_bar) * eps
    ),
    rounding=lambda x_t, eps, alpha_bar: (np.abs(x_t) + np.abs(eps)) / math.sqrt(alpha_bar),
    claims=(
        ExactClaim(name="images", points=3, cases=_images),
        ExactClaim(name="ends", points=2, cases=_ends),
    ),
    misconceptions=(
        wrong_formula(
            "not-unfaded",
            "images",
            lambda x_t, eps, alpha_bar: x_t - math.sqrt(1 - alpha_bar) * eps,
            says="the noise was taken away, but the fading was not undone.",
            next_step="look at what is left to divide by.",
        ),
        wrong_formula(
            "noise-not-removed",
            "images",
            lambda x_t, eps, alpha_bar: x_t / math.sqrt(alpha_bar),
            says="the fading was undone, but the noise is still in it.",
            next_step="take the noise away first.",
        ),
        wrong_formula(
            "noise-added",
            "images",
            lambda x_t, eps, alpha_bar: (
                (x_t + math.sqrt(1 - alpha_bar) * eps) / math.sqrt(alpha_bar)
            ),
            says="the noise was added once more, not taken away.",
            next_step="look at the sign before eps.",
        ),
        wrong_formula(
            "way-there",
            "images",
            lambda x_t, eps, alpha_bar: math.sqrt(alpha_bar) * x_t + math.sqrt(1 - alpha_bar) * eps,
            says="this is the way there: it fades the noisy image and adds more noise.",
            next_step="solve the line of the shortcut for x0.",
        ),
        wrong_formula(
            "brackets-missing",
            "images",
            lambda x_t, eps, alpha_bar: x_t - math.sqrt(1 - alpha_bar) * eps / math.sqrt(alpha_bar),
            says="brackets are missing: only the noise was divided by √ᾱ.",
            next_step="remember which comes first, a minus or a division.",
        ),
        wrong_formula(
            "unfaded-first",
            "images",
            lambda x_t, eps, alpha_bar: x_t / math.sqrt(alpha_bar) - math.sqrt(1 - alpha_bar) * eps,
            says="only the image was divided by √ᾱ; the noise in it was faded by nothing.",
            next_step="take the noise away first, then divide what is left.",
        ),
        wrong_formula(
            "no-roots",
            "images",
            lambda x_t, eps, alpha_bar: (x_t - (1 - alpha_bar) * eps) / alpha_bar,
            says="both roots are missing.",
            next_step="ᾱ and 1 - ᾱ are variances; ask what factors they make.",
        ),
        wrong_formula(
            "variance-for-scale",
            "images",
            lambda x_t, eps, alpha_bar: (x_t - (1 - alpha_bar) * eps) / math.sqrt(alpha_bar),
            says="the noise was multiplied by 1 - ᾱ, without the root.",
            next_step="1 - ᾱ is a variance; ask what σ that makes.",
        ),
        wrong_formula(
            "unfaded-without-root",
            "images",
            lambda x_t, eps, alpha_bar: (x_t - math.sqrt(1 - alpha_bar) * eps) / alpha_bar,
            says="it was divided by ᾱ, without the root.",
            next_step="the image was faded by √ᾱ.",
        ),
        wrong_formula(
            "noise-not-scaled",
            "images",
            lambda x_t, eps, alpha_bar: (x_t - eps) / math.sqrt(alpha_bar),
            says="eps was taken away at its full σ of 1.",
            next_step="only √(1 - ᾱ) of it is in x_t.",
        ),
        wrong_formula(
            "all-noise-not-unfaded",
            "images",
            lambda x_t, eps, alpha_bar: x_t - eps,
            says="eps was taken away, and ᾱ was not used at all.",
            next_step="look at how x_t was made from x0 and eps.",
        ),
        wrong_formula(
            "rest-for-scale",
            "images",
            lambda x_t, eps, alpha_bar: (x_t - (1 - math.sqrt(alpha_bar)) * eps) / alpha_bar**0.5,
            says="the noise was multiplied by 1 - √ᾱ; it is the squares that add up to 1.",
            next_step="variances add, factors don't.",
        ),
        wrong_formula(
            "roots-swapped",
            "images",
            lambda x_t, eps, alpha_bar: (x_t - math.sqrt(alpha_bar) * eps) / (1 - alpha_bar) ** 0.5,
            says="the two factors are swapped.",
            next_step="ask what should happen when ᾱ is 1.",
        ),
        wrong_formula(
            "image-for-noise-scale",
            "images",
            lambda x_t, eps, alpha_bar: (x_t - math.sqrt(alpha_bar) * eps) / math.sqrt(alpha_bar),
            says="the noise was multiplied by √ᾱ, the factor of the image.",
            next_step="look at what eps is multiplied by.",
        ),
        wrong_formula(
            "faded-again",
            "images",
            lambda x_t, eps, alpha_bar: (x_t - math.sqrt(1 - alpha_bar) * eps) * alpha_bar**0.5,
            says="it was multiplied by √ᾱ: the image was faded once more.",
            next_step="fading multiplies, so undoing it divides.",
        ),
        wrong_formula(
            "divided-by-noise-scale",
            "images",
            lambda x_t, eps, alpha_bar: (
                (x_t - math.sqrt(1 - alpha_bar) * eps) / math.sqrt(1 - alpha_bar)
            ),
            says="it was divided by √(1 - ᾱ), the factor of the noise.",
            next_step="the image was faded by √ᾱ.",
        ),
        wrong_formula(
            "image-and-noise-swapped",
            "images",
            lambda x_t, eps, alpha_bar: (
                (eps - math.sqrt(1 - alpha_bar) * x_t) / math.sqrt(alpha_bar)
            ),
            says="x_t and eps stand in each other's place.",
            next_step="look at the order of arguments.",
        ),
        wrong_formula(
            "alpha-bar-squared",
            "images",
            lambda x_t, eps, alpha_bar: (x_t - math.sqrt(1 - alpha_bar**2) * eps) / alpha_bar,
            says="ᾱ was taken for the factor √ᾱ.",
            next_step="ᾱ is what is left of the variance: a square.",
        ),
        wrong_formula(
            "clipped",
            "images",
            lambda x_t, eps, alpha_bar: np.clip(
                (x_t - math.sqrt(1 - alpha_bar) * eps) / math.sqrt(alpha_bar), -1, 1
            ),
            says="the result was cut to the range from -1 to 1.",
            next_step="look for clip, minimum or maximum.",
        ),
        wrong_formula(
            "clipped-from-zero",
            "images",
            lambda x_t, eps, alpha_bar: np.clip(
                (x_t - math.sqrt(1 - alpha_bar) * eps) / math.sqrt(alpha_bar), 0, 1
            ),
            says="the result was cut to the range from 0 to 1.",
            next_step="look for clip, minimum or maximum.",
        ),
        wrong_formula(
            "rounded",
            "images",
            lambda x_t, eps, alpha_bar: np.round(
                (x_t - math.sqrt(1 - alpha_bar) * eps) / math.sqrt(alpha_bar), 2
            ),
            says="the result was rounded to two decimals.",
            next_step="leave every value with all its digits.",
        ),
        wrong_formula(
            "mean-of-noise",
            "images",
            lambda x_t, eps, alpha_bar: (
                (x_t - math.sqrt(1 - alpha_bar) * np.mean(eps)) / math.sqrt(alpha_bar)
            ),
            says="the mean of the noise was taken away, not the noise of each value.",
            next_step="every value has noise of its own.",
        ),
        wrong_formula(
            "averaged-to-one-number",
            "images",
            lambda x_t, eps, alpha_bar: float(
                np.mean((x_t - math.sqrt(1 - alpha_bar) * eps) / math.sqrt(alpha_bar))
            ),
            says="the image was averaged to one number.",
            next_step="return the image itself.",
        ),
        wrong_formula(
            "root-of-one-plus",
            "images",
            lambda x_t, eps, alpha_bar: (
                (x_t - math.sqrt(1 + alpha_bar) * eps) / math.sqrt(alpha_bar)
            ),
            says="the root was taken of 1 + ᾱ.",
            next_step="look at the sign before ᾱ.",
        ),
    ),
    hint=Hint(
        idea="The shortcut was two steps, fade and add noise: undo the last one first.",
        look_here="Take away as much of eps as is in x_t; then divide by what the image kept.",
        worked_line="(x_t - np.sqrt(1 - alpha_bar) * eps) / np.sqrt(alpha_bar)",
    ),
    prediction=Prediction(
        question="A pixel is 1.4 after noise of eps = 1 came, and ᾱ = 0.64. What was it before?",
        answer=1.0,
        tolerance=0.01,
        recall="There was 0.6 · 1 of noise in it, and the 0.8 that is left is 0.8 times the pixel.",
    ),
)
