"""What becomes of means and σ when Gaussians are added."""

from __future__ import annotations

import math
from collections.abc import Sequence

from noisegrade.model import FloatArray

__all__ = ["of_average", "root_sum_square", "total"]


def root_sum_square(stds: Sequence[float] | FloatArray) -> float:
    """Return the std of a sum: variances add."""
    return math.hypot(*(float(std) for std in stds))


def total(means: Sequence[float] | FloatArray) -> float:
    """Return the mean of a sum: means add."""
    return math.fsum(float(mean) for mean in means)


def of_average(
    means: Sequence[float] | FloatArray, stds: Sequence[float] | FloatArray
) -> tuple[float, float]:
    """Return mean and std of the average, which is often taken for the sum."""
    return total(means) / len(means), root_sum_square(stds) / len(stds)
