"""The picture: the terms, and their sum."""

from __future__ import annotations

from noisegrade.exercise import RNG, Normal
from noisegrade.picture import Draws, Subject

__all__ = ["PICTURE"]

_COUNT = 4096


def _sum(means: list[float], stds: list[float], label: str, of_sum: Normal) -> Draws:
    return Draws(args=(means, stds, _COUNT, RNG), shape=(_COUNT,), distribution=of_sum, label=label)


PICTURE = Subject(
    law="mean −5, σ = 5",
    draws=(
        _sum([-2.0, -3.0], [3.0, 4.0], "the sum: −5 ± 5", Normal(-5.0, 5.0)),
        _sum([-2.0], [3.0], "the first term: −2 ± 3", Normal(-2.0, 3.0)),
        _sum([-3.0], [4.0], "the second term: −3 ± 4", Normal(-3.0, 4.0)),
    ),
)
