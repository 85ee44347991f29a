"""Chernoff bounds for Q = Σ xᵢxᵢ₊₁ over independent lines, from exact generating functions.

exp(λQ) turns the Gaussian density of a line into that of another Gaussian, whose precision is
tridiagonal, so E exp(λQ) is a ratio of two determinants with a closed form.
"""

from __future__ import annotations

import math

__all__ = ["ar1_cumulant", "ar1_missed", "independent_cumulant", "independent_tail", "threshold"]

_STEEPEST = 0.4999  # of λ: up to 1/2 the determinant is positive for lines of any length
_STEPS = 3  # towards a threshold
_OUTWARDS = 1 + 1e-6  # where they don't settle: relative, until the threshold refutes
_AROUND = (0.7, 0.8, 0.9, 0.95, 1.0, 1.05, 1.1)  # factors to the Gaussian guess of a tilt


def independent_cumulant(tilt: float, length: int) -> float:
    """Return log E exp(λQ) for one line of independent N(0, 1) draws; λ is the tilt, |λ| < 1/2.

    It is −½ log det tridiag(1, −λ), with det = (a^(L+1) − b^(L+1))/(a − b) and a, b the roots of
    x² − x + λ² = 0.
    """
    gap = math.sqrt(1 - 4 * tilt * tilt)  # a − b
    log_a = math.log1p(-2 * tilt * tilt / (1 + gap))
    ratio = (1 - gap) / (1 + gap)  # b / a; 1 − gap loses digits only where it doesn't count
    log_det = (length + 1) * log_a + math.log1p(-(ratio ** (length + 1))) - math.log(gap)
    return -log_det / 2


def ar1_cumulant(t: float, rho: float, length: int) -> float:
    """Return log E exp(tQ) for one line of a stationary Gaussian AR(1) law of variance 1.

    Its precision has 1/(1 − ρ²) at both ends of the diagonal, (1 + ρ²)/(1 − ρ²) between and
    −ρ/(1 − ρ²) beside it; t is taken off beside it. Infinite where that is not positive definite
    for lines of every length, which no t against the sign of ρ is.
    """
    scale = 1 / (1 - rho * rho)
    inner, beside = scale * (1 + rho * rho), scale * rho + t
    square = beside * beside
    discriminant = inner * inner - 4 * square
    if discriminant <= 0:
        return math.inf
    root = math.sqrt(discriminant)
    a = (inner + root) / 2
    ratio = square / (a * a)  # b / a of the roots of x² − inner·x + beside² = 0
    shrunk = square / a
    core = scale * scale * (1 - ratio ** (length - 1))
    core -= 2 * scale * shrunk * (1 - ratio ** (length - 2))
    if length > 2 or ratio > 0:  # noqa: PLR2004 - two draws have no inner diagonal
        core += shrunk * shrunk * (1 - ratio ** (length - 3))
    if core <= 0:
        return math.inf
    log_det = (length - 1) * math.log(a) - math.log(root) + math.log(core)
    return ((length - 1) * math.log(scale) - log_det) / 2


def independent_tail(q: float, lines: int, length: int) -> float:
    """Bound P(Q >= q) for independent draws, q >= 0; any tilt gives a bound."""
    tilt = _tilt(q, lines, length)
    return math.exp(min(0.0, lines * independent_cumulant(tilt, length) - tilt * q))


def _tilt(q: float, lines: int, length: int) -> float:
    """Return the best λ but for terms of c⁵, c = q over pairs: c = λ + κλ³ + …, from the cumulant."""
    c = q / (lines * (length - 1))
    return min(c / (1 + (3 * length - 5) / (length - 1) * c * c), _STEEPEST)


def threshold(lines: int, length: int, *, tail: float) -> float:
    """Return the q from which `independent_tail` is at most `tail`, or a little more.

    Near the best λ the bound hardly depends on it, so solving for q at the λ of the last q settles
    in a few steps.
    """
    needed = -math.log(tail)
    q = math.sqrt(2 * needed * lines * (length - 1))
    for _ in range(_STEPS):
        tilt = _tilt(q, lines, length)
        q = (lines * independent_cumulant(tilt, length) + needed) / tilt
    while independent_tail(q, lines, length) > tail:
        q *= _OUTWARDS
    return q


def ar1_missed(rho: float, lines: int, length: int, *, below: float) -> float:
    """Bound log P(Q <= below) for AR(1) lines; 0 if nothing better is known."""
    pairs = lines * (length - 1)
    guess = (rho - below / pairs) * (1 - rho * rho) / (1 + rho * rho)
    if guess <= 0:
        return 0.0
    tilts = (factor * guess for factor in _AROUND)
    bounds = (lines * ar1_cumulant(-tilt, rho, length) + tilt * below for tilt in tilts)
    return min(0.0, *bounds)
