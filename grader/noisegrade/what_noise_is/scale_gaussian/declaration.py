"""What a factor makes of a Gaussian."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from noisegrade.exercise import Case, ExactClaim, ExactExercise, Hint, Prediction, wrong_formula

__all__ = ["EXERCISE"]


def _positive(rng: np.random.Generator) -> Sequence[Case]:
    u = rng.uniform
    return (
        Case((u(4, 6), 3.0, 2.0), "std above 1"),
        Case((-2.0, 0.5, u(3, 5)), "std below 1"),
        Case((3.0, u(2, 3), 0.25), "a factor below 1"),
        Case((u(1, 9), 1.5, 1.75), "any mean"),
        Case((0.0, u(2, 3), 1.5), "mean 0"),
        Case((u(2, 3), 1.0, 1.0), "a factor of 1"),
        Case((u(2, 3), u(1, 2), 0.0), "a factor of 0"),
        Case((int(u(2, 9)), 3, u(1, 2)), "whole numbers"),
        Case((1e6 * u(1, 2), 2e6, 1e-6 * u(1, 2)), "large and tiny numbers"),
    )


def _negative(rng: np.random.Generator) -> Sequence[Case]:
    u = rng.uniform
    return (
        Case((5.0, 3.0, u(-3, -2)), "a negative factor"),
        Case((-2.0, u(0.4, 0.6), -0.25), "a negative factor near 0"),
        Case((u(1, 9), 1.5, -3.0), "any mean"),
        Case((u(1, 9), u(1, 9), -1.0), "a factor of -1"),
        Case((u(1, 9), 2.5, -int(u(2, 6))), "a whole factor"),
    )


EXERCISE = ExactExercise(
    name="scale_gaussian",
    parameters=("mean", "std", "factor"),
    truth=lambda mean, std, factor: (factor * mean, math.hypot(factor * std)),
    claims=(
        ExactClaim(name="positive factors", points=3, cases=_positive),
        ExactClaim(name="negative factors", points=2, cases=_negative),
    ),
    misconceptions=(
        wrong_formula(
            "negative-std",
            "negative factors",
            lambda mean, std, factor: (factor * mean, factor * std),
            says="a negative factor gives a negative std.",
            next_step="a width is never negative: only the mean keeps the sign.",
        ),
        wrong_formula(
            "sign-lost",
            "negative factors",
            lambda mean, std, factor: (abs(factor) * mean, abs(factor) * std),
            says="the mean lost the sign of the factor.",
            next_step="a negative factor mirrors the bell: where does its middle go?",
        ),
        wrong_formula(
            "std-unchanged",
            "positive factors",
            lambda mean, std, factor: (factor * mean, std),
            says="only the mean was multiplied; std stayed as it was.",
            next_step="stretching a bell makes it wider too.",
        ),
        wrong_formula(
            "mean-unchanged",
            "positive factors",
            lambda mean, std, factor: (mean, abs(factor) * std),
            says="only std was multiplied; the mean stayed as it was.",
            next_step="ask where the middle goes when every draw is doubled.",
        ),
        wrong_formula(
            "factor-squared",
            "positive factors",
            lambda mean, std, factor: (factor * mean, factor**2 * std),
            says="std was multiplied by the square of the factor, as a variance would be.",
            next_step="std is in the unit of the draws: how does it scale?",
        ),
        wrong_formula(
            "root-of-factor",
            "positive factors",
            lambda mean, std, factor: (factor * mean, math.sqrt(abs(factor)) * std),
            says="std was multiplied by the square root of the factor.",
            next_step="std is in the unit of the draws: how does it scale?",
        ),
        wrong_formula(
            "variance-returned",
            "positive factors",
            lambda mean, std, factor: (factor * mean, (factor * std) ** 2),
            says="the variance was returned in place of std.",
            next_step="look at the unit of the second number.",
        ),
        wrong_formula(
            "order-swapped",
            "positive factors",
            lambda mean, std, factor: (abs(factor) * std, factor * mean),
            says="std was returned first, and the mean second.",
            next_step="look at the order of what you return.",
        ),
        wrong_formula(
            "std-divided",
            "positive factors",
            lambda mean, std, factor: (factor * mean, std / abs(factor) if factor else 0.0),
            says="std was divided by the factor.",
            next_step="stretching a bell makes it wider.",
        ),
        wrong_formula(
            "factor-added",
            "positive factors",
            lambda mean, std, factor: (mean + factor, std),
            says="the factor was added, not multiplied.",
            next_step="each draw is multiplied by the factor.",
        ),
        wrong_formula(
            "std-cut-at-zero",
            "negative factors",
            lambda mean, std, factor: (factor * mean, max(0.0, factor * std)),
            says="a negative factor gives a std of 0.",
            next_step="a mirrored bell is as wide as before: look for abs.",
        ),
        wrong_formula(
            "rounded",
            "positive factors",
            lambda mean, std, factor: (round(factor * mean), round(abs(factor) * std)),
            says="the answers were rounded.",
            next_step="leave every value with all its digits.",
        ),
        wrong_formula(
            "std-negated",
            "positive factors",
            lambda mean, std, factor: (factor * mean, -factor * std),
            says="std came out with its sign turned.",
            next_step="a width is never negative: look for abs.",
        ),
        wrong_formula(
            "zero-skipped",
            "positive factors",
            lambda mean, std, factor: (
                factor * mean if factor else mean,
                abs(factor) * std if factor else std,
            ),
            says="a factor of 0 was left out.",
            next_step="times 0, all draws are 0.",
        ),
        wrong_formula(
            "factor-added-to-std",
            "positive factors",
            lambda mean, std, factor: (factor * mean, std + abs(factor)),
            says="the factor was added to std, not multiplied.",
            next_step="stretching a bell multiplies its width.",
        ),
        wrong_formula(
            "negative-unscaled",
            "negative factors",
            lambda mean, std, factor: (factor * mean, factor * std if factor >= 0 else std),
            says="a negative factor leaves std as it was.",
            next_step="a factor of -3 makes a bell three times as wide.",
        ),
        wrong_formula(
            "mean-scaled-twice",
            "positive factors",
            lambda mean, std, factor: (factor**2 * mean, abs(factor) * std),
            says="the mean was multiplied by the factor twice.",
            next_step="look at what your names hold by the time that you return.",
        ),
        wrong_formula(
            "sign-of-mean",
            "negative factors",
            lambda mean, std, factor: (factor * mean, -factor * std if mean < 0 else factor * std),
            says="the sign of std depends on the mean.",
            next_step="std depends on the size of the factor alone.",
        ),
    ),
    hint=Hint(
        idea="Multiply every draw and the whole bell stretches: its middle and its width.",
        look_here="Think of a factor of -1: the bell is mirrored, but is it any wider?",
        worked_line="factor * mean, abs(factor) * std",
    ),
    prediction=Prediction(
        question="A bell has mean 5, std 3. Every draw is multiplied by -3. What is the std then?",
        answer=9.0,
        tolerance=0.01,
        recall="The bell is mirrored and three times as wide, and a width is never negative.",
    ),
)
