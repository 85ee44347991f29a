"""The chance that one test misses an effect in all stages, where its statistic's law is known.

Stages judge fresh draws, so what is missed in all of them is missed with the product of the
chances. Rounding may move what is judged by `slack`, and the test forgives as much: both are taken
off. Other tests can only add to the chance of being caught.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from noisegrade.power.values import Design
from noisegrade.stats import chernoff, laws

__all__ = ["correlation_missed", "distance_missed", "mean_missed", "spread_missed"]

_DENSEST = 1 / math.sqrt(2 * math.pi)  # of N(0, 1): what rounding moves a CDF by
_ROUNDED = 6.0  # slacks that r may lose in all, see `stats.dependence`


def mean_missed(shift: float, design: Design) -> float:
    """Chance that N(shift, 1) draws pass the test of the mean: √n·mean is N(√n·shift, 1)."""
    quantile = laws.normal_quantile_above(design.false_fail / 2)
    missed = 1.0
    for n in _sizes(design):
        root = math.sqrt(n)
        border = quantile + 2 * design.slack * root
        missed *= _normal_between(-border - root * shift, border - root * shift)
    return missed


def _normal_between(low: float, high: float) -> float:
    """P(low < X < high) for X ~ N(0, 1), exact in either tail."""
    if low > 0 or high < 0:
        low, high = sorted((abs(low), abs(high)))
        return (laws.normal_beyond(low) - laws.normal_beyond(high)) / 2
    return 1 - (laws.normal_beyond(-low) + laws.normal_beyond(high)) / 2


def spread_missed(factor: float, design: Design) -> float:
    """Chance that N(μ, factor²) draws pass the test of the spread: Σ(z − mean)² is factor²·χ²."""
    missed = 1.0
    for n in _sizes(design):
        dof, moved = n - 1, 2 * design.slack * math.sqrt(n)
        low = laws.chi_square_quantile_below(design.false_fail / 2, dof)
        high = laws.chi_square_quantile_above(design.false_fail / 2, dof)
        low = (max(0.0, math.sqrt(low) - moved) / factor) ** 2
        high = ((math.sqrt(high) + moved) / factor) ** 2
        if factor > 1:
            missed *= laws.chi_square_below(high, dof) - laws.chi_square_below(low, dof)
        else:
            missed *= laws.chi_square_above(low, dof) - laws.chi_square_above(high, dof)
    return missed


def distance_missed(distance: float, design: Design) -> float:
    """Bound the chance that draws of any iid law, at this Kolmogorov distance, pass.

    Where the CDF is off most, the share of draws below is binomial: Hoeffding, one side.
    """
    missed = 1.0
    for n in _sizes(design):
        border = math.sqrt(math.log(2 / design.false_fail) / (2 * n))
        over = distance - border - 2 * _DENSEST * design.slack
        missed *= math.exp(-2 * n * over * over) if over > 0 else 1.0
    return missed


def correlation_missed(rho: float, axis: int, design: Design) -> float:
    """Bound the chance that Gaussian AR(1) lines along an axis pass: Chernoff, exact determinants.

    The same holds for −rho.
    """
    missed = 1.0
    for shape, n in zip(design.shapes, _sizes(design), strict=True):
        length = shape[axis]
        lines = n // length
        below = chernoff.threshold(lines, length, tail=design.false_fail / 2)
        below += _ROUNDED * design.slack
        missed *= math.exp(chernoff.ar1_log_missed(rho, lines, length, below=below))
    return missed


def _sizes(design: Design) -> Iterator[int]:
    return map(math.prod, design.shapes)
