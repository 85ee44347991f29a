"""The picture: whatever bell the values came from, they come back to the standard one."""

from __future__ import annotations

from noisegrade.exercise import Normal
from noisegrade.picture import Film, Question, Slider, Stop, Subject, View
from noisegrade.what_noise_is.scenes import STATIC

__all__ = ["PICTURE"]

_MEANS = (-6.0, -3.0, 0.0, 3.0, 6.0)
_STDS = (1.0, 2.0, 3.0)


def _stop(mean: float, std: float) -> Stop:
    return Stop(
        args=(mean + std * STATIC, mean, std),
        shape=STATIC.shape,
        distribution=Normal(),
        bells=((mean, std),),
        given=mean + std * STATIC,
    )


PICTURE = Subject(
    film=Film(
        idea="Wherever the dashed bell goes, what comes back is the standard bell: 0 ± 1.",
        views=(View.GIVEN, View.IMAGE, View.HISTOGRAM),
        sliders=(
            Slider("mean", tuple(f"{mean:g}".replace("-", "−") for mean in _MEANS)),
            Slider("σ", tuple(f"{std:g}" for std in _STDS)),
        ),
        start=(4, 2),
        stops=tuple(_stop(mean, std) for mean in _MEANS for std in _STDS),
        reach=(-16.0, 16.0),
        shades=(-12.0, 12.0),
        x_label="value",
    ),
    table=tuple(Question(f"x = {x:g}, from 5 ± 3", (x, 5.0, 3.0)) for x in (2.0, 5.0, 11.0)),
)
