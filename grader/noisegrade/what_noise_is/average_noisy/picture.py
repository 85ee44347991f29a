"""The picture: the noise that is left, and the image that comes back."""

from __future__ import annotations

import math

from noisegrade.exercise import RNG, Normal
from noisegrade.picture import Chart, Draws, Kind, Subject
from noisegrade.what_noise_is.scenes import PIXELS, SQUARE

__all__ = ["PICTURE"]

_STD = 80.0  # pixel values
_LEFT = (16, 1, 4)
_COUNTS = (1, 4, 16, 100)
_SMALL = PIXELS[::2, ::2].copy()

PICTURE = Subject(
    law="the image, plus σ = 80 / √16 = 20",
    draws=tuple(
        Draws(
            args=(PIXELS, _STD, count, RNG),
            shape=SQUARE,
            distribution=Normal(0.0, _STD / math.sqrt(count), around=PIXELS),
            label=f"count = {count}",
        )
        for count in _LEFT
    ),
    chart=Chart(
        kind=Kind.IMAGES,
        caption="Noise of σ = 80, and the mean of more and more copies.",
        calls=tuple((_SMALL, _STD, count, RNG) for count in _COUNTS),
        x=_COUNTS,
        x_label="count",
        y_label="without noise",
        fields=(_SMALL,) * len(_COUNTS),
    ),
)
