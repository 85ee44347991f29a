"""The picture: how far the mean strays, over the number of draws."""

from __future__ import annotations

import numpy as np

from noisegrade.picture import Chart, Kind, Question, Subject

__all__ = ["PICTURE"]

_COUNTS = tuple(range(1, 65))

PICTURE = Subject(
    table=tuple(Question(f"σ = 3, count = {count}", (3.0, count)) for count in (1, 4, 16, 64)),
    chart=Chart(
        kind=Kind.CURVE,
        caption="How far the mean strays: for half as much, four times as many draws.",
        calls=((3.0, np.array(_COUNTS)),),
        x=tuple(float(count) for count in _COUNTS),
        x_label="count",
        y_label="σ of the mean",
    ),
)
