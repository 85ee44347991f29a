"""The picture: two bells, and the bell of their sum."""

from __future__ import annotations

from noisegrade.picture import Film, Question, Slider, Stop, Subject, View

__all__ = ["PICTURE"]

_STDS = (1.0, 2.0, 3.0, 4.0, 5.0, 6.0)

PICTURE = Subject(
    film=Film(
        idea="Two bells add up to one bell. It is wider than either, but less than both together.",
        views=(View.BELL,),
        sliders=(Slider("σ of the second term", tuple(f"{std:g}" for std in _STDS)),),
        start=(3,),
        stops=tuple(
            Stop(args=([-6.0, 8.0], [3.0, std]), bells=((-6.0, 3.0), (8.0, std))) for std in _STDS
        ),
        reach=(-24.0, 26.0),
        x_label="value; dashed: the terms, −6 ± 3 and 8 ± σ",
    ),
    table=(
        Question("−2 ± 3, plus −3 ± 4", ([-2.0, -3.0], [3.0, 4.0])),
        Question("four times 0 ± 1", ([0.0] * 4, [1.0] * 4)),
    ),
)
