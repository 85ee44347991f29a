"""Thresholds under which a class of wrong laws falls hardly ever, whatever its effect beyond one.

Each is proved in docs/statistics.md for all effects from the given one on: a look that accepts only
below them passes a wrong law of the class with probability `false_pass` at most.
"""

from __future__ import annotations

import math
from functools import lru_cache

from noisegrade.stats import distributions
from noisegrade.stats.chernoff import tridiagonal_log_det
from noisegrade.stats.distribution import DENSEST

__all__ = [
    "LONG",
    "SHORT_REACH",
    "autocorrelation_acceptance",
    "autocorrelation_log_missed",
    "ks_acceptance",
    "mean_acceptance",
    "variance_acceptance",
]

LONG = 16  # draws along an axis, from which every correlation up to 1 is bounded; else up to ½
_CACHED = 256
SHORT_REACH = 0.5  # of the correlations along shorter lines
_AROUND = (0.8, 0.9, 1.0, 1.1)  # factors to the g that is best for long lines
_STEPS = 14  # of halving: a threshold is found to a 16 000th of the effect, and none is too high
_ENDS = 4 / 27  # the most that ρ²(1 − ρ) can be


def mean_acceptance(n: int, effect: float, *, false_pass: float, tolerance: float) -> float:
    """Return the |mean| up to which a Gaussian mean that is off by `effect` or more is not missed.

    P(mean <= a) = Φ((a − μ)√n), which falls as μ grows.
    """
    return effect - distributions.norm_isf(false_pass) / math.sqrt(n) - tolerance


def variance_acceptance(
    n: int, effect: float, *, false_pass: float, tolerance: float
) -> tuple[float, float]:
    """Return the ends of Σ(z − mean)² between which σ >= 1 + effect or <= 1/(1 + effect) is caught.

    The sum is σ²·χ², so the chance to stay below an end falls as σ grows, and the other way round.
    """
    moved = tolerance * math.sqrt(n)
    low = math.sqrt(distributions.chi2_isf(false_pass, n - 1)) / (1 + effect) + moved
    high = math.sqrt(distributions.chi2_ppf(false_pass, n - 1)) * (1 + effect) - moved
    return low * low, high * high if high > 0 else 0.0


def ks_acceptance(n: int, effect: float, *, false_pass: float, tolerance: float) -> float:
    """Return the distance up to which any iid law that is `effect` or more away is not missed.

    Where the law is off most, the share of draws below is binomial: Hoeffding's inequality.
    """
    return effect - math.sqrt(-math.log(false_pass) / (2 * n)) - tolerance * DENSEST


@lru_cache(maxsize=_CACHED)
def autocorrelation_acceptance(
    lines: int, length: int, effect: float, *, false_pass: float
) -> float:
    """Return the |r| up to which AR(1) lines of correlation `effect` or more are not missed.

    r is that of draws less their mean, whatever mean and σ they have. The bound is proved for all
    correlations from `effect` to 1, or to ½ where lines are shorter than `LONG`. Less than 0 where
    nothing can be accepted.
    """
    needed = math.log(false_pass)
    low, high = 0.0, effect
    if autocorrelation_log_missed(low, lines, length, effect) > needed:
        return -1.0
    for _ in range(_STEPS):
        middle = (low + high) / 2
        missed = autocorrelation_log_missed(middle, lines, length, effect)
        low, high = (middle, high) if missed <= needed else (low, middle)
    return low


def autocorrelation_log_missed(c: float, lines: int, length: int, effect: float) -> float:
    """Bound log P(r <= c) for all correlations ρ from `effect` on; 0 where that is not proved."""
    near = c * length / (length - 1)
    if near >= effect:
        return 0.0
    best = near * (1 + effect * effect - 2 * near * effect) / (1 - near * near)
    return min(_log_bound(c, factor * best, lines, length, effect) for factor in _AROUND)


def _log_bound(c: float, g: float, lines: int, length: int, effect: float) -> float:
    """Return Chernoff's bound at ρ = `effect`, where it falls as ρ grows.

    Up to scale, lines have the precision T: 1 at both ends of the diagonal, 1 + ρ² between, −ρ
    beside it. r <= c is that x'(cI − A/2)x >= 0, A having ones beside its diagonal; the tilt ρ − g
    makes T into M, with −g beside its diagonal. g stays as ρ grows.
    """
    inner, corner = 1 + effect * effect - 2 * c * (effect - g), 1 - 2 * c * (effect - g)
    narrow = min(1 - 2 * c - g, 1 - c * c - 2 * g)  # <= the eigenvalues of M, for every ρ
    uneven = _uneven(length) / narrow if narrow > 0 else 1.0
    if not (g < effect and uneven < 1 and _falls(c, g, lines, length, effect)):
        return 0.0
    log_det = tridiagonal_log_det(inner, corner, -g, length)
    tilted = 2 * corner + (length - 2) * inner - 2 * (length - 1) * g  # 1'M1 a line
    right = (1 - effect) * (length - (length - 2) * effect)  # 1'T1
    bound = lines * (math.log1p(-effect * effect) - log_det)
    return min(0.0, (bound + math.log(max(1.0, tilted / right)) - math.log1p(-uneven)) / 2)


def _uneven(length: int) -> float:
    """Bound Σ(entries of T1 − the inner one)² over 1'T1, for ρ and −ρ, up to the reach."""
    reach = 1.0 if length >= LONG else SHORT_REACH
    turned = 2 * reach * reach * (1 + reach) / (length + (length - 2) * reach)
    return max(turned, _ENDS)


def _falls(c: float, g: float, lines: int, length: int, effect: float) -> bool:
    """Tell whether the bound surely falls as ρ grows from `effect` on; see docs/statistics.md."""
    corner, narrow = 1 - 2 * c - g, min(1 - 2 * c - g, 1 - c * c - 2 * g)
    if narrow <= 0:
        return False
    slope = 2 * effect + (effect - c) * (length - 2) - 4 * c / corner
    weak = lines * slope >= 4 + 1 / narrow  # up to ρ = ½
    strong = lines * (2 / 3 - 2 * c / corner) >= 2 + 1 / narrow  # from there on
    return weak and strong
