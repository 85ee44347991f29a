"""The picture: an image under more and more noise, and the image that was there before."""

from __future__ import annotations

import math

import numpy as np

from noisegrade.model import FloatArray
from noisegrade.picture import Chart, Kind, Question, Subject
from noisegrade.what_noise_is.scenes import STATIC, UNIT

__all__ = ["PICTURE"]

_ALPHA_BARS = (0.9, 0.5, 0.05)
_IMAGE, _EPS = UNIT[::2, ::2].copy(), STATIC[::2, ::2].copy()


def _noised(alpha_bar: float) -> FloatArray:
    return math.sqrt(alpha_bar) * _IMAGE + math.sqrt(1 - alpha_bar) * _EPS


PICTURE = Subject(
    table=(
        Question("x_t = 1.4, eps = 1, ᾱ = 0.64", (np.array([1.4]), np.array([1.0]), 0.64)),
        Question("x_t = 1.4, eps = 1, ᾱ = 1", (np.array([1.4]), np.array([1.0]), 1.0)),
    ),
    chart=Chart(
        kind=Kind.IMAGES,
        caption="The noisy image, and what is there once its noise is taken away.",
        calls=tuple((_noised(alpha_bar), _EPS, alpha_bar) for alpha_bar in _ALPHA_BARS),
        x=_ALPHA_BARS,
        x_label="ᾱ",
        fields=tuple(map(_noised, _ALPHA_BARS)),
    ),
)
