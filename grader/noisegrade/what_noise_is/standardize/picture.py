"""The picture: whatever bell the values came from, they come back to the standard one."""

from __future__ import annotations

from noisegrade.exercise import Normal
from noisegrade.picture import Question, Stop, Subject, View
from noisegrade.what_noise_is.moved_bells import moved_bells
from noisegrade.what_noise_is.scenes import STATIC

__all__ = ["PICTURE"]


def _stop(mean: float, std: float) -> Stop:
    return Stop(
        args=(mean + std * STATIC, mean, std),
        shape=STATIC.shape,
        distribution=Normal(),
        bells=((mean, std),),
        given=mean + std * STATIC,
    )


PICTURE = Subject(
    film=moved_bells(
        _stop,
        idea="Wherever the dashed bell goes, what comes back is the standard bell: 0 ± 1.",
        views=(View.GIVEN, View.IMAGE, View.HISTOGRAM),
        start=(4, 2),
    ),
    table=tuple(Question(f"x = {x:g}, from 5 ± 3", (x, 5.0, 3.0)) for x in (2.0, 5.0, 11.0)),
)
