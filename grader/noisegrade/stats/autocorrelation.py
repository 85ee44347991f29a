"""Neighbours along an axis: their products, and whether they are large together."""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from noisegrade.model import Evidence, FloatArray, TestKind
from noisegrade.stats import chernoff, distributions
from noisegrade.stats.lines import Axis, neighbours, pairs_along
from noisegrade.stats.rates import FALSE_PASS
from noisegrade.stats.sample_size import min_effect, min_samples

__all__ = [
    "abs_autocorrelation_min_detectable_effect",
    "abs_autocorrelation_min_num_samples",
    "abs_autocorrelation_test",
    "lag1_autocorrelation_min_detectable_effect",
    "lag1_autocorrelation_min_num_samples",
    "lag1_autocorrelation_test",
    "median_magnitude",
]

_CACHED = 1024
_MIXTURE = 0.05  # of the pairs: scale of the mixture behind the interval; 5 % longer than the best
_ROUNDED = 6.0  # tolerances: what rounding may take from r, and the test from it again, n/Σx² < 1.2
_REACHES = (0.05, 0.1, 0.2, 0.4, 0.6, 0.8)  # the bound is monotone up to the first that is caught


def lag1_autocorrelation_test(
    centred: FloatArray,
    axis: Axis,
    *,
    energy: float,
    false_fail: float,
    tolerance: float = 0.0,
) -> Evidence:
    """Test that neighbours along an axis have nothing to do with each other.

    The statistic is r = Σ x·x' / Σ x², over all pairs of neighbours and all draws, less their mean.
    Chernoff's bound is computed from exact determinants, on either side, so two of them. r is free
    of mean and σ: a learner whose spread is wrong hears of the spread alone. Rounding moves Σ x·x'
    by tolerance·√n·(2√Σx² + tolerance·√n) at most and √Σx² by tolerance·√n (Cauchy-Schwarz). The
    interval holds the ρ of an AR(1) law, see `_interval`.

    Parameters
    ----------
    centred : array, any shape; draws less their mean
    axis : along which neighbours are paired
    energy : Σx², the same for every axis
    false_fail : error budget of this test, in (0, 1)
    tolerance : largest rounding error of any draw
    """
    length = centred.shape[axis.index]
    n, pairs = centred.size, pairs_along(centred.shape, axis)
    product = sum(_dot(*pair) for pair in neighbours(centred, axis))
    moved, root = tolerance * math.sqrt(n), math.sqrt(energy)
    allowed = moved * (2 * root + moved)
    largest = (root + moved) * (root + moved)
    off = (
        distributions.excess_over(abs(product), allowed) / largest
        if 0 < largest < math.inf
        else math.inf
    )
    log_tail = chernoff.independent_log_tail(min(off, 1.0), n // length, length)
    effect = lag1_autocorrelation_min_detectable_effect(n // length, length, false_fail=false_fail)
    last = np.moveaxis(centred, axis.index, 0)[-1].reshape(-1)
    followed = energy - _dot(last, last)
    correlation = product / energy * n / pairs if energy > 0 else math.inf
    return Evidence(
        test=f"neighbours along {axis.name}",
        kind=TestKind.AUTOCORRELATION,
        axis=axis.name,
        statistic=distributions.clamp_finite(product / energy if energy > 0 else math.inf),
        p_value=distributions.clip_p_value(2 * math.exp(log_tail) if off < math.inf else 0.0),
        law="Chernoff bound with exact determinants of Gaussian quadratic forms",
        n=n,
        false_fail=false_fail,
        estimate=distributions.clamp_finite(correlation),
        interval=_interval(product, followed, pairs, allowed=2 * allowed, false_fail=false_fail),
        expected=0.0,
        min_detectable_effect=None if effect is None else effect + _ROUNDED * tolerance,
        alternatives="Gaussian AR(1) along the axis, by its correlation",
    )


def _dot(a: NDArray[np.float64], b: NDArray[np.float64]) -> float:
    subscripts = "i,i->" if a.ndim == 1 else "ij,ij->"
    return float(np.einsum(subscripts, a, b))  # no BLAS: its threads stall on a busy machine


def _interval(
    product: float, followed: float, pairs: int, *, allowed: float, false_fail: float
) -> tuple[float, float] | None:
    """Interval for ρ where x' = ρ·x + √(1 − ρ²)·ε with ε ~ N(0, 1) independent of all before.

    Σ x·ε is a martingale whose exp(λ·Σxε − λ²·Σx²/2) has mean 1; a normal mixture over λ gives
    |Σ x·ε| <= √((S + y)(log((S + y)/y) + 2 log(1/false_fail))) but for `false_fail`, for every
    fixed y > 0 (de la Peña, Klass & Lai 2004). S = Σx² over all draws that have a successor. The
    sample's mean stands for 0, which moves the centre by terms of 1/n. For draws of another σ the
    interval is that of their own scale, if wider.
    """
    if not 0 < followed < math.inf or not math.isfinite(product):
        return None
    fixed = _MIXTURE * pairs
    reach = max(
        math.sqrt((s + fixed) * (math.log1p(s / fixed) - 2 * math.log(false_fail))) / s
        for s in (followed, float(pairs))
    )
    reach += allowed / followed
    low, high = product / followed - reach, product / followed + reach
    return min(1.0, max(-1.0, low)), max(-1.0, min(1.0, high))


def lag1_autocorrelation_min_detectable_effect(
    lines: int, length: int, *, false_fail: float, false_pass: float = FALSE_PASS
) -> float | None:
    """Return the least correlation that is missed by `false_pass` at most; None if none is.

    For stationary Gaussian AR(1) lines: Chernoff's bound on both sides, each from exact
    determinants.
    """
    return _neighbours_effect(lines, length, false_fail, false_pass)


@lru_cache(maxsize=_CACHED)
def _neighbours_effect(
    lines: int, length: int, false_fail: float, false_pass: float
) -> float | None:
    below = chernoff.threshold(lines, length, tail=false_fail / 2)
    log = math.log(false_pass)

    def caught(rho: float) -> bool:
        return chernoff.ar1_log_missed(rho, lines, length, below=below) <= log

    return next((min_effect(caught, high=high) for high in _REACHES if caught(high)), None)


def lag1_autocorrelation_min_num_samples(
    effect: float, length: int, *, false_fail: float, false_pass: float = FALSE_PASS
) -> int:
    """Draws, in lines of `length`, of which a correlation of `effect` is caught."""
    log = math.log(false_pass)

    def enough(lines: int) -> bool:
        below = chernoff.threshold(lines, length, tail=false_fail / 2)
        return chernoff.ar1_log_missed(effect, lines, length, below=below) <= log

    root = math.sqrt(-2 * math.log(false_fail / 2)) + math.sqrt(-2 * log)
    guess = math.ceil((root / effect) ** 2 / (length - 1))
    return length * min_samples(enough, guess=guess)


def median_magnitude(ordered: FloatArray) -> float:
    """Find the m of which half of all |z| are larger: n//2 of them, unless values repeat.

    The i lowest and n//2 − i highest are the larger half for one i; it is found by halving.
    """
    n = ordered.size
    half = n // 2
    low, high = 0, half
    while low < high:
        middle = (low + high) // 2  # is the next lowest larger than the highest that it would oust?
        if -ordered[middle] > ordered[n - half + middle]:
            low = middle + 1
        else:
            high = middle
    return float(max(-ordered[low], ordered[n - half + low - 1]))


def abs_autocorrelation_test(
    large: NDArray[np.bool_], axis: Axis, *, false_fail: float, doubtful: int = 0
) -> Evidence:
    """Test that neighbours along an axis are not large together, nor by turns.

    Which of independent draws are the larger half is a matter of shuffling n marks, half of them
    set, whatever their law. Fair coins whose count happens to be k are such marks too, and whether
    neighbours agree in fair coins is binomial; so the binomial p-value over P(k) is a bound. The
    price is a factor of √(πn/2), or a tenth of the effect; it buys a test that knows neither σ nor
    the shape of the law.

    Parameters
    ----------
    large : array of any shape: |z| > median_magnitude
    axis : along which neighbours are paired
    false_fail : error budget of this test, in (0, 1)
    doubtful : number of draws so near the median that rounding may decide; each is in two pairs
    """
    n, pairs = large.size, pairs_along(large.shape, axis)
    differ = sum(int(np.count_nonzero(a != b)) for a, b in neighbours(large, axis))
    agree, moved = pairs - differ, 2 * doubtful
    fewest_, most = max(0, agree - moved), min(pairs, agree + moved)
    too_many = distributions.binom_sf_inclusive(fewest_, pairs, 0.5)
    too_few = distributions.binom_cdf(most, pairs, 0.5)
    chance = distributions.binom_pmf_half(int(np.count_nonzero(large)), n)
    p = 2 * min(too_many, too_few) / chance if chance > 0 else 1.0
    low, _ = distributions.clopper_pearson(fewest_, pairs, false_fail=false_fail)
    _, high = distributions.clopper_pearson(most, pairs, false_fail=false_fail)
    return Evidence(
        test=f"magnitudes along {axis.name}",
        kind=TestKind.ABS_AUTOCORRELATION,
        axis=axis.name,
        statistic=float(agree),
        p_value=distributions.clip_p_value(p),
        law="agreements of fair coins are binomial; bound for shuffled marks",
        n=n,
        false_fail=false_fail,
        estimate=agree / pairs,
        interval=(low, high),
        expected=0.5,
        min_detectable_effect=abs_autocorrelation_min_detectable_effect(
            n, pairs, false_fail=false_fail
        ),
        alternatives="a binomial number of agreements, by how far it is from even",
    )


def abs_autocorrelation_min_detectable_effect(
    n: int, pairs: int, *, false_fail: float, false_pass: float = FALSE_PASS
) -> float | None:
    """Distance from ½ of the agreements' rate that is missed by `false_pass` at most.

    Exact where the number of agreements is binomial and half of the marks are set; None if none is
    caught.
    """
    return _magnitudes_effect(n, pairs, false_fail, false_pass)


@lru_cache(maxsize=_CACHED)
def _magnitudes_effect(n: int, pairs: int, false_fail: float, false_pass: float) -> float | None:
    most = distributions.binom_critical_value(
        pairs, 0.5, tail=false_fail / 2 * distributions.binom_pmf_half(n // 2, n)
    )
    return min_effect(
        lambda e: distributions.binom_cdf(most - 1, pairs, 0.5 + e) <= false_pass, high=0.5
    )


def abs_autocorrelation_min_num_samples(
    effect: float, length: int, *, false_fail: float, false_pass: float = FALSE_PASS
) -> int:
    """Draws, in lines of `length`, of which an effect is caught, but for the steps of a count."""

    def enough(lines: int) -> bool:
        found = _magnitudes_effect(lines * length, lines * (length - 1), false_fail, false_pass)
        return found is not None and found <= effect

    return length * min_samples(enough)
