"""The picture: the bell of the mean, ever closer together with more draws."""

from __future__ import annotations

from noisegrade.picture import Film, Question, Slider, Stop, Subject, View

__all__ = ["PICTURE"]

_COUNTS = (1, 2, 4, 9, 16, 36, 64)

PICTURE = Subject(
    film=Film(
        idea="Means of many draws lie closer together; for half the σ it takes four times as many.",
        views=(View.BELL, View.TREND),
        sliders=(Slider("draws in a mean", tuple(map(str, _COUNTS))),),
        stops=tuple(Stop(args=(3.0, count), bells=((0.0, 3.0),)) for count in _COUNTS),
        reach=(-9.0, 9.0),
        height=(0.0, 3.2),
        x_label="distance of the mean from the truth; dashed: of a single draw",
        y_label="σ of the mean",
    ),
    table=tuple(Question(f"σ = 3, count = {count}", (3.0, count)) for count in (1, 4, 16, 64)),
)
