"""Scores and their generating functions against numerical integration."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest
import scipy

from noisegrade.stats import hermite


@pytest.mark.parametrize(
    ("name", "polynomial"),
    [
        ("skew", lambda x: x**3 - 3 * x),
        ("kurtosis", lambda x: x**4 - 6 * x**2 + 3),
    ],
)
@pytest.mark.parametrize("tilt", [-0.15, 0.01, 0.15])
def test_scores_have_their_exact_generating_function(
    name: str, polynomial: Callable[[float], float], tilt: float
) -> None:
    score = hermite.hermite(name)

    def clipped(x: float) -> float:
        return float(polynomial(np.clip(x, -4, 4)))

    def integrand(x: float) -> float:
        return math.exp(tilt * (clipped(x) - score.expected)) * scipy.stats.norm.pdf(x)

    truth, _ = scipy.integrate.quad(integrand, -12, 12, points=[-4, 0, 4], epsabs=1e-13, limit=200)
    assert hermite.cumulant(score, tilt)[0] == pytest.approx(math.log(truth), rel=1e-9, abs=1e-13)
    mean, _ = scipy.integrate.quad(
        lambda x: clipped(x) * scipy.stats.norm.pdf(x), -12, 12, points=[-4, 4]
    )
    assert score.expected == pytest.approx(mean, abs=1e-9)
