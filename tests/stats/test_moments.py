"""Mean and variance against SciPy."""

from __future__ import annotations

import math

import numpy as np
import pytest
import scipy

from noisegrade.model import FloatArray
from noisegrade.stats import moments
from stats.imperfect_draws import FALSE_FAIL, N, draws


@pytest.fixture
def z() -> FloatArray:
    return np.random.default_rng(5).standard_normal((16, 40))


def test_mean_has_the_normal_law(z: FloatArray) -> None:
    evidence = moments.mean_test(z, false_fail=FALSE_FAIL)
    assert evidence.p_value == pytest.approx(
        2 * scipy.stats.norm.sf(abs(z.mean()) * math.sqrt(z.size))
    )
    truth = scipy.stats.ttest_1samp(z.ravel(), 0.0).confidence_interval(1 - FALSE_FAIL)
    assert evidence.interval == pytest.approx(tuple(truth), rel=1e-6)


def test_spread_has_the_chi_square_law(z: FloatArray) -> None:
    energy = z.size * z.var()
    law = scipy.stats.chi2(z.size - 1)
    evidence = moments.variance_test(z, false_fail=FALSE_FAIL)
    assert evidence.p_value == pytest.approx(2 * min(law.cdf(energy), law.sf(energy)))
    ends = np.sqrt(energy / np.array([law.isf(FALSE_FAIL / 2), law.ppf(FALSE_FAIL / 2)]))
    assert evidence.interval == pytest.approx(tuple(ends), rel=1e-6)


def test_the_spread_is_estimated_and_bracketed_by_chi_square() -> None:
    z = draws(5, N)
    found = moments.variance_test(z, false_fail=FALSE_FAIL)
    energy = float(((z - z.mean()) ** 2).sum())
    assert found.estimate == pytest.approx(np.std(z, ddof=1), rel=1e-12)
    ends = scipy.stats.chi2.isf([FALSE_FAIL / 2, 1 - FALSE_FAIL / 2], N - 1)
    assert found.interval == pytest.approx(np.sqrt(energy / ends), rel=1e-6)
    sides = (scipy.stats.chi2.sf(energy, N - 1), scipy.stats.chi2.cdf(energy, N - 1))
    assert found.p_value == pytest.approx(2 * min(sides), rel=1e-6)
