"""What several pictures are drawn from: an image, lists of numbers, a schedule of noise."""

from __future__ import annotations

import numpy as np

from noisegrade.exercise import Normal
from noisegrade.model import FloatArray

__all__ = [
    "ALPHA_BARS",
    "BETAS",
    "NOISED",
    "NUMBERS",
    "PIXELS",
    "SQUARE",
    "STATIC",
    "STOPS",
    "UNIT",
    "steps",
]

SQUARE = (64, 64)  # pixels
BETAS = tuple(round(0.002 + 0.0016 * step, 4) for step in range(50))
STOPS = tuple(range(0, 51, 5))  # after so many steps the page shows the image
ALPHA_BARS = tuple(np.cumprod([1.0, *(1 - beta for beta in BETAS)])[list(STOPS)].tolist())


def _landscape() -> FloatArray:
    """Paint a sun over two hills, in pixel values from 0 to 255."""
    down, right = np.mgrid[0 : SQUARE[0], 0 : SQUARE[1]] / SQUARE[0]
    painted = 205.0 - 70.0 * down
    painted[(right - 0.7) ** 2 + (down - 0.28) ** 2 < 0.13**2] = 250.0
    painted[down > 0.62 - 0.14 * np.sin(5.0 * right)] = 105.0
    painted[down > 0.82 - 0.1 * np.cos(4.0 * right + 1.0)] = 45.0
    return np.asarray(painted, dtype=np.float64)


PIXELS: FloatArray = _landscape()
UNIT: FloatArray = PIXELS / 127.5 - 1.0
"""The same in the units of a model, from −1 to 1."""
NOISED = Normal(
    0.0, float(np.sqrt(1 - ALPHA_BARS[-1])), around=np.sqrt(ALPHA_BARS[-1]) * UNIT
)  # after all steps
STATIC: FloatArray = np.random.default_rng(2026).standard_normal(SQUARE)
NUMBERS: FloatArray = np.round(np.random.default_rng(7).normal(5.0, 3.0, 200), 3)


def steps(low: float, high: float, count: int) -> tuple[float, ...]:
    """Return equally spaced numbers."""
    return tuple(np.linspace(low, high, count).round(6).tolist())
