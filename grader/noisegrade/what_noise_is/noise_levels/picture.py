"""The picture: the σ of the noise after every step."""

from __future__ import annotations

from noisegrade.picture import Chart, Kind, Question, Subject
from noisegrade.what_noise_is.scenes import BETAS

__all__ = ["PICTURE"]

PICTURE = Subject(
    table=(
        Question("betas 0.2, 0.2", ([0.2, 0.2],)),
        Question("betas 0, 0.36", ([0.0, 0.36],)),
        Question("betas 0.36, 1", ([0.36, 1.0],)),
    ),
    chart=Chart(
        kind=Kind.CURVE,
        caption="The σ of the noise after each of 50 steps: from 0 on, and never above 1.",
        calls=((list(BETAS),),),
        x=tuple(float(t) for t in range(len(BETAS) + 1)),
        x_label="steps",
        y_label="σ of the noise",
    ),
)
