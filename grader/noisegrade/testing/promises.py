"""What is surely caught, for the distribution that was asked for."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from noisegrade.errors import DeclarationError
from noisegrade.exercise.frozen import Frozen
from noisegrade.exercise.targets import Normal
from noisegrade.model import FloatArray
from noisegrade.stats.budget import Plan, Promise
from noisegrade.stats.distribution import DENSEST
from noisegrade.stats.sample_size import min_effect
from noisegrade.testing.asked import Asked, Single

__all__ = ["for_two_samplers", "promises_of"]

_GRID = 2001  # quantiles between which the distance of two distribution functions is sought
_COARSEST = 1 / 20  # of the effect: coarser rounding would hide too much of it
_ROUNDED = (2.0, 4.0, 2 * DENSEST, 6.0)  # tolerances: taken from a statistic, and forgiven it again
_MOST = 10.0  # σ, or a factor: a larger effect is not worth a promise


def promises_of(plan: Plan, asked: Asked, distribution: object) -> tuple[Promise, ...]:
    """Return the classes of wrong samplers that a plan promises to catch.

    Where F is continuous, Φ⁻¹(F(x)) has the Kolmogorov distance from N(0, 1) that x has from F.
    Where it is not, the judge's uniform number spreads each value evenly, so that the distance is
    largest at the ends of the values' intervals: it is the same again. So every distribution
    inherits the promise on independent draws. What it means for a shift, a factor or a single value
    is computed from F. What rounding may hide is added.

    Raises
    ------
    DeclarationError
        Where rounding to float32 may hide much of the effect.
    """
    if asked.tolerance > _COARSEST * plan.effect:
        raise DeclarationError(
            f"{asked.text}: rounding to float32 may move a draw by {asked.tolerance:.2g} σ, which "
            f"hides an effect of {plan.effect:g}. Assert on the draws less their mean instead."
        )
    rounded = tuple(
        replace(one, min_detectable_effect=one.min_detectable_effect + each * asked.tolerance)
        for one, each in zip(plan.promises, _ROUNDED, strict=True)
    )
    if isinstance(asked, Single) and isinstance(asked.target, Normal):
        return rounded
    distance, correlation = (one.min_detectable_effect for one in rounded[2:])
    if not isinstance(asked, Single):
        between = (
            Promise(
                "independent vectors, Kolmogorov distance of an entry's normal scores", distance
            ),
            Promise("scores Gaussian AR(1) from vector to vector, correlation", correlation),
        )
        if asked.entries < 2:  # noqa: PLR2004 - a single entry has no neighbour
            return between
        along = plan.correlation(asked.entries) + _ROUNDED[3] * asked.tolerance
        within = Promise("scores Gaussian AR(1) from entry to entry, correlation", along)
        return *between, within
    any_law = Promise("any independent draws, Kolmogorov distance", distance)
    if asked.target.whole:
        single = Promise("independent draws, probability of any one value, off by", 2 * distance)
        return any_law, single
    if not hasattr(distribution, "pdf"):
        return (any_law,)
    copula = Promise(
        "draws with a Gaussian AR(1) copula, correlation of neighbours' normal scores", correlation
    )
    return any_law, *_moved(distribution, distance), copula


def for_two_samplers(plan: Plan) -> tuple[Promise, ...]:
    """Return the Kolmogorov distance between two samplers that is surely caught.

    Let A and B be the shares of the two samples up to a value where their distribution functions
    are d apart. Of the first sampler's normal scores, the share A lies below the normal number
    whose rank the value has. Φ of that number is within e of (A + B)/2 where 2n normal numbers are
    nowhere farther than e from N(0, 1), so the first sampler's D is at least |A − B|/2 − e. A look
    accepts where D <= c: the difference is missed only if |A − B| <= 2(c + e), or else if the
    normal numbers stray farther than e. The first has probability exp(−n·s²) at most for
    d = 2(c + e) + s (Hoeffding 1963), the second 2·exp(−4n·e²) (Massart 1990); each may spend half
    of what the look may.
    """
    worst = 0.0
    for look in plan.looks:
        last = look is plan.looks[-1]
        spent = plan.false_pass / 2 if last else look.false_pass
        if not spent:
            continue
        n = look.draws
        if last:
            border = math.sqrt(math.log(4 / plan.per_test) / (2 * n))
        else:
            border = plan.promises[2].min_detectable_effect - math.sqrt(-math.log(spent) / (2 * n))
        normal = math.sqrt(math.log(4 / spent) / (4 * n))
        shares = math.sqrt(math.log(2 / spent) / n)
        worst = max(worst, 2 * (border + normal) + shares)
    return (Promise("two samplers of independent draws, Kolmogorov distance between them", worst),)


def _moved(frozen: object, distance: float) -> list[Promise]:
    """Find the shift, in σ, and the factor about the median whose distance is what is caught."""
    found = []
    for text, moved in (("shifted, in σ", _shifted), ("stretched, factor less 1", _stretched)):
        effect = min_effect(_reaches(frozen, moved, distance), high=_MOST)
        if effect is not None:
            found.append(Promise(f"independent draws, {text}", effect))
    return found


def _reaches(
    frozen: object, moved: Callable[[Frozen, FloatArray, float], FloatArray], distance: float
) -> Callable[[float], bool]:
    """Tell of an effect whether it moves the distribution function by `distance` somewhere."""
    law: Frozen = frozen  # type: ignore[assignment]
    shares = (np.arange(_GRID) + 0.5) / _GRID
    x = np.asarray(law.ppf(shares))

    def reached(effect: float) -> bool:
        below = np.asarray(law.cdf(moved(law, x, effect)))
        return bool(np.abs(below - shares).max() >= distance)

    return reached


def _shifted(law: Frozen, x: FloatArray, effect: float) -> FloatArray:
    return np.asarray(x - effect * law.std())


def _stretched(law: Frozen, x: FloatArray, effect: float) -> FloatArray:
    median = law.ppf(0.5)
    return np.asarray(median + (x - median) / (1 + effect))
