"""The planes of RANDU: uniform numbers of which every third follows from the two before it.

RANDU gives uₖ₊₂ = 6uₖ₊₁ − 9uₖ mod 1. For independent uniform numbers, w = 9uₖ − 6uₖ₊₁ + uₖ₊₂ mod 1
is uniform whatever came before, so the w are independent: how many lie near 0 is binomial, exactly.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import lru_cache

import numpy as np

from noisegrade.model import Evidence, FloatArray, TestKind
from noisegrade.stats import distributions
from noisegrade.stats.rates import FALSE_PASS
from noisegrade.stats.sample_size import min_effect, min_samples

__all__ = ["lattice_min_detectable_effect", "lattice_min_num_samples", "lattice_test"]

_CACHED = 512
_LOOKED_AT = 1024  # draws, the first: all of RANDU's lie on the planes
_NEAR = 1 / 32  # of a plane
_DOUBT = 1 / 64  # what rounding may move w by; those that it may move further are not counted
_WEIGHTS = (9.0, -6.0, 1.0)
_MOVED = 16.0  # times as far as a uniform number, at most, is w moved by rounding
_WAYS = 3  # of turning draws into uniform numbers


def lattice_test(flat: FloatArray, *, false_fail: float, tolerance: float = 0.0) -> Evidence:
    """Test that the uniform numbers underneath the first draws are not RANDU's.

    Draws become uniform numbers through the normal CDF, or in pairs as Box and Muller's radius and
    angle, from u or 1 − u; the best of the three p-values counts threefold.

    Parameters
    ----------
    flat : array, shape (n,), in the order in which they were drawn
    false_fail : error budget of this test, in (0, 1)
    tolerance : largest rounding error of any draw
    """
    few = flat[:_LOOKED_AT]
    best, hits, triples = 1.0, 0, max(1, few.size - 2)
    for uniform, moved in _uniforms(few, tolerance):
        near, of = _near_planes(uniform, moved)
        p = distributions.binom_sf_inclusive(near, of, 2 * (_NEAR + _DOUBT)) if of else 1.0
        if p <= best:
            best, hits, triples = p, near, max(1, of)
    return Evidence(
        test="lattice",
        kind=TestKind.LATTICE,
        statistic=float(hits),
        p_value=distributions.clip_p_value(_WAYS * best),
        law="9u - 6u' + u'' mod 1 is uniform, so the count is binomial, exact",
        n=few.size,
        false_fail=false_fail,
        estimate=hits / triples,
        expected=2 * _NEAR,
        min_detectable_effect=lattice_min_detectable_effect(few.size, false_fail=false_fail),
        alternatives="a binomial number of triples near RANDU's planes, by the rate above its due",
    )


def _uniforms(few: FloatArray, tolerance: float) -> Iterator[tuple[FloatArray, FloatArray]]:
    """Yield uniform numbers, and how far rounding may have moved each."""
    yield distributions.norm_cdf(few), np.full(few.size, tolerance / 2)
    pairs = few[: few.size // 2 * 2].reshape(-1, 2)
    radius = np.hypot(pairs[:, 0], pairs[:, 1])
    angle = np.arctan2(pairs[:, 1], pairs[:, 0]) / (2 * math.pi)
    nearest = np.maximum(radius - 2 * tolerance, np.finfo(np.float64).tiny)
    turned = np.minimum(1.0, 2 * tolerance / nearest / math.pi)
    moved = np.stack([np.full(radius.size, 2 * tolerance), turned], axis=1).reshape(-1)
    above = np.exp(-radius * radius / 2)
    for uniform in (above, 1 - above):
        yield np.stack([uniform, angle], axis=1).reshape(-1), moved


def _near_planes(uniform: FloatArray, moved: FloatArray) -> tuple[int, int]:
    """Count the triples near a plane for sure, and all triples."""
    if uniform.size < len(_WEIGHTS):
        return 0, 0
    first, second, third = _WEIGHTS
    w = first * uniform[:-2] + second * uniform[1:-1] + third * uniform[2:]
    furthest = np.maximum(np.maximum(moved[:-2], moved[1:-1]), moved[2:])
    sure = _MOVED * furthest <= _DOUBT
    near = np.abs(w - np.rint(w)) <= _NEAR
    return int(np.count_nonzero(near & sure)), w.size


@lru_cache(maxsize=_CACHED)
def lattice_min_detectable_effect(
    n: int, *, false_fail: float, false_pass: float = FALSE_PASS
) -> float | None:
    """Rate of triples near a plane, above its due, that is missed by `false_pass` at most; exact.

    None where even RANDU is not caught.
    """
    triples, due = min(n, _LOOKED_AT) - 2, 2 * (_NEAR + _DOUBT)
    if triples < 1:
        return None
    most = distributions.binom_critical_value(triples, due, tail=false_fail / _WAYS)
    return min_effect(
        lambda e: distributions.binom_cdf(most - 1, triples, 2 * _NEAR + e) <= false_pass,
        high=1 - 2 * _NEAR,
    )


def lattice_min_num_samples(
    effect: float, *, false_fail: float, false_pass: float = FALSE_PASS
) -> int:
    """Draws for which `lattice_min_detectable_effect` is at most `effect`; 1024 are looked at.

    Raises
    ------
    ValueError
        A rate that 1024 draws don't show.
    """

    def enough(n: int) -> bool:
        found = lattice_min_detectable_effect(n, false_fail=false_fail, false_pass=false_pass)
        return found is not None and found <= effect

    if not enough(_LOOKED_AT):
        raise ValueError(f"the first {_LOOKED_AT} draws don't show a rate of {effect:g}")
    return min_samples(enough, guess=_LOOKED_AT // 4)
