"""The picture: an image after one step of noise, small or large."""

from __future__ import annotations

import math

from noisegrade.exercise import RNG, Normal
from noisegrade.picture import Film, Slider, Stop, Subject, View
from noisegrade.what_noise_is.scenes import in_units

__all__ = ["PICTURE"]

_IMAGE = in_units(48)
_BETAS = (0.0, 0.04, 0.16, 0.36, 0.64, 1.0)
_NONE = 1e-9  # a bell needs some width


def _stop(beta: float) -> Stop:
    noise = Normal(0.0, math.sqrt(beta) or _NONE, around=math.sqrt(1 - beta) * _IMAGE)
    return Stop(args=(_IMAGE, beta, RNG), shape=_IMAGE.shape, distribution=noise)


PICTURE = Subject(
    film=Film(
        idea="One step fades the image by √(1 − beta) and adds noise of σ = √beta.",
        views=(View.IMAGE, View.HISTOGRAM),
        sliders=(Slider("beta", tuple(f"{beta:g}" for beta in _BETAS)),),
        stops=tuple(map(_stop, _BETAS)),
        reach=(-3.5, 3.5),
        shades=(-1.2, 1.2),
        x_label="noise: what is left without the faded image",
    ),
)
