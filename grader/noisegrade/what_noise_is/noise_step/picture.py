"""The picture: an image after one step of noise."""

from __future__ import annotations

import numpy as np

from noisegrade.exercise import RNG, Normal
from noisegrade.picture import Draws, Subject
from noisegrade.what_noise_is.scenes import SQUARE, UNIT

__all__ = ["PICTURE"]

_BETA = 0.36

PICTURE = Subject(
    law="0.8 of the image, plus σ = 0.6",
    draws=(
        Draws(
            args=(UNIT, _BETA, RNG),
            shape=SQUARE,
            distribution=Normal(0.0, float(np.sqrt(_BETA)), around=np.sqrt(1 - _BETA) * UNIT),
        ),
    ),
)
