"""What several pictures are drawn from: a landscape in colour, lists of numbers, a schedule."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from noisegrade.model import FloatArray

__all__ = ["ALPHA_BARS", "BETAS", "NUMBERS", "STATIC", "WALK", "in_units", "landscape", "steps"]

BETAS = tuple(round(0.002 + 0.0016 * step, 4) for step in range(50))
WALK = (0, 1, 3, 8, 15, 25, 35, 50)
"""After so many steps the page shows the image."""
ALPHA_BARS = tuple(np.cumprod([1.0, *(1 - beta for beta in BETAS)]).tolist())
STATIC: FloatArray = np.random.default_rng(2026).standard_normal((48, 48))
NUMBERS: FloatArray = np.round(2 * np.random.default_rng(7).normal(5.0, 3.0, 200)) / 2
"""Rounded to halves, so that some lie right on a border."""

_FINER = 3  # times: painted finer than it is shown, so that edges are soft
_SKY = np.array([[58, 84, 140], [150, 150, 178], [246, 178, 110]], np.float64)  # from the top down
_SUN = np.array([255, 236, 190], np.float64)
_FAR, _NEAR = np.array([98, 92, 122], np.float64), np.array([34, 52, 44], np.float64)
_SUN_RADIUS = 0.065  # of the image's side
_LAKE = 0.78  # where the shore is, from the top


@lru_cache(maxsize=4)
def landscape(side: int) -> FloatArray:
    """Paint an evening at a lake in pixel values from 0 to 255: (side, side, 3)."""
    n = side * _FINER
    down, right = np.mgrid[0:n, 0:n] / n
    painted = _evening(down, right)
    water = down > _LAKE
    mirrored = _evening(np.clip(2 * _LAKE - down, 0, 1), right + 0.012 * np.sin(90 * down))
    waves = 0.75 + 0.12 * np.sin(160 * down + 9 * np.sin(11 * right))
    painted[water] = (mirrored * waves[..., np.newaxis])[water] * np.array([0.86, 0.93, 1.0])
    soft = painted.reshape(side, _FINER, side, _FINER, 3).mean(axis=(1, 3))
    soft = np.clip(soft, 0, 255).round(1)
    soft.setflags(write=False)
    return np.asarray(soft, np.float64)


def _evening(down: FloatArray, right: FloatArray) -> FloatArray:
    """Paint sky, sun and three ranges of hills."""
    places = np.array([0.0, 0.45, 0.8])
    painted = np.stack([np.interp(down, places, _SKY[:, each]) for each in range(3)], axis=-1)
    distance = np.hypot(right - 0.68, 1.1 * (down - 0.4))
    glow = np.exp(-distance / 0.13)[..., np.newaxis]
    painted += glow * (_SUN - painted)
    painted[distance < _SUN_RADIUS] = _SUN
    for nearer, height, seed in ((0.0, 0.56, 3), (0.5, 0.65, 8), (1.0, 0.73, 5)):
        crest = height - 0.05 * _ridge(right, seed)
        shade = (1 - nearer) * _FAR + nearer * _NEAR
        light = 1.15 - 0.5 * np.clip((down - crest) / 0.2, 0, 1)
        hill = down > crest
        painted[hill] = (light[..., np.newaxis] * shade)[hill]
    return painted


def _ridge(right: FloatArray, seed: int) -> FloatArray:
    """Add waves of ever smaller height, as mountains have them."""
    rng = np.random.default_rng(seed)
    waves = [
        0.62**octave * np.sin(2.0**octave * 4.0 * right + phase)
        for octave, phase in enumerate(rng.uniform(0, 2 * np.pi, 7))
    ]
    return np.asarray(np.add.reduce(waves), np.float64)


def in_units(side: int) -> FloatArray:
    """Return the landscape in the units of a model, from −1 to 1."""
    return landscape(side) / 127.5 - 1.0


def steps(low: float, high: float, count: int) -> tuple[float, ...]:
    """Return equally spaced numbers."""
    return tuple(np.linspace(low, high, count).round(6).tolist())
