"""What a factor makes of a Gaussian."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from noisegrade.exercise import Case, ExactClaim, ExactExercise, Hint, wrong_formula

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
    ),
    hint=Hint(
        idea="Multiply every draw and the whole bell stretches: its middle and its width.",
        look_here="Think of a factor of -1: the bell is mirrored, but is it any wider?",
        worked_line="factor * mean, abs(factor) * std",
    ),
)
