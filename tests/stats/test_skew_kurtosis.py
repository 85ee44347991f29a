"""Skew and kurtosis against the books: Chernoff's bound, Maurer and Pontil's interval."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest
import scipy

from noisegrade.model import Evidence, FloatArray
from noisegrade.stats import autocorrelation, distribution, hermite, moments, skew_kurtosis
from noisegrade.stats.lines import Axis
from stats.imperfect_draws import FALSE_FAIL, TOLERANCE, N, draws


def test_scores_are_those_of_clipped_draws() -> None:
    draws = np.random.default_rng(4).standard_t(3, 40_000)
    draws[0], draws[1] = 4.0, -4.0
    powers = hermite.clipped_powers(np.sort(draws))
    x = np.clip(draws, -4, 4)
    skew = skew_kurtosis.skew_test(powers, false_fail=FALSE_FAIL)
    kurtosis = skew_kurtosis.kurtosis_test(powers, false_fail=FALSE_FAIL)
    assert skew.estimate == pytest.approx((x**3 - 3 * x).mean(), rel=1e-9)
    assert kurtosis.estimate == pytest.approx((x**4 - 6 * x**2 + 3).mean(), rel=1e-9)
    mean, variance = hermite.mean_and_variance(hermite.hermite("kurtosis"), powers)
    assert mean == kurtosis.estimate
    assert hermite.hermite("kurtosis").reach[0] <= (x**4 - 6 * x**2 + 3).min() - kurtosis.expected
    assert variance == pytest.approx((x**4 - 6 * x**2 + 3).var(), rel=1e-9)


Polynomial = Callable[[FloatArray | float], FloatArray | float]
SCORES: dict[str, tuple[Polynomial, float, float]] = {  # score, width of its range, steepest slope
    "skew": (lambda x: x**3 - 3 * x, 104.0, 45.0),
    "kurtosis": (lambda x: x**4 - 6 * x**2 + 3, 169.0, 208.0),
}


def scored(name: str, z: FloatArray, tolerance: float = 0.0) -> Evidence:
    test = {"skew": skew_kurtosis.skew_test, "kurtosis": skew_kurtosis.kurtosis_test}[name]
    return test(
        hermite.clipped_powers(np.sort(z, axis=None)), false_fail=FALSE_FAIL, tolerance=tolerance
    )


def expectation(of: Callable[[float], float]) -> float:
    """E of a function of a clipped N(0, 1) draw."""
    inside, _ = scipy.integrate.quad(
        lambda x: of(x) * scipy.stats.norm.pdf(x), -4, 4, epsabs=1e-13, limit=200
    )
    return float(inside + scipy.stats.norm.sf(4) * (of(4.0) + of(-4.0)))


@pytest.mark.parametrize("name", SCORES)
@pytest.mark.parametrize("seed", [1, 2])
def test_a_score_has_chernoffs_bound_on_both_sides(name: str, seed: int) -> None:
    score, _, steepest = SCORES[name]
    z = draws(seed, N) if seed == 1 else -0.9 * draws(seed, N)
    mean = expectation(lambda x: float(score(x)))
    for tolerance in (0.0, TOLERANCE):
        off = float(np.mean(score(np.clip(z, -4, 4)))) - mean
        off = math.copysign(max(0.0, abs(off) - steepest * tolerance), off)

        def exponent(tilt: float, off: float = off) -> float:
            side = math.copysign(tilt, off)
            grown = expectation(lambda x: math.exp(side * (float(score(x)) - mean)))
            return math.log(grown) - tilt * abs(off)

        best = scipy.optimize.minimize_scalar(exponent, bounds=(0, 0.2), method="bounded").fun
        found = scored(name, z, tolerance).p_value
        assert found == pytest.approx(min(1.0, 2 * math.exp(N * best)), rel=1e-3)


@pytest.mark.parametrize("name", SCORES)
def test_a_scores_interval_is_maurer_and_pontils(name: str) -> None:
    score, width, steepest = SCORES[name]
    values = score(np.clip(draws(3, N), -4, 4))
    log = math.log(4 / FALSE_FAIL)
    half = math.sqrt(2 * np.var(values, ddof=1) * log / N) + 7 * width * log / (3 * (N - 1))
    half += steepest * TOLERANCE
    found = scored(name, draws(3, N), TOLERANCE)
    assert found.interval == pytest.approx((np.mean(values) - half, np.mean(values) + half))
    alone = scored(name, np.array([0.3]))
    assert alone.estimate is not None
    assert alone.interval == pytest.approx((alone.estimate - width, alone.estimate + width))


def test_rounding_makes_every_least_effect_larger_by_what_it_may_hide() -> None:
    z = draws(4, N)
    ordered = np.sort(z)
    centred = (z - z.mean()).reshape(25, 20)
    rates = {"false_fail": FALSE_FAIL}
    neighbours = [
        autocorrelation.autocorrelation_test(centred, Axis(1, "row"), tolerance=tolerance, **rates)
        for tolerance in (0.0, TOLERANCE)
    ]
    pairs = [
        *((moments.mean_test(z, tolerance=s, **rates), 2.0) for s in (0.0, TOLERANCE)),
        *((moments.variance_test(z, tolerance=s, **rates), 4.0) for s in (0.0, TOLERANCE)),
        *(
            (distribution.ks_test(ordered, tolerance=s, **rates), 2 / math.sqrt(2 * math.pi))
            for s in (0.0, TOLERANCE)
        ),
        *((one, 6.0) for one in neighbours),
    ]
    long = draws(4, 40 * N)
    for name, (_, _, steepest) in SCORES.items():
        pairs += [(scored(name, long, tolerance), 2 * steepest) for tolerance in (0.0, TOLERANCE)]
    resolved = [(evidence.resolved(), times) for evidence, times in pairs]
    for (without, times), (rounded, _) in zip(resolved[::2], resolved[1::2], strict=True):
        assert without.min_detectable_effect is not None
        assert rounded.min_detectable_effect == pytest.approx(
            without.min_detectable_effect + times * TOLERANCE
        )
