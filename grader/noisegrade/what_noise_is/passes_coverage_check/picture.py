"""The picture: which lists of numbers pass."""

from __future__ import annotations

import numpy as np

from noisegrade.model import FloatArray
from noisegrade.picture import Chart, Kind, Question, Subject
from noisegrade.what_noise_is.scenes import NUMBERS, steps

__all__ = ["PICTURE"]

_COUNT = 400  # numbers in a list: each is a quarter of a percent
_SHARES = [(first, second) for first in steps(0.56, 0.8, 7) for second in steps(0.88, 1.0, 7)]


def _numbers(first: float, second: float) -> FloatArray:
    """Make numbers around 5 of which these shares lie within 3 and within 6."""
    near, middle = round(first * _COUNT), round((second - first) * _COUNT)
    distance = np.repeat([1.5, 4.5, 9.0], [near, middle, _COUNT - near - middle])
    return np.asarray(5.0 + np.where(np.arange(_COUNT) % 2, 1, -1) * distance, np.float64)


PICTURE = Subject(
    table=tuple(
        Question(f"200 draws, tolerance {tolerance:g}", (NUMBERS, 5.0, 3.0, tolerance))
        for tolerance in (0.001, 0.1)
    ),
    chart=Chart(
        kind=Kind.VERDICTS,
        caption=(
            "Each mark is a list of 400 numbers, held to a tolerance of 0.05. Those that pass fill "
            "a square around 68 % and 95 %."
        ),
        calls=tuple((_numbers(*shares), 5.0, 3.0, 0.05) for shares in _SHARES),
        x=tuple(first for first, _ in _SHARES),
        y=tuple(second for _, second in _SHARES),
        x_label="share within 1 σ",
        y_label="share within 2 σ",
    ),
)
