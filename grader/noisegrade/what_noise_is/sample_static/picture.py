"""The picture: a square of static."""

from __future__ import annotations

from noisegrade.exercise import RNG, Normal
from noisegrade.picture import Draws, Subject
from noisegrade.what_noise_is.scenes import SQUARE

__all__ = ["PICTURE"]

PICTURE = Subject(
    law="mean 0, σ = 1",
    draws=(Draws(args=(*SQUARE, 1, RNG), shape=(*SQUARE, 1), distribution=Normal()),),
)
