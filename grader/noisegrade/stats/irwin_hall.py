"""The sum of a few uniforms, sent to N(0, 1) through its own exact distribution."""

from __future__ import annotations

import math
from functools import cache

import numpy as np

from noisegrade.model import FloatArray
from noisegrade.stats import distributions

__all__ = ["OUTSIDE", "lower_tail", "to_standard_normal"]

OUTSIDE = 40.0  # σ: stands for a value that no sum of uniforms has; rejected by the maximum alone
_BLOCK = 15_360  # numbers: buffers that stay in the cache


def to_standard_normal(x: FloatArray, count: int, tolerance: float) -> FloatArray:
    """Send standardized sums of `count` uniforms to independent N(0, 1).

    z = Φ⁻¹(F(x)), by the smaller tail, so both ends are exact. Every x is first moved towards 0 by
    `tolerance`, and those at the border a `tolerance` inside it: a float32 uniform is exactly 0
    once in 2²⁴ draws, and z must not be farther out than the draw behind it. On average that moves
    z by 3.2·tolerance at most (one uniform: ∫f²/φ(z)dx = 0.29·11; several: less), in one direction
    in its tails. Values farther outside the support than `tolerance` become ±40.

    Parameters
    ----------
    x : array, any shape: sums less their mean count/2, over their std √(count/12)
    count : number of uniforms, at least 1
    tolerance : largest rounding error of any x

    Returns
    -------
    array, same shape
    """
    if count < 1:
        raise ValueError(f"a sum needs at least one uniform, not {count}")
    flat = np.ascontiguousarray(x, dtype=np.float64).reshape(-1)
    z = np.empty_like(flat)
    for start in range(0, flat.size, _BLOCK):
        block = slice(start, start + _BLOCK)
        z[block] = _to_standard_normal(flat[block], count, tolerance)
    return z.reshape(np.shape(x))


def _to_standard_normal(x: FloatArray, count: int, tolerance: float) -> FloatArray:
    std = math.sqrt(count / 12)
    distance = np.abs(x)
    outside = distance > count / 2 / std + tolerance
    depth = (
        count / 2 - np.maximum(distance - tolerance, 0.0) * std
    )  # of the sum, from the nearer end
    depth = np.clip(depth, max(tolerance * std, np.finfo(np.float64).tiny), count / 2)
    z = distributions.norm_ppf(lower_tail(depth, count))
    z[outside] = -OUTSIDE
    return np.copysign(z, x)


def lower_tail(s: FloatArray, count: int) -> FloatArray:
    """P(U₁ + … + U_count <= s) for 0 <= s <= count/2, accurate relative to itself.

    Between two whole numbers it is a polynomial. Its coefficients around the lower of them are
    computed with whole numbers and rounded once, so nothing cancels; below 1 it is sᶜ/c! alone.
    """
    piece = s.astype(np.int64)
    tail = np.empty_like(s)
    for index, coefficients in enumerate(_pieces(count)):
        chosen = np.flatnonzero(piece == index)
        if chosen.size:
            tail[chosen] = _horner(coefficients, s[chosen] - index)
    return tail


def _horner(coefficients: tuple[float, ...], v: FloatArray) -> FloatArray:
    value = np.full_like(v, coefficients[0])
    for coefficient in coefficients[1:]:
        value *= v
        value += coefficient
    return value


@cache
def _pieces(count: int) -> tuple[tuple[float, ...], ...]:
    """Coefficients of F around 0, 1, … count//2, the highest power first."""
    return tuple(
        tuple(_coefficient(count, start, power) for power in range(count, -1, -1))
        for start in range(count // 2 + 1)
    )


def _coefficient(count: int, start: int, power: int) -> float:
    """Of vᵖ in F(start + v) = Σᵢ (−1)ⁱ·C(c, i)·(start − i + v)ᶜ / c!, summed up to i = start.

    The division of two whole numbers is rounded once.
    """
    alternating: int = sum(
        (-1) ** i * math.comb(count, i) * (start - i) ** (count - power) for i in range(start + 1)
    )
    return math.comb(count, power) * alternating / math.factorial(count)
