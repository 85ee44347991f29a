"""Skew and kurtosis, by the mean score of draws clipped at 4 σ."""

from __future__ import annotations

import math
from functools import lru_cache, partial

from noisegrade.model import Evidence, TestKind
from noisegrade.stats import distributions, hermite
from noisegrade.stats.hermite import Powers
from noisegrade.stats.rates import FALSE_PASS
from noisegrade.stats.sample_size import min_effect, min_samples

__all__ = [
    "kurtosis_min_detectable_effect",
    "kurtosis_min_num_samples",
    "kurtosis_test",
    "skew_min_detectable_effect",
    "skew_min_num_samples",
    "skew_test",
]

_CACHED = 512
_LAW = "Chernoff bound with the exact generating function of clipped N(0, 1) scores"
_ALTERNATIVES = "any iid law, by the mean of its clipped score"


def skew_test(powers: Powers, *, false_fail: float, tolerance: float = 0.0) -> Evidence:
    """Test that the third moment of independent N(0, 1) draws is 0.

    The statistic is the mean of x³ − 3x over draws clipped at ±4. See `_score_test`.

    Parameters
    ----------
    powers : of the draws, see `scores.clipped_powers`
    false_fail : error budget of this test, in (0, 1)
    tolerance : largest rounding error of any draw
    """
    return _score_test("skew", powers, false_fail=false_fail, tolerance=tolerance)


def kurtosis_test(powers: Powers, *, false_fail: float, tolerance: float = 0.0) -> Evidence:
    """Test the fourth moment of independent N(0, 1) draws.

    The statistic is the mean of x⁴ − 6x² + 3 over draws clipped at ±4. Parameters as `skew_test`.
    """
    return _score_test("kurtosis", powers, false_fail=false_fail, tolerance=tolerance)


def skew_min_detectable_effect(
    n: int, *, false_fail: float, false_pass: float = FALSE_PASS
) -> float | None:
    """Mean score, from the expected one, that `skew_test` misses by `false_pass` at most.

    For any iid law: the score is bounded, so the miss is bounded by Hoeffding (1963), theorem 1.
    """
    return _min_detectable_effect("skew", n, false_fail, false_pass)


def kurtosis_min_detectable_effect(
    n: int, *, false_fail: float, false_pass: float = FALSE_PASS
) -> float | None:
    """Mean score, from the expected one, that `kurtosis_test` misses by `false_pass` at most.

    For any iid law whose score is too high; one whose score is too low is caught at less.
    """
    return _min_detectable_effect("kurtosis", n, false_fail, false_pass)


def skew_min_num_samples(
    effect: float, *, false_fail: float, false_pass: float = FALSE_PASS
) -> int:
    """Draws for which `skew_min_detectable_effect` is at most `effect`."""
    return _draws_needed("skew", effect, false_fail, false_pass)


def kurtosis_min_num_samples(
    effect: float, *, false_fail: float, false_pass: float = FALSE_PASS
) -> int:
    """Draws for which `kurtosis_min_detectable_effect` is at most `effect`."""
    return _draws_needed("kurtosis", effect, false_fail, false_pass)


def _draws_needed(name: str, effect: float, false_fail: float, false_pass: float) -> int:
    def enough(n: int) -> bool:
        found = _min_detectable_effect(name, n, false_fail, false_pass)
        return found is not None and found <= effect

    return min_samples(enough)


def _score_test(name: str, powers: Powers, *, false_fail: float, tolerance: float) -> Evidence:
    """Test that the mean score is the expected one.

    Chernoff's bound on either side, so two of them; a draw that rounding moves by `tolerance` moves
    its score by `steepness`·tolerance at most. The interval is Maurer and Pontil's (2009, theorem
    4): it holds for any iid law.
    """
    score, n = hermite.hermite(name), powers.n
    mean, variance = hermite.mean_and_variance(score, powers)
    off = mean - score.expected
    allowed = score.steepness * tolerance
    p = 2 * hermite.tail(score, math.copysign(distributions.excess_over(abs(off), allowed), off), n)
    low, high = score.reach
    half = _empirical_bernstein(variance, high - low, n, false_fail) + allowed
    return Evidence(
        test=name,
        kind=TestKind(name),
        statistic=off * math.sqrt(n) / score.std,
        p_value=distributions.clip_p_value(p),
        law=_LAW,
        n=n,
        false_fail=false_fail,
        estimate=mean,
        interval=(mean - half, mean + half),
        expected=score.expected,
        promise=partial(_promise, name, n, false_fail, allowed),
        alternatives=_ALTERNATIVES,
    )


def _promise(name: str, n: int, false_fail: float, allowed: float) -> float | None:
    effect = _min_detectable_effect(name, n, false_fail, FALSE_PASS)
    return None if effect is None else effect + 2 * allowed


@lru_cache(maxsize=_CACHED)
def _min_detectable_effect(name: str, n: int, false_fail: float, false_pass: float) -> float | None:
    score = hermite.hermite(name)
    effects = [
        _bounded_min_detectable_effect(
            hermite.threshold(score, n, side, tail=false_fail / 2), ends, n, false_pass
        )
        for side, ends in ((1, score.reach), (-1, (-score.reach[1], -score.reach[0])))
    ]
    found = [effect for effect in effects if effect is not None]
    return max(found) if found else None


def _bounded_min_detectable_effect(
    threshold: float, reach: tuple[float, float], n: int, false_pass: float
) -> float | None:
    """Least mean of scores within `reach` whose average stays below `threshold` that seldom."""
    low, high = reach
    needed = math.log(1 / false_pass) / n
    at = (threshold - low) / (high - low)

    def caught(mean: float) -> bool:
        q = (mean - low) / (high - low)
        return at < q and _bernoulli_divergence(at, q) >= needed

    return min_effect(caught, high=high * (1 - 1e-12))


def _bernoulli_divergence(p: float, q: float) -> float:
    return p * math.log(p / q) + (1 - p) * math.log((1 - p) / (1 - q))


def _empirical_bernstein(variance: float, width: float, n: int, false_fail: float) -> float:
    """Half-width around a mean of n iid values from an interval of this width."""
    if n < 2:  # noqa: PLR2004 - one draw has no variance
        return width
    log = math.log(4 / false_fail)
    unbiased = variance * n / (n - 1)
    return math.sqrt(2 * unbiased * log / n) + 7 * width * log / (3 * (n - 1))
