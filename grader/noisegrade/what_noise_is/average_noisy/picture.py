"""The picture: the image that comes back, while noisy copies are averaged."""

from __future__ import annotations

import math

from noisegrade.exercise import RNG, Normal
from noisegrade.picture import Film, Slider, Stop, Subject, View
from noisegrade.what_noise_is.scenes import landscape

__all__ = ["PICTURE"]

_STD = 80.0  # pixel values
_COUNTS = (1, 4, 16, 64)
_IMAGE = landscape(48)


def _stop(count: int) -> Stop:
    return Stop(
        args=(_IMAGE, _STD, count, RNG),
        shape=_IMAGE.shape,
        distribution=Normal(0.0, _STD / math.sqrt(count), around=_IMAGE),
    )


PICTURE = Subject(
    film=Film(
        idea="Four times as many copies leave half the noise, and the image comes back.",
        views=(View.IMAGE, View.HISTOGRAM),
        sliders=(Slider("copies averaged", tuple(map(str, _COUNTS))),),
        stops=tuple(map(_stop, _COUNTS)),
        reach=(-240.0, 240.0),
        shades=(0.0, 255.0),
        x_label="noise left, in pixel values",
    ),
)
