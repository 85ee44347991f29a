"""The picture: the share of the bell within k σ, while k grows."""

from __future__ import annotations

from noisegrade.picture import Film, Slider, Stop, Subject, View
from noisegrade.what_noise_is.scenes import steps

__all__ = ["PICTURE"]

_K = steps(0.0, 3.0, 13)

PICTURE = Subject(
    film=Film(
        idea="Two thirds of a bell lie within 1 σ, and nearly all of it within 2 σ.",
        views=(View.BAND, View.TREND),
        sliders=(Slider("k", tuple(f"{k:g}" for k in _K)),),
        start=(4,),
        stops=tuple(Stop(args=(k,), band=(-k, k)) for k in _K),
        height=(0.0, 1.0),
        x_label="distance from the mean, in σ",
        y_label="share within k σ",
    ),
)
