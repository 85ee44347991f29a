"""What the way there and the way back are asked: numbers, then arrays."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from noisegrade.exercise import Case, ExactClaim

__all__ = ["CLAIMS"]


def _numbers(rng: np.random.Generator) -> Sequence[Case]:
    u = rng.uniform
    return (
        Case((u(1, 2), 5.0, 3.0), "std above 1"),
        Case((u(-3, -1), -2.0, 0.5), "std below 1"),
        Case((u(2, 3), u(50, 100), u(10, 15)), "any numbers"),
        Case((int(u(2, 9)), u(3, 5), 2.5), "a whole number"),
        Case((u(1, 2), int(u(3, 9)), 2), "whole numbers for mean and std"),
        Case((0.0, u(1, 2), 0.25), "zero"),
        Case((u(1, 2), 0.0, u(2, 3)), "mean 0"),
        Case((u(1, 2), u(2, 3), 1.0), "std 1"),
        Case((1e-6 * u(1, 2), 2e-6, 3e-7 * u(1, 2)), "tiny numbers"),
        Case((1e6 * u(1, 2), -2e6, 3e5 * u(1, 2)), "large numbers"),
    )


def _arrays(rng: np.random.Generator) -> Sequence[Case]:
    return (
        Case((rng.uniform(-3, 3, 5), 5.0, 3.0), "one dimension"),
        Case((rng.uniform(-3, 3, (3, 4)), -2.0, 0.5), "std below 1, two dimensions"),
        Case((rng.uniform(-3, 3, (2, 3, 4)), 10.0, 2.5), "three dimensions"),
        Case((rng.uniform(-3, 3, (4, 2, 3)), 1.0, 1.5), "three channels"),
        Case((rng.uniform(-3, 3, (3, 5, 1)), 4.0, 0.75), "one channel"),
        Case((rng.uniform(1, 3, 1), 3.0, 2.0), "one element"),
        Case((np.array(rng.uniform(1, 3)), 3.0, 2.0), "an array without dimensions"),
        Case((rng.integers(-9, 9, (3, 4)), 2.5, 1.5), "whole numbers"),
        Case((rng.uniform(-3, 3, 6).astype(np.float32), 1.25, 2.5), "float32"),
    )


CLAIMS = (
    ExactClaim(name="numbers", points=2, cases=_numbers),
    ExactClaim(name="arrays", points=3, cases=_arrays),
)
