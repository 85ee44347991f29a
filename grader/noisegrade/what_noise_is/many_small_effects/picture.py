"""The picture: small effects that become a bell, one by one."""

from __future__ import annotations

from noisegrade.exercise import RNG, IrwinHall
from noisegrade.picture import Film, Slider, Stop, Subject, View

__all__ = ["PICTURE"]

_DRAWS = 6000
_COUNTS = (1, 2, 3, 4, 6, 12, 48)


def _stop(count: int) -> Stop:
    return Stop(
        args=(count, _DRAWS, RNG),
        shape=(_DRAWS,),
        distribution=IrwinHall(count),
        bells=((0.0, 1.0),),
    )


PICTURE = Subject(
    film=Film(
        idea="One effect is flat, two make a triangle, a few are a bell already: the dashed one.",
        views=(View.HISTOGRAM,),
        sliders=(Slider("effects in a sum", tuple(map(str, _COUNTS))),),
        stops=tuple(map(_stop, _COUNTS)),
        x_label="sum, brought to mean 0 and σ = 1",
    ),
)
