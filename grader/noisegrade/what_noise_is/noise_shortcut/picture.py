"""The picture: one jump into the noise, beside the walk that ends at the same place."""

from __future__ import annotations

import math

from noisegrade.exercise import RNG, Normal
from noisegrade.picture import Film, Slider, Stop, Subject, View
from noisegrade.what_noise_is.scenes import ALPHA_BARS, BETAS, WALK, in_units

__all__ = ["PICTURE"]

_IMAGE = in_units(48)
_NONE = 1e-9  # a bell needs some width


def _stop(after: int) -> Stop:
    left = ALPHA_BARS[after]
    return Stop(
        args=(_IMAGE, list(BETAS[:after]), RNG),
        shape=_IMAGE.shape,
        distribution=Normal(0.0, math.sqrt(1 - left) or _NONE, around=math.sqrt(left) * _IMAGE),
    )


PICTURE = Subject(
    film=Film(
        idea="One jump leads as deep into the noise as all the steps of a walk.",
        views=(View.IMAGE, View.HISTOGRAM),
        sliders=(Slider("steps jumped over", tuple(map(str, WALK))),),
        stops=tuple(map(_stop, WALK)),
        reach=(-4.0, 4.0),
        shades=(-1.2, 1.2),
        x_label="noise: what is left without the faded image",
        beside="noise_steps",
    ),
)
