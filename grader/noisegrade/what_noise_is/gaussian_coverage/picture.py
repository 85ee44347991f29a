"""The picture: shares of the bell within k σ, and their curve."""

from __future__ import annotations

import numpy as np

from noisegrade.picture import Chart, Kind, Question, Subject
from noisegrade.what_noise_is.scenes import steps

__all__ = ["PICTURE"]

_K = steps(0.0, 3.0, 25)

PICTURE = Subject(
    table=tuple(Question(f"within {k:g} σ", (k,)) for k in (0.5, 1.0, 2.0, 3.0)),
    chart=Chart(
        kind=Kind.CURVE,
        caption="The share of a bell within k σ: steep at first, nearly all from 2 σ on.",
        calls=((np.array(_K),),),
        x=_K,
        x_label="k",
        y_label="share",
    ),
)
