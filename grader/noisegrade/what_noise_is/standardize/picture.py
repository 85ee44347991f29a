"""The picture: draws, brought back to the standard ones."""

from __future__ import annotations

from noisegrade.exercise import Normal
from noisegrade.picture import Draws, Question, Subject
from noisegrade.what_noise_is.scenes import SQUARE, STATIC

__all__ = ["PICTURE"]

PICTURE = Subject(
    law="4096 draws of mean 5, σ = 3, brought back to mean 0, σ = 1",
    draws=(Draws(args=(5.0 + 3.0 * STATIC, 5.0, 3.0), shape=SQUARE, distribution=Normal()),),
    table=tuple(Question(f"x = {x:g}, from 5 ± 3", (x, 5.0, 3.0)) for x in (2.0, 5.0, 11.0)),
)
