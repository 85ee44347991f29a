"""The picture: draws whose bell is moved by μ and widened by σ."""

from __future__ import annotations

from noisegrade.exercise import RNG, Normal
from noisegrade.picture import Stop, Subject, View
from noisegrade.what_noise_is.moved_bells import moved_bells

__all__ = ["PICTURE"]

_SQUARE = (48, 48)


def _stop(mean: float, std: float) -> Stop:
    return Stop(args=(mean, std, _SQUARE, RNG), shape=_SQUARE, distribution=Normal(mean, std))


PICTURE = Subject(
    film=moved_bells(
        _stop,
        idea="The mean moves the bell, and σ widens it; the static gets brighter, or harsher.",
        views=(View.IMAGE, View.HISTOGRAM),
        start=(2, 0),
    ),
)
