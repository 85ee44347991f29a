"""p-values and bounds against outside truths: SciPy, linear algebra, plain counting."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import integrate, special, stats

from noisegrade.model import FloatArray
from noisegrade.stats import (
    autocorrelation,
    between_calls,
    chernoff,
    collisions,
    distribution,
    hermite,
    moments,
    skew_kurtosis,
)
from noisegrade.stats.lines import Axis, neighbours, pairs_along

BUDGET = 1e-6


@pytest.fixture
def z() -> FloatArray:
    return np.random.default_rng(5).standard_normal((16, 40))


def test_mean_has_the_normal_law(z: FloatArray) -> None:
    evidence = moments.mean_test(z, false_fail=BUDGET)
    assert evidence.p_value == pytest.approx(2 * stats.norm.sf(abs(z.mean()) * math.sqrt(z.size)))
    truth = stats.ttest_1samp(z.ravel(), 0.0).confidence_interval(1 - BUDGET)
    assert evidence.interval == pytest.approx(tuple(truth), rel=1e-6)


def test_spread_has_the_chi_square_law(z: FloatArray) -> None:
    energy = z.size * z.var()
    law = stats.chi2(z.size - 1)
    evidence = moments.variance_test(z, false_fail=BUDGET)
    assert evidence.p_value == pytest.approx(2 * min(law.cdf(energy), law.sf(energy)))
    ends = np.sqrt(energy / np.array([law.isf(BUDGET / 2), law.ppf(BUDGET / 2)]))
    assert evidence.interval == pytest.approx(tuple(ends), rel=1e-6)


def test_means_between_calls_have_the_law_of_an_analysis_of_variance(z: FloatArray) -> None:
    truth = stats.f_oneway(*z)
    evidence = between_calls.between_call_means_test(
        between_calls.call_moments(z), 40, false_fail=BUDGET
    )
    assert evidence.estimate == pytest.approx(truth.statistic)
    assert evidence.p_value == pytest.approx(2 * min(truth.pvalue, 1 - truth.pvalue))


def test_energies_between_calls_have_the_law_of_ratios_of_variances(z: FloatArray) -> None:
    energies = 40 * z.var(axis=1)
    score = 0.0
    for j in range(1, 16):
        ratio = (energies[j] / 39) / (energies[:j].sum() / (39 * j))
        score += stats.norm.ppf(stats.f(39, 39 * j).cdf(ratio)) ** 2
    evidence = between_calls.between_call_variances_test(
        between_calls.call_moments(z), 40, false_fail=BUDGET
    )
    assert evidence.statistic == pytest.approx(score)
    law = stats.chi2(15)
    assert evidence.p_value == pytest.approx(2 * min(law.cdf(score), law.sf(score)))


@pytest.mark.parametrize("n", [2, 63, 4095, 4096, 4097, 30_000])
@pytest.mark.parametrize("rounded", [False, True])
def test_distance_is_the_kolmogorov_distance(n: int, *, rounded: bool) -> None:
    draws = np.random.default_rng(n).standard_normal(n)
    draws = draws.round(1) if rounded else draws
    found = distribution.ks_test(np.sort(draws), false_fail=BUDGET)
    assert found.statistic == pytest.approx(stats.kstest(draws, "norm").statistic, abs=1e-15)


@pytest.mark.parametrize("n", [50, 3000])
@pytest.mark.parametrize("tail", [0.05, 1e-3, 1e-9, 1e-12])
def test_distribution_bound_lies_above_the_exact_law(n: int, tail: float) -> None:
    distance = float(stats.kstwo.isf(tail, n))
    bound = 2 * math.exp(-2 * n * distance**2)
    assert tail <= bound * (1 + 1e-9)


@pytest.mark.parametrize("sigmas", [1, 2, 3, 4])
def test_draws_beyond_are_counted_and_binomial(sigmas: int) -> None:
    draws = np.random.default_rng(3).standard_t(4, 3000)
    count = int((np.abs(draws) > sigmas).sum())
    evidence = distribution.tail_count_test(np.sort(draws), sigmas, false_fail=BUDGET)
    law = stats.binom(3000, 2 * stats.norm.sf(sigmas))
    assert evidence.statistic == count
    assert evidence.p_value == pytest.approx(
        min(1.0, 2 * min(law.cdf(count), law.sf(count - 1))), rel=1e-9
    )


def test_maximum_has_its_exact_law() -> None:
    draws = np.sort(np.random.default_rng(3).standard_normal(500))
    evidence = distribution.extreme_value_test(draws, false_fail=BUDGET)
    farthest = float(np.abs(draws).max())
    assert evidence.p_value == pytest.approx(1 - (1 - 2 * stats.norm.sf(farthest)) ** 500)
    assert stats.norm.cdf(evidence.expected) - stats.norm.cdf(-evidence.expected) == pytest.approx(
        0.5 ** (1 / 500)
    )


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
        return math.exp(tilt * (clipped(x) - score.expected)) * stats.norm.pdf(x)

    truth, _ = integrate.quad(integrand, -12, 12, points=[-4, 0, 4], epsabs=1e-13, limit=200)
    assert hermite.cumulant(score, tilt)[0] == pytest.approx(math.log(truth), rel=1e-9, abs=1e-13)
    mean, _ = integrate.quad(lambda x: clipped(x) * stats.norm.pdf(x), -12, 12, points=[-4, 4])
    assert score.expected == pytest.approx(mean, abs=1e-9)


def test_scores_are_those_of_clipped_draws() -> None:
    draws = np.random.default_rng(4).standard_t(3, 40_000)
    draws[0], draws[1] = 4.0, -4.0
    powers = hermite.clipped_powers(np.sort(draws))
    x = np.clip(draws, -4, 4)
    skew = skew_kurtosis.skew_test(powers, false_fail=BUDGET)
    kurtosis = skew_kurtosis.kurtosis_test(powers, false_fail=BUDGET)
    assert skew.estimate == pytest.approx((x**3 - 3 * x).mean(), rel=1e-9)
    assert kurtosis.estimate == pytest.approx((x**4 - 6 * x**2 + 3).mean(), rel=1e-9)
    mean, variance = hermite.mean_and_variance(hermite.hermite("kurtosis"), powers)
    assert mean == kurtosis.estimate
    assert hermite.hermite("kurtosis").reach[0] <= (x**4 - 6 * x**2 + 3).min() - kurtosis.expected
    assert variance == pytest.approx((x**4 - 6 * x**2 + 3).var(), rel=1e-9)


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


@given(
    st.lists(st.integers(1, 6), min_size=1, max_size=4).map(tuple),
    st.integers(0, 3),
)
def test_every_pair_of_neighbours_is_met_once(lengths: tuple[int, ...], index: int) -> None:
    axis = Axis(index % len(lengths), "any")
    array = np.arange(math.prod(lengths)).reshape(lengths)
    met = [pair for a, b in neighbours(array, axis) for pair in zip(a.flat, b.flat, strict=True)]
    moved = np.moveaxis(array, axis.index, 0)
    wanted = list(zip(moved[:-1].flat, moved[1:].flat, strict=True))
    assert sorted(met) == sorted(wanted)
    assert len(wanted) == pairs_along(lengths, axis)


def test_neighbours_are_correlated_as_numpy_says() -> None:
    z = 5 + 3 * np.random.default_rng(2).standard_normal((30, 40))
    x = z - z.mean()
    energy = float((x * x).sum())
    evidence = autocorrelation.lag1_autocorrelation_test(
        x, Axis(1, "row"), energy=energy, false_fail=BUDGET
    )
    truth = np.corrcoef(z[:, 1:].ravel(), z[:, :-1].ravel())[0, 1]
    assert evidence.estimate == pytest.approx(truth, abs=0.005)
    assert evidence.interval[0] < evidence.estimate < evidence.interval[1]


@pytest.mark.parametrize("rho", [-0.5, 0.0, 0.3])
def test_interval_of_neighbours_holds_the_correlation(rho: float) -> None:
    rng = np.random.default_rng(12)
    missed = 0
    for _ in range(300):
        z = np.empty((20, 30))
        z[:, 0] = rng.standard_normal(20)
        for step in range(1, 30):
            noise = rng.standard_normal(20)
            z[:, step] = rho * z[:, step - 1] + math.sqrt(1 - rho * rho) * noise
        z -= z.mean()
        energy = float((z * z).sum())
        evidence = autocorrelation.lag1_autocorrelation_test(
            z, Axis(1, "row"), energy=energy, false_fail=0.1
        )
        missed += not evidence.interval[0] <= rho <= evidence.interval[1]
    assert missed <= 30 + 3 * math.sqrt(27)


def test_agreements_are_those_of_plain_counting() -> None:
    z = np.random.default_rng(2).standard_normal((30, 40))
    large = np.abs(z) > autocorrelation.median_magnitude(np.sort(z, axis=None))
    evidence = autocorrelation.abs_autocorrelation_test(large, Axis(1, "row"), false_fail=BUDGET)
    assert evidence.statistic == (large[:, 1:] == large[:, :-1]).sum()
    assert evidence.n == large.size


@pytest.mark.parametrize("lengths", [(1, 12), (4, 3), (6, 2)])
def test_shuffled_marks_agree_by_luck_less_often_than_stated(lengths: tuple[int, int]) -> None:
    stated, agreed = {}, []
    for marks in itertools.combinations(range(12), 6):
        large = np.zeros(12, dtype=bool)
        large[list(marks)] = True
        evidence = autocorrelation.abs_autocorrelation_test(
            large.reshape(lengths), Axis(1, "row"), false_fail=BUDGET
        )
        agreed.append(evidence.statistic)
        stated[evidence.statistic] = evidence.p_value
    p = np.array([stated[count] for count in agreed])
    for level in set(stated.values()):
        assert (p <= level).mean() <= level


@pytest.mark.parametrize("n", [2, 3, 10, 101, 5000])
@pytest.mark.parametrize("shift", [-9.0, -0.5, 0.0, 2.0])
def test_half_of_all_draws_are_larger_than_the_median_magnitude(n: int, shift: float) -> None:
    z = np.random.default_rng(n).standard_normal(n) + shift
    median = autocorrelation.median_magnitude(np.sort(z))
    assert int((np.abs(z) > median).sum()) == n // 2
    assert median == np.sort(np.abs(z))[n - n // 2 - 1]


def test_collisions_of_float32_grids_stay_below_their_bound() -> None:
    u = 2.0**-23
    x = np.linspace(-9, 9, 2_000_001)
    density = stats.norm.pdf(x) ** 2
    step = x[1] - x[0]
    rounding = u * 2.0 ** np.floor(np.log2(np.maximum(np.abs(x), 1e-9)))
    assert float((density * rounding).sum() * step) < 0.16 * u
    for count in range(1, 13):
        std = math.sqrt(count / 12)
        size = np.maximum(count / 2 + x * std, 1e-9)
        cells = u * 2.0 ** np.floor(np.log2(size)) / std
        bound = float((density * cells).sum() * step) + 0.5 * u + 0.16 * u
        if count > 3:  # nearly Gaussian, so that its density is φ
            assert bound < collisions.collision_bound()


@pytest.mark.parametrize("distinct", [1, 2000, 2995, 3000])
def test_repeats_are_counted(distinct: int) -> None:
    draws = np.sort(np.arange(3000) % distinct).astype(np.float64)
    evidence = collisions.collision_test(draws, false_fail=BUDGET)
    assert evidence.statistic == distinct
    assert evidence.rejects == (distinct <= 2000)


def test_birthday_law_stays_below_mcdiarmids_bound() -> None:
    n, expected = 307_200, 307_200 * 307_199 / 2 * collisions.collision_bound()
    for sigmas in (3, 5, 8):
        repeats = expected + sigmas * math.sqrt(expected)
        poisson = float(special.pdtrc(repeats - 1, expected))
        assert poisson <= math.exp(-2 * (repeats - expected) ** 2 / n) * (1 + 1e-9)
