"""The one σ that noise has after every step."""

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

Betas = list[float] | FloatArray


def _levels(betas: Betas) -> FloatArray:
    """Add up the logarithms of what every step leaves: near 0, nothing is lost to rounding."""
    with np.errstate(divide="ignore"):
        left = np.cumsum(np.log1p(-np.asarray(betas, np.float64)))
    return np.asarray(np.sqrt(-np.expm1(np.concatenate([[0.0], left]))), np.float64)


def _rounding(betas: Betas) -> FloatArray:
    """Return what rounding 1 - ᾱ does to its root: the more, the less noise there is."""
    levels = _levels(betas)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(levels > 0, levels + (1 - levels**2) / (2 * levels), 0.0)


def _schedules(rng: np.random.Generator) -> Sequence[Case]:
    u = rng.uniform
    return (
        Case(([0.2, u(0.1, 0.3)],), "two steps"),
        Case(([0.3, u(0.05, 0.2), 0.1],), "weaker and weaker"),
        Case(([u(0.01, 0.02), 0.1, u(0.3, 0.5)],), "stronger and stronger"),
        Case((np.array([0.1, u(0.2, 0.5), 0.05, 0.3]),), "an array"),
        Case(([u(0.1, 0.2)] * 5,), "the same beta at every step"),
    )


def _ends(rng: np.random.Generator) -> Sequence[Case]:
    u = rng.uniform
    return (
        Case(([u(0.2, 0.8)],), "one step"),
        Case((np.array([u(0.2, 0.8)]),), "one step, in an array"),
        Case(([0.0, u(0.2, 0.8), 0.0],), "steps without noise"),
        Case(([0.0, 0.0],), "no noise at all"),
        Case(([u(0.2, 0.8), 1.0, 0.3],), "a step that leaves nothing"),
        Case(([0, 1],), "whole numbers"),
        Case((u(0.02, 0.3, 7).astype(np.float32),), "float32"),
        Case((np.linspace(0.002, u(0.05, 0.08), 50),), "fifty steps"),
        Case((np.linspace(1e-4, u(0.01, 0.02), 1000),), "a thousand steps"),
        Case((u(0.01, 0.2, 12).tolist(),), "twelve steps, in no order"),
    )


def _wrong(
    name: str,
    answer: Callable[[FloatArray], Any],
    *,
    claim: str = "schedules",
    says: str,
    next_step: str,
) -> Misconception:
    """Declare a mistake by its answer to the betas, whatever they come in."""
    return wrong_formula(
        name,
        claim,
        lambda betas: answer(np.asarray(betas, np.float64)),
        says=says,
        next_step=next_step,
    )


def _left(betas: FloatArray) -> FloatArray:
    """Return what is left of the image's variance after 0, 1, 2 … steps."""
    return np.concatenate([[1.0], np.cumprod(1 - betas)])


def _unfaded(betas: FloatArray) -> FloatArray:
    return np.asarray(np.sqrt(np.concatenate([[0.0], np.cumsum(betas)])), np.float64)


def _factors_added(betas: FloatArray) -> FloatArray:
    levels = np.zeros(len(betas) + 1)
    for step, beta in enumerate(betas):
        levels[step + 1] = math.sqrt(1 - beta) * levels[step] + math.sqrt(beta)
    return levels


