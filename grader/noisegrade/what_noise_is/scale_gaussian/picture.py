"""The picture: a bell, and what a factor makes of it."""

from __future__ import annotations

from noisegrade.picture import Film, Slider, Stop, Subject, View

__all__ = ["PICTURE"]

_FACTORS = (-2.0, -1.0, -0.5, 0.5, 1.0, 2.0, 3.0)
_BELL = (5.0, 3.0)

PICTURE = Subject(
    film=Film(
        idea="A factor moves the middle of the dashed bell and stretches it; no width is negative.",
        views=(View.BELL,),
        sliders=(Slider("factor", tuple(f"{one:g}".replace("-", "−") for one in _FACTORS)),),
        start=(4,),
        stops=tuple(Stop(args=(*_BELL, factor), bells=(_BELL,)) for factor in _FACTORS),
        reach=(-25.0, 35.0),
        x_label="value",
    ),
)
