"""The picture: draws whose bell is moved by μ and widened by σ."""

from __future__ import annotations

from noisegrade.exercise import RNG, Normal
from noisegrade.picture import Film, Slider, Stop, Subject, View

__all__ = ["PICTURE"]

_SQUARE = (48, 48)
_MEANS = (-6.0, -3.0, 0.0, 3.0, 6.0)
_STDS = (1.0, 2.0, 3.0)


def _stop(mean: float, std: float) -> Stop:
    return Stop(args=(mean, std, _SQUARE, RNG), shape=_SQUARE, distribution=Normal(mean, std))


PICTURE = Subject(
    film=Film(
        idea="The mean moves the bell, and σ widens it; the static gets brighter, or harsher.",
        views=(View.IMAGE, View.HISTOGRAM),
        sliders=(
            Slider("mean", tuple(f"{mean:g}".replace("-", "−") for mean in _MEANS)),
            Slider("σ", tuple(f"{std:g}" for std in _STDS)),
        ),
        start=(2, 0),
        stops=tuple(_stop(mean, std) for mean in _MEANS for std in _STDS),
        reach=(-16.0, 16.0),
        shades=(-12.0, 12.0),
        x_label="value",
    ),
)
