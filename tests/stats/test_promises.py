"""Every test keeps its promise: both directions agree, and effects are caught."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pytest
import scipy

from noisegrade.model import Evidence, FloatArray
from noisegrade.stats import (
    abs_autocorrelation,
    autocorrelation,
    between_calls,
    collisions,
    distribution,
    extreme_value,
    hermite,
    lattice,
    moments,
    repeats,
    signs,
    skew_kurtosis,
)
from noisegrade.stats.lines import Axis
from noisegrade.stats.signs import Signs

FALSE_FAIL, FALSE_PASS = 1e-2, 0.05  # loose: so that simulation can see them
RUNS = 400
ROW = Axis(1, "row")
LOOSE = {"false_fail": FALSE_FAIL, "false_pass": FALSE_PASS}
STRICT = {"false_fail": 1e-12, "false_pass": 1e-9}


def tailed(test: Callable[..., Evidence], *args: int) -> Callable[[FloatArray], Evidence]:
    return lambda z: test(np.sort(z, axis=None), *args, false_fail=FALSE_FAIL)


def scored(test: Callable[..., Evidence]) -> Callable[[FloatArray], Evidence]:
    return lambda z: test(hermite.clipped_powers(np.sort(z, axis=None)), false_fail=FALSE_FAIL)


def among_calls(test: Callable[..., Evidence]) -> Callable[[FloatArray], Evidence]:
    return lambda z: test(between_calls.call_moments(z), z.shape[1], false_fail=FALSE_FAIL)


def neighbours(z: FloatArray) -> Evidence:
    x = z - z.mean()
    return autocorrelation.autocorrelation_test(x, ROW, false_fail=FALSE_FAIL)


def magnitudes(z: FloatArray) -> Evidence:
    median = abs_autocorrelation.median_magnitude(np.sort(z, axis=None))
    return abs_autocorrelation.abs_autocorrelation_test(
        np.abs(z) > median, ROW, false_fail=FALSE_FAIL
    )


def off_by_mass(rng: np.random.Generator, sigmas: float, mass: float, size: int) -> FloatArray:
    """Draws whose mass beyond ±sigmas is as given, else Gaussian."""
    inside = 2 * scipy.stats.norm.cdf(sigmas) - 1
    within = scipy.stats.norm.ppf(0.5 + inside * (rng.random(size) - 0.5))
    beyond = scipy.stats.norm.isf(rng.random(size) * (1 - inside) / 2)
    return np.where(rng.random(size) < mass, beyond, within)


def two_point_score(rng: np.random.Generator, name: str, effect: float, size: int) -> FloatArray:
    """The law for which a score is hardest to see: nearly always its least, seldom its greatest."""
    score = {"skew": lambda x: x**3 - 3 * x, "kurtosis": lambda x: x**4 - 6 * x**2 + 3}[name]
    grid = np.linspace(-4, 4, 8001)
    low, high = grid[score(grid).argmin()], grid[score(grid).argmax()]
    expected = {"skew": 0.0, "kurtosis": hermite.hermite("kurtosis").expected}[name]
    share = (expected + effect - score(low)) / (score(high) - score(low))
    return np.where(rng.random(size) < share, high, low)


def ar1(rng: np.random.Generator, rho: float, lines: int, length: int) -> FloatArray:
    noise = math.sqrt(1 - rho * rho) * rng.standard_normal((lines, length))
    noise[:, 0] /= math.sqrt(1 - rho * rho)
    return scipy.signal.lfilter([1], [1, -rho], noise, axis=1)


def agreeing(rng: np.random.Generator, rate: float, lines: int) -> FloatArray:
    """Pairs that agree at this rate in being large; half of all draws are, but for one."""
    agree = rng.binomial(lines, rate)
    first = np.arange(lines) % 2 == 0  # so is every second of the pairs that agree
    second = first == (np.arange(lines) < agree)
    return np.where(np.stack([first, second], axis=1), 1.0, 0.1) + 0.01 * rng.random((lines, 2))


def calls_off(rng: np.random.Generator, factor: float, calls: int, draws: int) -> FloatArray:
    z = rng.standard_normal((calls, draws))
    return z + (factor - 1) * z.mean(axis=1, keepdims=True)


def second_call_off(rng: np.random.Generator, factor: float, calls: int, draws: int) -> FloatArray:
    z = rng.standard_normal((calls, draws))
    z[1] *= factor
    return z


def repeating(rng: np.random.Generator, share: float, size: int) -> FloatArray:
    """Draws from a mixture: enough of them from few values that `share` repeat on average."""
    z = rng.standard_normal(size)
    stuck = rng.random(size) < share + 3 / size
    z[stuck] = rng.integers(0, 3, int(stuck.sum()))
    return z


def lagged(z: FloatArray) -> Evidence:
    return autocorrelation.autocorrelation_test(
        z - z.mean(), Axis(1, "row", lag=2), false_fail=FALSE_FAIL
    )


def every_second(rng: np.random.Generator, rho: float, lines: int, length: int) -> FloatArray:
    """Two AR(1) chains a line, which take turns."""
    both = [ar1(rng, rho, lines, length // 2) for _ in range(2)]
    return np.stack(both, axis=2).reshape(lines, length)


def signed(test: Callable[..., Evidence]) -> Callable[[FloatArray], Evidence]:
    def judged(z: FloatArray) -> Evidence:
        large = np.abs(z) > np.median(np.abs(z))
        return test(Signs(z > 0, large, 0, 0), ROW, false_fail=FALSE_FAIL)

    return judged


def sign_and_magnitude(rng: np.random.Generator, rate: float, lines: int) -> FloatArray:
    """Pairs of which the second is large where the first is positive, at this rate."""
    first = rng.choice([-1.0, 1.0], lines)
    goes = rng.random(lines) < rate
    second = np.where((first > 0) == goes, 3.0, 0.01) + 0.001 * rng.random(lines)
    return np.stack([first * np.where(np.arange(lines) % 2, 1.0, 0.5), second], axis=1)


def odd_threes(rng: np.random.Generator, rate: float, lines: int) -> FloatArray:
    """Threes of which an odd number are positive at this rate."""
    z = rng.standard_normal((lines, 3))
    odd = rng.random(lines) < rate
    wanted = np.where(((z[:, :2] > 0).sum(axis=1) % 2 == 1) == odd, -1, 1)
    z[:, 2] = np.abs(z[:, 2]) * wanted
    return z


def dealt(rng: np.random.Generator, share: float, calls: int, draws: int) -> FloatArray:
    """So many of the draws are pairs, each in two calls."""
    z = rng.standard_normal((calls, draws))
    pairs = math.ceil(share * calls * draws / 2)
    half = calls // 2
    z[half:].reshape(-1)[:pairs] = z[:half].reshape(-1)[rng.permutation(half * draws)[:pairs]]
    return z


def placed(z: FloatArray) -> Evidence:
    found = repeats.repeats(z, np.sort(z, axis=None))
    return repeats.repeat_places_test(found, *z.shape, false_fail=FALSE_FAIL)


def near_planes(rng: np.random.Generator, rate: float, size: int) -> FloatArray:
    """Draws each of which is on a plane of RANDU at some rate, else where chance puts it."""
    u = rng.random(size)
    for at in range(2, size):
        if rng.random() < (rate - 1 / 16) / (15 / 16):
            u[at] = (6 * u[at - 1] - 9 * u[at - 2]) % 1
    return np.asarray(scipy.stats.norm.ppf(u))


@dataclass(frozen=True)
class Promise:
    test: Callable[[FloatArray], Evidence]
    least: Callable[..., float | None]
    n: int
    draw: Callable[[np.random.Generator, float], FloatArray]


def of_sigmas(sigmas: int) -> Callable[..., float | None]:
    return lambda n, **rates: distribution.tail_count_min_detectable_effect(n, sigmas, **rates)


def _maximum_border(n: int) -> float:
    return float(scipy.stats.norm.isf(-math.expm1(math.log1p(-FALSE_FAIL) / n) / 2))


PROMISES = {
    "mean": Promise(
        lambda z: moments.mean_test(z, false_fail=FALSE_FAIL),
        moments.mean_min_detectable_effect,
        200,
        lambda rng, e: rng.standard_normal(200) + e,
    ),
    "spread, wider": Promise(
        lambda z: moments.variance_test(z, false_fail=FALSE_FAIL),
        moments.variance_min_detectable_effect,
        200,
        lambda rng, e: 7 + rng.standard_normal(200) * (1 + e),
    ),
    "spread, narrower": Promise(
        lambda z: moments.variance_test(z, false_fail=FALSE_FAIL),
        moments.variance_min_detectable_effect,
        200,
        lambda rng, e: rng.standard_normal(200) / (1 + e),
    ),
    "skew": Promise(
        scored(skew_kurtosis.skew_test),
        skew_kurtosis.skew_min_detectable_effect,
        2000,
        lambda rng, e: two_point_score(rng, "skew", e, 2000),
    ),
    "kurtosis": Promise(
        scored(skew_kurtosis.kurtosis_test),
        skew_kurtosis.kurtosis_min_detectable_effect,
        2000,
        lambda rng, e: two_point_score(rng, "kurtosis", e, 2000),
    ),
    "distribution": Promise(
        tailed(distribution.ks_test),
        distribution.ks_min_detectable_effect,
        300,
        # a jump of this mass at 0 is off by half of it on either side: so twice the effect
        lambda rng, e: np.where(rng.random(300) < 2 * e, 0.0, rng.standard_normal(300)),
    ),
    "beyond 1 sigma": Promise(
        tailed(distribution.tail_count_test, 1),
        of_sigmas(1),
        300,
        lambda rng, e: off_by_mass(rng, 1, 0.3173 - e, 300),
    ),
    "beyond 2 sigma": Promise(
        tailed(distribution.tail_count_test, 2),
        of_sigmas(2),
        300,
        lambda rng, e: off_by_mass(rng, 2, 0.0455 + e, 300),
    ),
    "maximum": Promise(
        tailed(extreme_value.extreme_value_test),
        extreme_value.extreme_value_min_detectable_effect,
        300,
        lambda rng, e: off_by_mass(rng, _maximum_border(300), e, 300),
    ),
    "neighbours": Promise(
        neighbours,
        lambda n, **rates: autocorrelation.autocorrelation_min_detectable_effect(
            n // 12, 12, **rates
        ),
        600,
        lambda rng, e: ar1(rng, e, 50, 12),
    ),
    "neighbours, negative": Promise(
        neighbours,
        lambda n, **rates: autocorrelation.autocorrelation_min_detectable_effect(
            n // 3, 3, **rates
        ),
        600,
        lambda rng, e: ar1(rng, -e, 200, 3),
    ),
    "magnitudes": Promise(
        magnitudes,
        lambda n, **rates: abs_autocorrelation.abs_autocorrelation_min_detectable_effect(
            n, n // 2, **rates
        ),
        600,
        lambda rng, e: agreeing(rng, min(1.0, 0.5 + e), 300),
    ),
    "maximum, too small": Promise(
        tailed(extreme_value.small_maximum_test),
        extreme_value.small_maximum_min_detectable_effect,
        300,
        lambda rng, e: off_by_mass(rng, float(scipy.stats.norm.isf(e / 2)), 0.0, 300),
    ),
    "lag 2": Promise(
        lagged,
        lambda n, **rates: autocorrelation.autocorrelation_min_detectable_effect(
            n // 12, 12, lag=2, **rates
        ),
        600,
        lambda rng, e: every_second(rng, e, 50, 12),
    ),
    "sign and magnitude": Promise(
        signed(signs.sign_magnitude_test),
        lambda n, **rates: signs.sign_magnitude_min_detectable_effect(n // 2, **rates),
        600,
        lambda rng, e: sign_and_magnitude(rng, min(1.0, 0.5 + e), 300),
    ),
    "three signs": Promise(
        signed(signs.three_signs_test),
        lambda n, **rates: signs.three_signs_min_detectable_effect(n // 3, **rates),
        600,
        lambda rng, e: odd_threes(rng, min(1.0, 0.5 + e), 200),
    ),
    "places of repeats": Promise(
        placed,
        lambda n, **rates: repeats.repeat_places_min_detectable_effect(n, 16, **rates),
        1600,
        lambda rng, e: dealt(rng, min(e, 0.4), 16, 100),
    ),
    "lattice": Promise(
        lambda z: lattice.lattice_test(z, false_fail=FALSE_FAIL),
        lattice.lattice_min_detectable_effect,
        200,
        lambda rng, e: near_planes(rng, 1 / 16 + e, 200),
    ),
    "means": Promise(
        among_calls(between_calls.between_call_means_test),
        lambda n, **rates: between_calls.between_call_means_min_detectable_effect(
            16, n // 16, **rates
        ),
        16 * 20,
        lambda rng, e: calls_off(rng, 1 + e, 16, 20),
    ),
    "means, too even": Promise(
        among_calls(between_calls.between_call_means_test),
        lambda n, **rates: between_calls.between_call_means_min_detectable_effect(
            16, n // 16, **rates
        ),
        16 * 20,
        lambda rng, e: calls_off(rng, 1 / (1 + e), 16, 20),
    ),
    "energies": Promise(
        among_calls(between_calls.between_call_variances_test),
        lambda n, **rates: between_calls.between_call_variances_min_detectable_effect(
            8, n // 8, **rates
        ),
        8 * 200,
        lambda rng, e: second_call_off(rng, 1 + e, 8, 200),
    ),
    "distinct values": Promise(
        tailed(collisions.collision_test),
        collisions.collision_min_detectable_effect,
        300,
        lambda rng, e: repeating(rng, e, 300),
    ),
}


@pytest.mark.parametrize("name", PROMISES)
def test_least_effect_is_caught_as_often_as_promised(name: str) -> None:
    promise = PROMISES[name]
    effect = promise.least(promise.n, **LOOSE)
    assert effect is not None
    rng = np.random.default_rng(7)
    missed = sum(not promise.test(promise.draw(rng, effect)).rejects for _ in range(RUNS))
    assert scipy.stats.binom.sf(missed - 1, RUNS, FALSE_PASS) > 1e-4, f"{missed} of {RUNS} missed"


@pytest.mark.parametrize("name", PROMISES)
def test_right_draws_are_refuted_as_seldom_as_promised(name: str) -> None:
    promise = PROMISES[name]
    rng = np.random.default_rng(8)
    draws = promise.draw(rng, 0.5).shape
    rejected = sum(promise.test(rng.standard_normal(draws)).rejects for _ in range(RUNS))
    assert scipy.stats.binom.sf(rejected - 1, RUNS, FALSE_FAIL) > 1e-4, (
        f"{rejected} of {RUNS} rejected"
    )


PAIRS = {
    "mean": (moments.mean_min_detectable_effect, moments.mean_min_num_samples),
    "spread": (moments.variance_min_detectable_effect, moments.variance_min_num_samples),
    "skew": (skew_kurtosis.skew_min_detectable_effect, skew_kurtosis.skew_min_num_samples),
    "kurtosis": (
        skew_kurtosis.kurtosis_min_detectable_effect,
        skew_kurtosis.kurtosis_min_num_samples,
    ),
    "distribution": (
        distribution.ks_min_detectable_effect,
        distribution.ks_min_num_samples,
    ),
    "beyond 1 sigma": (
        of_sigmas(1),
        lambda e, **rates: distribution.tail_count_min_num_samples(e, 1, **rates),
    ),
    "beyond 3 sigma": (
        of_sigmas(3),
        lambda e, **rates: distribution.tail_count_min_num_samples(e, 3, **rates),
    ),
    "maximum": (
        extreme_value.extreme_value_min_detectable_effect,
        extreme_value.extreme_value_min_num_samples,
    ),
    "neighbours": (
        lambda n, **rates: autocorrelation.autocorrelation_min_detectable_effect(
            n // 16, 16, **rates
        ),
        lambda e, **rates: autocorrelation.autocorrelation_min_num_samples(e, 16, **rates),
    ),
    "magnitudes": (
        lambda n, **rates: abs_autocorrelation.abs_autocorrelation_min_detectable_effect(
            n, n // 16 * 15, **rates
        ),
        lambda e, **rates: abs_autocorrelation.abs_autocorrelation_min_num_samples(e, 16, **rates),
    ),
    "maximum, too small": (
        extreme_value.small_maximum_min_detectable_effect,
        extreme_value.small_maximum_min_num_samples,
    ),
    "lag 3": (
        lambda n, **rates: autocorrelation.autocorrelation_min_detectable_effect(
            n // 16, 16, lag=3, **rates
        ),
        lambda e, **rates: autocorrelation.autocorrelation_min_num_samples(e, 16, lag=3, **rates),
    ),
    "sign and magnitude": (
        lambda n, **rates: signs.sign_magnitude_min_detectable_effect(n // 16 * 15, **rates),
        lambda e, **rates: signs.sign_magnitude_min_num_samples(e, 16, **rates),
    ),
    "three signs": (
        lambda n, **rates: signs.three_signs_min_detectable_effect(n // 16 * 14, **rates),
        lambda e, **rates: signs.three_signs_min_num_samples(e, 16, **rates),
    ),
    "places of repeats": (
        lambda n, **rates: repeats.repeat_places_min_detectable_effect(n, 16, **rates),
        lambda e, **rates: repeats.repeat_places_min_num_samples(e, 16, **rates),
    ),
    "energies": (
        lambda n, **rates: between_calls.between_call_variances_min_detectable_effect(
            16, n, **rates
        ),
        lambda e, **rates: between_calls.between_call_variances_min_num_samples(e, 16, **rates),
    ),
    "distinct values": (
        collisions.collision_min_detectable_effect,
        collisions.collision_min_num_samples,
    ),
}
STEPS = 0.02  # counts move in steps, so the least effect is not quite monotone in n


@pytest.mark.parametrize("n", [3200, 32_000])
@pytest.mark.parametrize("name", PAIRS)
def test_draws_needed_turns_least_effect_round(name: str, n: int) -> None:
    min_detectable_effect, draws_needed = PAIRS[name]
    effect = min_detectable_effect(n, **STRICT)
    assert effect is not None
    needed = draws_needed(effect, **STRICT)
    assert needed == pytest.approx(n, rel=STEPS)
    assert min_detectable_effect(needed, **STRICT) == pytest.approx(effect, rel=STEPS)


def test_a_lattice_is_seen_in_the_first_thousand_draws() -> None:
    effect = lattice.lattice_min_detectable_effect(600, **STRICT)
    assert effect is not None
    assert lattice.lattice_min_num_samples(effect, **STRICT) == pytest.approx(600, abs=20)
    with pytest.raises(ValueError, match="1024 draws"):
        lattice.lattice_min_num_samples(0.01, **STRICT)


def test_a_repeated_run_needs_room_for_two() -> None:
    assert repeats.repeated_runs_min_detectable_effect(300_000, **STRICT) == 4
    assert repeats.repeated_runs_min_detectable_effect(7, **STRICT) is None
    assert repeats.repeated_runs_min_num_samples(4, **STRICT) == 8
    wide = repeats.repeated_runs_min_detectable_effect(300_000, **STRICT, tolerance=1e-2)
    assert wide is not None
    assert wide > 4


def test_calls_needed_turn_the_least_effect_on_means_round() -> None:
    effect = between_calls.between_call_means_min_detectable_effect(40, 100, **STRICT)
    assert between_calls.between_call_means_min_num_samples(effect, 100, **STRICT) == 40


@pytest.mark.parametrize("name", PAIRS)
def test_more_draws_catch_less(name: str) -> None:
    min_detectable_effect, _ = PAIRS[name]
    assert min_detectable_effect(32_000, **STRICT) < min_detectable_effect(3200, **STRICT)
