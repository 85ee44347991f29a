"""Chernoff bounds for r = Σ xᵢxᵢ₊₁ / Σ xᵢ² over independent lines, from exact determinants.

x stands for draws less their common mean. r >= c says that Q − cS >= 0, with Q the sum of products
and S that of squares; exp(t(Q − cS)) turns the Gaussian density of a line into that of another
Gaussian, whose precision is tridiagonal, so its expectation is a ratio of determinants that have
a closed form. Taking the mean off costs a factor near 1: with P the precision of the draws, M that
under the tilt and 1 the constant vector, it is (1'M1/1'P1)^½ / (1 − ε)^½ at most, by
(1'M⁻¹1)(1'M1) >= (1'1)². ε is 0 for independent draws. r knows neither mean nor σ.
"""

from __future__ import annotations

import math

__all__ = ["ar1_log_missed", "independent_log_tail", "threshold", "tridiagonal_log_det"]

_STEPS = 4  # towards a threshold
_OUTWARDS = 1e-6  # relative, then twice as far: until the threshold rejects
_AROUND = (0.7, 0.8, 0.9, 0.95, 1.0, 1.05)  # factors to a tilt that is best for long lines
_STRONGEST = (
    0.5  # stronger correlations keep this one's tilt: it is valid there, and leaves no chance
)


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


def independent_log_tail(c: float, lines: int, length: int) -> float:
    """Bound log P(r >= c) for independent Gaussian draws, c >= 0; the same bounds P(r <= −c).

    Any tilt gives a bound. This one is the best but for terms of c⁵: for long lines c/(1 − c²),
    and then the bound is (1 − c²)^(n/2).
    """
    pairs_a_draw = (length - 1) / length
    near = min(c / pairs_a_draw, _STRONGEST)
    bend = 4 * pairs_a_draw - (3 * length - 5) / (length - 1)
    tilt = near * (1 + bend * near * near)
    diagonal = 1 + 2 * tilt * c
    log_det = tridiagonal_log_det(diagonal, diagonal, -tilt, length)
    mean_off = math.log1p(2 * tilt * (c + pairs_a_draw))
    return min(0.0, (mean_off - lines * log_det) / 2)


def threshold(lines: int, length: int, *, tail: float) -> float:
    """Return the c from which `independent_log_tail` is at most log(tail), or a little more."""
    needed = math.log(tail)
    c = math.sqrt(-2 * needed * (length - 1) / (lines * length * length))
    for _ in range(_STEPS):
        found = independent_log_tail(c, lines, length)
        c *= math.sqrt(needed / found) if found < 0 else 2.0
    outwards = _OUTWARDS
    while independent_log_tail(c, lines, length) > needed:
        c *= 1 + outwards
        outwards *= 2
    return c


def ar1_log_missed(rho: float, lines: int, length: int, *, below: float) -> float:
    """Bound log P(r <= below) for stationary Gaussian AR(1) lines, 0 < rho < 1.

    The same bounds log P(r >= −below) for −rho. The lines' precision has 1/(1 − ρ²) at both ends of
    the diagonal, (1 + ρ²)/(1 − ρ²) between and −ρ/(1 − ρ²) beside it. The tilts tried are near the
    one under which long lines have r = below.
    """
    c = below * length / (length - 1)
    if not c < rho < 1:
        return 0.0
    scale = 1 / (1 - rho * rho)
    tilted = scale * (1 + rho * rho - 2 * c * rho) / (1 - c * c)
    best = scale * rho - tilted * c
    bounds = (_log_missed(rho, lines, length, below, factor * best) for factor in _AROUND)
    return min(0.0, *bounds)


def _log_missed(rho: float, lines: int, length: int, below: float, tilt: float) -> float:
    scale = 1 / (1 - rho * rho)
    inner = scale * (1 + rho * rho) - 2 * tilt * below
    corner, beside = scale - 2 * tilt * below, tilt - scale * rho
    log_det = tridiagonal_log_det(inner, corner, beside, length)
    if log_det == -math.inf:
        return 0.0
    constant = scale * (2 * (1 - rho) + (length - 2) * (1 - rho) ** 2)  # 1'P1 a line
    mean_off = 1 + 2 * tilt * (length - 1 - below * length) / constant
    narrow = min(inner - abs(beside), corner) - abs(beside)  # <= eigenvalues of M (Gershgorin)
    ends = (1 + rho) / (2 + (length - 2) * (1 + rho))  # how far the ends of P1 stand off, for −ρ
    if narrow <= 2 * scale * rho * rho * ends:
        return 0.0
    lost = math.log1p(-2 * scale * rho * rho * ends / narrow)
    log_precision = (length - 1) * math.log(scale)
    return (lines * (log_precision - log_det) + math.log(max(1.0, mean_off)) - lost) / 2
