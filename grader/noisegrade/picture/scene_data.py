"""What the pictures are asked about: an image, fields, lists of numbers, a schedule."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from noisegrade.model import FloatArray

__all__ = [
    "ALPHA_BARS",
    "BETAS",
    "GIVEN",
    "NUMBERS",
    "SIDE",
    "STOPS",
    "Field",
    "fields",
    "image",
    "pile",
]

SIDE = 64  # pixels
BETAS = tuple(round(0.002 + 0.0016 * step, 4) for step in range(50))
STOPS = tuple(range(0, 51, 5))  # steps of the path that the page holds
ALPHA_BARS = tuple(np.cumprod([1.0, *(1 - beta for beta in BETAS)])[list(STOPS)].tolist())

_PILE = 400  # numbers: each is a quarter of a percent
_FIELD = 24  # pixels


def image() -> FloatArray:
    """Paint a small landscape, in pixel values from 0 to 255: a sun over two hills."""
    down, right = np.mgrid[0:SIDE, 0:SIDE] / SIDE
    painted = 205.0 - 70.0 * down
    painted[(right - 0.7) ** 2 + (down - 0.28) ** 2 < 0.13**2] = 250.0
    painted[down > 0.62 - 0.14 * np.sin(5.0 * right)] = 105.0
    painted[down > 0.82 - 0.1 * np.cos(4.0 * right + 1.0)] = 45.0
    return np.asarray(painted, dtype=np.float64)


GIVEN: FloatArray = np.random.default_rng(2026).standard_normal((SIDE, SIDE))
NUMBERS: FloatArray = np.round(np.random.default_rng(7).normal(5.0, 3.0, 200), 3)


def pile(first: float, second: float) -> FloatArray:
    """Make numbers around 5 of which these shares lie within 3 and within 6."""
    near, middle = round(first * _PILE), round((second - first) * _PILE)
    distance = np.repeat([1.5, 4.5, 9.0], [near, middle, _PILE - near - middle])
    return np.asarray(5.0 + np.where(np.arange(_PILE) % 2, 1, -1) * distance, np.float64)


@dataclass(frozen=True, slots=True)
class Field:
    """A field whose neighbours along an axis have more or less to do with each other."""

    words: str
    values: FloatArray
    axis: int


def fields() -> tuple[Field, ...]:
    """Make static, and two fields that look like it and are not."""
    static = np.random.default_rng(17).standard_normal((_FIELD + 1, _FIELD + 1))
    blurred = (static[:-1] + static[1:])[:, :-1] / np.sqrt(2)
    turned = np.where(np.arange(_FIELD) % 2, -0.8, 0.8) + 0.6 * static[:-1, :-1]
    return (
        Field("static, across", static[:-1, :-1].copy(), 1),
        Field("each pixel averaged with the next one down, down", blurred, 0),
        Field("columns bright and dark in turn, across", turned, 1),
    )
