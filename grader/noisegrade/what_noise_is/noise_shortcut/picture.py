"""The picture: an image after fifty steps of noise, made in one."""

from __future__ import annotations

from noisegrade.exercise import RNG
from noisegrade.picture import Draws, Figure, Role, Subject
from noisegrade.what_noise_is.scenes import ALPHA_BARS, BETAS, NOISED, SQUARE, STOPS, UNIT

__all__ = ["PICTURE"]

PICTURE = Subject(
    law="50 steps in one formula",
    draws=(Draws(args=(UNIT, list(BETAS), RNG), shape=SQUARE, distribution=NOISED),),
    figure=Figure(
        role=Role.JUMP,
        image=UNIT,
        stops=STOPS,
        alpha_bars=ALPHA_BARS,
        calls=tuple((UNIT, list(BETAS[:stop]), RNG) for stop in STOPS[1:-1]),
    ),
)
