"""The picture: an image deep in noise, and the image that was there before."""

from __future__ import annotations

import math

import numpy as np

from noisegrade.picture import Film, Question, Slider, Stop, Subject, View
from noisegrade.what_noise_is.scenes import in_units

__all__ = ["PICTURE"]

_IMAGE = in_units(48)
_EPS = np.random.default_rng(9).standard_normal(_IMAGE.shape)
_ALPHA_BARS = (1.0, 0.8, 0.5, 0.2, 0.05)


def _stop(alpha_bar: float) -> Stop:
    noisy = math.sqrt(alpha_bar) * _IMAGE + math.sqrt(1 - alpha_bar) * _EPS
    return Stop(args=(noisy, _EPS, alpha_bar), given=noisy)


PICTURE = Subject(
    film=Film(
        idea="Who knows the noise can take it away, however deep the image is in it.",
        views=(View.GIVEN, View.IMAGE),
        sliders=(Slider("ᾱ, what is left of the image", tuple(f"{a:g}" for a in _ALPHA_BARS)),),
        start=(3,),
        stops=tuple(map(_stop, _ALPHA_BARS)),
        shades=(-1.2, 1.2),
    ),
    table=(
        Question("x_t = 1.4, eps = 1, ᾱ = 0.64", (np.array([1.4]), np.array([1.0]), 0.64)),
        Question("x_t = 1.4, eps = 1, ᾱ = 1", (np.array([1.4]), np.array([1.0]), 1.0)),
    ),
)
