"""The picture: static, grey and in colour, and the bell that all of it comes from."""

from __future__ import annotations

from noisegrade.exercise import RNG, Normal
from noisegrade.picture import Film, Slider, Stop, Subject, View

__all__ = ["PICTURE"]

_SIDE = 64  # pixels


def _stop(channels: int) -> Stop:
    return Stop(
        args=(_SIDE, _SIDE, channels, RNG),
        shape=(_SIDE, _SIDE, channels),
        distribution=Normal(),
    )


PICTURE = Subject(
    film=Film(
        idea="Every value of static is a draw of its own, and all come from one bell.",
        views=(View.IMAGE, View.HISTOGRAM, View.CLOUD),
        sliders=(Slider("channels", ("1, grey", "3, in colour")),),
        start=(1,),
        stops=(_stop(1), _stop(3)),
        x_label="value",
    ),
)
