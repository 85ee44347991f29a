"""The picture: many effects and few, each against the bell."""

from __future__ import annotations

from noisegrade.exercise import RNG, Normal
from noisegrade.picture import Draws, Subject

__all__ = ["PICTURE"]

_DRAWS = 4096

PICTURE = Subject(
    law="48 small effects: mean 0, σ = 1",
    draws=tuple(
        Draws(
            args=(count, _DRAWS, RNG),
            shape=(_DRAWS,),
            distribution=Normal(),  # which few effects don't follow: that is to be seen
            label=f"count = {count}",
        )
        for count in (48, 1, 2, 3)
    ),
)
