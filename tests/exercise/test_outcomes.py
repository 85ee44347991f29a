"""Distributions of finitely many outcomes: exact, whatever the outcomes are."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations, permutations

import numpy as np
import pytest
from scipy import stats

from noisegrade import Outcomes
from noisegrade.errors import DeclarationError

ORDERS = Outcomes(list(permutations(range(4))), each="a row with each of 0 to 3 once")


def test_a_sum_of_coins_is_binomial() -> None:
    ends = Outcomes([-1, 1]).sum_of(20)
    assert ends.outcomes.tolist() == list(range(-20, 21, 2))
    np.testing.assert_allclose(ends.probabilities, stats.binom(20, 0.5).pmf(np.arange(21)))
    assert ends.whole
    assert (ends.moments.mean, ends.moments.std) == pytest.approx((0, 20**0.5))


def test_a_mean_has_the_mean_of_one_draw_and_its_variance_divided() -> None:
    one = Outcomes([0.1, 0.2, 0.7], [0.5, 0.2, 0.3])
    mean = one.mean_of(7)
    assert mean.moments.mean == pytest.approx(one.moments.mean)
    assert mean.moments.std == pytest.approx(one.moments.std / 7**0.5)
    assert mean.step == pytest.approx(0.1 / 7)


@pytest.mark.parametrize(
    ("target", "draw"),
    [
        (Outcomes([0, 1], [0.9, 0.1]), lambda rng, n: rng.binomial(1, 0.1, n)),
        (
            Outcomes([0.1, 0.2, 0.7]).mean_of(4),
            lambda rng, n: rng.choice(np.float32([0.1, 0.2, 0.7]), (n, 4)).mean(axis=1),
        ),
        (ORDERS, lambda rng, n: rng.permuted(np.tile(np.arange(4), (n, 1)), axis=1)),
        (
            Outcomes(list(combinations(range(5), 3)), ordered=False),
            lambda rng, n: rng.permuted(np.tile(np.arange(5), (n, 1)), axis=1)[:, :3],
        ),
    ],
    ids=["a coin", "means in float32", "orders", "sets"],
)
def test_right_draws_become_a_bell(target: Outcomes, draw: Callable[..., np.ndarray]) -> None:
    rng = np.random.default_rng(3)
    values = target.values(np.asarray(draw(rng, 20_000), np.float64))
    assert target.impossible(values) is None
    z = target.standardize(values, tolerance=0.0, rng=rng)
    assert stats.kstest(z, "norm").pvalue > 1e-4


def test_far_tails_are_not_lost_to_rounding() -> None:
    rare = Outcomes([0, 1, 2], [1e-12, 1 - 2e-12, 1e-12])
    for value in (0.0, 2.0):
        z = rare.standardize(np.full(1000, value), tolerance=0.0, rng=np.random.default_rng(0))
        assert np.isfinite(z).all()
        assert np.abs(z).min() > 6.9


def test_what_cannot_occur_is_said() -> None:
    assert Outcomes([1.5, 2]).impossible(np.array([2, 1.5, 1.75])) == "The value 1.75 can't occur."
    said = ORDERS.impossible(ORDERS.values(np.array([[0.0, 1, 2, 3], [0, 0, 1, 2]])))
    assert said == "Each must be a row with each of 0 to 3 once; number 2 of yours is not."


def test_an_array_that_comes_too_often_is_shown() -> None:
    rows = np.tile([3.0, 2, 1, 0], (100, 1))
    told = ORDERS.told(ORDERS.values(rows), "orders")
    assert told == "[3, 2, 1, 0] should be 4.17 % of your orders; it is 100 %."


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda: Outcomes([1]), "a list of 2 to"),
        (lambda: Outcomes([1, 2], [0.5, 0.4]), "add up to 1"),
        (lambda: Outcomes([1, 2], [1, 0]), "each above 0"),
        (lambda: Outcomes([1, 1]), "Two outcomes are equal"),
        (lambda: Outcomes([0.5, 0.5 + 1e-7]), "nearer to each other than float32"),
        (lambda: Outcomes([[0, 1], [1, 0]], ordered=False), "Two outcomes are equal"),
        (lambda: ORDERS.sum_of(2), "Only numbers can be added"),
        (lambda: ORDERS.values(np.zeros((5, 3))), "its outcomes have shape"),
    ],
)
def test_what_is_no_distribution_is_refused(make: Callable[[], object], says: str) -> None:
    with pytest.raises(DeclarationError, match=says):
        make()
