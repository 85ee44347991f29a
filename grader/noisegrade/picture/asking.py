"""What the picture asks of the learner's functions, and the law that each answer should follow."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from noisegrade.model import FloatArray
from noisegrade.sandbox.calls import Argument, Call, Rng

__all__ = ["BETAS", "QUESTIONS", "SAMPLES", "SIDE", "STOPS", "Sample", "calls", "image"]

SIDE = 64  # pixels
_BYTES = 1 << 23
_STD = 40.0  # of the noise that is put on the image, in pixel values
_BETA = 0.36
BETAS = [round(0.002 + 0.0016 * step, 4) for step in range(50)]
STOPS = tuple(range(0, 51, 5))  # steps of the path that the page holds


def image() -> FloatArray:
    """Paint a small landscape, in pixel values from 0 to 255: a sun over two hills."""
    down, right = np.mgrid[0:SIDE, 0:SIDE] / SIDE
    painted = 205.0 - 70.0 * down
    painted[(right - 0.7) ** 2 + (down - 0.28) ** 2 < 0.13**2] = 250.0
    painted[down > 0.62 - 0.14 * np.sin(5.0 * right)] = 105.0
    painted[down > 0.82 - 0.1 * np.cos(4.0 * right + 1.0)] = 45.0
    return np.asarray(painted, dtype=np.float64)


@dataclass(frozen=True, slots=True)
class Sample:
    """A call for draws, and how they become N(0, 1) if they are right."""

    args: tuple[Argument, ...]
    shape: tuple[int, ...]
    law: str
    to_z: Callable[[FloatArray], FloatArray]


def _law(mean: float | FloatArray, std: float) -> Callable[[FloatArray], FloatArray]:
    return lambda x: (x - mean) / std


def _samples() -> dict[str, Sample]:
    painted, rng, count = image(), Rng(2026), SIDE * SIDE
    unit = painted / 127.5 - 1.0
    left = float(np.prod(1 - np.array(BETAS)))
    end = _law(np.sqrt(left) * unit, float(np.sqrt(1 - left)))
    step = _law(np.sqrt(1 - _BETA) * unit, float(np.sqrt(_BETA)))
    square = (SIDE, SIDE)
    normal = _law(0.0, 1.0)
    static = Sample((SIDE, SIDE, 1, rng), (*square, 1), "mean 0, σ = 1", normal)
    gaussian = Sample((5.0, 3.0, square, rng), square, "mean 5, σ = 3", _law(5.0, 3.0))
    noisy = Sample((painted, _STD, rng), square, "the image, plus σ = 40", _law(painted, _STD))
    means, stds = [-2.0, -3.0], [3.0, 4.0]
    sums = Sample((means, stds, count, rng), (count,), "mean −5, σ = 5", _law(-5.0, 5.0))
    small = Sample((48, count, rng), (count,), "mean 0, σ = 1", normal)
    one = Sample((unit, _BETA, rng), square, "0.8 of the image, plus σ = 0.6", step)
    walk = Sample(
        (unit, BETAS, rng),
        (51, *square),
        "after 50 steps, as the formula says",
        lambda x: end(x[-1]),
    )
    jump = Sample((unit, BETAS, rng), square, "the one formula for 50 steps", end)
    return {
        "sample_static": static,
        "sample_gaussian": gaussian,
        "add_noise": noisy,
        "sample_sum": sums,
        "many_small_effects": small,
        "noise_step": one,
        "noise_steps": walk,
        "noise_shortcut": jump,
    }


SAMPLES = _samples()
"""By exercise."""

_DRAWS = np.round(5.0 + 3.0 * np.sin(np.arange(200.0) ** 2), 3)
_GRADIENT = np.add.outer(np.arange(8.0), np.arange(8.0) % 2)

QUESTIONS: dict[str, tuple[tuple[str, tuple[Argument, ...]], ...]] = {
    "bell_curve": tuple(
        (f"x = {x:g}, mean 5, σ = 3", (x, 5.0, 3.0)) for x in (-4.0, 2.0, 5.0, 8.0)
    ),
    "shift_and_scale": tuple((f"eps = {e:g}, to 5 ± 3", (e, 5.0, 3.0)) for e in (-1.0, 0.0, 2.0)),
    "standardize": tuple((f"x = {x:g}, from 5 ± 3", (x, 5.0, 3.0)) for x in (2.0, 5.0, 11.0)),
    "gaussian_coverage": tuple((f"within {k:g} σ", (k,)) for k in (0.5, 1.0, 2.0, 3.0)),
    "fraction_within": tuple(
        (f"200 numbers, 5 ± {k:g} · 3", (_DRAWS, 5.0, 3.0, k)) for k in (0.5, 1.0, 1.3)
    ),
    "passes_coverage_check": tuple(
        (f"200 numbers, tolerance {t:g}", (_DRAWS, 5.0, 3.0, t)) for t in (0.01, 0.5)
    ),
    "neighbour_correlation": tuple(
        (f"a striped ramp, axis {axis}", (_GRADIENT, axis)) for axis in (0, 1)
    ),
    "scale_gaussian": tuple((f"5 ± 3, times {f:g}", (5.0, 3.0, f)) for f in (2.0, -2.0, 0.0)),
    "sum_gaussians": (
        ("σ = 3 and σ = 4", ([-2.0, -3.0], [3.0, 4.0])),
        ("four times σ = 1", ([0.0] * 4, [1.0] * 4)),
    ),
}
"""Questions with one right answer, by exercise: what is asked in words, and as arguments."""


def calls(exercise: str, seed: int) -> list[Call]:
    """Give the calls that the picture of an exercise is made from."""
    if exercise in SAMPLES:
        asked = [tuple(_seeded(one, seed) for one in SAMPLES[exercise].args)]
        if exercise == "noise_shortcut":
            start, _, rng = asked[0]
            asked += [(start, BETAS[:stop], rng) for stop in STOPS[1:-1]]
    else:
        asked = [args for _, args in QUESTIONS[exercise]]
    return [
        Call(function=exercise, args=args, capacity=_BYTES, entropy=seed + at)
        for at, args in enumerate(asked)
    ]


def _seeded(argument: Argument, seed: int) -> Argument:
    return Rng(seed) if isinstance(argument, Rng) else argument
