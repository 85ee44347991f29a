"""The picture: standard draws, made into others."""

from __future__ import annotations

from noisegrade.exercise import Normal
from noisegrade.picture import Draws, Question, Subject
from noisegrade.what_noise_is.scenes import SQUARE, STATIC

__all__ = ["PICTURE"]

PICTURE = Subject(
    law="4096 standard draws, made into mean 5, σ = 3",
    draws=(Draws(args=(STATIC, 5.0, 3.0), shape=SQUARE, distribution=Normal(5.0, 3.0)),),
    table=tuple(
        Question(f"eps = {words}, to 5 ± 3", (eps, 5.0, 3.0))
        for words, eps in (("−1", -1.0), ("0", 0.0), ("2", 2.0))
    ),
)
