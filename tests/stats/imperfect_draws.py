"""Draws that are a little wrong in every way, so that no field of their evidence is trivial."""

from __future__ import annotations

import numpy as np

from noisegrade.model import FloatArray

FALSE_FAIL, TOLERANCE = 1e-6, 1e-4
N = 500


def draws(seed: int, *shape: int) -> FloatArray:
    """Draws that are a little wrong in every way, so that no field of the evidence is trivial."""
    z = np.random.default_rng(seed).standard_normal(shape)
    return np.asarray(1.03 * z + 0.05 * z * z + 0.02)
