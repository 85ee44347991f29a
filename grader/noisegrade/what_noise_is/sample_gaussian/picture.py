"""The picture: a square of draws."""

from __future__ import annotations

from noisegrade.exercise import RNG, Normal
from noisegrade.picture import Draws, Subject
from noisegrade.what_noise_is.scenes import SQUARE

__all__ = ["PICTURE"]

PICTURE = Subject(
    law="mean 5, σ = 3",
    draws=(Draws(args=(5.0, 3.0, SQUARE, RNG), shape=SQUARE, distribution=Normal(5.0, 3.0)),),
)
