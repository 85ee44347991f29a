"""The picture: the bell that was drawn from, and what its draws come out at."""

from __future__ import annotations

import numpy as np

from noisegrade.picture import Film, Slider, Stop, Subject, View
from noisegrade.what_noise_is.scenes import landscape

__all__ = ["PICTURE"]

_STD = 40.0  # pixel values
_SIDES = (2, 4, 8, 16, 48)  # of the part of the image that is looked at
_IMAGE = landscape(48)
_NOISY = _IMAGE + _STD * np.random.default_rng(5).standard_normal(_IMAGE.shape)


def _stop(side: int) -> Stop:
    noisy, image = _NOISY[:side, :side].copy(), _IMAGE[:side, :side].copy()
    return Stop(args=(noisy, image), given=noisy, bells=((0.0, _STD),))


PICTURE = Subject(
    film=Film(
        idea="The more pixels you measure, the nearer you come to the dashed bell of the noise.",
        views=(View.GIVEN, View.BELL),
        sliders=(Slider("pixels", tuple(str(side * side) for side in _SIDES)),),
        start=(2,),
        stops=tuple(map(_stop, _SIDES)),
        reach=(-160.0, 160.0),
        shades=(0.0, 255.0),
        x_label="noise in pixel values; dashed: drawn from 0 ± 40",
    ),
)
