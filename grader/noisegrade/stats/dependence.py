"""Neighbours along an axis: their products, and whether they are large together."""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from noisegrade.model import Evidence, FloatArray
from noisegrade.stats import chernoff, laws
from noisegrade.stats.lines import Axis, neighbours, pairs_along
from noisegrade.stats.rates import FALSE_PASS
from noisegrade.stats.solve import fewest, least

__all__ = [
    "MEDIAN",
    "magnitudes_draws_needed",
    "magnitudes_least_effect",
    "magnitudes_test",
    "neighbours_draws_needed",
    "neighbours_least_effect",
    "neighbours_test",
]

MEDIAN = 0.6744897501960817  # of |N(0, 1)|: half of all draws are larger
_CACHED = 1024
_MIXTURE = 0.05  # of the pairs: scale of the mixture behind the interval; 5 % longer than the best
_HIGHEST = 0.95  # correlations above are far beyond what any sample here misses
_ODD_ENERGY = 5.0  # slacks: 2 × 2 × 1.1 for an energy of 1.21 n, which right draws hardly exceed


def neighbours_test(
    z: FloatArray,
    axis: Axis,
    *,
    energy: float,
    false_fail: float,
    slack: float = 0.0,
) -> Evidence:
    """Test that neighbours along an axis have nothing to do with each other.

    The statistic is Q = Σ z·z' over all pairs of neighbours. Under independence its generating
    function is a power of a determinant that has a closed form, so Chernoff's bound is computed
    from the exact law; Q is symmetric, so two sides double it. Rounding moves Q by
    slack·(2√(n·Σz²) + n·slack) at most (Cauchy-Schwarz). The interval holds the ρ of an AR(1) law,
    see `_interval`.

    Parameters
    ----------
    z : array, any shape, no unit
    axis : along which neighbours are paired
    energy : Σz², the same for every axis
    false_fail : error budget of this test, in (0, 1)
    slack : largest rounding error of any z
    """
    length = z.shape[axis.index]
    lines, pairs = z.size // length, pairs_along(z.shape, axis)
    product = sum(_dot(*pair) for pair in neighbours(z, axis))
    allowed = slack * (2 * math.sqrt(z.size * energy) + z.size * slack)
    off = laws.excess(abs(product), allowed)
    p = 2 * chernoff.independent_tail(off, lines, length) if off < math.inf else 0.0
    last = np.moveaxis(z, axis.index, 0)[-1].reshape(-1)
    followed = energy - _dot(last, last)
    effect = neighbours_least_effect(lines, length, false_fail=false_fail)
    return Evidence(
        test=f"neighbours along {axis.name}",
        statistic=laws.finite(product),
        p_value=laws.as_bound(p),
        law="Chernoff bound with the exact generating function of a Gaussian quadratic form",
        n=z.size,
        false_fail=false_fail,
        estimate=laws.finite(product / pairs),
        interval=_interval(product, followed, pairs, allowed=2 * allowed, false_fail=false_fail),
        expected=0.0,
        least_effect=None if effect is None else effect + _ODD_ENERGY * slack,
        alternatives="Gaussian AR(1) along the axis, by its correlation",
    )


def _dot(a: NDArray[np.float64], b: NDArray[np.float64]) -> float:
    subscripts = "i,i->" if a.ndim == 1 else "ij,ij->"
    return float(np.einsum(subscripts, a, b))  # no BLAS: its threads stall on a busy machine


def _interval(
    product: float, energy: float, pairs: int, *, allowed: float, false_fail: float
) -> tuple[float, float] | None:
    """Interval for ρ where z' = ρ·z + √(1 − ρ²)·ε with ε ~ N(0, 1) independent of all before.

    Σ z·ε is a martingale whose exp(λ·Σzε − λ²·Σz²/2) has mean 1; a normal mixture over λ gives
    |Σ z·ε| <= √((S + y)(log((S + y)/y) + 2 log(1/false_fail))) but for `false_fail`, for every
    fixed y > 0 (de la Peña, Klass & Lai 2004). S = Σz² over all draws that have a successor.
    """
    if not 0 < energy < math.inf or not math.isfinite(product):
        return None
    fixed = _MIXTURE * pairs
    log = math.log1p(energy / fixed) - 2 * math.log(false_fail)
    reach = math.sqrt((energy + fixed) * log) + allowed
    return max(-1.0, (product - reach) / energy), min(1.0, (product + reach) / energy)


