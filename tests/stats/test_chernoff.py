"""Tail bounds of correlations against dense linear algebra."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest

from noisegrade.model import FloatArray
from noisegrade.stats import chernoff


@pytest.mark.parametrize("length", [2, 3, 4, 16, 80])
@pytest.mark.parametrize(
    ("inner", "corner", "beside"),
    [(1.0, 1.0, 0.3), (1.0, 1.0, -0.01), (2.5, 1.1, 0.9), (1.2, 1.1, 0.0), (9.5, 5.3, -4.7)],
)
def test_tridiagonal_determinant_is_that_of_linear_algebra(
    inner: float, corner: float, beside: float, length: int
) -> None:
    matrix = np.diag(np.full(length, inner))
    matrix[0, 0] = matrix[-1, -1] = corner
    matrix += np.diag(np.full(length - 1, beside), 1) + np.diag(np.full(length - 1, beside), -1)
    sign, truth = np.linalg.slogdet(matrix)
    assert sign > 0
    found = chernoff.tridiagonal_log_det(inner, corner, beside, length)
    assert found == pytest.approx(truth, rel=1e-9, abs=1e-12)


@pytest.mark.parametrize("length", [2, 5, 12])
@pytest.mark.parametrize("sign", [-1, 1])
def test_mean_taken_off_costs_no_more_than_its_bound(length: int, sign: int) -> None:
    """The exact determinant with the mean projected out, for tilts as the bound chooses them."""
    lines, c = 60 // length, 0.2
    n = lines * length
    beside = np.diag(np.full(length - 1, 0.5), 1)
    product = sign * np.kron(np.eye(lines), beside + beside.T)
    off_mean = np.eye(n) - 1 / n
    form = off_mean @ (product - c * np.eye(n)) @ off_mean
    best = min(
        -np.linalg.slogdet(np.eye(n) - 2 * tilt * form).logabsdet / 2
        for tilt in np.linspace(0.05, 0.6, 111)
        if np.linalg.eigvalsh(np.eye(n) - 2 * tilt * form).min() > 0
    )
    bound = chernoff.independent_log_tail(c, lines, length)
    assert best <= bound < best + 1.0


@pytest.mark.parametrize("length", [2, 3, 4, 16, 400])
def test_stronger_correlation_is_stronger_evidence(length: int) -> None:
    found = [chernoff.independent_log_tail(c, 7, length) for c in np.linspace(0.01, 1, 200)]
    assert all(after <= before for before, after in itertools.pairwise(found))


def test_long_lines_have_the_bound_in_closed_form() -> None:
    found = chernoff.independent_log_tail(0.1, 1, 100_000)
    assert found == pytest.approx(50_000 * math.log(1 - 0.1**2), abs=0.2)


@pytest.mark.parametrize("tail", [1e-3, 1e-12])
@pytest.mark.parametrize(("lines", "length"), [(1, 400), (100, 3), (5000, 2), (4000, 80)])
def test_threshold_is_where_the_tail_is_used_up(lines: int, length: int, tail: float) -> None:
    border = chernoff.threshold(lines, length, tail=tail)
    assert chernoff.independent_log_tail(border, lines, length) <= math.log(tail)
    assert chernoff.independent_log_tail(border * 0.9999, lines, length) > math.log(tail)


@pytest.mark.parametrize(("lines", "length"), [(1, 2), (1, 5), (3, 2), (2, 16)])
def test_small_samples_have_a_threshold_too(lines: int, length: int) -> None:
    border = chernoff.threshold(lines, length, tail=1e-13)
    assert chernoff.independent_log_tail(border, lines, length) <= math.log(1e-13)


def precision(rho: float, length: int) -> FloatArray:
    """Inverse of the covariance of a stationary Gaussian AR(1) line, by inverting it."""
    steps = np.arange(length)
    return np.asarray(np.linalg.inv(rho ** np.abs(steps[:, np.newaxis] - steps)))


def best_log_bound(p: FloatArray, c: float, lines: int) -> float:
    """Least log E exp(−tilt·(Σxx' + cΣx²)), and the price of the mean, by dense determinants."""
    length = len(p)
    beside = np.eye(length, k=1) + np.eye(length, k=-1)
    bounds = [0.0]
    for tilt in np.linspace(0.002, 1, 500):
        tilted = p + tilt * beside + 2 * tilt * c * np.eye(length)
        if np.linalg.eigvalsh(tilted)[0] > 0:
            mean_off = max(1.0, float(tilted.sum() / p.sum()))
            difference = np.linalg.slogdet(p)[1] - np.linalg.slogdet(tilted)[1]
            bounds.append((lines * difference + math.log(mean_off)) / 2)
    return float(min(bounds))


@pytest.mark.parametrize(("lines", "length", "c"), [(200, 5, 0.1), (50, 16, 0.2), (60, 40, 0.08)])
def test_the_tail_of_independent_lines_is_nearly_the_best_dense_bound(
    lines: int, length: int, c: float
) -> None:
    best = best_log_bound(np.eye(length), c, lines)
    assert best - 0.02 <= chernoff.independent_log_tail(c, lines, length) <= best + 0.02


@pytest.mark.parametrize(("rho", "lines", "length"), [(0.3, 50, 16), (0.5, 20, 8), (0.1, 90, 40)])
def test_a_missed_correlation_is_bounded_nearly_as_the_best_dense_bound(
    rho: float, lines: int, length: int
) -> None:
    best = best_log_bound(precision(rho, length), -rho / 3, lines)
    found = chernoff.ar1_log_missed(rho, lines, length, below=rho / 3)
    assert best - 0.02 <= found <= best + 0.06
