"""The picture: an image after each of fifty steps of noise."""

from __future__ import annotations

from noisegrade.exercise import RNG
from noisegrade.picture import Draws, Figure, Role, Subject
from noisegrade.what_noise_is.scenes import ALPHA_BARS, BETAS, NOISED, SQUARE, STOPS, UNIT

__all__ = ["PICTURE"]

PICTURE = Subject(
    law="after 50 steps, what the one formula says",
    draws=(
        Draws(
            args=(UNIT, list(BETAS), RNG),
            shape=(len(BETAS) + 1, *SQUARE),
            distribution=NOISED,
            part=lambda path: path[-1],
        ),
    ),
    figure=Figure(role=Role.WALK, image=UNIT, stops=STOPS, alpha_bars=ALPHA_BARS),
)
