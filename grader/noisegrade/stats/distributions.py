"""The distributions that p-values rest on: tails, quantiles and exact intervals.

The only module that calls `scipy.special`, whose functions are accurate to 1e-10 or better where
they are used here (tests/calibration/special_functions.py compares them with mpmath). `scipy.stats`
stays out: it costs a second to import.
"""

from __future__ import annotations

import math
import sys

import numpy as np

from noisegrade.model import FloatArray
from noisegrade.special_functions import special

__all__ = [
    "beta_cdf",
    "beta_isf",
    "beta_ppf",
    "beta_sf",
    "binom_cdf",
    "binom_critical_value",
    "binom_sf_inclusive",
    "chi2_cdf",
    "chi2_isf",
    "chi2_ppf",
    "chi2_sf",
    "clamp_finite",
    "clip_p_value",
    "clopper_pearson",
    "norm_cdf",
    "norm_from_beta",
    "norm_from_tails",
    "norm_isf",
    "norm_ppf",
    "norm_two_sided_sf",
    "t_isf",
]

_FARTHEST = 37.5  # σ: beyond it a float64 tail is 0
_NARROW = 1e-9  # relative: intervals are widened by it, far more than any quantile is off


def clip_p_value(p: float) -> float:
    """Keep a p-value within [0, 1]; what can't be computed (NaN) rejects."""
    return 0.0 if math.isnan(p) else min(1.0, max(0.0, float(p)))


def excess_over(found: float, allowance: float) -> float:
    """Return by how much a magnitude exceeds rounding may have added; NaN exceeds all."""
    return max(0.0, found - allowance) if not math.isnan(found) else math.inf


def clamp_finite(value: float) -> float:
    """Keep a statistic finite, so that every report can be written down: the largest float."""
    if math.isfinite(value):
        return float(value)
    return -sys.float_info.max if value < 0 else sys.float_info.max


def norm_cdf(x: FloatArray) -> FloatArray:
    """P(X <= x) for X ~ N(0, 1)."""
    below: FloatArray = special.ndtr(x)
    return below


def norm_two_sided_sf(distance: float) -> float:
    """P(|X| > distance) for X ~ N(0, 1)."""
    return float(special.erfc(distance / math.sqrt(2))) if distance > 0 else 1.0


def norm_isf(p: float) -> float:
    """Return the x with P(X > x) = p for X ~ N(0, 1)."""
    return -float(special.ndtri(p))


def norm_ppf(p: FloatArray) -> FloatArray:
    """Return the x with P(X <= x) = p for X ~ N(0, 1), each p in (0, 1)."""
    quantiles: FloatArray = special.ndtri(p)
    return quantiles


def norm_from_tails(below: FloatArray, above: FloatArray) -> FloatArray:
    """Return the x with these two tails of N(0, 1), from the smaller; tails of 0 give ±37.5."""
    smaller = special.ndtri(np.minimum(below, above))
    scores: FloatArray = np.where(below <= above, smaller, -smaller)
    return np.clip(scores, -_FARTHEST, _FARTHEST)


def chi2_cdf(s: float, dof: float) -> float:
    """P(S <= s) for S ~ χ² with `dof` degrees of freedom."""
    return float(special.gammainc(dof / 2, s / 2))


def chi2_sf(s: float, dof: float) -> float:
    """P(S > s) for S ~ χ² with `dof` degrees of freedom."""
    return float(special.gammaincc(dof / 2, s / 2))


def chi2_ppf(p: float, dof: float) -> float:
    """Return the s with P(S <= s) = p for S ~ χ² with `dof` degrees of freedom."""
    return 2 * float(special.gammaincinv(dof / 2, p))


def chi2_isf(p: float, dof: float) -> float:
    """Return the s with P(S > s) = p for S ~ χ² with `dof` degrees of freedom."""
    return 2 * float(special.gammainccinv(dof / 2, p))


def beta_cdf(x: FloatArray | float, a: FloatArray | float, b: float) -> FloatArray:
    """P(B <= x) for B ~ Beta(a, b)."""
    below: FloatArray = special.betainc(a, b, x)
    return below


def beta_sf(x: FloatArray | float, a: FloatArray | float, b: float) -> FloatArray:
    """P(B > x) for B ~ Beta(a, b)."""
    above: FloatArray = special.betainc(b, a, 1 - np.asarray(x))
    return above


def norm_from_beta(x: FloatArray, a: FloatArray, b: float) -> FloatArray:
    """Return the normal scores of Beta(a, b) variates: Φ⁻¹(P(B <= x)), within ±37.5.

    Each comes from the tail on its side of the mean, the other of which would be 1 in float64.
    """
    low = x * (a + b) <= a
    tails = special.betainc(np.where(low, a, b), np.where(low, b, a), np.where(low, x, 1 - x))
    scores: FloatArray = special.ndtri(tails) * np.where(low, 1, -1)
    return np.clip(scores, -_FARTHEST, _FARTHEST)


def beta_ppf(p: float, a: float, b: float) -> float:
    """Return the x with P(B <= x) = p for B ~ Beta(a, b)."""
    return float(special.betaincinv(a, b, p))


def beta_isf(p: float, a: float, b: float) -> float:
    """Return the x with P(B > x) = p for B ~ Beta(a, b)."""
    return 1 - float(special.betaincinv(b, a, p))


def t_isf(p: float, dof: int) -> float:
    """Return the t with P(T > t) = p for Student's T, p < 1/2, through T² / (dof + T²) ~ Beta."""
    odds = beta_ppf(2 * p, dof / 2, 0.5)  # dof / (dof + T²)
    return math.sqrt(dof * (1 - odds) / odds) if odds > 0 else math.inf


def binom_cdf(k: int, n: int, q: float) -> float:
    """P(K <= k) for K ~ Bin(n, q)."""
    if k >= n:
        return 1.0
    return float(special.betainc(n - k, k + 1, 1 - q)) if k >= 0 else 0.0


def binom_sf_inclusive(k: int, n: int, q: float) -> float:
    """P(K >= k) for K ~ Bin(n, q)."""
    if k <= 0:
        return 1.0
    return float(special.betainc(k, n - k + 1, q)) if k <= n else 0.0


def binom_pmf_half(k: int, n: int) -> float:
    """P(K = k) for K ~ Bin(n, ½): k heads among n fair coins."""
    log_ways = math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1)
    return math.exp(log_ways - n * math.log(2)) * (1 - _NARROW)


def binom_critical_value(n: int, q: float, *, tail: float) -> int:
    """Return the smallest k with P(K >= k) <= tail for K ~ Bin(n, q); n + 1 if there is none.

    Searched on the tail itself: inverse functions fail below 1e-16.
    """
    low, high = int(n * q), n + 1
    while low < high:
        middle = (low + high) // 2
        if binom_sf_inclusive(middle, n, q) <= tail:
            high = middle
        else:
            low = middle + 1
    return low


def clopper_pearson(k: int, n: int, *, false_fail: float) -> tuple[float, float]:
    """Interval that holds the q of Bin(n, q) but for `false_fail` (Clopper & Pearson 1934)."""
    tail = false_fail / 2
    low = beta_ppf(tail, k, n - k + 1) if k > 0 else 0.0
    high = beta_isf(tail, k + 1, n - k) if k < n else 1.0
    return low * (1 - _NARROW), min(1.0, high * (1 + _NARROW))
