"""The picture: heights of the bell, and its curve."""

from __future__ import annotations

import numpy as np

from noisegrade.picture import Chart, Kind, Question, Subject
from noisegrade.what_noise_is.scenes import steps

__all__ = ["PICTURE"]

_X = steps(-4.0, 14.0, 37)

PICTURE = Subject(
    table=tuple(Question(f"x = {x}, mean 5, σ = 3", (float(x), 5.0, 3.0)) for x in (2, 5, 11)),
    chart=Chart(
        kind=Kind.CURVE,
        caption="The height of the bell over x, for mean 5 and σ = 3.",
        calls=((np.array(_X), 5.0, 3.0),),
        x=_X,
        x_label="x",
        y_label="height",
    ),
)
