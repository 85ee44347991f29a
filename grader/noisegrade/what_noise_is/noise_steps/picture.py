"""The picture: a walk into the noise, from the image on."""

from __future__ import annotations

import math

import numpy as np

from noisegrade.exercise import RNG, Normal
from noisegrade.model import FloatArray
from noisegrade.picture import Film, Slider, Stop, Subject, View
from noisegrade.what_noise_is.scenes import ALPHA_BARS, BETAS, WALK, in_units

__all__ = ["PICTURE"]

_IMAGE = in_units(48)
_ARGS = (_IMAGE, list(BETAS), RNG)
_NONE = 1e-9  # a bell needs some width


def _stop(after: int) -> Stop:
    left = ALPHA_BARS[after]

    def image(path: FloatArray) -> FloatArray:
        return np.asarray(path[after], np.float64)

    return Stop(
        args=_ARGS,
        shape=(len(BETAS) + 1, *_IMAGE.shape),
        part=image,
        distribution=Normal(0.0, math.sqrt(1 - left) or _NONE, around=math.sqrt(left) * _IMAGE),
    )


PICTURE = Subject(
    film=Film(
        idea="Step by step the image fades, and the noise grows to σ = 1 and no further.",
        views=(View.IMAGE, View.HISTOGRAM),
        sliders=(Slider("steps taken", tuple(map(str, WALK))),),
        stops=tuple(map(_stop, WALK)),
        reach=(-4.0, 4.0),
        shades=(-1.2, 1.2),
        x_label="noise: what is left without the faded image",
    ),
)
