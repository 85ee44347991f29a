"""Shares of values near a mean, and values whose shares are known."""

from __future__ import annotations

import math

import numpy as np
from scipy import special  # type: ignore[import-untyped]  # SciPy ships no types

from noisegrade.model import FloatArray

__all__ = ["ROOT_TWO", "even_bell", "within"]

ROOT_TWO = math.sqrt(2)


def within(x: FloatArray, mean: float, std: float, k: float) -> float:
    """Return the share of values within k·std of the mean, border included."""
    low, high = mean - k * std, mean + k * std
    return float(np.count_nonzero((x >= low) & (x <= high)) / x.size)


def even_bell(rng: np.random.Generator, size: int, mean: float, std: float) -> FloatArray:
    """Spread values over a bell as evenly as they go; in random order."""
    values = mean + std * special.ndtri((np.arange(size) + 0.5) / size)
    return np.asarray(rng.permutation(values), np.float64)
