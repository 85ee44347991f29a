"""What float32 may hide at the ends of a bounded distribution doesn't fail right draws."""

from __future__ import annotations

import numpy as np
import pytest
import scipy.stats

from noisegrade.exercise.frozen import as_target
from noisegrade.exercise.rounding import float32_rounding
from noisegrade.exercise.targets import IrwinHall, Normal, hidden_share
from noisegrade.model import TestKind
from noisegrade.stats import battery

DRAWS = 330_000
TAILS = (TestKind.SMALL_MAXIMUM, TestKind("beyond_4_sigma"))


def p_values(low: float, *, hidden: bool) -> list[float]:
    """Judge right draws of a uniform distribution; return the p-values of the far tests."""
    target = as_target(scipy.stats.uniform(low, 1))
    rounding = float32_rounding([target.moments])
    rng = np.random.default_rng(1)
    z = target.standardize(low + rng.random((8, DRAWS // 8)), tolerance=rounding, rng=rng)
    judged = battery.judge(
        z,
        axes=("call", "draw"),
        false_fail=1e-12,
        tolerance=target.stretch * rounding,
        hidden=hidden_share(target, rounding) if hidden else 0.0,
    )
    return [one.evidence.p_value for one in judged if one.evidence.kind in TAILS]


@pytest.mark.parametrize("low", [0.0, 5.0, 50.0])
def test_right_draws_are_not_missed_beyond_a_border(low: float) -> None:
    assert min(p_values(low, hidden=True)) > 1e-3


def test_what_rounding_hides_would_count_against_them_otherwise() -> None:
    assert min(p_values(50.0, hidden=False)) < 1e-9


def test_only_what_moves_draws_far_in_its_tails_hides_any() -> None:
    assert hidden_share(Normal(5.0, 2.0), 1e-5) == 0
    assert hidden_share(IrwinHall(2), 1e-5) == pytest.approx(4e-5 / 6**0.5, rel=0.01)
    assert hidden_share(as_target(scipy.stats.binom(9, 0.5)), 1e-5) == 0
    even = as_target(scipy.stats.uniform(3, 1))
    assert hidden_share(even, 1e-5) == pytest.approx(4e-5 * even.moments.std, rel=1e-3)
