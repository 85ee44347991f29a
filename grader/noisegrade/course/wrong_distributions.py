"""Curves that are drawn in place of the bell, each for the noise of the exercise at hand."""

from __future__ import annotations

import math

import numpy as np
from scipy import special  # type: ignore[import-untyped]  # SciPy ships no types

from noisegrade.course.detectors import Noise
from noisegrade.exercise import Args, Misconception
from noisegrade.model import FloatArray

__all__ = ["absolute_values", "flat_around_zero", "flat_from_zero_to_one", "pointed_bell"]


def absolute_values(noise: Noise) -> Misconception:
    """Lose the sign of every draw."""

    def to_standard_normal(args: Args, result: FloatArray) -> FloatArray:
        return _quantile(special.erf(noise.standard(args, result) / math.sqrt(2)))

    return noise.law(
        "absolute-values",
        "location",
        to_standard_normal,
        says="the signs were lost: every draw lies on the same side of the mean.",
        next_step="look for abs, a square or a square root.",
    )


def flat_from_zero_to_one(noise: Noise) -> Misconception:
    """Use rand() where randn() belongs."""
    return noise.law(
        "flat-from-zero-to-one",
        "location",
        lambda args, result: _quantile(noise.standard(args, result)),
        says="the draws behind the result are flat between 0 and 1, not from a bell.",
        next_step="look at which method of the rng draws from a bell curve.",
    )


def flat_around_zero(noise: Noise) -> Misconception:
    """Use a flat law with the right mean and the right spread."""
    return noise.law(
        "flat-around-zero",
        "shape",
        lambda args, result: _quantile(noise.standard(args, result) / math.sqrt(12) + 0.5),
        says="the draws are flat: mean and σ are right, the bell is missing.",
        next_step="look at which method of the rng draws from a bell curve.",
    )


def pointed_bell(noise: Noise) -> Misconception:
    """Draw from Laplace's curve, whose tails fall off more slowly."""

    def to_standard_normal(args: Args, result: FloatArray) -> FloatArray:
        z = noise.standard(args, result)
        return np.copysign(_quantile(0.5 * np.exp(-math.sqrt(2) * np.abs(z))), z)

    return noise.law(
        "pointed-bell",
        "shape",
        to_standard_normal,
        says="the curve is a pointed one with long tails, not a bell.",
        next_step="look at which method of the rng draws from a bell curve.",
    )


def _quantile(probability: FloatArray) -> FloatArray:
    return np.asarray(special.ndtri(probability), np.float64)
