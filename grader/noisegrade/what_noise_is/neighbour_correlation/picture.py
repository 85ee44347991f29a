"""The picture: static, and three fields that look like it and are not."""

from __future__ import annotations

import numpy as np

from noisegrade.model import FloatArray
from noisegrade.picture import Chart, Kind, Question, Subject

__all__ = ["PICTURE"]

_SIDE = 24  # pixels


def _fields() -> tuple[tuple[str, FloatArray, int], ...]:
    """Return fields, each with its name and an axis along which neighbours are compared."""
    static = np.random.default_rng(17).standard_normal((_SIDE + 1, _SIDE + 1))
    blurred = (static[:-1] + static[1:])[:, :-1] / np.sqrt(2)
    turned = np.where(np.arange(_SIDE) % 2, -0.8, 0.8) + 0.6 * static[:-1, :-1]
    return (
        ("static, across", static[:-1, :-1].copy(), 1),
        ("each pixel averaged with the next one down, down", blurred, 0),
        ("columns bright and dark in turn, across", turned, 1),
        ("each pixel computed from the one to its left, across", _computed(static[:-1, 0]), 1),
    )


def _computed(first: FloatArray) -> FloatArray:
    """Return a field without chance in its rows, whose neighbours are not correlated.

    x → 1 − 2x² is Chebyshev's map: what follows x is as often high as low on either side of 0.
    """
    rows = [np.sin(first)]
    while len(rows) < _SIDE:
        rows.append(1 - 2 * rows[-1] ** 2)
    return np.asarray(np.sqrt(2) * np.stack(rows, axis=1), np.float64)


PICTURE = Subject(
    table=tuple(Question(words, (field, axis)) for words, field, axis in _fields()),
    chart=Chart(
        kind=Kind.CLOUDS,
        caption="Each field, and below it every value against its neighbour.",
        fields=tuple(field if axis == 1 else np.transpose(field) for _, field, axis in _fields()),
    ),
)
