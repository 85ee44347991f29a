"""Few draws: repeated values are seen, and right ones are hardly ever rejected for them."""

from __future__ import annotations

import numpy as np
import pytest

from noisegrade.stats.small_samples import repeats_test

FEW = 1e-12


def test_equal_draws_are_seen() -> None:
    z = np.random.default_rng(1).standard_normal((8, 7, 4))
    constant, twice = z.copy(), z.copy()
    constant[..., 3] = 0.3
    twice[..., 2:] = twice[..., :2]
    for wrong in (constant, twice):
        assert repeats_test(wrong, false_fail=FEW, tolerance=1e-6).rejects
    assert not repeats_test(z, false_fail=FEW, tolerance=1e-6).rejects


def test_one_draw_repeats_nothing() -> None:
    assert repeats_test(np.zeros(1), false_fail=FEW).p_value == 1.0


@pytest.mark.parametrize("tolerance", [1e-6, 1e-4, 1e-3])
def test_the_p_value_is_a_bound_for_rounded_draws(tolerance: float) -> None:
    rng = np.random.default_rng(2)
    p_values = []
    for _ in range(1000):
        z = rng.standard_normal(120)
        rounded = 2 * tolerance * np.rint(z / (2 * tolerance))  # off by the tolerance at most
        p_values.append(repeats_test(rounded, false_fail=FEW, tolerance=tolerance).p_value)
    for level in (0.3, 0.05, 0.01):
        allowed = 1000 * level + 4 * np.sqrt(1000 * level)
        assert np.count_nonzero(np.array(p_values) <= level) <= allowed
