"""The picture: the noise on an image, and a slider that makes it larger."""

from __future__ import annotations

from noisegrade.exercise import RNG, Normal
from noisegrade.picture import Draws, Figure, Role, Subject
from noisegrade.what_noise_is.scenes import PIXELS, SQUARE

__all__ = ["PICTURE"]

_STD = 40.0  # pixel values

PICTURE = Subject(
    law="the image, plus σ = 40",
    draws=(
        Draws(
            args=(PIXELS, _STD, RNG),
            shape=SQUARE,
            distribution=Normal(0.0, _STD, around=PIXELS),
        ),
    ),
    figure=Figure(role=Role.AMPLITUDE, image=PIXELS),
)
