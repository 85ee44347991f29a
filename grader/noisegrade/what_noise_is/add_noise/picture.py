"""The picture: noise that is turned up on an image, while its bell keeps its shape."""

from __future__ import annotations

from noisegrade.exercise import RNG, Normal
from noisegrade.picture import Film, Slider, Stop, Subject, View
from noisegrade.what_noise_is.scenes import landscape

__all__ = ["PICTURE"]

_IMAGE = landscape(64)
_STDS = (0.0, 10.0, 25.0, 50.0, 75.0, 100.0)
_NONE = 1e-9  # a bell needs some width


def _stop(std: float) -> Stop:
    return Stop(
        args=(_IMAGE, std, RNG),
        shape=_IMAGE.shape,
        distribution=Normal(0.0, std or _NONE, around=_IMAGE),
    )


PICTURE = Subject(
    film=Film(
        idea="Turn the noise up: in pixel values its bell widens, in σ it keeps its shape.",
        views=(View.IMAGE, View.HISTOGRAM, View.SHAPE),
        sliders=(Slider("σ of the noise, in pixel values", tuple(f"{std:g}" for std in _STDS)),),
        stops=tuple(map(_stop, _STDS)),
        reach=(-300.0, 300.0),
        shades=(0.0, 255.0),
        x_label="noise in pixel values",
    ),
)
