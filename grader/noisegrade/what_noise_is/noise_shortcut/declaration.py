"""The end of the path in one draw."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np

from noisegrade.exercise import (
    RNG,
    Hint,
    Known,
    Misconception,
    Normal,
    Prediction,
    RandomExercise,
    Trial,
    common_mistakes,
    misshapen,
    wrong_gaussian,
)
from noisegrade.model import FloatArray
from noisegrade.sandbox.calls import AnyArray
from noisegrade.what_noise_is.images import grid, standard_image

__all__ = ["EXERCISE"]

_SCHEDULES = ([0.2, 1 / 9, 0.1], [0.01, 0.4, 0.1])  # ᾱ = 0.64 and 0.53


def _trial(index: int, draws: int, data: np.random.Generator) -> Trial:
    del data
    x0, betas = standard_image(grid(draws)), _SCHEDULES[index % len(_SCHEDULES)]
    alpha_bar = _alpha_bar(betas)
    return Trial(
        args=(x0, list(betas), RNG),
        shape=x0.shape,
        axes=("row", "column", "channel"),
        draws=Normal(0.0, math.sqrt(1 - alpha_bar), around=math.sqrt(alpha_bar) * x0),
        setting=f"alpha_bar {alpha_bar:.2g}",
    )


def _alpha_bar(betas: list[float] | FloatArray) -> float:
    return float(np.prod(1 - np.asarray(betas)))


def _wrong(
    name: str,
    claim: str,
    distribution: Callable[[FloatArray, float], tuple[FloatArray | float, float]],
    *,
    says: str,
    next_step: str,
) -> Misconception:
    """Declare a mistake by the mean and the σ that it gives to an image and ᾱ."""
    return wrong_gaussian(
        name,
        claim,
        lambda x0, betas, _: distribution(x0, _alpha_bar(betas)),
        says=says,
        next_step=next_step,
    )


def _with_alpha_bar(
    name: str, alpha_bar: Callable[[list[float]], float], *, says: str, next_step: str
) -> Misconception:
    """Declare a mistake that has the right formula, and a wrong ᾱ in it."""

    def distribution(x0: FloatArray, betas: list[float], _: object) -> tuple[FloatArray, float]:
        wrong = alpha_bar(betas)
        return math.sqrt(wrong) * x0, math.sqrt(1 - wrong)

    return wrong_gaussian(name, "spread", distribution, says=says, next_step=next_step)


_SHAPES: tuple[tuple[int, ...], ...] = ((90,), (14, 11), (15, 14, 1), (8, 7, 4), (4, 3, 4, 5), (1,))


def _edges(data: np.random.Generator) -> Sequence[Trial]:
    images = [data.uniform(-3.0, 3.0, shape) for shape in _SHAPES]
    schedules = ([0.5], [0.3, 0.6], [0.1] * 5, [0.02, 0.3] * 4, [0.01] * 50, [0.2] * 7)
    image = images[1]
    return [
        *(_edge(x0, betas) for x0, betas in zip(images, schedules, strict=True)),
        _edge(image, np.array([0.3, 0.1, 0.4])),
        _edge(image, [0.0, 0.5, 0.0]),
        _edge(image, [0.0, 0.0]),
        _edge(image, [0.3, 1.0]),
        _edge(image, [1, 0]),
        _edge(data.integers(-9, 9, (8, 7, 3)), [0.25, 0.5]),
        _edge(data.uniform(-1.0, 1.0, (8, 7)).astype(np.float32), [0.4, 0.1]),
        _edge(data.uniform(2.0, 4.0, (14, 11)), [0.9, 0.8]),
        _edge(data.uniform(2.0, 4.0, (14, 11)), [0.03] * 60),
    ]


def _edge(x0: AnyArray, betas: list[float] | FloatArray) -> Trial:
    alpha_bar = _alpha_bar(betas)
    faded = math.sqrt(alpha_bar) * np.asarray(x0, np.float64)
    return Trial(
        may_raise=x0.dtype.kind != "f",
        args=(x0, betas, RNG),
        shape=x0.shape,
        axes=("row", "column", "channel", "layer")[: x0.ndim],
        draws=Known(faded) if alpha_bar == 1 else Normal(0.0, math.sqrt(1 - alpha_bar), faded),
    )


EXERCISE = RandomExercise(
    name="noise_shortcut",
    parameters=("x0", "betas", "rng"),
    trial=_trial,
    edges=_edges,
    of="noise values",
    misconceptions=(
        *common_mistakes.everyday(),
        _wrong(
            "not-faded",
            "location",
            lambda x0, alpha_bar: (x0, math.sqrt(1 - alpha_bar)),
            says="the image was not faded before the noise came.",
            next_step="look at what x0 is multiplied by.",
        ),
        _wrong(
            "faded-without-root",
            "location",
            lambda x0, alpha_bar: (alpha_bar * x0, math.sqrt(1 - alpha_bar)),
            says="the image was faded by ᾱ, without the root.",
            next_step="look at what x0 is multiplied by.",
        ),
        _wrong(
            "no-roots",
            "location",
            lambda x0, alpha_bar: (alpha_bar * x0, 1 - alpha_bar),
            says="both roots are missing.",
            next_step="1 - ᾱ is a variance; ask what σ that makes.",
        ),
        _wrong(
            "roots-swapped",
            "location",
            lambda x0, alpha_bar: (math.sqrt(1 - alpha_bar) * x0, alpha_bar**0.5),
            says="the two factors are swapped.",
            next_step="ask what should happen to the image when all betas are 0.",
        ),
        _wrong(
            "variance-for-scale",
            "spread",
            lambda x0, alpha_bar: (math.sqrt(alpha_bar) * x0, 1 - alpha_bar),
            says="the noise was multiplied by 1 - ᾱ, without the root.",
            next_step="1 - ᾱ is a variance; ask what σ that makes.",
        ),
        _wrong(
            "rest-for-scale",
            "spread",
            lambda x0, alpha_bar: (alpha_bar**0.5 * x0, 1 - math.sqrt(alpha_bar)),
            says="the noise was multiplied by 1 - √ᾱ; it is the squares that add up to 1.",
            next_step="variances add, factors don't.",
        ),
        _wrong(
            "noise-not-scaled",
            "spread",
            lambda x0, alpha_bar: (math.sqrt(alpha_bar) * x0, 1.0),
            says="the noise was mixed in at its full σ of 1.",
            next_step="look at what the draws are multiplied by.",
        ),
        _with_alpha_bar(
            "betas-added",
            lambda betas: 1 - sum(betas),
            says="the betas were added; what each step leaves must be multiplied.",
            next_step="ask what two steps leave of the image, one after the other.",
        ),
        _with_alpha_bar(
            "product-of-betas",
            math.prod,
            says="the betas were multiplied, not what each of them leaves.",
            next_step="what one step leaves is 1 - beta.",
        ),
        _with_alpha_bar(
            "last-beta-only",
            lambda betas: 1 - betas[-1],
            says="only the last beta was used.",
            next_step="every step leaves its mark on ᾱ.",
        ),
        _with_alpha_bar(
            "first-beta-only",
            lambda betas: 1 - betas[0],
            says="only the first beta was used.",
            next_step="every step leaves its mark on ᾱ.",
        ),
        common_mistakes.same_along(
            2,
            "one-field-for-all-channels",
            says="one field of noise was drawn and added to all channels.",
            next_step="every channel needs draws of its own.",
        ),
        common_mistakes.inputs_changed(),
        common_mistakes.whole_like_the_input(),
        _wrong(
            "fade-squared-in-noise",
            "spread",
            lambda x0, alpha_bar: (math.sqrt(alpha_bar) * x0, math.sqrt(1 - alpha_bar**2)),
            says="ᾱ was squared below the root of the noise.",
            next_step="the squares of the two factors are ᾱ and 1 - ᾱ.",
        ),
        _wrong(
            "noise-around-x0",
            "location",
            lambda x0, alpha_bar: (
                (math.sqrt(alpha_bar) + math.sqrt(1 - alpha_bar)) * x0,
                math.sqrt(1 - alpha_bar),
            ),
            says="the noise has x0 for its mean.",
            next_step="noise has mean 0.",
        ),
        _wrong(
            "image-forgotten",
            "location",
            lambda x0, alpha_bar: (0.0, 1.0),
            says="nothing is left of the image, as if ᾱ was 0.",
            next_step="a product begins with 1: look at what yours begins with.",
        ),
        wrong_gaussian(
            "betas-for-variance",
            "spread",
            lambda x0, betas, _: (math.sqrt(_alpha_bar(betas)) * x0, math.sqrt(sum(betas))),
            says="the betas were added to give the variance of the noise.",
            next_step="earlier noise fades as well: the variances of image and noise add up to 1.",
        ),
        wrong_gaussian(
            "noise-factors-added",
            "spread",
            lambda x0, betas, _: (math.sqrt(_alpha_bar(betas)) * x0, float(np.sum(np.sqrt(betas)))),
            says="the factors of the noise were added.",
            next_step="variances add, factors don't.",
        ),
        wrong_gaussian(
            "noise-factors-multiplied",
            "spread",
            lambda x0, betas, _: (math.sqrt(_alpha_bar(betas)) * x0, math.sqrt(math.prod(betas))),
            says="the factors of the noise were multiplied.",
            next_step="the noise fills the variance up to 1.",
        ),
        wrong_gaussian(
            "noise-once-a-step",
            "spread",
            lambda x0, betas, _: (
                math.sqrt(_alpha_bar(betas)) * x0,
                math.sqrt(len(betas) * (1 - _alpha_bar(betas))),
            ),
            says="the whole noise was added once for every step.",
            next_step="one draw is enough.",
        ),
        wrong_gaussian(
            "product-not-taken",
            "spread",
            lambda x0, betas, _: (
                np.sqrt(np.cumprod(1 - np.asarray(betas))) * x0,
                np.sqrt(1 - np.cumprod(1 - np.asarray(betas))),
            ),
            says="all the partial products were used, one for each channel.",
            next_step="ᾱ is one number: the whole product.",
        ),
        misshapen(
            "whole-path",
            lambda x0, betas, _: (len(betas) + 1, *x0.shape),
            says="the whole path came back.",
            next_step="only its end is asked for.",
        ),
        _with_alpha_bar(
            "root-taken-twice",
            lambda betas: math.sqrt(_alpha_bar(betas)),
            says="roots were multiplied, and another root was taken of the product.",
            next_step="ᾱ is the product of all 1 - beta, without a root.",
        ),
        _with_alpha_bar(
            "average-beta-once",
            lambda betas: 1 - float(np.mean(betas)),
            says="the average of the betas was used, once.",
            next_step="every step leaves its mark: multiply them.",
        ),
        _with_alpha_bar(
            "last-beta-left-out",
            lambda betas: _alpha_bar(betas[:-1]),
            says="the last beta was left out.",
            next_step="look at where your product ends.",
        ),
        _with_alpha_bar(
            "first-beta-left-out",
            lambda betas: _alpha_bar(betas[1:]),
            says="the first beta was left out.",
            next_step="look at where your product begins.",
        ),
        _with_alpha_bar(
            "exponential-of-sum",
            lambda betas: math.exp(-sum(betas)),
            says="ᾱ came from the exponential of a sum, which is near for small betas only.",
            next_step="multiply all 1 - beta.",
        ),
        _with_alpha_bar(
            "divided-by-growth",
            lambda betas: 1 / float(np.prod(1 + np.asarray(betas))),
            says="ᾱ came from a product of 1 + beta, below a line.",
            next_step="what one step leaves is 1 - beta.",
        ),
        common_mistakes.clipped_to_range("location", (-1.0, 1.0), (0.0, 1.0)),
    ),
    hint=Hint(
        idea="All the fading is one product, all the noise is one Gaussian.",
        look_here="ᾱ is the product of all 1 - beta; the noise fills the variance up to 1.",
        worked_line="np.sqrt(alpha_bar) * x0 + np.sqrt(1 - alpha_bar) * eps",
    ),
    prediction=Prediction(
        question="Two steps with beta = 0.2 each. What share of the image's variance is left, ᾱ?",
        answer=0.64,
        tolerance=0.005,
        recall="Each step leaves 0.8 of it, and 0.8 · 0.8 = 0.64.",
    ),
    equivalent_mutants={
        "noise_shortcut:betas:reversed": "a product is the same in any order",
        "noise_shortcut:betas:sorted": "a product is the same in any order",
        "noise_shortcut:3.1:add-to-sub": "a bell is the same on both sides",
    },
)
