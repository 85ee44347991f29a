"""The picture: the curve of the bell, moved by μ and widened by σ."""

from __future__ import annotations

import numpy as np

from noisegrade.picture import Film, Question, Slider, Stop, Subject, View
from noisegrade.what_noise_is.scenes import steps

__all__ = ["PICTURE"]

_X = steps(-12.0, 12.0, 65)
_ARRAY = np.array(_X)
_MEANS = (-6.0, -3.0, 0.0, 3.0, 6.0)
_STDS = (1.0, 2.0, 3.0)


PICTURE = Subject(
    film=Film(
        idea="The mean moves the curve; a larger σ makes it wider and lower: its area stays 1.",
        views=(View.CURVE,),
        sliders=(
            Slider("mean", tuple(f"{mean:g}".replace("-", "−") for mean in _MEANS)),
            Slider("σ", tuple(f"{std:g}" for std in _STDS)),
        ),
        start=(2, 0),
        stops=tuple(Stop(args=(_ARRAY, mean, std), x=_X) for mean in _MEANS for std in _STDS),
        height=(0.0, 0.45),
        x_label="x",
        y_label="height",
    ),
    table=tuple(Question(f"x = {x}, mean 5, σ = 3", (float(x), 5.0, 3.0)) for x in (2, 5, 11)),
)
