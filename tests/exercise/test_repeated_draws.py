"""The signs of draws that come again, on samples that were really drawn."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from noisegrade.exercise import RNG, Fact, Misconception, Normal, Sample, Trial, repeated_draws
from noisegrade.model import FloatArray

CALLS = 16
SHAPE = (10, 7, 3)
IMAGE = np.linspace(0.0, 2.0, 210).reshape(SHAPE) ** 2

SIGNS = (
    repeated_draws.nothing_drawn(),
    repeated_draws.constant_seed(),
    repeated_draws.one_draw_for_all(),
    repeated_draws.places_left_out(),
    repeated_draws.opposite_calls(),
    repeated_draws.mirrored_halves(),
    repeated_draws.sorted_draws(),
)


def signs(draw: Callable[[np.random.Generator, int], FloatArray]) -> list[str]:
    """Name the signs that a sampler of an image with noise shows."""
    rng = np.random.default_rng(5)
    trial = Trial(
        args=(IMAGE, RNG),
        shape=SHAPE,
        axes=("row", "column", "channel"),
        draws=Normal(0.0, 1.0, around=IMAGE),
    )
    sample = Sample((trial,) * CALLS, tuple(draw(rng, index) for index in range(CALLS)))
    return [sign.id for sign in SIGNS if _shows(sign, sample)]


def _shows(sign: Misconception, sample: Sample) -> bool:
    assert isinstance(sign.detector, Fact)
    return sign.detector.matches(sample)


def _last_row_left_out(rng: np.random.Generator, _: int) -> FloatArray:
    noise = rng.standard_normal(SHAPE)
    noise[-1] = 0
    return IMAGE + noise


def _in_pairs(_: np.random.Generator, index: int) -> FloatArray:
    noise = np.random.default_rng(index // 2).standard_normal(SHAPE)
    return IMAGE + (-1) ** index * noise


@pytest.mark.parametrize(
    ("draw", "found"),
    [
        (lambda *_: IMAGE, ["nothing-drawn"]),
        (lambda *_: 0.8 * IMAGE, ["nothing-drawn"]),
        (lambda *_: np.zeros(SHAPE), ["nothing-drawn"]),
        (lambda *_: np.full(SHAPE, IMAGE.mean()), ["nothing-drawn"]),
        (
            lambda *_: IMAGE + np.random.default_rng(0).standard_normal(SHAPE),
            ["constant-seed"],
        ),
        (lambda rng, _: IMAGE + rng.standard_normal(), ["one-draw-for-all"]),
        (_last_row_left_out, ["places-left-out"]),
        (_in_pairs, ["opposite-calls"]),
    ],
)
def test_one_sign_is_found_and_no_other(
    draw: Callable[[np.random.Generator, int], FloatArray], found: list[str]
) -> None:
    assert signs(draw) == found


@pytest.mark.parametrize(
    "draw",
    [
        lambda rng, _: IMAGE + rng.standard_normal(SHAPE),
        lambda rng, _: np.clip(IMAGE + rng.standard_normal(SHAPE), 0, 1),
        lambda rng, _: IMAGE + (rng.random(SHAPE) < 0.1) * rng.standard_normal(SHAPE),
        lambda rng, _: np.round(IMAGE + rng.standard_normal(SHAPE)),
    ],
)
def test_fresh_draws_show_no_sign(
    draw: Callable[[np.random.Generator, int], FloatArray],
) -> None:
    assert signs(draw) == []
