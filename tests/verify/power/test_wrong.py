"""Wrong laws are off as far as they say."""

from __future__ import annotations

import math

import numpy as np
import pytest
import scipy

from noisegrade.verify.power.alternatives import LAWS, ar1, mixed

TRUTH = {  # loaded where it is needed: scipy.stats takes half a second
    "uniform": lambda: scipy.stats.uniform(-math.sqrt(3), 2 * math.sqrt(3)),
    "Laplace": lambda: scipy.stats.laplace(scale=math.sqrt(0.5)),
    "Student's t, 5 dof": lambda: scipy.stats.t(5, scale=math.sqrt(3 / 5)),
    "Student's t, 30 dof": lambda: scipy.stats.t(30, scale=math.sqrt(28 / 30)),
}
BY_NAME = {law.name: law for law in LAWS}
X = np.linspace(-5, 5, 40_001)


@pytest.mark.parametrize("name", TRUTH)
def test_law_lies_at_its_distance_from_the_bell(name: str) -> None:
    expected = np.abs(TRUTH[name]().cdf(X) - scipy.stats.norm.cdf(X)).max()
    assert BY_NAME[name].distance == pytest.approx(expected, abs=1e-5)


@pytest.mark.parametrize("name", BY_NAME)
def test_law_has_mean_0_and_sigma_1_and_draws_follow_its_cdf(name: str) -> None:
    law = BY_NAME[name]
    draws = law.draw(np.random.default_rng(3), (40_000,))
    assert abs(draws.mean()) < 0.025
    assert draws.std() == pytest.approx(1, abs=0.03)
    assert scipy.stats.kstest(draws, law.below).pvalue > 1e-4


def test_share_of_a_law_is_off_by_that_share_of_its_distance() -> None:
    law = BY_NAME["Laplace"]
    draws = mixed(law, 0.5)(np.random.default_rng(4), (40_000,))
    mixture = scipy.stats.kstest(draws, lambda x: (law.below(x) + scipy.stats.norm.cdf(x)) / 2)
    assert mixture.pvalue > 1e-4
    off = np.abs((law.below(X) + scipy.stats.norm.cdf(X)) / 2 - scipy.stats.norm.cdf(X)).max()
    assert off == pytest.approx(0.5 * law.distance, abs=1e-5)


@pytest.mark.parametrize("axis", [0, 1, 2])
def test_neighbours_are_correlated_along_one_axis_and_no_other(axis: int) -> None:
    z = ar1(0.3, axis)(np.random.default_rng(6), (40, 40, 40))
    assert z.std() == pytest.approx(1, abs=0.02)
    for other in range(3):
        steps = np.moveaxis(z, other, 0)
        found = np.corrcoef(steps[:-1].ravel(), steps[1:].ravel())[0, 1]
        assert found == pytest.approx(0.3 if other == axis else 0.0, abs=0.02)
