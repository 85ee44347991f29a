"""The largest |z|: neither too far out, nor too near."""

from __future__ import annotations

import math
from functools import lru_cache

from noisegrade.model import Evidence, FloatArray, TestKind
from noisegrade.stats import distributions
from noisegrade.stats.rates import FALSE_PASS

__all__ = [
    "extreme_value_min_detectable_effect",
    "extreme_value_min_num_samples",
    "extreme_value_test",
    "small_maximum_min_detectable_effect",
    "small_maximum_min_num_samples",
    "small_maximum_test",
]

_CACHED = 512


def extreme_value_test(
    ordered: FloatArray, *, false_fail: float, tolerance: float = 0.0
) -> Evidence:
    """Test that no draw lies too far out: the law of the largest |z| is exact.

    P(max >= m) = 1 − (1 − P(|X| > m))ⁿ. Parameters as `distribution.ks_test`.
    """
    n = ordered.size
    found = _maximum(ordered)
    q = distributions.norm_two_sided_sf(found - tolerance)
    p = -math.expm1(n * math.log1p(-q)) if q < 1 else 1.0
    effect, border = _maximum_effect(n, false_fail, FALSE_PASS)
    return Evidence(
        test="maximum",
        kind=TestKind.MAXIMUM,
        statistic=found,
        p_value=distributions.clip_p_value(p),
        law="the largest of n independent |N(0, 1)|, exact",
        n=n,
        false_fail=false_fail,
        estimate=found,
        expected=_typical_maximum(n),
        min_detectable_effect=effect,
        alternatives=f"any iid law, by its mass beyond {border:.1f} sigma",
    )


@lru_cache(maxsize=_CACHED)
def _typical_maximum(n: int) -> float:
    return _distance_with_tail(-math.expm1(math.log(0.5) / n))


def _distance_with_tail(mass: float) -> float:
    return max(0.0, distributions.norm_isf(mass / 2))


def extreme_value_min_detectable_effect(
    n: int, *, false_fail: float, false_pass: float = FALSE_PASS
) -> float:
    """Return the mass beyond the border of rejection: one draw there is nearly sure."""
    return _maximum_effect(n, false_fail, false_pass)[0]


@lru_cache(maxsize=_CACHED)
def _maximum_effect(n: int, false_fail: float, false_pass: float) -> tuple[float, float]:
    border = _distance_with_tail(-math.expm1(math.log1p(-false_fail) / n))
    return -math.expm1(math.log(false_pass) / n), border


def extreme_value_min_num_samples(
    effect: float, *, false_fail: float, false_pass: float = FALSE_PASS
) -> int:
    """Return the draws that `effect` needs; `false_fail` moves the border."""
    del false_fail
    return math.ceil(math.log(false_pass) / math.log1p(-effect))


def _maximum(ordered: FloatArray) -> float:
    return max(float(ordered[-1]), -float(ordered[0]))


def small_maximum_test(
    ordered: FloatArray, *, false_fail: float, tolerance: float = 0.0, hidden: float = 0.0
) -> Evidence:
    """Test that some draw lies far enough out: draws that are cut off or clipped have none.

    P(max <= m) = (1 − P(|X| > m))ⁿ, exactly. Parameters as `distribution.tail_count_test`.
    """
    n, found = ordered.size, _maximum(ordered)
    q = max(0.0, distributions.norm_two_sided_sf(found + tolerance) - hidden)
    p = math.exp(n * math.log1p(-q)) if q < 1 else 0.0
    effect = small_maximum_min_detectable_effect(n, false_fail=false_fail) + hidden
    cut = _distance_with_tail(effect) - 2 * tolerance
    return Evidence(
        test="maximum too small",
        kind=TestKind.SMALL_MAXIMUM,
        statistic=found,
        p_value=distributions.clip_p_value(p),
        law="the largest of n independent |N(0, 1)|, exact",
        n=n,
        false_fail=false_fail,
        estimate=found,
        expected=_typical_maximum(n),
        min_detectable_effect=distributions.norm_two_sided_sf(cut),
        alternatives=f"any law that ends within {cut:.2f} sigma, by the bell's mass beyond its end;"
        " always caught",
    )


@lru_cache(maxsize=_CACHED)
def small_maximum_min_detectable_effect(
    n: int, *, false_fail: float, false_pass: float = FALSE_PASS
) -> float:
    """Mass of N(0, 1) beyond the end of a law that is always caught: none of its draws is there."""
    del false_pass  # it is 0
    return -math.expm1(math.log(false_fail) / n)


def small_maximum_min_num_samples(
    effect: float, *, false_fail: float, false_pass: float = FALSE_PASS
) -> int:
    """Draws for which `small_maximum_min_detectable_effect` is at most `effect`."""
    del false_pass
    return math.ceil(math.log(false_fail) / math.log1p(-effect))
