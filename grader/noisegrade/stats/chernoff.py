"""Chernoff bounds for r = Σ xᵢxᵢ₊ₕ / Σ xᵢ² over independent lines, from exact determinants.

x stands for draws less their common mean. r >= c says that Q − cS >= 0, with Q the sum of products
and S that of squares; exp(t(Q − cS)) turns the Gaussian density of a line into that of another
Gaussian, whose precision is tridiagonal, so its expectation is a ratio of determinants that have
a closed form. Taking the mean off costs a factor near 1: with P the precision of the draws, M that
under the tilt and 1 the constant vector, it is (1'M1/1'P1)^½ / (1 − ε)^½ at most, by
(1'M⁻¹1)(1'M1) >= (1'1)². ε is 0 for independent draws. r knows neither mean nor σ.

Draws that are h apart are neighbours in one of the h chains into which a line falls: a lag of h
has the determinants of shorter lines.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

__all__ = ["ar1_log_missed", "chains", "independent_log_tail", "threshold", "tridiagonal_log_det"]

_STEPS = 4  # towards a threshold
_OUTWARDS = 1e-6  # relative, then twice as far: until the threshold rejects
_AROUND = (0.7, 0.8, 0.9, 0.95, 1.0, 1.05)  # factors to a tilt that is best for long lines
_STRONGEST = (
    0.5  # stronger correlations keep this one's tilt: it is valid there, and leaves no chance
)


@lru_cache(maxsize=1024)
def chains(length: int, lag: int) -> tuple[tuple[int, int], ...]:
    """Return (draws of a chain, number of such chains) for the chains of a line."""
    short, longer = divmod(length, lag)
    both = (short + 1, longer), (short, lag - longer)
    return tuple((draws, count) for draws, count in both if draws and count)


def tridiagonal_log_det(inner: float, corner: float, beside: float, length: int) -> float:
    """Return log det of a symmetric tridiagonal matrix; −∞ unless it is surely positive definite.

    `corner` stands at both ends of the diagonal, `inner` between. With a > b the roots of
    x² − inner·x + beside² = 0, the determinant of m rows without corners is
    (aᵐ⁺¹ − bᵐ⁺¹)/(a − b); two rows more add the corners.
    """
    square = beside * beside
    discriminant = inner * inner - 4 * square
    if discriminant <= 0 or inner <= 0 or corner <= 0:
        return -math.inf
    root = math.sqrt(discriminant)  # a − b
    a = (inner + root) / 2
    ratio, shrunk = square / (a * a), square / a  # b/a, b
    core = corner * corner * (1 - ratio ** (length - 1))
    core -= 2 * corner * shrunk * (1 - ratio ** (length - 2))
    if ratio > 0:
        core += shrunk * shrunk * (1 - ratio ** (length - 3))
    if core <= 0:
        return -math.inf
    return (length - 1) * math.log(a) - math.log(root) + math.log(core)


def independent_log_tail(c: float, lines: int, length: int, *, lag: int = 1) -> float:
    """Bound log P(r >= c) for independent Gaussian draws, c >= 0; the same bounds P(r <= −c).

    Any tilt gives a bound. This one is the best but for terms of c⁵: for long lines c/(1 − c²),
    and then the bound is (1 − c²)^(n/2).
    """
    parts = chains(length, lag)
    pairs = length - lag
    pairs_a_draw = pairs / length
    near = min(c / pairs_a_draw, _STRONGEST)
    steps = sum(count * (3 * draws - 5) for draws, count in parts if draws > 1)
    bend = 4 * pairs_a_draw - steps / pairs
    tilt = near * (1 + bend * near * near)
    diagonal = 1 + 2 * tilt * c
    log_det = sum(
        count * _chain_log_det(diagonal, diagonal, diagonal, -tilt, draws) for draws, count in parts
    )
    mean_off = math.log1p(2 * tilt * (c + pairs_a_draw))
    return min(0.0, (mean_off - lines * log_det) / 2)


def _chain_log_det(single: float, inner: float, corner: float, beside: float, draws: int) -> float:
    """Return the log det of a chain; one of a single draw has `single` as its precision."""
    if draws > 1:
        return tridiagonal_log_det(inner, corner, beside, draws)
    return math.log(single) if single > 0 else -math.inf


@lru_cache(maxsize=1024)
def threshold(lines: int, length: int, *, tail: float, lag: int = 1) -> float:
    """Return the c from which `independent_log_tail` is at most log(tail), or a little more."""
    needed = math.log(tail)
    c = math.sqrt(-2 * needed * (length - lag) / (lines * length * length))
    for _ in range(_STEPS):
        found = independent_log_tail(c, lines, length, lag=lag)
        c *= math.sqrt(needed / found) if found < 0 else 2.0
    outwards = _OUTWARDS
    while independent_log_tail(c, lines, length, lag=lag) > needed:
        c *= 1 + outwards
        outwards *= 2
    return c


def ar1_log_missed(rho: float, lines: int, length: int, *, below: float, lag: int = 1) -> float:
    """Bound log P(r <= below) for lines of stationary Gaussian AR(1) chains, 0 < rho < 1.

    The same bounds log P(r >= −below) for −rho. A chain's precision has 1/(1 − ρ²) at both ends of
    the diagonal, (1 + ρ²)/(1 − ρ²) between and −ρ/(1 − ρ²) beside it. The tilts tried are near the
    one under which long lines have r = below.
    """
    c = below * length / (length - lag)
    if not c < rho < 1:
        return 0.0
    scale = 1 / (1 - rho * rho)
    tilted = scale * (1 + rho * rho - 2 * c * rho) / (1 - c * c)
    best = scale * rho - tilted * c
    parts = chains(length, lag)
    of = _Lines(lines, parts, _constant(rho, parts), _unevenness(rho, parts))
    bounds = (_log_missed(rho, of, below, factor * best) for factor in _AROUND)
    return min(0.0, *bounds)


@dataclass(frozen=True, slots=True)
class _Lines:
    """What doesn't depend on the tilt: how many lines, of which chains, and P1 for each line."""

    count: int
    parts: tuple[tuple[int, int], ...]
    constant: float  # 1'P1
    uneven: float  # for the correlation and its negative


