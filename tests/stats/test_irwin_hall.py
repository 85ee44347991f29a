from __future__ import annotations

import math

import mpmath
import numpy as np
import pytest
import scipy

from noisegrade.stats import irwin_hall

COUNTS = range(1, 13)


def exact_tail(s: float, count: int) -> mpmath.mpf:
    with mpmath.workdps(60):
        terms = (
            (-1) ** j * mpmath.binomial(count, j) * (mpmath.mpf(s) - j) ** count
            for j in range(math.floor(s) + 1)
        )
        return mpmath.fsum(terms) / mpmath.factorial(count)


@pytest.mark.parametrize("count", COUNTS)
def test_lower_tail_is_accurate_relative_to_itself(count: int) -> None:
    s = np.concatenate([np.geomspace(1e-12, count / 2, 40), np.arange(count // 2 + 1.0)[1:]])
    truth = [float(exact_tail(float(value), count)) for value in s]
    assert irwin_hall.lower_tail(s, count) == pytest.approx(truth, rel=1e-13)


@pytest.mark.parametrize("count", COUNTS)
def test_quantiles_go_to_quantiles_on_both_sides(count: int) -> None:
    s = np.linspace(0.01, count / 2, 25)
    x = (s - count / 2) / math.sqrt(count / 12)
    truth = scipy.stats.norm.ppf([float(exact_tail(float(value), count)) for value in s])
    assert irwin_hall.to_standard_normal(x, count, 0.0) == pytest.approx(truth, abs=1e-12)
    assert irwin_hall.to_standard_normal(-x, count, 0.0) == pytest.approx(-truth, abs=1e-12)


@pytest.mark.parametrize("count", COUNTS)
def test_shape_is_kept(count: int) -> None:
    x = np.zeros((3, 4, 2))
    assert irwin_hall.to_standard_normal(x, count, 0.0).shape == (3, 4, 2)
    assert irwin_hall.to_standard_normal(np.zeros(0), count, 0.0).shape == (0,)


@pytest.mark.parametrize("side", [-1.0, 1.0])
@pytest.mark.parametrize("tolerance", [1e-15, 1e-7])
def test_a_uniform_at_the_border_is_an_ordinary_draw(side: float, tolerance: float) -> None:
    border = np.array([side * math.sqrt(3)])
    z = float(irwin_hall.to_standard_normal(border, 1, tolerance)[0])
    assert side * z == pytest.approx(scipy.stats.norm.isf(tolerance / math.sqrt(12)), rel=1e-2)


@pytest.mark.parametrize("count", COUNTS)
def test_values_that_no_sum_has_are_far_outside(count: int) -> None:
    reach = math.sqrt(3 * count)
    x = np.array([-reach - 1e-3, reach + 1e-3, -1e300, 1e300])
    assert irwin_hall.to_standard_normal(x, count, 1e-6).tolist() == [-40, 40, -40, 40]


def test_rounding_moves_no_draw_outwards() -> None:
    x = np.linspace(-1.7, 1.7, 1001)
    z = irwin_hall.to_standard_normal(x, 1, 0.0)
    moved = irwin_hall.to_standard_normal(x, 1, 1e-4)
    assert np.all(np.abs(moved) <= np.abs(z))
    assert np.abs(moved - z).mean() < 3.2e-4


def test_no_uniforms_have_no_sum() -> None:
    with pytest.raises(ValueError, match="at least one uniform"):
        irwin_hall.to_standard_normal(np.zeros(3), 0, 0.0)
