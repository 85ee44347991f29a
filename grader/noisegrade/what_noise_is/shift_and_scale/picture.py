"""The picture: the same standard draws, moved by μ and widened by σ."""

from __future__ import annotations

from noisegrade.exercise import Normal
from noisegrade.picture import Film, Question, Slider, Stop, Subject, View
from noisegrade.what_noise_is.scenes import STATIC

__all__ = ["PICTURE"]

_MEANS = (-6.0, -3.0, 0.0, 3.0, 6.0)
_STDS = (1.0, 2.0, 3.0)


def _stop(mean: float, std: float) -> Stop:
    return Stop(
        args=(STATIC, mean, std),
        shape=STATIC.shape,
        distribution=Normal(mean, std),
        bells=((0.0, 1.0),),
    )


PICTURE = Subject(
    film=Film(
        idea="Multiply by σ, and the dashed standard bell widens; add the mean, and it moves.",
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
    table=tuple(
        Question(f"eps = {words}, to 5 ± 3", (eps, 5.0, 3.0))
        for words, eps in (("−1", -1.0), ("0", 0.0), ("2", 2.0))
    ),
)