def _log_missed(rho: float, lines: _Lines, below: float, tilt: float) -> float:
    parts = lines.parts
    scale = 1 / (1 - rho * rho)
    inner = scale * (1 + rho * rho) - 2 * tilt * below
    corner, beside = scale - 2 * tilt * below, tilt - scale * rho
    single = 1 - 2 * tilt * below
    log_det = sum(
        count * _chain_log_det(single, inner, corner, beside, draws) for draws, count in parts
    )
    narrow = min(inner - abs(beside), corner) - abs(beside)  # <= eigenvalues of M (Gershgorin)
    narrow = min(narrow, single)
    if log_det == -math.inf or narrow <= lines.uneven:
        return 0.0
    length = sum(count * draws for draws, count in parts)
    pairs = sum(count * (draws - 1) for draws, count in parts)
    mean_off = 1 + 2 * tilt * (pairs - below * length) / lines.constant
    lost = math.log1p(-lines.uneven / narrow)
    log_precision = pairs * math.log(scale)
    return (lines.count * (log_precision - log_det) + math.log(max(1.0, mean_off)) - lost) / 2


def _constant(rho: float, parts: tuple[tuple[int, int], ...]) -> float:
    """Return 1'P1 of a line."""
    inside = (1 - rho) / (1 + rho)  # what an inner draw adds to it; an end adds 1/(1 + rho)
    return sum(
        count * (2 / (1 + rho) + (draws - 2) * inside if draws > 1 else 1.0)
        for draws, count in parts
    )


def _unevenness(rho: float, parts: tuple[tuple[int, int], ...]) -> float:
    """Return how far P1 is from constant: Σ(its entries − the inner one)² over 1'P1, or for −ρ."""
    most = 0.0
    for signed in (rho, -rho):
        inside = (1 - signed) / (1 + signed)
        ends = 2 * (1 / (1 + signed) - inside) ** 2
        off = sum(count * (ends if draws > 1 else (1 - inside) ** 2) for draws, count in parts)
        most = max(most, off / _constant(signed, parts))
    return most
