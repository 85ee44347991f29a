"""False fails of single tests at rates that no simulation reaches, by importance sampling.

Draws come from a law under which a refutation is common; each is weighted by how much rarer it is
among right ones.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator

import numpy as np
import scipy

from noisegrade.model import FloatArray
from noisegrade.stats import chernoff, hermite, skew_kurtosis
from noisegrade.stats.autocorrelation import autocorrelation_test
from noisegrade.stats.lines import Axis

__all__ = ["SCORES", "neighbours_rate", "score_rate"]

RUNS = 3000
DRAWS = 3072
GRID = np.linspace(-9, 9, 200_001)

Weighted = tuple[bool, float]  # rejected; log weight
Rate = tuple[float, float]  # of right draws that are rejected, and its standard error


def _rate(found: Iterator[Weighted]) -> Rate:
    weights = np.array(
        [math.exp(log_weight) if rejected else 0.0 for rejected, log_weight in found]
    )
    return float(weights.mean()), float(weights.std() / math.sqrt(weights.size))


def _tilted_lines(
    rng: np.random.Generator, diagonal: float, beside: float, shape: tuple[int, int]
) -> Iterator[FloatArray]:
    """Draw lines of a Gaussian whose precision is tridiagonal."""
    banded = np.full((2, shape[1]), diagonal)
    banded[0] = beside
    root = scipy.linalg.cholesky_banded(banded)
    while True:
        yield scipy.linalg.solve_banded((0, 1), root, rng.standard_normal(shape).T).T


def neighbours_rate(length: int, level: float) -> Rate:
    """How often right draws in lines of `length` look correlated, one side of a test at `level`."""
    lines = DRAWS // length
    c = chernoff.threshold(lines, length, tail=level / 2)
    tilt = c * length / (length - 1)
    diagonal = 1 + 2 * tilt * c
    log_det = lines * chernoff.tridiagonal_log_det(diagonal, diagonal, -tilt, length)
    source = _tilted_lines(np.random.default_rng(31), diagonal, -tilt, (lines, length))

    def found() -> Iterator[Weighted]:
        for _ in range(RUNS):
            z = next(source)
            squares, product = float((z * z).sum()), float((z[:, 1:] * z[:, :-1]).sum())
            x = z - z.mean()
            evidence = autocorrelation_test(x, Axis(1, "row"), false_fail=level)
            log_weight = (diagonal - 1) / 2 * squares - tilt * product - log_det / 2
            yield evidence.rejects and evidence.statistic > 0, log_weight

    return _rate(found())


SCORES: dict[str, tuple[Callable[[FloatArray], FloatArray], Callable[..., object]]] = {
    "skew": (lambda x: x**3 - 3 * x, skew_kurtosis.skew_test),
    "kurtosis": (lambda x: x**4 - 6 * x**2 + 3, skew_kurtosis.kurtosis_test),
}


def score_rate(name: str, side: int, level: float) -> Rate:
    """How often right draws have a score too far out on this side, for a test at `level`."""
    rng = np.random.default_rng(32)
    polynomial, test = SCORES[name]
    score = polynomial(np.clip(GRID, -4, 4))
    density = np.exp(-GRID * GRID / 2)
    density /= density.sum()
    tilt = _best_tilt(density, score, side, level)
    tilted = density * np.exp(tilt * score)
    log_moment = math.log(tilted.sum())
    cumulative = np.cumsum(tilted) / tilted.sum()

    def found() -> Iterator[Weighted]:
        for _ in range(RUNS):
            index = np.searchsorted(cumulative, rng.random(DRAWS))
            evidence = test(hermite.clipped_powers(np.sort(GRID[index])), false_fail=level)
            on_side = (evidence.estimate - evidence.expected) * side > 0
            log_weight = DRAWS * log_moment - tilt * float(score[index].sum())
            yield evidence.rejects and on_side, log_weight

    return _rate(found())


def _best_tilt(density: FloatArray, score: FloatArray, side: int, level: float) -> float:
    centred = side * (score - float((density * score).sum()))

    def border(tilt: float) -> float:
        needed = -math.log(level / 2) / DRAWS
        return (math.log(float((density * np.exp(tilt * centred)).sum())) + needed) / tilt

    return side * float(
        scipy.optimize.minimize_scalar(border, bounds=(1e-4, 0.2), method="bounded").x
    )
