"""The picture: the σ of the noise after every step, for small steps and large ones."""

from __future__ import annotations

from noisegrade.picture import Film, Question, Slider, Stop, Subject, View

__all__ = ["PICTURE"]

_STEPS = 40
_BETAS = (0.0, 0.01, 0.04, 0.1, 0.3, 0.7)

PICTURE = Subject(
    film=Film(
        idea="The noise grows with every step, the faster the larger beta, and never beyond σ = 1.",
        views=(View.CURVE,),
        sliders=(Slider("beta of every step", tuple(f"{beta:g}" for beta in _BETAS)),),
        start=(2,),
        stops=tuple(
            Stop(args=([beta] * _STEPS,), x=tuple(map(float, range(_STEPS + 1)))) for beta in _BETAS
        ),
        height=(0.0, 1.2),
        x_label="steps",
        y_label="σ of the noise",
    ),
    table=(
        Question("betas 0.2, 0.2", ([0.2, 0.2],)),
        Question("betas 0, 0.36", ([0.0, 0.36],)),
        Question("betas 0.36, 1", ([0.36, 1.0],)),
    ),
)
