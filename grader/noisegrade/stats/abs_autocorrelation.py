"""Neighbours along an axis: whether they are large together."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from noisegrade.model import Evidence, FloatArray, TestKind
from noisegrade.stats import distributions
from noisegrade.stats.lines import Axis, neighbours, pairs_along
from noisegrade.stats.rates import FALSE_PASS
from noisegrade.stats.sample_size import min_effect, min_samples

__all__ = [
    "abs_autocorrelation_min_detectable_effect",
    "abs_autocorrelation_min_num_samples",
    "abs_autocorrelation_test",
    "median_magnitude",
]

_CACHED = 1024


def median_magnitude(ordered: FloatArray) -> float:
    """Find the m of which half of all |z| are larger: n//2 of them, unless values repeat.

    The i lowest and n//2 − i highest are the larger half for one i; it is found by halving.
    """
    n = ordered.size
    half = n // 2
    low, high = 0, half
    while low < high:
        middle = (low + high) // 2  # is the next lowest larger than the highest that it would oust?
        if -ordered[middle] > ordered[n - half + middle]:
            low = middle + 1
        else:
            high = middle
    return float(max(-ordered[low], ordered[n - half + low - 1]))


def abs_autocorrelation_test(
    large: NDArray[np.bool_], axis: Axis, *, false_fail: float, doubtful: int = 0
) -> Evidence:
    """Test that neighbours along an axis are not large together, nor by turns.

    Which of independent draws are the larger half is a matter of shuffling n marks, half of them
    set, whatever their law. Fair coins whose count happens to be k are such marks too, and whether
    neighbours agree in fair coins is binomial; so the binomial p-value over P(k) is a bound. The
    price is a factor of √(πn/2), or a tenth of the effect; it buys a test that knows neither σ nor
    the shape of the law.

    Parameters
    ----------
    large : array of any shape: |z| > median_magnitude
    axis : along which neighbours are paired
    false_fail : error budget of this test, in (0, 1)
    doubtful : number of draws so near the median that rounding may decide; each is in two pairs
    """
    n, pairs = large.size, pairs_along(large.shape, axis)
    differ = sum(int(np.count_nonzero(a != b)) for a, b in neighbours(large, axis))
    agree, moved = pairs - differ, 2 * doubtful
    fewest_, most = max(0, agree - moved), min(pairs, agree + moved)
    too_many = distributions.binom_sf_inclusive(fewest_, pairs, 0.5)
    too_few = distributions.binom_cdf(most, pairs, 0.5)
    chance = distributions.binom_pmf_half(int(np.count_nonzero(large)), n)
    p = 2 * min(too_many, too_few) / chance if chance > 0 else 1.0
    low, _ = distributions.clopper_pearson(fewest_, pairs, false_fail=false_fail)
    _, high = distributions.clopper_pearson(most, pairs, false_fail=false_fail)
    return Evidence(
        test=f"magnitudes along {axis.name}",
        kind=TestKind.ABS_AUTOCORRELATION,
        axis=axis.name,
        statistic=float(agree),
        p_value=distributions.clip_p_value(p),
        law="agreements of fair coins are binomial; bound for shuffled marks",
        n=n,
        false_fail=false_fail,
        estimate=agree / pairs,
        interval=(low, high),
        expected=0.5,
        min_detectable_effect=abs_autocorrelation_min_detectable_effect(
            n, pairs, false_fail=false_fail
        ),
        alternatives="a binomial number of agreements, by how far it is from even",
    )


def abs_autocorrelation_min_detectable_effect(
    n: int, pairs: int, *, false_fail: float, false_pass: float = FALSE_PASS
) -> float | None:
    """Distance from ½ of the agreements' rate that is missed by `false_pass` at most.

    Exact where the number of agreements is binomial and half of the marks are set; None if none is
    caught.
    """
    return _magnitudes_effect(n, pairs, false_fail, false_pass)


@lru_cache(maxsize=_CACHED)
def _magnitudes_effect(n: int, pairs: int, false_fail: float, false_pass: float) -> float | None:
    most = distributions.binom_critical_value(
        pairs, 0.5, tail=false_fail / 2 * distributions.binom_pmf_half(n // 2, n)
    )
    return min_effect(
        lambda e: distributions.binom_cdf(most - 1, pairs, 0.5 + e) <= false_pass, high=0.5
    )


def abs_autocorrelation_min_num_samples(
    effect: float, length: int, *, false_fail: float, false_pass: float = FALSE_PASS
) -> int:
    """Draws, in lines of `length`, of which an effect is caught, but for the steps of a count."""

    def enough(lines: int) -> bool:
        found = _magnitudes_effect(lines * length, lines * (length - 1), false_fail, false_pass)
        return found is not None and found <= effect

    return length * min_samples(enough)
