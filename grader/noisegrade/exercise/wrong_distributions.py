"""Curves that are drawn in place of the bell, whatever the exercise."""

from __future__ import annotations

import math

import numpy as np
from scipy import special  # type: ignore[import-untyped]  # SciPy ships no types

from noisegrade.exercise.declarations import Misconception
from noisegrade.exercise.detectors import wrong_scaled
from noisegrade.model import FloatArray

__all__ = ["absolute_values", "flat_around_zero", "flat_from_zero_to_one", "pointed_bell"]


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
