"""Shapes and images that the exercises are asked with."""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np

from noisegrade.model import FloatArray

__all__ = ["flat_grid", "grid", "pixels", "standard_image"]

_CHANNELS = 3
_DARKEST, _BRIGHTEST = 2.0, 253.0  # pixels: away from 0, so that noise times image shows as such
_CONTRAST = 4.0  # from the darkest to the brightest value of a standard image


def flat_grid(draws: int) -> tuple[int, int]:
    """Find a height and a different width with `draws` pixels or a few more: three to two."""
    width = max(2, round(math.sqrt(draws / 1.5)))
    height = max(1, math.ceil(draws / width))
    return (height, width) if height != width else (height + 1, width)


def grid(draws: int) -> tuple[int, int, int]:
    """Find a height, a width and a number of channels, all different: `draws` values or more."""
    height, width = flat_grid(math.ceil(draws / _CHANNELS))
    return (height, width, _CHANNELS)


@lru_cache(maxsize=32)
def pixels(shape: tuple[int, ...]) -> FloatArray:
    """Make a smooth picture in pixel units, from 2 to 253; the same one for the same shape."""
    return _spread(_DARKEST, _BRIGHTEST, shape)


@lru_cache(maxsize=32)
def standard_image(shape: tuple[int, ...]) -> FloatArray:
    """Make a smooth picture in a model's units, from -1 to 3: its mean is far from 0."""
    return _spread(-1.0, _CONTRAST - 1.0, shape)


def _spread(low: float, high: float, shape: tuple[int, ...]) -> FloatArray:
    ramps = np.meshgrid(*(np.linspace(0, 1, length) for length in shape), indexing="ij")
    waves = np.add.reduce([np.sin(3 * (rank + 1) * ramp) for rank, ramp in enumerate(ramps)])
    waves = (waves - waves.min()) / np.ptp(waves)
    waves = waves**2 * (3 - 2 * waves)  # more of what is nearly black or nearly white
    picture = low + (high - low) * waves
    picture.setflags(write=False)
    return np.asarray(picture, np.float64)
