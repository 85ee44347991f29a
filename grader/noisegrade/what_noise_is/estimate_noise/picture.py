"""The picture: the bell that was drawn from, and what its draws come out at."""

from __future__ import annotations

import numpy as np

from noisegrade.picture import Chart, Kind, Question, Subject
from noisegrade.what_noise_is.scenes import PIXELS

__all__ = ["PICTURE"]

_STD = 40.0  # pixel values
_SIDES = (3, 12, 64)  # of the part of the image that is looked at
_NOISY = PIXELS + _STD * np.random.default_rng(5).standard_normal(PIXELS.shape)

PICTURE = Subject(
    table=tuple(
        Question(f"{side * side} pixels", (_NOISY[:side, :side].copy(), PIXELS[:side, :side]))
        for side in _SIDES
    ),
    chart=Chart(
        kind=Kind.BELLS,
        caption=(
            "Noise of mean 0, σ = 40 was drawn. Dashed: its bell. Line: the target, measured on "
            "few pixels or on many. Filled: yours."
        ),
        bells=(((0.0, _STD),),) * len(_SIDES),
    ),
)
