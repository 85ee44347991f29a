"""Right ways to draw independent N(0, 1) numbers: name → f(rng, shape), one call each.

Some give float32, some rest on coarse uniforms: a grader that fails any of them is wrong.
"""

from __future__ import annotations

import math
import random
import statistics
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import special

from noisegrade.stats import irwin_hall

Shape = tuple[int, ...]
Sampler = Callable[[np.random.Generator, Shape], NDArray[Any]]

ROUNDINGS = 8  # operations of a right sampler that may each round once
REACH = 10.0  # σ


def tolerance(draws: NDArray[Any]) -> float:
    """Bound the rounding error of draws, as a grading does."""
    return ROUNDINGS * float(np.finfo(draws.dtype).eps) * REACH


def generator(rng: np.random.Generator, shape: Shape) -> NDArray[Any]:
    return rng.standard_normal(shape)


def shifted_and_back(rng: np.random.Generator, shape: Shape) -> NDArray[Any]:
    return (rng.normal(5.0, 3.0, shape) - 5.0) / 3.0


def legacy(rng: np.random.Generator, shape: Shape) -> NDArray[Any]:
    return np.random.RandomState(int(rng.integers(2**32))).randn(*shape)


def box_muller(rng: np.random.Generator, shape: Shape) -> NDArray[Any]:
    size = math.prod(shape)
    radius = np.sqrt(-2 * np.log(1 - rng.random((size + 1) // 2)))
    angle = 2 * np.pi * rng.random((size + 1) // 2)
    both = np.concatenate([radius * np.cos(angle), radius * np.sin(angle)])
    return both[:size].reshape(shape)


def box_muller_cosine(rng: np.random.Generator, shape: Shape) -> NDArray[Any]:
    return np.sqrt(-2 * np.log(1 - rng.random(shape))) * np.cos(2 * np.pi * rng.random(shape))


def box_muller_single(rng: np.random.Generator, shape: Shape) -> NDArray[Any]:
    u = 1 - rng.random(shape, dtype=np.float32)
    v = rng.random(shape, dtype=np.float32)
    return np.sqrt(np.float32(-2) * np.log(u)) * np.cos(np.float32(2 * np.pi) * v)


def _polar(rng: np.random.Generator, shape: Shape, dtype: type[np.floating[Any]]) -> NDArray[Any]:
    size = math.prod(shape)
    u = dtype(2) * rng.random((2, size), dtype=dtype) - dtype(1)  # type: ignore[arg-type]  # float32 or float64
    square = (u * u).sum(axis=0)
    kept = (square < 1) & (square > 0)
    u, square = u[:, kept], square[kept]
    draws = (u * np.sqrt(dtype(-2) * np.log(square) / square)).reshape(-1)
    return draws[:size].reshape(shape)  # π/4 of the pairs are kept: always more than half of them


def polar(rng: np.random.Generator, shape: Shape) -> NDArray[Any]:
    return _polar(rng, shape, np.float64)


def polar_single(rng: np.random.Generator, shape: Shape) -> NDArray[Any]:
    return _polar(rng, shape, np.float32)


def ratio_of_uniforms(rng: np.random.Generator, shape: Shape) -> NDArray[Any]:
    size = math.prod(shape)
    width = math.sqrt(2 / math.e)
    u = 1 - rng.random(2 * size)
    x = rng.uniform(-width, width, 2 * size) / u
    return x[x * x <= -4 * np.log(u)][:size].reshape(shape)


def rejection(rng: np.random.Generator, shape: Shape) -> NDArray[Any]:
    size = math.prod(shape)
    x = rng.laplace(size=2 * size)
    kept = rng.random(2 * size) <= np.exp(-0.5 * (np.abs(x) - 1) ** 2)
    return x[kept][:size].reshape(shape)


def inverse_cdf(rng: np.random.Generator, shape: Shape) -> NDArray[Any]:
    return special.ndtri(1 - rng.random(shape))


def inverse_cdf_32_bits(rng: np.random.Generator, shape: Shape) -> NDArray[Any]:
    return special.ndtri((rng.integers(2**32, size=shape) + 0.5) / 2**32)


def inverse_cdf_single(rng: np.random.Generator, shape: Shape) -> NDArray[Any]:
    u = rng.random(shape, dtype=np.float32)
    while not u.all():
        u = np.where(u == 0, rng.random(shape, dtype=np.float32), u)
    return special.ndtri(u)


def ziggurat_single(rng: np.random.Generator, shape: Shape) -> NDArray[Any]:
    return rng.standard_normal(shape, dtype=np.float32)


def rounded_to_single(rng: np.random.Generator, shape: Shape) -> NDArray[Any]:
    return rng.standard_normal(shape).astype(np.float32)


def shifted_single(rng: np.random.Generator, shape: Shape) -> NDArray[Any]:
    x = np.float32(5) + np.float32(3) * rng.standard_normal(shape, dtype=np.float32)
    return (x.astype(np.float64) - 5) / 3


def gauss_loop(rng: np.random.Generator, shape: Shape) -> NDArray[Any]:
    source = random.Random(int(rng.integers(2**63)))  # noqa: S311 - what learners use
    return np.array([source.gauss(0, 1) for _ in range(math.prod(shape))]).reshape(shape)


def normal_dist(rng: np.random.Generator, shape: Shape) -> NDArray[Any]:
    seed = int(rng.integers(2**63))
    return np.array(statistics.NormalDist().samples(math.prod(shape), seed=seed)).reshape(shape)


def rotated(rng: np.random.Generator, shape: Shape) -> NDArray[Any]:
    return 0.6 * rng.standard_normal(shape) + 0.8 * rng.standard_normal(shape)


def step_residual(rng: np.random.Generator, shape: Shape) -> NDArray[Any]:
    before = rng.uniform(-1, 1, shape)
    after = math.sqrt(0.98) * before + math.sqrt(0.02) * rng.standard_normal(shape)
    return (after - math.sqrt(0.98) * before) / math.sqrt(0.02)


def _uniform_sum(rng: np.random.Generator, shape: Shape, count: int) -> NDArray[Any]:
    total = rng.random((count, *shape), dtype=np.float32).sum(axis=0)
    x = (total - np.float32(count / 2)) / np.float32(math.sqrt(count / 12))
    return irwin_hall.to_standard_normal(x, count, tolerance(x) / REACH)


def one_uniform(rng: np.random.Generator, shape: Shape) -> NDArray[Any]:
    return _uniform_sum(rng, shape, 1)


def two_uniforms(rng: np.random.Generator, shape: Shape) -> NDArray[Any]:
    return _uniform_sum(rng, shape, 2)


def twelve_uniforms(rng: np.random.Generator, shape: Shape) -> NDArray[Any]:
    return _uniform_sum(rng, shape, 12)


RIGHT: dict[str, Sampler] = {
    "Generator.standard_normal": generator,
    "Generator.normal, standardized": shifted_and_back,
    "RandomState.randn": legacy,
    "Box-Muller": box_muller,
    "Box-Muller, cosine only": box_muller_cosine,
    "Box-Muller, float32": box_muller_single,
    "polar": polar,
    "polar, float32": polar_single,
    "ratio of uniforms": ratio_of_uniforms,
    "rejection from Laplace": rejection,
    "inverse CDF": inverse_cdf,
    "inverse CDF, 32 bits": inverse_cdf_32_bits,
    "inverse CDF, float32": inverse_cdf_single,
    "ziggurat, float32": ziggurat_single,
    "rounded to float32": rounded_to_single,
    "shifted in float32": shifted_single,
    "random.gauss": gauss_loop,
    "statistics.NormalDist": normal_dist,
    "sum of two Gaussians": rotated,
    "residual of a noise step": step_residual,
    "one float32 uniform": one_uniform,
    "two float32 uniforms": two_uniforms,
    "twelve float32 uniforms": twelve_uniforms,
}
SINGLE = frozenset(name for name in RIGHT if "float32" in name)
