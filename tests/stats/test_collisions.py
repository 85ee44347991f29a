"""Repeated values: counted, and compared with their bounds."""

from __future__ import annotations

import math

import numpy as np
import pytest
import scipy

from noisegrade.stats import collisions
from stats.imperfect_draws import FALSE_FAIL, TOLERANCE, N, draws


def test_collisions_of_float32_grids_stay_below_their_bound() -> None:
    u = 2.0**-23
    x = np.linspace(-9, 9, 2_000_001)
    density = scipy.stats.norm.pdf(x) ** 2
    step = x[1] - x[0]
    rounding = u * 2.0 ** np.floor(np.log2(np.maximum(np.abs(x), 1e-9)))
    assert float((density * rounding).sum() * step) < 0.16 * u
    for count in range(1, 13):
        std = math.sqrt(count / 12)
        size = np.maximum(count / 2 + x * std, 1e-9)
        cells = u * 2.0 ** np.floor(np.log2(size)) / std
        bound = float((density * cells).sum() * step) + 0.5 * u + 0.16 * u
        if count > 3:  # nearly Gaussian, so that its density is φ
            assert bound < collisions.collision_bound()


@pytest.mark.parametrize("distinct", [1, 2000, 2995, 3000])
def test_repeats_are_counted(distinct: int) -> None:
    draws = np.sort(np.arange(3000) % distinct).astype(np.float64)
    evidence = collisions.collision_test(draws, false_fail=FALSE_FAIL)
    assert evidence.statistic == distinct
    assert evidence.rejects == (distinct <= 2000)


def test_birthday_law_stays_below_mcdiarmids_bound() -> None:
    n, expected = 307_200, 307_200 * 307_199 / 2 * collisions.collision_bound()
    for sigmas in (3, 5, 8):
        repeats = expected + sigmas * math.sqrt(expected)
        poisson = float(scipy.special.pdtrc(repeats - 1, expected))
        assert poisson <= math.exp(-2 * (repeats - expected) ** 2 / n) * (1 + 1e-9)


def test_distinct_values_have_mcdiarmids_bound() -> None:
    z = np.sort(np.round(draws(11, N), 2))
    found = collisions.collision_test(z, false_fail=FALSE_FAIL, tolerance=TOLERANCE)
    distinct = np.unique(z).size
    right = N * (N - 1) / 2 * (2**-22 + TOLERANCE / 32)
    assert found.statistic == distinct
    assert found.p_value == pytest.approx(math.exp(-2 * (N - distinct - right) ** 2 / N))
    assert found.expected == pytest.approx(1 - right / N)
    half = math.sqrt(math.log(2 / FALSE_FAIL) / (2 * N))
    assert found.interval == pytest.approx((distinct / N - half, distinct / N + half))
    effect = collisions.collision_min_detectable_effect(
        N, false_fail=1e-3, false_pass=0.1, tolerance=TOLERANCE
    )
    roots = math.sqrt(math.log(1e3)) + math.sqrt(math.log(10))
    assert effect == pytest.approx(right / N + roots / math.sqrt(2 * N))
    assert collisions.collision_min_detectable_effect(3, false_fail=1e-9) is None


def test_too_few_repeats_refute_nothing_and_too_many_do() -> None:
    some = np.sort(np.concatenate([draws(13, 480), np.full(20, 0.5)]))
    found = collisions.collision_test(some, false_fail=FALSE_FAIL)
    off = 500 - 481 - N * (N - 1) / 2 * 2**-22
    assert found.p_value == pytest.approx(math.exp(-2 * off * off / N))
    assert 0.2 < found.p_value < 0.3
