"""The picture: draws from two bells, added one by one."""

from __future__ import annotations

from noisegrade.exercise import RNG, Normal
from noisegrade.picture import Film, Slider, Stop, Subject, View

__all__ = ["PICTURE"]

_COUNT = 4000
_STDS = (1.0, 2.0, 3.0, 4.0, 5.0, 6.0)


def _stop(std: float) -> Stop:
    return Stop(
        args=([-6.0, 8.0], [3.0, std], _COUNT, RNG),
        shape=(_COUNT,),
        distribution=Normal(2.0, (9.0 + std**2) ** 0.5),
        bells=((-6.0, 3.0), (8.0, std)),
    )


PICTURE = Subject(
    film=Film(
        idea="Add draws from the two dashed bells, and the sums follow a bell: variances add.",
        views=(View.HISTOGRAM,),
        sliders=(Slider("σ of the second term", tuple(f"{std:g}" for std in _STDS)),),
        start=(3,),
        stops=tuple(map(_stop, _STDS)),
        reach=(-24.0, 26.0),
        x_label="value; dashed: the terms, −6 ± 3 and 8 ± σ",
    ),
)
