"""What the way there and the way back are asked: numbers, then arrays."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from noisegrade.exercise import Case, ExactClaim

__all__ = ["CLAIMS"]


def _numbers(rng: np.random.Generator) -> Sequence[Case]:
    return (
        Case((1.5, 5.0, 3.0), "std above 1"),
        Case((-2.0, -2.0, 0.5), "std below 1"),
        Case((float(rng.uniform(2, 3)), 100.0, 15.0), "any number"),
    )


def _arrays(rng: np.random.Generator) -> Sequence[Case]:
    return (
        Case((rng.uniform(-3, 3, 5), 5.0, 3.0), "one dimension"),
        Case((rng.uniform(-3, 3, (3, 4)), -2.0, 0.5), "std below 1, two dimensions"),
        Case((rng.uniform(-3, 3, (2, 3, 4)), 10.0, 2.5), "three dimensions"),
    )


CLAIMS = (
    ExactClaim(name="numbers", points=2, cases=_numbers),
    ExactClaim(name="arrays", points=3, cases=_arrays),
)
