"""Single tests err less often than stated, far beyond what can be simulated; see `far_tails`."""

from __future__ import annotations

import sys

import pytest

from calibration.far_tails import SCORES, neighbours_rate, score_rate

LEVELS = (1e-4, 1e-8, 1e-12)


@pytest.mark.slow
@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("length", [3, 16, 3072])
def test_neighbours_are_refuted_by_luck_less_often_than_stated(length: int, level: float) -> None:
    one_side, error = neighbours_rate(length, level)
    sys.stdout.write(
        f"\nneighbours, lines of {length}: {one_side:.2e} ± {error:.0e} of {level / 2:g}\n"
    )
    assert 0 < one_side <= level / 2
    assert error < 0.2 * one_side


@pytest.mark.slow
@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("side", [-1, 1])
@pytest.mark.parametrize("name", SCORES)
def test_scores_are_refuted_by_luck_less_often_than_stated(
    name: str, side: int, level: float
) -> None:
    one_side, error = score_rate(name, side, level)
    sys.stdout.write(f"\n{name}, side {side:+d}: {one_side:.2e} ± {error:.0e} of {level / 2:g}\n")
    assert 0 < one_side <= level / 2
    assert error < 0.2 * one_side
