"""The chance that one test misses an effect in all stages, where its statistic's law is known.

Stages judge fresh draws, so what is missed in all of them is missed with the product of the
chances. Rounding may move what is judged by `tolerance`, and the test forgives as much: both are
taken off. Other tests can only add to the chance of being caught.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from noisegrade.stats import chernoff, distributions
from noisegrade.verify.power.power_values import Design

__all__ = [
    "ks_miss_probability",
    "lag1_miss_probability",
    "mean_miss_probability",
    "variance_miss_probability",
]

_DENSEST = 1 / math.sqrt(2 * math.pi)  # of N(0, 1): what rounding moves a CDF by
_ROUNDED = 6.0  # tolerances that r may lose in all, see `stats.dependence`


def mean_miss_probability(shift: float, design: Design) -> float:
    """Chance that N(shift, 1) draws pass the test of the mean: √n·mean is N(√n·shift, 1)."""
    quantile = distributions.norm_isf(design.false_fail / 2)
    missed = 1.0
    for n in _sizes(design):
        root = math.sqrt(n)
        border = quantile + 2 * design.tolerance * root
        missed *= _normal_between(-border - root * shift, border - root * shift)
    return missed


def _normal_between(low: float, high: float) -> float:
    """P(low < X < high) for X ~ N(0, 1), exact in either tail."""
    if low > 0 or high < 0:
        low, high = sorted((abs(low), abs(high)))
        return (distributions.norm_two_sided_sf(low) - distributions.norm_two_sided_sf(high)) / 2
    return 1 - (distributions.norm_two_sided_sf(-low) + distributions.norm_two_sided_sf(high)) / 2


def variance_miss_probability(factor: float, design: Design) -> float:
    """Chance that N(μ, factor²) draws pass the test of the spread: Σ(z − mean)² is factor²·χ²."""
    missed = 1.0
    for n in _sizes(design):
        dof, moved = n - 1, 2 * design.tolerance * math.sqrt(n)
        low = distributions.chi2_ppf(design.false_fail / 2, dof)
        high = distributions.chi2_isf(design.false_fail / 2, dof)
        low = (max(0.0, math.sqrt(low) - moved) / factor) ** 2
        high = ((math.sqrt(high) + moved) / factor) ** 2
        if factor > 1:
            missed *= distributions.chi2_cdf(high, dof) - distributions.chi2_cdf(low, dof)
        else:
            missed *= distributions.chi2_sf(low, dof) - distributions.chi2_sf(high, dof)
    return missed


def ks_miss_probability(distance: float, design: Design) -> float:
    """Bound the chance that draws of any iid law, at this Kolmogorov distance, pass.

    Where the CDF is off most, the share of draws below is binomial: Hoeffding, one side.
    """
    missed = 1.0
    for n in _sizes(design):
        border = math.sqrt(math.log(2 / design.false_fail) / (2 * n))
        over = distance - border - 2 * _DENSEST * design.tolerance
        missed *= math.exp(-2 * n * over * over) if over > 0 else 1.0
    return missed


def lag1_miss_probability(rho: float, axis: int, design: Design) -> float:
    """Bound the chance that Gaussian AR(1) lines along an axis pass: Chernoff, exact determinants.

    The same holds for −rho.
    """
    missed = 1.0
    for shape, n in zip(design.shapes, _sizes(design), strict=True):
        length = shape[axis]
        lines = n // length
        below = chernoff.threshold(lines, length, tail=design.false_fail / 2)
        below += _ROUNDED * design.tolerance
        missed *= math.exp(chernoff.ar1_log_missed(rho, lines, length, below=below))
    return missed


def _sizes(design: Design) -> Iterator[int]:
    return map(math.prod, design.shapes)
