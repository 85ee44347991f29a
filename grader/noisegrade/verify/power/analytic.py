"""Bounds of the chance that a grading misses an effect, where the law of a statistic is known.

What is missed passes the first look, and is then accepted early or not rejected at the last look.
The first look's draws are in no later sample, so its chance is a factor. The later looks share
draws, so their chances are added: the union bound. Rounding may move what is judged by `tolerance`,
and the tests forgive as much: both are taken off. Other tests can only add to the chance of being
caught.
"""

from __future__ import annotations

import math
from collections.abc import Callable

from noisegrade.stats import acceptance, chernoff, distributions
from noisegrade.stats.budget import Look
from noisegrade.stats.distribution import DENSEST
from noisegrade.verify.design import Design

__all__ = [
    "ks_miss_probability",
    "lag1_miss_probability",
    "mean_miss_probability",
    "variance_miss_probability",
]

_ROUNDED = 6.0  # tolerances that r may lose in all, see `stats.dependence`

Shape = tuple[int, ...]


def _missed(
    design: Design,
    unrejected: Callable[[Shape], float],
    accepted: Callable[[Shape, Look], float],
) -> float:
    first, *early, last = zip(design.shapes, design.looks, strict=True)
    later = unrejected(last[0]) + sum(accepted(shape, look) for shape, look in early)
    return unrejected(first[0]) * min(1.0, later)


def mean_miss_probability(shift: float, design: Design) -> float:
    """Chance that N(shift, 1) draws pass: √n·mean is N(√n·shift, 1)."""
    quantile = distributions.norm_isf(design.false_fail / 2)
    effect, *_ = _promised(design)

    def within(border: float, n: int) -> float:
        root = math.sqrt(n)
        return _normal_between(root * (-border - shift), root * (border - shift))

    def unrejected(shape: Shape) -> float:
        n = math.prod(shape)
        return within(quantile / math.sqrt(n) + 2 * design.tolerance, n)

    def accepted(shape: Shape, look: Look) -> float:
        n, moved = math.prod(shape), design.tolerance
        most = acceptance.mean_acceptance(n, effect, false_pass=look.false_pass, tolerance=moved)
        return within(most + moved, n) if most >= 0 else 0.0

    return _missed(design, unrejected, accepted)


def _promised(design: Design) -> tuple[float, float, float]:
    """Return the effects of mean, σ and distance whose acceptance regions the looks have."""
    mean, spread, distance, _ = (one.min_detectable_effect for one in design.plan.promises)
    return mean, spread, distance


def _normal_between(low: float, high: float) -> float:
    """P(low < X < high) for X ~ N(0, 1), exact in either tail."""
    if low > 0 or high < 0:
        low, high = sorted((abs(low), abs(high)))
        return (distributions.norm_two_sided_sf(low) - distributions.norm_two_sided_sf(high)) / 2
    return 1 - (distributions.norm_two_sided_sf(-low) + distributions.norm_two_sided_sf(high)) / 2


def variance_miss_probability(factor: float, design: Design) -> float:
    """Chance that N(μ, factor²) draws pass: Σ(z − mean)² is factor²·χ²."""
    _, effect, _ = _promised(design)

    def within(low: float, high: float, n: int, moved: float) -> float:
        """Look between the ends of Σ(z − mean)², its root being moved by so much at most."""
        least = (max(0.0, math.sqrt(low) - moved) / factor) ** 2
        return _chi2_between(least, ((math.sqrt(high) + moved) / factor) ** 2, n - 1)

    def unrejected(shape: Shape) -> float:
        n, tail = math.prod(shape), design.false_fail / 2
        low, high = distributions.chi2_ppf(tail, n - 1), distributions.chi2_isf(tail, n - 1)
        return within(low, high, n, 2 * design.tolerance * math.sqrt(n))

    def accepted(shape: Shape, look: Look) -> float:
        n, moved = math.prod(shape), design.tolerance
        low, high = acceptance.variance_acceptance(
            n, effect, false_pass=look.false_pass, tolerance=moved
        )
        return within(low, high, n, moved * math.sqrt(n)) if low <= high else 0.0

    return _missed(design, unrejected, accepted)


def _chi2_between(low: float, high: float, dof: int) -> float:
    """P(low < S < high) for S ~ χ², exact in either tail."""
    if high < dof:
        return distributions.chi2_cdf(high, dof) - distributions.chi2_cdf(low, dof)
    return distributions.chi2_sf(low, dof) - distributions.chi2_sf(high, dof)


def ks_miss_probability(distance: float, design: Design) -> float:
    """Bound the chance that draws of any iid law, at this Kolmogorov distance, pass.

    Where the CDF is off most, the share of draws below is binomial: Hoeffding, one side.
    """
    *_, effect = _promised(design)
    moved = DENSEST * design.tolerance

    def within(border: float, n: int) -> float:
        over = distance - border
        return math.exp(-2 * n * over * over) if over > 0 else 1.0

    def unrejected(shape: Shape) -> float:
        n = math.prod(shape)
        return within(math.sqrt(math.log(2 / design.false_fail) / (2 * n)) + 2 * moved, n)

    def accepted(shape: Shape, look: Look) -> float:
        n = math.prod(shape)
        most = acceptance.ks_acceptance(
            n, effect, false_pass=look.false_pass, tolerance=design.tolerance
        )
        return within(most + moved, n) if most >= 0 else 0.0

    return _missed(design, unrejected, accepted)


def lag1_miss_probability(rho: float, axis: int, design: Design) -> float:
    """Bound the chance that Gaussian AR(1) lines along an axis pass: Chernoff, exact determinants.

    The same holds for −rho. What rounding may take from r is taken off the acceptance region.
    """

    def within(border: float, shape: Shape) -> float:
        length = shape[axis]
        lines = math.prod(shape) // length
        return math.exp(chernoff.ar1_log_missed(rho, lines, length, below=border))

    def unrejected(shape: Shape) -> float:
        length = shape[axis]
        lines = math.prod(shape) // length
        border = chernoff.threshold(lines, length, tail=design.false_fail / 2)
        return within(border + _ROUNDED * design.tolerance, shape)

    def accepted(shape: Shape, look: Look) -> float:
        length = shape[axis]
        most = acceptance.autocorrelation_acceptance(
            math.prod(shape) // length,
            length,
            design.plan.correlation(length),
            false_pass=look.false_pass,
        )
        return within(most, shape) if most >= 0 else 0.0

    return _missed(design, unrejected, accepted)