EXERCISE = ExactExercise(
    name="noise_levels",
    parameters=("betas",),
    truth=_levels,
    rounding=_rounding,
    claims=(
        ExactClaim(name="schedules", points=3, cases=_schedules),
        ExactClaim(name="ends", points=2, cases=_ends),
    ),
    misconceptions=(
        _wrong(
            "first-level-missing",
            lambda betas: np.sqrt(1 - np.cumprod(1 - betas)),
            says="the level before the first step is missing: T steps have T + 1 levels.",
            next_step="begin with 0, where there is no noise yet.",
        ),
        _wrong(
            "last-level-missing",
            lambda betas: np.sqrt(1 - _left(betas)[:-1]),
            says="the level after the last step is missing: T steps have T + 1 levels.",
            next_step="look at where your loop ends.",
        ),
        _wrong(
            "root-missing",
            lambda betas: 1 - _left(betas),
            says="these are the variances of the noise: the root is missing.",
            next_step="1 - ᾱ is a variance; ask what σ that makes.",
        ),
        _wrong(
            "image-not-noise",
            lambda betas: np.sqrt(_left(betas)),
            says="this is what is left of the image, not how strong the noise is.",
            next_step="ask whether the answer should grow or shrink from step to step.",
        ),
        _wrong(
            "alpha-bars",
            _left,
            says="this is ᾱ, what is left of the image's variance.",
            next_step="the noise has the variance that is missing to 1.",
        ),
        _wrong(
            "rest-for-scale",
            lambda betas: 1 - np.sqrt(_left(betas)),
            says="this is 1 - √ᾱ; it is the squares that add up to 1.",
            next_step="variances add, factors don't.",
        ),
        _wrong(
            "betas-added",
            _unfaded,
            says="the betas were added, as if earlier noise was not faded by later steps.",
            next_step="multiply what each step leaves.",
        ),
        _wrong(
            "betas-added-no-root",
            lambda betas: np.concatenate([[0.0], np.cumsum(betas)]),
            says="the betas were added: these are variances, and of noise that is never faded.",
            next_step="multiply what each step leaves, then take the root of what is missing.",
        ),
        _wrong(
            "roots-added",
            lambda betas: np.concatenate([[0.0], np.cumsum(np.sqrt(betas))]),
            says="the σ of the steps were added.",
            next_step="variances add, and each step fades what was there before.",
        ),
        _wrong(
            "each-step-alone",
            lambda betas: np.sqrt(np.concatenate([[0.0], betas])),
            says="these are the σ of what each step mixes in, not of all the noise so far.",
            next_step="noise of earlier steps is still there: multiply what all steps leave.",
        ),
        _wrong(
            "product-of-betas",
            lambda betas: np.sqrt(1 - np.concatenate([[1.0], np.cumprod(betas)])),
            says="the betas were multiplied, not what each of them leaves.",
            next_step="what one step leaves is 1 - beta.",
        ),
        _wrong(
            "product-of-betas-alone",
            lambda betas: np.sqrt(np.concatenate([[0.0], np.cumprod(betas)])),
            says="the betas were multiplied, and the root was taken of that.",
            next_step="what one step leaves is 1 - beta; the noise fills the variance up to 1.",
        ),
        _wrong(
            "last-level-only",
            lambda betas: float(np.sqrt(1 - np.prod(1 - betas))),
            says="only the last σ came back.",
            next_step="there is one for every step, and one for the start.",
        ),
        _wrong(
            "root-taken-twice",
            lambda betas: np.sqrt(1 - np.sqrt(_left(betas))),
            says="roots were multiplied, and another root was taken of the rest.",
            next_step="ᾱ is the product of all 1 - beta, without a root.",
        ),
        _wrong(
            "fade-squared",
            lambda betas: np.sqrt(1 - _left(betas) ** 2),
            says="ᾱ was squared below the root.",
            next_step="the noise has variance 1 - ᾱ.",
        ),
        _wrong(
            "factors-not-variances",
            lambda betas: np.concatenate([[0.0], np.sqrt(betas) * np.sqrt(np.cumprod(1 - betas))]),
            says="each step's own noise was faded, and the noise before it was left out.",
            next_step="the noise fills the variance up to 1: start from ᾱ.",
        ),
        _wrong(
            "backwards",
            lambda betas: np.sqrt(1 - _left(betas))[::-1],
            says="the levels come in the wrong order: from the last step to the first.",
            next_step="[0] is the start, without noise.",
        ),
        _wrong(
            "betas-backwards",
            lambda betas: np.sqrt(1 - _left(betas[::-1])),
            says="the betas were taken from the last one to the first.",
            next_step="walk the steps in the order in which they come.",
        ),
        _wrong(
            "first-beta-only",
            lambda betas: np.sqrt(1 - (1 - betas[0]) ** np.arange(len(betas) + 1)),
            says="the first beta was used at every step.",
            next_step="every step has its own beta.",
        ),
        _wrong(
            "begins-with-one",
            lambda betas: np.concatenate([[1.0], np.sqrt(1 - np.cumprod(1 - betas))]),
            says="the first level is 1: ᾱ begins with 1, and there is no noise then.",
            next_step="[0] is 0: look at what you put in front.",
        ),
        _wrong(
            "product-begins-with-zero",
            lambda betas: np.ones(len(betas) + 1),
            says="nothing is left of the image from the start, as if ᾱ was 0.",
            next_step="a product begins with 1: look at what yours begins with.",
        ),
        _wrong(
            "steps-overwritten",
            lambda betas: np.sqrt(np.concatenate([[0.0], np.full(len(betas), betas[-1])])),
            says="every level is that of the last beta alone.",
            next_step="look for = where *= belongs.",
        ),
        _wrong(
            "signal-to-noise",
            lambda betas: np.sqrt((1 - _left(betas)) / _left(betas)),
            says="the noise was divided by what is left of the image.",
            next_step="the σ of the noise itself is asked for.",
        ),
        _wrong(
            "exponential-of-sum",
            lambda betas: np.sqrt(1 - np.exp(-np.concatenate([[0.0], np.cumsum(betas)]))),
            says="ᾱ came from the exponential of a sum, which is near for small betas only.",
            next_step="multiply all 1 - beta.",
        ),
        _wrong(
            "growth",
            lambda betas: np.sqrt(np.concatenate([[1.0], np.cumprod(1 + betas)]) - 1),
            says="1 + beta was multiplied; what a step leaves is 1 - beta.",
            next_step="look at the sign before beta.",
        ),
        _wrong(
            "start-at-the-end",
            lambda betas: np.append(np.sqrt(1 - np.cumprod(1 - betas)), 0.0),
            says="the 0 of the start stands at the end.",
            next_step="[0] is the level before the first step: look at the order in append.",
        ),
        _wrong(
            "factors-added",
            _factors_added,
            says="the σ before was faded and the new one added; it is the squares that add.",
            next_step="variances add, factors don't.",
        ),
        _wrong(
            "own-beta-at-every-step",
            lambda betas: np.sqrt(1 - np.append(1.0, (1 - betas) ** np.arange(1, len(betas) + 1))),
            says="each level was computed as if its own beta was that of all steps before it.",
            next_step="multiply the 1 - beta of all the steps so far.",
        ),
        _wrong(
            "rounded",
            lambda betas: np.round(np.sqrt(1 - _left(betas)), 2),
            says="the levels were rounded to two decimals.",
            next_step="leave them with all their digits.",
        ),
    ),
    hint=Hint(
        idea="What all the steps so far leave of the image is one product; noise is the rest.",
        look_here="1 before the first step, then times 1 - beta at each: np.cumprod does it.",
        worked_line="np.sqrt(1 - np.concatenate([[1.0], np.cumprod(1 - np.asarray(betas))]))",
    ),
    prediction=Prediction(
        question="One step has beta = 0.36, and a second one too. What σ has the noise then?",
        answer=math.sqrt(1 - 0.64**2),
        tolerance=0.01,
        recall="What is left is 0.64 · 0.64 = 0.41, so the noise has σ = √0.59 = 0.77.",
    ),
)
