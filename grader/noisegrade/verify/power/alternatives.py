"""Laws that noise must not have, to draw from: each with mean 0 and σ = 1, so only shape tells."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from noisegrade.model import FloatArray
from noisegrade.stats import distributions

__all__ = ["LAWS", "Law", "ar1", "mixed"]

Draw = Callable[[np.random.Generator, tuple[int, ...]], FloatArray]

_GRID = np.linspace(-6.0, 6.0, 12_001)
_RARE, _WIDE = 1e-3, 10.0


@dataclass(frozen=True, slots=True)
class Law:
    """A law by its draws and its CDF."""

    name: str
    draw: Draw
    below: Callable[[FloatArray], FloatArray]

    @property
    def distance(self) -> float:
        """Kolmogorov distance from N(0, 1), on a grid of 0.001 σ."""
        return float(np.abs(self.below(_GRID) - distributions.norm_cdf(_GRID)).max())


def _laplace_below(x: FloatArray) -> FloatArray:
    tail = np.exp(-math.sqrt(2) * np.abs(x)) / 2
    return np.where(x < 0, tail, 1 - tail)


def _student(dof: int) -> Law:
    scale = math.sqrt(1 - 2 / dof)

    def below(x: FloatArray) -> FloatArray:
        t = x / scale
        tail = distributions.beta_cdf(dof / (dof + t * t), dof / 2, 0.5) / 2
        return np.where(x < 0, tail, 1 - tail)

    return Law(
        f"Student's t, {dof} dof",
        lambda rng, shape: rng.standard_t(dof, shape) * scale,
        below,
    )


def _contaminated() -> Law:
    scale = 1 / math.sqrt(1 - _RARE + _RARE * _WIDE * _WIDE)

    def draw(rng: np.random.Generator, shape: tuple[int, ...]) -> FloatArray:
        return rng.standard_normal(shape) * np.where(rng.random(shape) < _RARE, _WIDE, 1.0) * scale

    def below(x: FloatArray) -> FloatArray:
        usual, wide = distributions.norm_cdf(x / scale), distributions.norm_cdf(x / scale / _WIDE)
        return (1 - _RARE) * usual + _RARE * wide

    return Law("one in 1000 ten times as wide", draw, below)


_ROOT = math.sqrt(3)
LAWS = (
    Law(
        "uniform",
        lambda rng, shape: rng.uniform(-_ROOT, _ROOT, shape),
        lambda x: np.clip((x + _ROOT) / (2 * _ROOT), 0.0, 1.0),
    ),
    Law("Laplace", lambda rng, shape: rng.laplace(0, math.sqrt(0.5), shape), _laplace_below),
    _student(5),
    _student(30),
    _contaminated(),
)
"""Uniform and Laplace come first: they are mixed in by shares too."""


def mixed(law: Law, share: float) -> Draw:
    """Draw from this law with probability `share`, else from N(0, 1): share·distance off."""

    def draw(rng: np.random.Generator, shape: tuple[int, ...]) -> FloatArray:
        z = rng.standard_normal(shape)
        return np.where(rng.random(shape) < share, law.draw(rng, shape), z)

    return draw


def ar1(rho: float, axis: int) -> Draw:
    """Draw stationary lines along an axis: rho times the draw before, and fresh noise."""

    def draw(rng: np.random.Generator, shape: tuple[int, ...]) -> FloatArray:
        z = rng.standard_normal(shape)
        steps = np.moveaxis(z, axis, 0)
        fresh = math.sqrt(1 - rho * rho)
        steps[1:] *= fresh
        for step in range(1, len(steps)):
            steps[step] += rho * steps[step - 1]
        return z

    return draw
