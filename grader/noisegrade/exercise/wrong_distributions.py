"""Curves that are drawn in place of the bell, whatever the exercise."""

from __future__ import annotations

import math

import numpy as np

from noisegrade.exercise.declarations import Misconception
from noisegrade.exercise.detectors import wrong_scaled
from noisegrade.model import FloatArray
from noisegrade.special_functions import special

__all__ = [
    "absolute_values",
    "common",
    "flat_around_zero",
    "flat_from_minus_one_to_one",
    "flat_from_zero_to_one",
    "logarithm_to_base_ten",
    "pointed_bell",
    "root_two_missing",
    "two_draws_added",
    "uniform_minus_half",
]


def common() -> tuple[Misconception, ...]:
    """Gather the curves and scales that are drawn in place of N(0, 1) wherever a bell is asked."""
    return (
        absolute_values(),
        flat_from_zero_to_one(),
        flat_from_minus_one_to_one(),
        uniform_minus_half(),
        flat_around_zero(),
        pointed_bell(),
        root_two_missing(),
        logarithm_to_base_ten(),
        two_draws_added(),
    )


def absolute_values() -> Misconception:
    """Lose the sign of every draw."""

    def to_standard_normal(z: FloatArray) -> FloatArray:
        return _quantile(special.erf(z / math.sqrt(2)))

    return wrong_scaled(
        "absolute-values",
        "location",
        to_standard_normal,
        says="the signs were lost: every draw lies on the same side of the mean.",
        next_step="look for abs, a square or a square root.",
    )


def flat_from_zero_to_one() -> Misconception:
    """Use rand() where randn() belongs."""
    return wrong_scaled(
        "flat-from-zero-to-one",
        "location",
        _quantile,
        says="the draws behind the result are flat between 0 and 1, not from a bell.",
        next_step="look at which method of the rng draws from a bell curve.",
    )


def flat_from_minus_one_to_one() -> Misconception:
    """Use a flat law between -1 and 1."""
    return wrong_scaled(
        "flat-from-minus-one-to-one",
        "spread",
        lambda z: _quantile((z + 1) / 2),
        says="the draws behind the result are flat between -1 and 1, not from a bell.",
        next_step="look at which method of the rng draws from a bell curve.",
    )


def uniform_minus_half() -> Misconception:
    """Shift rand() to mean 0, and take it for a bell."""
    return wrong_scaled(
        "uniform-minus-half",
        "spread",
        lambda z: _quantile(z + 0.5),
        says="the draws behind the result are flat between -1/2 and 1/2, not from a bell.",
        next_step="look at which method of the rng draws from a bell curve.",
    )


def root_two_missing() -> Misconception:
    """Leave out the 2 below the root, as in Box and Muller's radius."""
    return wrong_scaled(
        "factor-two-missing",
        "spread",
        lambda z: z * math.sqrt(2),
        says="σ came out as 0.71 of what was asked: a factor 2 is missing below a square root.",
        next_step="look at the radius: it is the square root of minus two logarithms.",
    )


def logarithm_to_base_ten() -> Misconception:
    """Take log10 where Box and Muller take the natural logarithm."""
    return wrong_scaled(
        "logarithm-to-base-ten",
        "spread",
        lambda z: z * math.sqrt(math.log(10)),
        says="σ came out as 0.66 of what was asked, as with log10 in place of log.",
        next_step="look at the logarithm: the natural one is np.log.",
    )


def two_draws_added() -> Misconception:
    """Add the noise twice."""
    return wrong_scaled(
        "two-draws-added",
        "spread",
        lambda z: z / math.sqrt(2),
        says="σ came out as 1.41 of what was asked, as if noise was added twice.",
        next_step="one draw per value is enough.",
    )


def flat_around_zero() -> Misconception:
    """Use a flat law with the right mean and the right spread."""
    return wrong_scaled(
        "flat-around-zero",
        "shape",
        lambda z: _quantile(z / math.sqrt(12) + 0.5),
        says="the draws are flat: mean and σ are right, the bell is missing.",
        next_step="look at which method of the rng draws from a bell curve.",
    )


def pointed_bell() -> Misconception:
    """Draw from Laplace's curve, whose tails fall off more slowly."""

    def to_standard_normal(z: FloatArray) -> FloatArray:
        return np.copysign(_quantile(0.5 * np.exp(-math.sqrt(2) * np.abs(z))), z)

    return wrong_scaled(
        "pointed-bell",
        "shape",
        to_standard_normal,
        says="the curve is a pointed one with long tails, not a bell.",
        next_step="look at which method of the rng draws from a bell curve.",
    )


def _quantile(probability: FloatArray) -> FloatArray:
    return np.asarray(special.ndtri(probability), np.float64)
