"""The picture: static, blurred more and more, and the cloud of its neighbours."""

from __future__ import annotations

import numpy as np

from noisegrade.model import FloatArray
from noisegrade.picture import Chart, Film, Kind, Question, Slider, Stop, Subject, View

__all__ = ["PICTURE"]

_SIDE = 40  # pixels
_BLURS = ("never", "once", "twice", "3 times")


def _blurred() -> tuple[FloatArray, ...]:
    """Average static with its right-hand neighbour, again and again; σ is kept at 1."""
    fields = [np.random.default_rng(17).standard_normal((_SIDE, _SIDE + len(_BLURS)))]
    for _ in _BLURS[1:]:
        mixed = fields[-1][:, :-1] + fields[-1][:, 1:]
        fields.append(mixed / mixed.std())
    return tuple(field[:, :_SIDE].copy() for field in fields)


def _others() -> tuple[tuple[str, FloatArray], ...]:
    """Return fields that look like static, or have its numbers, and are not."""
    static = np.random.default_rng(18).standard_normal((_SIDE, _SIDE))
    turned = np.where(np.arange(_SIDE) % 2, -0.8, 0.8) + 0.6 * static
    return (
        ("columns bright and dark in turn", turned),
        ("each pixel computed from the one to its left", _computed(static[:, 0])),
    )


def _computed(first: FloatArray) -> FloatArray:
    """Return a field without chance in its rows, whose neighbours are not correlated.

    x → 1 − 2x² is Chebyshev's map: what follows x is as often high as low on either side of 0.
    """
    rows = [np.sin(first)]
    while len(rows) < _SIDE:
        rows.append(1 - 2 * rows[-1] ** 2)
    return np.asarray(np.sqrt(2) * np.stack(rows, axis=1), np.float64)


_FIELDS = _blurred()
_OTHERS = _others()

PICTURE = Subject(
    film=Film(
        idea="Static makes a round cloud: a pixel tells nothing about the next. Blurring tilts it.",
        views=(View.GIVEN, View.CLOUD, View.TREND),
        sliders=(Slider("blurred", _BLURS),),
        stops=tuple(Stop(args=(field, 1), given=field) for field in _FIELDS),
        height=(-0.2, 1.0),
        x_label="how often it was blurred",
        y_label="correlation",
    ),
    table=tuple(Question(words, (field, 1)) for words, field in _OTHERS),
    chart=Chart(
        kind=Kind.CLOUDS,
        caption="A correlation of 0 does not prove independence: look at the second cloud.",
        fields=tuple(field for _, field in _OTHERS),
    ),
)
