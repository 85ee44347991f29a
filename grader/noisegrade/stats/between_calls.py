"""Between calls, rows, …: means and energies must scatter as much as chance makes them, no less.

Both laws are free of the mean and of σ: a learner whose spread is wrong hears of the spread alone.
"""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np

from noisegrade.model import Evidence, FloatArray, TestKind
from noisegrade.stats import distributions
from noisegrade.stats.rates import FALSE_PASS
from noisegrade.stats.sample_size import min_samples

__all__ = [
    "Calls",
    "between_call_means_min_detectable_effect",
    "between_call_means_min_num_samples",
    "between_call_means_test",
    "between_call_variances_min_detectable_effect",
    "between_call_variances_min_num_samples",
    "between_call_variances_test",
    "call_moments",
]

_CACHED = 512

Calls = tuple[FloatArray, FloatArray]  # mean of each call; energy of each around its own mean


def call_moments(z: FloatArray) -> Calls:
    """Mean and energy Σ(z − mean)² of every call; z has shape (calls, draws)."""
    means = z.mean(axis=1)
    energies = np.einsum("ij,ij->i", z, z) - z.shape[1] * means * means
    return means, np.maximum(energies, 0.0)


def between_call_means_test(
    calls: Calls, draws: int, *, false_fail: float, tolerance: float = 0.0, axis: str = "call"
) -> Evidence:
    """Test that the means of calls, or of rows along another axis, scatter as those of chance do.

    With V = m·Σ(x̄ⱼ − x̄)² and W the energy within calls, V/(V + W) is Beta((J − 1)/2, J(m − 1)/2),
    exactly. Both sides count: means that all are 0 were made so. Rounding moves √V and √W by
    tolerance·√n at most. The interval holds the ratio of the variance between calls to what it
    should be, exactly for Gaussian means.

    Parameters
    ----------
    calls : see `totals`
    draws : m, in each call; at least 2
    false_fail : error budget of this test, in (0, 1)
    tolerance : largest rounding error of any draw
    axis : along which calls follow each other, or else rows, columns, …
    """
    means, energies = calls
    count = means.size
    n = count * draws
    off = means - means.mean()
    between, within = draws * float((off * off).sum()), float(energies.sum())
    moved = tolerance * math.sqrt(n)
    least = _share(_squeezed(between, -moved), _squeezed(within, moved))
    most = _share(_squeezed(between, moved), _squeezed(within, -moved))
    a, b = (count - 1) / 2, count * (draws - 1) / 2
    below, above = (
        float(distributions.beta_cdf(most, a, b)),
        float(distributions.beta_sf(least, a, b)),
    )
    each = within / (2 * b)  # 0 also where it is too small for a float64
    ratio = between / (count - 1) / each if each > 0 else math.inf
    low, high = _ratio_quantiles(count, draws, false_fail / 2)
    ends = _odds(least) * b / a / high, _odds(most) * b / a / low
    return Evidence(
        test="means" if axis == "call" else f"means along {axis}",
        kind=TestKind.GROUP_MEANS,
        axis=axis,
        statistic=distributions.clamp_finite(ratio),
        p_value=distributions.clip_p_value(2 * min(below, above)),
        law="variance between calls over variance within is F, exact",
        n=n,
        false_fail=false_fail,
        estimate=distributions.clamp_finite(ratio),
        interval=ends if math.isfinite(ends[1]) else None,
        expected=1.0,
        min_detectable_effect=between_call_means_min_detectable_effect(
            count, draws, false_fail=false_fail
        ),
        alternatives="Gaussian call means, sigma between calls off by this factor - 1",
    )


def _squeezed(square: float, moved: float) -> float:
    root = max(0.0, math.sqrt(square) + moved)
    return root * root


def _share(part: float, rest: float) -> float:
    return part / (part + rest) if part > 0 else 0.0


def _odds(share: float) -> float:
    return share / (1 - share) if share < 1 else math.inf


@lru_cache(maxsize=_CACHED)
def _ratio_quantiles(count: int, draws: int, tail: float) -> tuple[float, float]:
    """Quantiles of F with (J − 1, J(m − 1)) degrees of freedom, a little outside."""
    a, b = (count - 1) / 2, count * (draws - 1) / 2
    low = _odds(distributions.beta_ppf(tail, a, b)) * b / a
    high = _odds(distributions.beta_isf(tail, a, b)) * b / a
    return low * (1 - 1e-9), high * (1 + 1e-9)