def neighbours_least_effect(
    lines: int, length: int, *, false_fail: float, false_pass: float = FALSE_PASS
) -> float | None:
    """Correlation that `neighbours_test` misses by `false_pass` at most; None if none is caught.

    For stationary Gaussian AR(1) lines of variance 1: Chernoff's bound on both sides, each from an
    exact generating function.
    """
    return _neighbours_effect(lines, length, false_fail, false_pass)


@lru_cache(maxsize=_CACHED)
def _neighbours_effect(
    lines: int, length: int, false_fail: float, false_pass: float
) -> float | None:
    below = chernoff.threshold(lines, length, tail=false_fail / 2)
    log = math.log(false_pass)
    return least(
        lambda rho: chernoff.ar1_missed(rho, lines, length, below=below) <= log, high=_HIGHEST
    )


def neighbours_draws_needed(
    effect: float, length: int, *, false_fail: float, false_pass: float = FALSE_PASS
) -> int:
    """Draws, in lines of `length`, of which a correlation of `effect` is caught."""
    log = math.log(false_pass)

    def enough(lines: int) -> bool:
        below = chernoff.threshold(lines, length, tail=false_fail / 2)
        return chernoff.ar1_missed(effect, lines, length, below=below) <= log

    root = math.sqrt(-2 * math.log(false_fail / 2)) + math.sqrt(-2 * log)
    guess = math.ceil((root / effect) ** 2 / (length - 1))
    return length * fewest(enough, guess=guess)


def magnitudes_test(
    large: NDArray[np.bool_], axis: Axis, *, false_fail: float, doubtful: int = 0
) -> Evidence:
    """Test that neighbours along an axis are not large together, nor by turns.

    Whether |z| exceeds its median is a fair coin; whether two neighbours agree in it is one too,
    and all these along a line are independent. So the agreements are binomial, exactly.

    Parameters
    ----------
    large : array of any shape: |z| > MEDIAN
    axis : along which neighbours are paired
    false_fail : error budget of this test, in (0, 1)
    doubtful : number of z so near the median that rounding may decide; each is in two pairs
    """
    pairs = pairs_along(large.shape, axis)
    differ = sum(int(np.count_nonzero(a != b)) for a, b in neighbours(large, axis))
    agree, moved = pairs - differ, 2 * doubtful
    fewest_, most = max(0, agree - moved), min(pairs, agree + moved)
    too_many = laws.binomial_at_least(fewest_, pairs, 0.5)
    too_few = laws.binomial_at_most(most, pairs, 0.5)
    low, _ = laws.binomial_interval(fewest_, pairs, false_fail=false_fail)
    _, high = laws.binomial_interval(most, pairs, false_fail=false_fail)
    return Evidence(
        test=f"magnitudes along {axis.name}",
        statistic=float(agree),
        p_value=laws.as_bound(2 * min(too_many, too_few)),
        law="agreements of fair coins are binomial, exact",
        n=large.size,
        false_fail=false_fail,
        estimate=agree / pairs,
        interval=(low, high),
        expected=0.5,
        least_effect=magnitudes_least_effect(pairs, false_fail=false_fail),
        alternatives="agreements independent of each other, by how far they are from even",
    )


def magnitudes_least_effect(
    pairs: int, *, false_fail: float, false_pass: float = FALSE_PASS
) -> float | None:
    """Distance from ½ of the agreements' rate that is missed by `false_pass` at most.

    Exact, for agreements that are independent of each other; None if none is caught.
    """
    return _magnitudes_effect(pairs, false_fail, false_pass)


@lru_cache(maxsize=_CACHED)
def _magnitudes_effect(pairs: int, false_fail: float, false_pass: float) -> float | None:
    most = laws.binomial_border(pairs, 0.5, tail=false_fail / 2)
    return least(lambda e: laws.binomial_at_most(most - 1, pairs, 0.5 + e) <= false_pass, high=0.5)


def magnitudes_draws_needed(
    effect: float, *, false_fail: float, false_pass: float = FALSE_PASS
) -> int:
    """Pairs of which an effect is caught, but for the steps of a count."""

    def enough(pairs: int) -> bool:
        found = _magnitudes_effect(pairs, false_fail, false_pass)
        return found is not None and found <= effect

    return fewest(enough)
