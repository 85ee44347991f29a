"""The picture: shares of two hundred draws within k σ, and their curve."""

from __future__ import annotations

from noisegrade.picture import Chart, Kind, Question, Subject
from noisegrade.what_noise_is.scenes import NUMBERS, steps

__all__ = ["PICTURE"]

_K = steps(0.0, 3.0, 25)

PICTURE = Subject(
    table=tuple(
        Question(f"200 draws, 5 ± {k:g} · 3", (NUMBERS, 5.0, 3.0, k)) for k in (0.5, 1.0, 2.0)
    ),
    chart=Chart(
        kind=Kind.CURVE,
        caption="The share of 200 draws within k σ: that of the bell, but for chance.",
        calls=tuple((NUMBERS, 5.0, 3.0, k) for k in _K),
        x=_K,
        x_label="k",
        y_label="share",
    ),
)
