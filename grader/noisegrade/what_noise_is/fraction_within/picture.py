"""The picture: two hundred values, of which those within k σ are counted."""

from __future__ import annotations

from noisegrade.picture import Film, Slider, Stop, Subject, View
from noisegrade.what_noise_is.scenes import NUMBERS, steps

__all__ = ["PICTURE"]

_K = steps(0.0, 3.0, 13)
_VALUES = tuple(NUMBERS.tolist())

PICTURE = Subject(
    film=Film(
        idea="A share is counted: the values in the band, divided by all 200.",
        views=(View.BAND, View.TREND),
        sliders=(Slider("k", tuple(f"{k:g}" for k in _K)),),
        start=(4,),
        stops=tuple(
            Stop(args=(NUMBERS, 5.0, 3.0, k), band=(5.0 - 3.0 * k, 5.0 + 3.0 * k), values=_VALUES)
            for k in _K
        ),
        reach=(-6.0, 16.0),
        height=(0.0, 1.0),
        x_label="value; the band is 5 ± k · 3",
        y_label="share within k σ",
    ),
)
