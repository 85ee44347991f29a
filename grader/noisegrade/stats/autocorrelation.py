"""Draws that are 1 to 4 apart along an axis: their products."""

from __future__ import annotations

import math
from functools import lru_cache, partial

import numpy as np
from numpy.typing import NDArray

from noisegrade.model import Evidence, FloatArray, TestKind
from noisegrade.stats import chernoff, distributions
from noisegrade.stats.lines import Axis, neighbours, pairs_along
from noisegrade.stats.rates import FALSE_PASS
from noisegrade.stats.sample_size import min_effect, min_samples

__all__ = [
    "LAGS",
    "autocorrelation_min_detectable_effect",
    "autocorrelation_min_num_samples",
    "autocorrelation_test",
    "unresolved_test",
]

LAGS = {
    1: TestKind.AUTOCORRELATION,
    2: TestKind.AUTOCORRELATION_2,
    3: TestKind.AUTOCORRELATION_3,
    4: TestKind.AUTOCORRELATION_4,
}
_CACHED = 1024
_MIXTURE = 0.05  # of the pairs: scale of the mixture behind the interval; 5 % longer than the best
_ROUNDED = 6.0  # tolerances: what rounding may take from r, and the test from it again, n/Σx² < 1.2
_FINE = 3e-4  # relative: of an effect that is sought near a guess
_NEAR = 0.01  # relative: so near to the effect is what it is for long lines and many draws
_REACHES = (0.05, 0.1, 0.2, 0.4, 0.6, 0.8)  # the bound is monotone up to the first that is caught


def autocorrelation_test(
    centred: FloatArray,
    axis: Axis,
    *,
    false_fail: float,
    tolerance: float = 0.0,
    energies: FloatArray | None = None,
) -> Evidence:
    """Test that draws that are a lag apart along an axis have nothing to do with each other.

    The statistic is r = Σ x·x' / Σ x², over all such pairs and all draws, less their mean.
    Chernoff's bound b(r) is computed from exact determinants, on either side, so two of them. It is
    a p-value whatever its shape, since it is continuous: where b(r) <= a, r is at least the least c
    with b(c) <= a, and P(r >= c) <= b(c). r is free of mean and σ: a learner whose spread is wrong
    hears of the spread alone. Rounding moves Σ x·x'
    by tolerance·√n·(2√Σx² + tolerance·√n) at most and √Σx² by tolerance·√n (Cauchy-Schwarz). The
    interval holds the ρ of an AR(1) law, see `_interval`.

    Parameters
    ----------
    centred : array, any shape; draws less their mean
    axis : along which the draws are paired; its lag is 1 to 4, less than it is long
    false_fail : error budget of this test, in (0, 1)
    tolerance : largest rounding error of any draw
    energies : Σx² for every index along the axis, if it is known
    """
    return unresolved_test(
        centred, axis, false_fail=false_fail, tolerance=tolerance, energies=energies
    ).resolved()


def unresolved_test(
    centred: FloatArray,
    axis: Axis,
    *,
    false_fail: float,
    tolerance: float = 0.0,
    energies: FloatArray | None = None,
) -> Evidence:
    """Test as `autocorrelation_test`; what it promises is left to be computed if it is shown."""
    if energies is None:
        others = tuple(other for other in range(centred.ndim) if other != axis.index)
        energies = (centred * centred).sum(axis=others)
    length, lag = centred.shape[axis.index], axis.lag
    n, pairs, lines = centred.size, pairs_along(centred.shape, axis), centred.size // length
    energy = float(energies.sum())
    product = sum(_dot(*pair) for pair in neighbours(centred, axis))
    moved, root = tolerance * math.sqrt(n), math.sqrt(energy)
    allowed = moved * (2 * root + moved)
    largest = (root + moved) * (root + moved)
    off = (
        distributions.excess_over(abs(product), allowed) / largest
        if 0 < largest < math.inf
        else math.inf
    )
    log_tail = chernoff.independent_log_tail(min(off, 1.0), lines, length, lag=lag)
    correlation = product / energy * n / pairs if energy > 0 else math.inf
    followed = float(energies[:-lag].sum())
    return Evidence(
        test=f"neighbours along {axis.name}" if lag == 1 else f"lag {lag} along {axis.name}",
        kind=LAGS[lag],
        axis=axis.name,
        statistic=distributions.clamp_finite(product / energy if energy > 0 else math.inf),
        p_value=distributions.clip_p_value(2 * math.exp(log_tail) if off < math.inf else 0.0),
        law="Chernoff bound with exact determinants of Gaussian quadratic forms",
        n=n,
        false_fail=false_fail,
        estimate=distributions.clamp_finite(correlation),
        interval=_interval(product, followed, pairs, allowed=2 * allowed, false_fail=false_fail),
        expected=0.0,
        promise=partial(_promise, lines, length, lag, false_fail, tolerance),
        alternatives="Gaussian AR(1) along the axis, by its correlation"
        if lag == 1
        else f"Gaussian, every {lag} along the axis an AR(1), by its correlation",
    )


def _promise(
    lines: int, length: int, lag: int, false_fail: float, tolerance: float
) -> float | None:
    effect = autocorrelation_min_detectable_effect(lines, length, lag=lag, false_fail=false_fail)
    return None if effect is None else effect + _ROUNDED * tolerance


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


def autocorrelation_min_detectable_effect(
    lines: int, length: int, *, false_fail: float, false_pass: float = FALSE_PASS, lag: int = 1
) -> float | None:
    """Return the least correlation that is missed by `false_pass` at most; None if none is.

    For lines of stationary Gaussian AR(1) chains: Chernoff's bound on both sides, each from exact
    determinants.
    """
    return _neighbours_effect(lines, length, lag, false_fail, false_pass)


@lru_cache(maxsize=_CACHED)
def _neighbours_effect(
    lines: int, length: int, lag: int, false_fail: float, false_pass: float
) -> float | None:
    below = chernoff.threshold(lines, length, tail=false_fail / 2, lag=lag)
    log = math.log(false_pass)

    def caught(rho: float) -> bool:
        return chernoff.ar1_log_missed(rho, lines, length, below=below, lag=lag) <= log

    roots = math.sqrt(-2 * math.log(false_fail / 2)) + math.sqrt(-2 * log)
    guess = roots / math.sqrt(lines * max(1, length - lag))
    low, high = guess * (1 - _NEAR), min(guess * (1 + _NEAR), _REACHES[-1])
    if not caught(low) and caught(high):  # nearly always: a few steps instead of many
        while high - low > _FINE * high:
            middle = (low + high) / 2
            low, high = (low, middle) if caught(middle) else (middle, high)
        return high
    return next((min_effect(caught, high=high) for high in _REACHES if caught(high)), None)


def autocorrelation_min_num_samples(
    effect: float,
    length: int,
    *,
    false_fail: float,
    false_pass: float = FALSE_PASS,
    lag: int = 1,
) -> int:
    """Draws, in lines of `length`, of which a correlation of `effect` is caught."""
    log = math.log(false_pass)

    def enough(lines: int) -> bool:
        below = chernoff.threshold(lines, length, tail=false_fail / 2, lag=lag)
        return chernoff.ar1_log_missed(effect, lines, length, below=below, lag=lag) <= log

    root = math.sqrt(-2 * math.log(false_fail / 2)) + math.sqrt(-2 * log)
    guess = math.ceil((root / effect) ** 2 / (length - lag))
    return length * min_samples(enough, guess=guess)
