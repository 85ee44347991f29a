"""How close is ≈: the mean and the σ of the noise on an image."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from noisegrade.exercise import (
    Case,
    ExactClaim,
    ExactExercise,
    Hint,
    Misconception,
    Prediction,
    wrong_formula,
)
from noisegrade.model import FloatArray

__all__ = ["EXERCISE"]


def _truth(noisy: FloatArray, image: FloatArray) -> tuple[float, float]:
    noise = [float(value) for value in (noisy - image).reshape(-1)]
    mean = math.fsum(noise) / len(noise)
    return mean, math.sqrt(math.fsum((value - mean) ** 2 for value in noise) / len(noise))


def _rounding(noisy: FloatArray, image: FloatArray) -> tuple[float, float]:
    """Return the sizes of what is subtracted: of the images, and of the squares of the noise."""
    mean, std = _truth(noisy, image)
    sizes = float(np.mean(np.abs(noisy) + np.abs(image)))
    return sizes, sizes + (mean**2 + std**2) / std if std else sizes


def _noised(
    rng: np.random.Generator, shape: tuple[int, ...], mean: float, std: float, bright: float
) -> tuple[FloatArray, FloatArray]:
    """Make an image with values up to `bright`, and the same under noise."""
    image = bright * rng.uniform(0.1, 1, shape)
    return image + rng.normal(mean, std, shape), image


def _images(rng: np.random.Generator) -> Sequence[Case]:
    def noised(shape: tuple[int, ...], mean: float, std: float, bright: float) -> Case:
        return Case(_noised(rng, shape, mean, std, bright))

    return (
        noised((5, 7), 2.0, 6.0, 20.0),
        noised((4, 6), -0.3, 0.4, 1.0),
        noised((7, 4, 3), -5.0, 20.0, 100.0),
        noised((3, 8, 1), 1.5, 1.2, 3.0),
        noised((6, 5), 0.2, 25.0, 60.0),
    )


def _other_arrays(rng: np.random.Generator) -> Sequence[Case]:
    def floats(shape: tuple[int, ...]) -> tuple[FloatArray, FloatArray]:
        return _noised(rng, shape, rng.uniform(1, 2), rng.uniform(2, 4), 9.0)

    whole = rng.integers(0, 99, (4, 5))
    pixels = rng.integers(2, 253, (5, 4, 3)).astype(np.uint8)
    level = np.rint(rng.uniform(1, 9, (3, 4)))
    noisy, image = floats((6, 4))
    return (
        Case(floats((12,)), "one dimension"),
        Case(floats((2,)), "two values"),
        Case(floats((1,)), "one element"),
        Case(floats((2, 3, 4)), "four channels"),
        Case(floats((2, 2, 3, 2)), "four dimensions"),
        Case((whole + rng.integers(-20, 30, (4, 5)), whole), "whole numbers"),
        Case((pixels + rng.normal(3, 30, pixels.shape), pixels), "an image of whole numbers"),
        Case((noisy.astype(np.float32), image.astype(np.float32)), "float32"),
        Case((level + float(rng.integers(2, 9)), level), "the same shift everywhere"),
        Case((level - float(rng.integers(2, 9)), level.copy()), "noise below 0 only"),
        Case((image, image.copy()), "no noise at all"),
        Case((noisy, np.zeros(noisy.shape)), "a black image"),
    )


def _wrong(
    name: str,
    answer: Callable[[FloatArray, FloatArray], tuple[Any, Any]],
    *,
    says: str,
    next_step: str,
) -> Misconception:
    """Declare a mistake by its two numbers, whatever NumPy gives them in."""

    def numbers(noisy: FloatArray, image: FloatArray) -> tuple[float, float]:
        mean, std = answer(noisy, image)
        return float(mean), float(std)

    return wrong_formula(name, "images", numbers, says=says, next_step=next_step)


EXERCISE = ExactExercise(
    name="estimate_noise",
    parameters=("noisy", "image"),
    truth=_truth,
    rounding=_rounding,
    claims=(
        ExactClaim(name="images", points=3, cases=_images),
        ExactClaim(name="other arrays", points=2, cases=_other_arrays),
    ),
    misconceptions=(
        _wrong(
            "one-less-than-count",
            lambda noisy, image: (np.mean(noisy - image), np.std(noisy - image, ddof=1)),
            says="the squares were divided by one less than the number of values.",
            next_step="divide by how many values there are: look for ddof or for n - 1.",
        ),
        _wrong(
            "variance-returned",
            lambda noisy, image: (np.mean(noisy - image), np.var(noisy - image)),
            says="the variance was returned in place of std: the root is missing.",
            next_step="look at the unit of the second number.",
        ),
        _wrong(
            "sign-turned",
            lambda noisy, image: (np.mean(image - noisy), np.std(image - noisy)),
            says="the noisy image was taken away from the image: the mean has the wrong sign.",
            next_step="noise is what comes on top of the image.",
        ),
        _wrong(
            "order-swapped",
            lambda noisy, image: (np.std(noisy - image), np.mean(noisy - image)),
            says="std was returned first, and the mean second.",
            next_step="look at the order of what you return.",
        ),
        _wrong(
            "image-not-taken-away",
            lambda noisy, image: (np.mean(noisy), np.std(noisy)),
            says="these are mean and σ of the noisy image, with the image still in it.",
            next_step="take the image away first.",
        ),
        _wrong(
            "image-measured",
            lambda noisy, image: (np.mean(image), np.std(image)),
            says="these are mean and σ of the image without noise.",
            next_step="the noise is the difference of the two.",
        ),
        _wrong(
            "stds-subtracted",
            lambda noisy, image: (np.mean(noisy) - np.mean(image), np.std(noisy) - np.std(image)),
            says="the σ of the image was taken away from the σ of the noisy image.",
            next_step="widths don't subtract: take the images from each other, value by value.",
        ),
        _wrong(
            "variances-subtracted",
            lambda noisy, image: (
                np.mean(noisy) - np.mean(image),
                math.sqrt(abs(np.var(noisy) - np.var(image))),
            ),
            says="the variances were subtracted, as if image and noise had nothing in common.",
            next_step="chance gives them a little in common: subtract value by value.",
        ),
        _wrong(
            "around-zero",
            lambda noisy, image: (
                np.mean(noisy - image),
                math.sqrt(np.mean(np.square(noisy - image))),
            ),
            says="std was taken around 0, not around the mean.",
            next_step="subtract the mean before you square.",
        ),
        _wrong(
            "mean-of-sizes",
            lambda noisy, image: (np.mean(np.abs(noisy - image)), np.std(np.abs(noisy - image))),
            says="the signs of the noise were lost.",
            next_step="look for abs: noise goes down as well as up.",
        ),
        _wrong(
            "mean-deviation",
            lambda noisy, image: (
                np.mean(noisy - image),
                np.mean(np.abs(noisy - image - np.mean(noisy - image))),
            ),
            says="the distances from the mean were averaged without squares.",
            next_step="std is the root of the mean square.",
        ),
        _wrong(
            "mean-size-for-std",
            lambda noisy, image: (np.mean(noisy - image), np.mean(np.abs(noisy - image))),
            says="the second number is the mean size of the noise, not its σ.",
            next_step="std is the root of the mean square.",
        ),
        _wrong(
            "mean-squared-difference",
            lambda noisy, image: (np.mean(noisy - image), np.mean(np.square(noisy - image))),
            says="the second number is the mean square of the noise.",
            next_step="subtract the mean before you square, and take the root.",
        ),
        _wrong(
            "mean-set-to-zero",
            lambda noisy, image: (0.0, np.std(noisy - image)),
            says="the mean was taken to be 0; it comes out near 0, not at 0.",
            next_step="measure it: a sample's mean always strays a little.",
        ),
        _wrong(
            "median-for-mean",
            lambda noisy, image: (np.median(noisy - image), np.std(noisy - image)),
            says="the median was taken in place of the mean.",
            next_step="add all values and divide by how many there are.",
        ),
        _wrong(
            "added-to-image",
            lambda noisy, image: (np.mean(noisy + image), np.std(noisy + image)),
            says="the two images were added.",
            next_step="the noise is their difference.",
        ),
        _wrong(
            "standard-error",
            lambda noisy, image: (
                np.mean(noisy - image),
                np.std(noisy - image) / math.sqrt(np.size(image)),
            ),
            says="the second number is how far the mean strays, not the σ of the noise.",
            next_step="look for a division by √n.",
        ),
        _wrong(
            "root-not-divided",
            lambda noisy, image: (
                np.mean(noisy - image),
                np.std(noisy - image) * math.sqrt(np.size(image)),
            ),
            says="the squares were added, but not divided by how many there are.",
            next_step="std is the root of a mean, not of a sum.",
        ),
        _wrong(
            "sum-for-mean",
            lambda noisy, image: (np.sum(noisy - image), np.std(noisy - image)),
            says="the noise was added up, but not divided by how many values there are.",
            next_step="a mean is a sum divided by a count.",
        ),
        _wrong(
            "divided-by-image",
            lambda noisy, image: (
                np.mean((noisy - image) / image),
                np.std((noisy - image) / image),
            ),
            says="the noise was divided by the image.",
            next_step="leave the noise in the unit of the image.",
        ),
        _wrong(
            "rounded",
            lambda noisy, image: (
                round(float(np.mean(noisy - image)), 1),
                round(float(np.std(noisy - image)), 1),
            ),
            says="the answers were rounded to one decimal.",
            next_step="leave them with all their digits.",
        ),
        _wrong(
            "first-row-only",
            lambda noisy, image: (
                np.mean((noisy - image)[0]),
                np.std((noisy - image)[0]),
            ),
            says="only the first row was measured.",
            next_step="take all values at once.",
        ),
        _wrong(
            "std-of-row-means",
            lambda noisy, image: (
                np.mean(noisy - image),
                np.std(np.mean(noisy - image, axis=0)),
            ),
            says="the second number is the σ of the columns' means.",
            next_step="means stray less than values do: take all values at once.",
        ),
        _wrong(
            "mean-of-column-stds",
            lambda noisy, image: (
                np.mean(noisy - image),
                np.mean(np.std(noisy - image, axis=0)),
            ),
            says="the σ of every column was taken, and these were averaged.",
            next_step="take all values at once.",
        ),
        _wrong(
            "one-less-but-for-one",
            lambda noisy, image: (
                np.mean(noisy - image),
                np.std(noisy - image, ddof=1) if np.size(image) > 1 else 0.0,
            ),
            says="the squares were divided by one less than the number of values.",
            next_step="divide by how many values there are: look for stdev, ddof or n - 1.",
        ),
        _wrong(
            "one-more-than-count",
            lambda noisy, image: (
                np.mean(noisy - image),
                np.std(noisy - image) * math.sqrt(np.size(image) / (np.size(image) + 1)),
            ),
            says="the squares were divided by one more than the number of values.",
            next_step="divide by how many values there are.",
        ),
        _wrong(
            "divided-not-subtracted",
            lambda noisy, image: (np.mean(noisy / image), np.std(noisy / image)),
            says="the noisy image was divided by the image.",
            next_step="noise was added: subtract the image to find it again.",
        ),
        _wrong(
            "truncated",
            lambda noisy, image: (int(np.mean(noisy - image)), int(np.std(noisy - image))),
            says="the answers were cut to whole numbers.",
            next_step="look for int.",
        ),
        wrong_formula(
            "std-only",
            "images",
            lambda noisy, image: float(np.std(noisy - image)),
            says="only std came back.",
            next_step="return two numbers, the mean first.",
        ),
        wrong_formula(
            "mean-only",
            "images",
            lambda noisy, image: float(np.mean(noisy - image)),
            says="only the mean came back.",
            next_step="return two numbers, the mean and std.",
        ),
    ),
    hint=Hint(
        idea="Take the image away, and only the noise is left.",
        look_here="Subtract first; then mean and σ of all values of what is left.",
        worked_line="noise = noisy - image",
    ),
    prediction=Prediction(
        question="Noise of σ = 2 is measured on one pixel alone. What std comes out?",
        answer=0.0,
        tolerance=0.001,
        recall="One value is its own mean and strays by 0: how wide a bell is takes many to show.",
    ),
)
