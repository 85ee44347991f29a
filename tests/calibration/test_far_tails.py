"""False fails of single tests at rates that no simulation reaches, by importance sampling.

Draws come from a law under which a refutation is common; each is weighted by how much rarer it is
among right ones. Bounds must lie above what is found.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator

import numpy as np
import pytest
from scipy import linalg, optimize

from noisegrade.model import FloatArray
from noisegrade.stats import chernoff, scores, shape
from noisegrade.stats.dependence import neighbours_test
from noisegrade.stats.lines import Axis

LEVELS = (1e-4, 1e-8, 1e-12)
RUNS = 3000
GRID = np.linspace(-9, 9, 200_001)

Weighted = tuple[bool, float]  # refuted; log weight


def rate(found: Iterator[Weighted]) -> tuple[float, float]:
    """The share of right draws that are refuted, and its standard error."""
    weights = np.array([math.exp(log_weight) if refuted else 0.0 for refuted, log_weight in found])
    return float(weights.mean()), float(weights.std() / math.sqrt(weights.size))


def tilted_lines(rng: np.random.Generator, tilt: float, length: int) -> Iterator[FloatArray]:
    """Draw lines with density ∝ φ(x)·exp(tilt·Σxᵢxᵢ₊₁): a Gaussian of tridiagonal precision."""
    banded = np.ones((2, length))
    banded[0] = -tilt
    root = linalg.cholesky_banded(banded)
    while True:
        yield linalg.solve_banded((0, 1), root, rng.standard_normal(length))


@pytest.mark.slow
@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("length", [16, 3072])
def test_neighbours_are_refuted_by_luck_less_often_than_stated(length: int, level: float) -> None:
    rng = np.random.default_rng(31)
    lines = 3072 // length
    border = chernoff.threshold(lines, length, tail=level / 2)

    def surplus(tilt: float) -> float:
        near = [lines * chernoff.independent_cumulant(tilt + d, length) for d in (-1e-5, 1e-5)]
        return (near[1] - near[0]) / 2e-5 - border

    tilt = float(optimize.brentq(surplus, 1e-3, 0.49))
    source = tilted_lines(rng, tilt, length)

    def found() -> Iterator[Weighted]:
        for _ in range(RUNS // 3):
            z = np.stack([next(source) for _ in range(lines)])
            product = float((z[:, 1:] * z[:, :-1]).sum())
            evidence = neighbours_test(
                z, Axis(1, "row"), energy=float((z * z).sum()), false_fail=level
            )
            log_weight = lines * chernoff.independent_cumulant(tilt, length) - tilt * product
            yield evidence.refutes and product > 0, log_weight

    one_side, error = rate(found())
    print(f"\nneighbours, lines of {length}: {2 * one_side:.2e} ± {2 * error:.0e} of {level:g}")
    assert 0 < 2 * one_side <= level
    assert error < 0.2 * one_side


SCORES: dict[str, tuple[Callable[[FloatArray], FloatArray], Callable[..., object]]] = {
    "skew": (lambda x: x**3 - 3 * x, shape.skew_test),
    "kurtosis": (lambda x: x**4 - 6 * x**2 + 3, shape.kurtosis_test),
}


@pytest.mark.slow
@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("side", [-1, 1])
@pytest.mark.parametrize("name", SCORES)
def test_scores_are_refuted_by_luck_less_often_than_stated(
    name: str, side: int, level: float
) -> None:
    rng, n = np.random.default_rng(32), 3072
    polynomial, test = SCORES[name]
    score = polynomial(np.clip(GRID, -4, 4))
    density = np.exp(-GRID * GRID / 2)
    density /= density.sum()
    centred = side * (score - float((density * score).sum()))

    def border(tilt: float) -> float:
        needed = -math.log(level / 2) / n
        return (math.log(float((density * np.exp(tilt * centred)).sum())) + needed) / tilt

    tilt = side * float(optimize.minimize_scalar(border, bounds=(1e-4, 0.2), method="bounded").x)
    tilted = density * np.exp(tilt * score)
    log_moment = math.log(tilted.sum())
    cumulative = np.cumsum(tilted) / tilted.sum()

    def found() -> Iterator[Weighted]:
        for _ in range(RUNS):
            index = np.searchsorted(cumulative, rng.random(n))
            evidence = test(scores.clipped_powers(np.sort(GRID[index])), false_fail=level)
            on_side = (evidence.estimate - evidence.expected) * side > 0
            yield evidence.refutes and on_side, n * log_moment - tilt * float(score[index].sum())

    one_side, error = rate(found())
    print(f"\n{name}, side {side:+d}: {one_side:.2e} ± {error:.0e} of {level / 2:g}")
    assert 0 < one_side <= level / 2
    assert error < 0.2 * one_side
