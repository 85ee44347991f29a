"""The picture: the noise that is left, beside that of one copy and of four."""

from __future__ import annotations

import math

from noisegrade.exercise import RNG, Normal
from noisegrade.picture import Draws, Subject
from noisegrade.what_noise_is.scenes import PIXELS, SQUARE

__all__ = ["PICTURE"]

_STD = 40.0  # pixel values
_COUNTS = (16, 1, 4)

PICTURE = Subject(
    law="the image, plus σ = 40 / √16 = 10",
    draws=tuple(
        Draws(
            args=(PIXELS, _STD, count, RNG),
            shape=SQUARE,
            distribution=Normal(0.0, _STD / math.sqrt(count), around=PIXELS),
            label=f"count = {count}",
        )
        for count in _COUNTS
    ),
)
