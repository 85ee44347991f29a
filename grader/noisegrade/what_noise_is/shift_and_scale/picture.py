"""The picture: the same standard draws, moved by μ and widened by σ."""

from __future__ import annotations

from noisegrade.exercise import Normal
from noisegrade.picture import Question, Stop, Subject, View
from noisegrade.what_noise_is.moved_bells import moved_bells
from noisegrade.what_noise_is.scenes import STATIC

__all__ = ["PICTURE"]


def _stop(mean: float, std: float) -> Stop:
    return Stop(
        args=(STATIC, mean, std),
        shape=STATIC.shape,
        distribution=Normal(mean, std),
        bells=((0.0, 1.0),),
    )


PICTURE = Subject(
    film=moved_bells(
        _stop,
        idea="Multiply by σ, and the dashed standard bell widens; add the mean, and it moves.",
        views=(View.IMAGE, View.HISTOGRAM),
        start=(2, 0),
    ),
    table=tuple(
        Question(f"eps = {words}, to 5 ± 3", (eps, 5.0, 3.0))
        for words, eps in (("−1", -1.0), ("0", 0.0), ("2", 2.0))
    ),
)
