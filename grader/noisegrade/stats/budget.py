"""How many draws to take, and how the error budget is split: solved, never picked by hand."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

from noisegrade.stats.autocorrelation import (
    autocorrelation_min_detectable_effect,
    autocorrelation_min_num_samples,
)
from noisegrade.stats.battery import TESTS
from noisegrade.stats.distribution import ks_min_detectable_effect, ks_min_num_samples
from noisegrade.stats.moments import (
    mean_min_detectable_effect,
    mean_min_num_samples,
    variance_min_detectable_effect,
    variance_min_num_samples,
)
from noisegrade.stats.rates import FALSE_FAIL, FALSE_PASS, STAGES

__all__ = [
    "DEFAULT_EFFECT",
    "EDGE_SHARE",
    "FALSE_FAIL",
    "FALSE_PASS",
    "SHORTEST_LINE",
    "STAGES",
    "Plan",
    "Promise",
    "plan",
]

EDGE_SHARE = 0.1  # of the error budget of an exercise
DEFAULT_EFFECT = 0.026  # of σ, as a ratio or a correlation: solves to about 309 000 draws
SHORTEST_LINE = 16  # draws along an axis for which a correlation is promised to be caught
_FIRST, _SECOND = 1 / 100, 1 / 10  # of the last stage: gross mistakes end in milliseconds
_FLOOR = 3000  # draws: fewer save no time


@dataclass(frozen=True, slots=True)
class Promise:
    """The least effect that the last stage alone misses once in a billion at most."""

    alternatives: str
    min_detectable_effect: float


@dataclass(frozen=True, slots=True)
class Plan:
    """Error budget of one test, draws of each stage, and what the last stage promises.

    `edges` is the error budget of all the edge requests of an exercise together.
    """

    per_test: float
    draws: tuple[int, int, int]
    promises: tuple[Promise, ...]
    edges: float


@lru_cache(maxsize=16)
def plan(effect: float, *, exercises: int) -> Plan:
    """Solve the draws for an effect.

    Parameters
    ----------
    effect : shift of the mean in σ, factor to σ less 1, Kolmogorov distance, and correlation of
        neighbours that must not be missed more often than FALSE_PASS; in (0, 0.5]
    exercises : how many share FALSE_FAIL

    Raises
    ------
    ValueError
        An effect outside (0, 0.5], or no exercise.
    """
    if not 0 < effect <= 0.5:  # noqa: PLR2004 - a larger effect needs no statistics
        raise ValueError(f"the effect to catch must lie above 0 and up to 0.5, not {effect:g}")
    if exercises < 1:
        raise ValueError(f"a plan needs at least one exercise, not {exercises}")
    per_test = (1 - EDGE_SHARE) * FALSE_FAIL / exercises / STAGES / TESTS
    last = max(
        _FLOOR,
        mean_min_num_samples(effect, false_fail=per_test),
        variance_min_num_samples(effect, false_fail=per_test),
        ks_min_num_samples(effect, false_fail=per_test),
        autocorrelation_min_num_samples(effect, SHORTEST_LINE, false_fail=per_test),
    )
    draws = (
        min(last, max(_FLOOR, math.ceil(_FIRST * last))),
        min(last, max(_FLOOR, math.ceil(_SECOND * last))),
        last,
    )
    return Plan(per_test, draws, _promises(last, per_test), EDGE_SHARE * FALSE_FAIL / exercises)


def _promises(n: int, per_test: float) -> tuple[Promise, ...]:
    correlation = autocorrelation_min_detectable_effect(
        n // SHORTEST_LINE, SHORTEST_LINE, false_fail=per_test
    )
    if correlation is None:
        raise AssertionError("the draws were solved so that the correlation is caught")
    return (
        Promise("Gaussian, mean off, in σ", mean_min_detectable_effect(n, false_fail=per_test)),
        Promise(
            "Gaussian, factor to σ less 1", variance_min_detectable_effect(n, false_fail=per_test)
        ),
        Promise(
            "any iid law, Kolmogorov distance", ks_min_detectable_effect(n, false_fail=per_test)
        ),
        Promise("Gaussian AR(1), correlation of neighbours", correlation),
    )
