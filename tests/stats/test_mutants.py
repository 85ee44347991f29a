"""Evidence worked out again from the books, so that small faults in any field of it show."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest
from scipy import integrate, optimize, stats  # type: ignore[import-untyped]  # no types

from noisegrade.model import Evidence, FloatArray
from noisegrade.stats import (
    autocorrelation,
    battery,
    between_calls,
    budget,
    chernoff,
    collisions,
    distribution,
    moments,
    sample_size,
)
from noisegrade.stats import hermite as scoring
from noisegrade.stats import skew_kurtosis as shapes
from noisegrade.stats.battery import Family, LeastRounded
from noisegrade.stats.lines import Axis

AXES = ("call", "row", "column", "channel")
SHAPE = (16, 40, 30, 3)
FALSE_FAIL, TOLERANCE = 1e-6, 1e-4
N = 500


def draws(seed: int, *shape: int) -> FloatArray:
    """Draws that are a little wrong in every way, so that no field of the evidence is trivial."""
    z = np.random.default_rng(seed).standard_normal(shape)
    return np.asarray(1.03 * z + 0.05 * z * z + 0.02)


def test_a_wrong_mean_or_spread_is_no_dependence() -> None:
    z = np.random.default_rng(1).standard_normal(SHAPE)
    for wrong in (z + 0.5, z - 3.0, 1.5 * z, 0.2 * z + 1.0):
        judged = battery.judge(wrong, axes=AXES, false_fail=1e-12)
        refuting = {one.family for one in judged if one.evidence.rejects}
        assert refuting & {Family.LOCATION, Family.SPREAD}
        assert not refuting & {Family.NEIGHBOURS, Family.FRESH}


def test_an_interval_is_never_upside_down() -> None:
    z = np.zeros((2, 4, 5))
    z[:, 0, 0] = 3.3e13, 6.1e14  # no AR(1) law gives a correlation of 18
    for one in battery.judge(z, axes=AXES[:3], false_fail=1e-12):
        if one.evidence.interval is not None:
            low, high = one.evidence.interval
            assert low <= high


Polynomial = Callable[[FloatArray | float], FloatArray | float]
SCORES: dict[str, tuple[Polynomial, float, float]] = {  # score, width of its range, steepest slope
    "skew": (lambda x: x**3 - 3 * x, 104.0, 45.0),
    "kurtosis": (lambda x: x**4 - 6 * x**2 + 3, 169.0, 208.0),
}


def scored(name: str, z: FloatArray, tolerance: float = 0.0) -> Evidence:
    test = {"skew": shapes.skew_test, "kurtosis": shapes.kurtosis_test}[name]
    return test(
        scoring.clipped_powers(np.sort(z, axis=None)), false_fail=FALSE_FAIL, tolerance=tolerance
    )


def expectation(of: Callable[[float], float]) -> float:
    """E of a function of a clipped N(0, 1) draw."""
    inside, _ = integrate.quad(lambda x: of(x) * stats.norm.pdf(x), -4, 4, epsabs=1e-13, limit=200)
    return float(inside + stats.norm.sf(4) * (of(4.0) + of(-4.0)))


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

        best = optimize.minimize_scalar(exponent, bounds=(0, 0.2), method="bounded").fun
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
    energy = float((centred**2).sum())
    rates = {"false_fail": FALSE_FAIL}
    neighbours = [
        autocorrelation.lag1_autocorrelation_test(
            centred, Axis(1, "row"), energy=energy, tolerance=tolerance, **rates
        )
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
    for (without, times), (rounded, _) in zip(pairs[::2], pairs[1::2], strict=True):
        assert without.min_detectable_effect is not None
        assert rounded.min_detectable_effect == pytest.approx(
            without.min_detectable_effect + times * TOLERANCE
        )


def test_the_spread_is_estimated_and_bracketed_by_chi_square() -> None:
    z = draws(5, N)
    found = moments.variance_test(z, false_fail=FALSE_FAIL)
    energy = float(((z - z.mean()) ** 2).sum())
    assert found.estimate == pytest.approx(np.std(z, ddof=1), rel=1e-12)
    ends = stats.chi2.isf([FALSE_FAIL / 2, 1 - FALSE_FAIL / 2], N - 1)
    assert found.interval == pytest.approx(np.sqrt(energy / ends), rel=1e-6)
    sides = (stats.chi2.sf(energy, N - 1), stats.chi2.cdf(energy, N - 1))
    assert found.p_value == pytest.approx(2 * min(sides), rel=1e-6)


def test_the_distribution_has_massarts_band() -> None:
    z = np.sort(draws(6, N))
    found = distribution.ks_test(z, false_fail=FALSE_FAIL, tolerance=TOLERANCE)
    distance = stats.kstest(z, "norm").statistic
    allowed = TOLERANCE / math.sqrt(2 * math.pi)
    half = math.sqrt(math.log(2 / FALSE_FAIL) / (2 * N)) + allowed
    assert found.interval == pytest.approx((max(0.0, distance - half), distance + half))
    assert found.p_value == pytest.approx(
        min(1.0, 2 * math.exp(-2 * N * (distance - allowed) ** 2))
    )
    least = math.sqrt(math.log(2 / 1e-6) / (2 * N)) + math.sqrt(math.log(1 / 0.3) / (2 * N))
    effect = distribution.ks_min_detectable_effect(N, false_fail=1e-6, false_pass=0.3)
    assert effect == pytest.approx(least)


@pytest.mark.parametrize("sigmas", [1, 2])
def test_a_tails_least_effect_is_the_larger_of_too_much_and_too_little(sigmas: int) -> None:
    n, false_fail, false_pass = 2000, 1e-4, 1e-3
    q = 2 * stats.norm.sf(sigmas)
    counts = np.arange(n + 1)
    many = counts[stats.binom.sf(counts - 1, n, q) <= false_fail / 2][0]
    few = counts[stats.binom.cdf(counts, n, q) <= false_fail / 2][-1]
    more = optimize.brentq(lambda e: stats.binom.cdf(many - 1, n, q + e) - false_pass, 0, 1 - q)
    less = optimize.brentq(lambda e: stats.binom.sf(few, n, q - e) - false_pass, 0, q)
    found = distribution.tail_count_min_detectable_effect(
        n, sigmas, false_fail=false_fail, false_pass=false_pass
    )
    assert found == pytest.approx(max(more, less), rel=1e-3)


def test_a_tail_that_can_only_be_too_heavy_says_so() -> None:
    found = distribution.tail_count_test(np.sort(draws(7, N)), 3, false_fail=FALSE_FAIL)
    assert found.alternatives == "any iid law with more mass there, by the difference"


def test_a_tail_is_bracketed_by_clopper_and_pearson() -> None:
    z = np.sort(draws(7, N))
    found = distribution.tail_count_test(z, 1, false_fail=FALSE_FAIL)
    beyond = int((np.abs(z) > 1).sum())
    tested = stats.binomtest(beyond, N).proportion_ci(1 - FALSE_FAIL, "exact")
    assert found.interval == pytest.approx((tested.low, tested.high), rel=1e-6)
    assert found.estimate == beyond / N


def test_the_maximums_border_is_where_it_refutes() -> None:
    found = distribution.extreme_value_test(np.sort(draws(8, N)), false_fail=FALSE_FAIL)
    border = stats.norm.isf((1 - (1 - FALSE_FAIL) ** (1 / N)) / 2)
    assert found.alternatives.endswith(f"beyond {border:.1f} sigma")
    assert found.expected == pytest.approx(stats.norm.isf((1 - 0.5 ** (1 / N)) / 2))


@pytest.mark.parametrize("factor", [1.0, 4.0])
def test_the_calls_means_have_the_analysis_of_variance(factor: float) -> None:
    z = draws(9, 8, 60)
    z += (factor - 1) * z.mean(axis=1, keepdims=True)
    found = between_calls.between_call_means_test(
        between_calls.call_moments(z), 60, false_fail=FALSE_FAIL
    )
    ratio, above = stats.f_oneway(*z)
    below = stats.f.cdf(ratio, 7, 8 * 59)
    assert (found.n, found.expected) == (480, 1.0)
    assert found.estimate == pytest.approx(ratio)
    assert found.statistic == pytest.approx(ratio)
    assert found.p_value == pytest.approx(2 * min(above, below), rel=1e-6)
    low, high = stats.f.ppf([FALSE_FAIL / 2, 1 - FALSE_FAIL / 2], 7, 8 * 59)
    assert found.interval == pytest.approx((ratio / high, ratio / low), rel=1e-6)


def test_the_calls_means_least_effect_is_the_larger_of_two_ratios_of_quantiles() -> None:
    of = {"dfn": 7, "dfd": 8 * 59}
    low, high = stats.f.ppf([5e-4, 1 - 5e-4], **of)
    missed_low, missed_high = stats.f.ppf([0.2, 0.8], **of)
    wanted = math.sqrt(max(high / missed_low, missed_high / low)) - 1
    found = between_calls.between_call_means_min_detectable_effect(
        8, 60, false_fail=1e-3, false_pass=0.2
    )
    assert found == pytest.approx(wanted, rel=1e-6)


def test_the_calls_energies_are_counted_and_compared_with_one() -> None:
    z = draws(10, 8, 60)
    found = between_calls.between_call_variances_test(
        between_calls.call_moments(z), 60, false_fail=FALSE_FAIL
    )
    energies = ((z - z.mean(axis=1, keepdims=True)) ** 2).sum(axis=1)
    shares = np.cumsum(energies)[:-1] / np.cumsum(energies)[1:]
    before = np.arange(1, 8) * 59 / 2
    normal = stats.norm.ppf(stats.beta.cdf(shares, before, 59 / 2))
    assert found.n == 480
    assert found.statistic == pytest.approx((normal**2).sum())
    assert found.estimate == pytest.approx((normal**2).sum() / 7)


def test_distinct_values_have_mcdiarmids_bound() -> None:
    z = np.sort(np.round(draws(11, N), 2))
    found = collisions.collision_test(z, false_fail=FALSE_FAIL, tolerance=TOLERANCE)
    distinct = np.unique(z).size
    right = N * (N - 1) / 2 * (2**-22 + TOLERANCE / 32)
    assert found.statistic == distinct
    assert found.p_value == pytest.approx(math.exp(-2 * (N - distinct - right) ** 2 / N))
    assert found.expected == pytest.approx(1 - right / N)
    half = math.sqrt(math.log(2 / FALSE_FAIL) / (2 * N))
    assert found.interval == pytest.approx((distinct / N - half, distinct / N + half))
    effect = collisions.collision_min_detectable_effect(
        N, false_fail=1e-3, false_pass=0.1, tolerance=TOLERANCE
    )
    roots = math.sqrt(math.log(1e3)) + math.sqrt(math.log(10))
    assert effect == pytest.approx(right / N + roots / math.sqrt(2 * N))
    assert collisions.collision_min_detectable_effect(3, false_fail=1e-9) is None


def test_neighbours_with_rounding_have_the_bound_of_what_surely_is_left() -> None:
    centred = draws(12, 25, 20)
    centred += 0.4 * np.roll(centred, 1, axis=1)
    centred -= centred.mean()
    energy = float((centred**2).sum())
    found = autocorrelation.lag1_autocorrelation_test(
        centred, Axis(1, "row"), energy=energy, false_fail=FALSE_FAIL, tolerance=0.01
    )
    product = float((centred[:, 1:] * centred[:, :-1]).sum())
    moved = 0.01 * math.sqrt(N)
    allowed = moved * (2 * math.sqrt(energy) + moved)
    off = (product - allowed) / (math.sqrt(energy) + moved) ** 2
    tail = math.exp(chernoff.independent_log_tail(off, 25, 20))
    assert found.p_value == pytest.approx(2 * tail)
    assert found.estimate == pytest.approx(product / energy * N / (25 * 19))
    followed, pairs = float((centred[:, :-1] ** 2).sum()), 25 * 19
    fixed = 0.05 * pairs
    reach = max(
        math.sqrt((s + fixed) * (math.log(s / fixed + 1) + 2 * math.log(1 / FALSE_FAIL))) / s
        for s in (followed, pairs)
    )
    reach += 2 * allowed / followed
    around = (max(-1.0, product / followed - reach), min(1.0, product / followed + reach))
    assert found.interval == pytest.approx(around)


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


def test_the_least_agreement_that_is_caught_follows_from_the_binomial() -> None:
    n, pairs, false_fail, false_pass = 1000, 950, 1e-4, 1e-3
    chance = stats.binom.pmf(n // 2, n, 0.5)
    counts = np.arange(pairs + 1)
    most = counts[stats.binom.sf(counts - 1, pairs, 0.5) <= false_fail / 2 * chance][0]
    wanted = optimize.brentq(
        lambda e: stats.binom.cdf(most - 1, pairs, 0.5 + e) - false_pass, 0, 0.5
    )
    found = autocorrelation.abs_autocorrelation_min_detectable_effect(
        n, pairs, false_fail=false_fail, false_pass=false_pass
    )
    assert found == pytest.approx(wanted, rel=1e-3)


def test_accepts_is_the_battery_at_its_level_without_slack() -> None:
    z = np.random.default_rng(2).standard_normal((16, 300))
    axes = ("call", "place")
    smallest = min(
        one.evidence.p_value for one in battery.judge(z + 0.04, axes=axes, false_fail=1e-9)
    )
    level = smallest * battery.TESTS
    assert level < 0.5
    assert battery.accepts(z + 0.04, axes=axes, level=0.9 * level)
    assert not battery.accepts(z + 0.04, axes=axes, level=1.1 * level)


def test_the_number_of_tests_is_what_five_axes_get() -> None:
    z = np.random.default_rng(3).standard_normal((3, 4, 5, 6, 7))
    assert len(battery.judge(z, axes=(*AXES, "step"), false_fail=1e-9)) == battery.TESTS == 23


def test_a_plan_promises_what_its_last_stage_has_by_itself() -> None:
    plan = budget.plan(0.1, exercises=17)
    assert len(plan.draws) == budget.STAGES == 3
    assert plan.per_test == pytest.approx(1e-9 / 17 / 3 / 23)
    lines = plan.draws[-1] // budget.SHORTEST_LINE
    wanted = autocorrelation.lag1_autocorrelation_min_detectable_effect(
        lines, 16, false_fail=plan.per_test
    )
    assert plan.promises[-1].min_detectable_effect == wanted
    assert wanted == pytest.approx(0.1, rel=0.02)
    assert plan is budget.plan(0.1, exercises=17)  # solved once: it takes a tenth of a second


def test_too_few_repeats_refute_nothing_and_too_many_do() -> None:
    some = np.sort(np.concatenate([draws(13, 480), np.full(20, 0.5)]))
    found = collisions.collision_test(some, false_fail=FALSE_FAIL)
    off = 500 - 481 - N * (N - 1) / 2 * 2**-22
    assert found.p_value == pytest.approx(math.exp(-2 * off * off / N))
    assert 0.2 < found.p_value < 0.3


def test_a_first_change_of_energy_is_caught_where_its_score_passes_the_border() -> None:
    border = math.sqrt(stats.chi2.isf(5e-4, 7))
    half = (10 - 1) / 2
    rejected, missed = stats.beta.isf([stats.norm.sf(border), 0.1], half, half)
    effect = math.sqrt(rejected / (1 - rejected) * missed / (1 - missed)) - 1
    found = between_calls.between_call_variances_min_detectable_effect(
        8, 10, false_fail=1e-3, false_pass=0.1
    )
    assert found == pytest.approx(effect, rel=1e-6)


@pytest.mark.parametrize("border", [1e-3, 0.3, 1.7, 8.0])
def test_the_least_effect_is_found_as_finely_as_is_said(border: float) -> None:
    found = sample_size.min_effect(lambda effect: effect >= border, high=8.0)
    assert found is not None
    assert border <= found <= border * 1.00011
    assert sample_size.min_effect(lambda effect: effect > border, high=border) is None


@pytest.mark.parametrize("guess", [1, 64, 3000])
@pytest.mark.parametrize("wanted", [1, 2, 3, 100, 2999, 3000, 3001, 10**7])
def test_the_fewest_draws_are_found_from_any_guess(wanted: int, guess: int) -> None:
    assert sample_size.min_samples(lambda n: n >= wanted, guess=guess) == wanted


def test_an_effect_that_no_sample_catches_is_refused() -> None:
    with pytest.raises(ValueError, match="no sample is large enough"):
        sample_size.min_samples(lambda _: False)


@pytest.mark.parametrize(("shape", "tests"), [((30, 2), 2), ((30, 1), 0), ((1, 30), 0)])
def test_two_draws_a_call_are_enough_to_see_calls_scatter(
    shape: tuple[int, int], tests: int
) -> None:
    z = np.random.default_rng(4).standard_normal(shape)
    judged = battery.judge(z, axes=AXES[:2], false_fail=FALSE_FAIL)
    assert sum(one.family is Family.SCATTER for one in judged) == tests


def test_looking_at_the_finest_draws_too_costs_a_factor_of_two() -> None:
    z = np.random.default_rng(5).standard_normal((4, 50))

    def resolution() -> Evidence:
        judged = battery.judge(
            z,
            axes=AXES[:2],
            false_fail=FALSE_FAIL,
            tolerance=TOLERANCE,
            finest=LeastRounded(z[:1], 0.0),
        )
        return next(one.evidence for one in judged if one.family is Family.RESOLUTION)

    assert resolution().p_value == 1
    z[0, :20] = 0.5
    found = resolution()
    off = 19 - 50 * 49 / 2 * 2**-22
    assert found.p_value == pytest.approx(2 * math.exp(-2 * off * off / 50))
    assert (found.n, found.false_fail) == (50, FALSE_FAIL)


def test_draws_that_rounding_may_move_past_the_median_are_counted_for_either_side() -> None:
    z, tolerance = np.random.default_rng(6).standard_normal((20, 50)), 0.01
    size = np.abs(z)
    median = np.sort(size, axis=None)[499]
    large = size > median
    agree = int((large[:, 1:] == large[:, :-1]).sum())
    moved = 2 * int((np.abs(size - median) <= 2 * tolerance).sum())
    assert moved > 20
    judged = battery.judge(z, axes=AXES[:2], false_fail=FALSE_FAIL, tolerance=tolerance)
    found = next(one.evidence for one in judged if one.evidence.test == "magnitudes along row")
    low, high = (
        stats.binomtest(count, 20 * 49).proportion_ci(1 - FALSE_FAIL, "exact")
        for count in (agree - moved, agree + moved)
    )
    assert found.interval == pytest.approx((low.low, high.high), rel=1e-6)