@lru_cache(maxsize=_CACHED)
def between_call_means_min_detectable_effect(
    count: int, draws: int, *, false_fail: float, false_pass: float = FALSE_PASS
) -> float:
    """Return the e for which a σ between calls of 1 + e times its due, or 1/(1 + e), is caught.

    With that factor the statistic is its square times F, so both ends are ratios of exact
    quantiles; e is the larger, and missed by `false_pass` at most.
    """
    low, high = _ratio_quantiles(count, draws, false_fail / 2)
    missed_low, missed_high = _ratio_quantiles(count, draws, false_pass)
    return math.sqrt(max(high / missed_low, missed_high / low)) - 1


def between_call_means_min_num_samples(
    effect: float, draws: int, *, false_fail: float, false_pass: float = FALSE_PASS
) -> int:
    """Return how many calls of this many draws it takes to detect `effect`."""

    def enough(count: int) -> bool:
        return (
            between_call_means_min_detectable_effect(
                max(2, count), draws, false_fail=false_fail, false_pass=false_pass
            )
            <= effect
        )

    return min_samples(enough, guess=64)


def between_call_variances_test(
    calls: Calls, draws: int, *, false_fail: float, tolerance: float = 0.0, axis: str = "call"
) -> Evidence:
    """Test that the energies of calls, or of rows along another axis, scatter as those of chance.

    With E₁, E₂, … the energies of the calls around their means, the shares
    (E₁ + … + Eⱼ)/(E₁ + … + Eⱼ₊₁) are independent Beta(j(m − 1)/2, (m − 1)/2), exactly. Their normal
    scores are independent N(0, 1); the sum of their squares is χ² with J − 1 degrees of freedom.
    Both sides count: calls of one and the same energy were made so. Parameters as
    `between_call_means_test`.
    """
    _, energies = calls
    count = energies.size
    low, middle, high = (_scores(energies, draws, sign * tolerance) for sign in (-1, 0, 1))
    least = float(np.where(low * high > 0, np.minimum(low * low, high * high), 0.0).sum())
    most = float(np.maximum(low * low, high * high).sum())
    found = float((middle * middle).sum())
    above = distributions.chi2_sf(least, count - 1)
    below = distributions.chi2_cdf(most, count - 1)
    return Evidence(
        test="energies" if axis == "call" else f"energies along {axis}",
        kind=TestKind.GROUP_VARIANCES,
        axis=axis,
        statistic=distributions.clamp_finite(found),
        p_value=distributions.clip_p_value(2 * min(above, below)),
        law="normal scores of energy shares have a chi-square sum, exact",
        n=count * draws,
        false_fail=false_fail,
        estimate=distributions.clamp_finite(found / (count - 1)),
        expected=1.0,
        min_detectable_effect=between_call_variances_min_detectable_effect(
            count, draws, false_fail=false_fail
        ),
        alternatives="Gaussian calls, the first change of sigma between them by this factor - 1",
    )


def _scores(energies: FloatArray, draws: int, rounding: float) -> FloatArray:
    """Return the normal score of every share, moved by as much as `rounding` may have moved it."""
    moved = rounding * math.sqrt(draws)
    calls_before = np.arange(1, energies.size, dtype=np.float64)
    part = np.maximum(0.0, np.sqrt(np.cumsum(energies)[:-1]) + moved * np.sqrt(calls_before))
    rest = np.maximum(0.0, np.sqrt(energies[1:]) - moved)
    largest = np.maximum(np.maximum(part, rest), np.finfo(np.float64).tiny)
    odd = (part / largest) ** 2  # scaled first: squares of odd values would overflow
    share = odd / (odd + (rest / largest) ** 2)
    return distributions.norm_from_beta(share, calls_before * ((draws - 1) / 2), (draws - 1) / 2)


@lru_cache(maxsize=_CACHED)
def between_call_variances_min_detectable_effect(
    count: int, draws: int, *, false_fail: float, false_pass: float = FALSE_PASS
) -> float | None:
    """Return the e for which a first change of σ by a factor 1 + e, up or down, is caught.

    Its score alone then passes the border of the sum. The second call has the fewest before it, so
    its share, of two equal energies, is the worst case; exact there. None if none is caught.
    """
    border = math.sqrt(distributions.chi2_isf(false_fail / 2, count - 1))
    half = (draws - 1) / 2
    rejected = _odds(
        distributions.beta_isf(distributions.norm_two_sided_sf(border) / 2, half, half)
    )
    missed = _odds(distributions.beta_isf(false_pass, half, half))
    effect = math.sqrt(rejected * missed) - 1
    return effect if math.isfinite(effect) else None


def between_call_variances_min_num_samples(
    effect: float, count: int, *, false_fail: float, false_pass: float = FALSE_PASS
) -> int:
    """Return the draws that each of `count` calls needs, so that `effect` is detected."""

    def enough(draws: int) -> bool:
        found = between_call_variances_min_detectable_effect(
            count, max(2, draws), false_fail=false_fail, false_pass=false_pass
        )
        return found is not None and found <= effect

    return min_samples(enough)
