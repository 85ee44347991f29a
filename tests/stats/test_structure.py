"""Structure that single draws don't show: every test sees its own, by a law that holds."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable

import numpy as np
import pytest
from scipy import special, stats

from noisegrade.model import FloatArray, TestKind
from noisegrade.stats import battery, chernoff, repeats, signs
from noisegrade.stats.coins import Heads
from noisegrade.stats.lines import Axis, neighbours, pairs_along
from noisegrade.stats.signs import Signs

AXES = ("call", "row", "column", "channel")
SHAPE = (16, 32, 32, 3)
PER_TEST = 1e-11 / battery.TESTS

Draw = Callable[[np.random.Generator], FloatArray]


def cut(rng: np.random.Generator) -> FloatArray:
    reach = stats.norm.cdf([-3.4, 3.4])
    return special.ndtri(rng.uniform(*reach, SHAPE))


def apart(lag: int, axis: int) -> Draw:
    def draw(rng: np.random.Generator) -> FloatArray:
        shape = tuple(side + lag * (index == axis) for index, side in enumerate(SHAPE))
        z = rng.standard_normal(shape)
        before = np.take(z, range(SHAPE[axis]), axis)
        return (np.take(z, range(lag, SHAPE[axis] + lag), axis) + 0.2 * before) / math.hypot(1, 0.2)

    return draw


def last_channel_like_the_first(rng: np.random.Generator) -> FloatArray:
    z = rng.standard_normal(SHAPE)
    z[..., 2] = 0.97 * z[..., 0] + math.sqrt(1 - 0.97**2) * z[..., 2]
    return z


def columns_drift(rng: np.random.Generator) -> FloatArray:
    return rng.standard_normal(SHAPE) + np.linspace(-0.15, 0.15, SHAPE[2])[:, np.newaxis]


def rows_widen(rng: np.random.Generator) -> FloatArray:
    return rng.standard_normal(SHAPE) * np.linspace(0.85, 1.15, SHAPE[1])[:, np.newaxis, np.newaxis]


def signs_lead_magnitudes(rng: np.random.Generator) -> FloatArray:
    """A value that follows a positive one has the larger of two magnitudes, else the smaller."""
    pairs = rng.standard_normal((2, *SHAPE[:2], SHAPE[2] // 2, SHAPE[3]))
    magnitudes = np.sort(np.abs(pairs), axis=0)
    first = rng.standard_normal(pairs.shape[1:])
    chosen = np.where(rng.random(first.shape) < 0.65, first > 0, first <= 0)
    second = np.where(chosen, magnitudes[1], magnitudes[0]) * rng.choice([-1, 1], first.shape)
    return np.stack([first, second], axis=3).reshape(SHAPE)


def magnitudes_lead_signs(rng: np.random.Generator) -> FloatArray:
    return signs_lead_magnitudes(rng)[:, :, ::-1]


def third_sign_follows(rng: np.random.Generator) -> FloatArray:
    z = rng.standard_normal(SHAPE)
    columns = range(2, SHAPE[2], 3)
    for column in columns:
        wanted = np.sign(z[:, :, column - 1] * z[:, :, column - 2])
        z[:, :, column] = np.abs(z[:, :, column]) * wanted
    return z


def slices_of_a_store(rng: np.random.Generator) -> FloatArray:
    store = rng.standard_normal(400_000)
    size = math.prod(SHAPE[1:])
    starts = rng.integers(0, store.size - size, SHAPE[0])
    return np.stack([store[start : start + size] for start in starts]).reshape(SHAPE)


def shuffled_store(rng: np.random.Generator) -> FloatArray:
    """No call repeats a value; two calls share some hundredths of theirs."""
    store = rng.standard_normal(1_500_000)
    size = math.prod(SHAPE[1:])
    calls = [rng.choice(store, size, replace=False) for _ in range(SHAPE[0])]
    return np.stack(calls).reshape(SHAPE)


def randu(count: int) -> FloatArray:
    state, made = 1, np.empty(count)
    for at in range(count):
        state = 65539 * state % 2**31
        made[at] = state / 2**31
    return made


def randu_by_inverse(_: np.random.Generator) -> FloatArray:
    return special.ndtri(randu(16 * 300)).reshape(16, 300)


def randu_by_box_muller(_: np.random.Generator) -> FloatArray:
    u, v = randu(16 * 300).reshape(-1, 2).T
    radius = np.sqrt(-2 * np.log(u))
    angle = 2 * np.pi * v
    return np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=1).reshape(16, 300)


SEEN: dict[str, tuple[Draw, TestKind, str | None]] = {
    "cut at 3.4 σ": (cut, TestKind.SMALL_MAXIMUM, None),
    "clipped at 3.4 σ": (
        lambda rng: np.clip(rng.standard_normal(SHAPE), -3.4, 3.4),
        TestKind.SMALL_MAXIMUM,
        None,
    ),
    "averaged two columns on": (apart(2, 2), TestKind.AUTOCORRELATION_2, "column"),
    "averaged three rows on": (apart(3, 1), TestKind.AUTOCORRELATION_3, "row"),
    "averaged four calls on": (apart(4, 0), TestKind.AUTOCORRELATION_4, "call"),
    "last channel like the first": (
        last_channel_like_the_first,
        TestKind.AUTOCORRELATION_2,
        "channel",
    ),
    "columns' means drift": (columns_drift, TestKind.GROUP_MEANS, "column"),
    "rows' σ drifts": (rows_widen, TestKind.GROUP_VARIANCES, "row"),
    "signs lead magnitudes": (signs_lead_magnitudes, TestKind.SIGN_MAGNITUDE, "column"),
    "magnitudes lead signs": (magnitudes_lead_signs, TestKind.MAGNITUDE_SIGN, "column"),
    "third sign follows": (third_sign_follows, TestKind.THREE_SIGNS, "column"),
    "slices of a store": (slices_of_a_store, TestKind.REPEATED_RUNS, None),
    "shuffled store": (shuffled_store, TestKind.REPEAT_PLACES, None),
    "RANDU, inverse CDF": (randu_by_inverse, TestKind.LATTICE, None),
    "RANDU, Box-Muller": (randu_by_box_muller, TestKind.LATTICE, None),
}


@pytest.mark.parametrize("name", SEEN)
def test_structure_is_seen_by_its_own_test(name: str) -> None:
    draw, kind, axis = SEEN[name]
    z = draw(np.random.default_rng(3))
    judged = battery.judge(z, axes=AXES[: z.ndim], false_fail=PER_TEST, tolerance=1e-5)
    rejecting = {(one.evidence.kind, one.evidence.axis) for one in judged if one.evidence.rejects}
    assert (kind, axis) in rejecting


ALONE = ("cut at 3.4 σ", "third sign follows", "shuffled store", "RANDU, Box-Muller")


@pytest.mark.parametrize("name", ALONE)
def test_no_other_test_sees_it(name: str) -> None:
    draw, kind, _ = SEEN[name]
    z = draw(np.random.default_rng(3))
    judged = battery.judge(z, axes=AXES[: z.ndim], false_fail=PER_TEST, tolerance=1e-5)
    assert {one.evidence.kind for one in judged if one.evidence.rejects} == {kind}


@pytest.mark.parametrize("lag", [1, 2, 3, 4])
@pytest.mark.parametrize("index", [0, 1, 2])
def test_pairs_stand_a_lag_apart(lag: int, index: int) -> None:
    array, axis = np.arange(5 * 6 * 7).reshape(5, 6, 7), Axis(index, "any", lag)
    met = [pair for a, b in neighbours(array, axis) for pair in zip(a.flat, b.flat, strict=True)]
    moved = np.moveaxis(array, index, 0)
    assert sorted(met) == sorted(zip(moved[:-lag].flat, moved[lag:].flat, strict=True))
    assert len(met) == pairs_along(array.shape, axis)


def dense_log_bound(p: FloatArray, c: float, lines: int, lag: int) -> float:
    """Least log E exp(−tilt·(Σxx' + cΣx²)), and the price of the mean, by dense determinants."""
    beside = np.eye(len(p), k=lag) + np.eye(len(p), k=-lag)
    bounds = [0.0]
    for tilt in np.linspace(0.002, 1, 500):
        tilted = p + tilt * beside + 2 * tilt * c * np.eye(len(p))
        if np.linalg.eigvalsh(tilted)[0] > 0:
            mean_off = max(1.0, float(tilted.sum() / p.sum()))
            difference = np.linalg.slogdet(p)[1] - np.linalg.slogdet(tilted)[1]
            bounds.append((lines * difference + math.log(mean_off)) / 2)
    return float(min(bounds))


@pytest.mark.parametrize(
    ("lines", "length", "c", "lag"),
    [(200, 5, 0.1, 2), (100, 16, 0.15, 3), (400, 3, 0.05, 2), (60, 41, 0.1, 4), (300, 5, 0.05, 4)],
)
def test_the_tail_at_a_lag_is_nearly_the_best_dense_bound(
    lines: int, length: int, c: float, lag: int
) -> None:
    best = dense_log_bound(np.eye(length), c, lines, lag)
    found = chernoff.independent_log_tail(c, lines, length, lag=lag)
    assert best - 0.02 <= found <= best + 0.02 - 0.01 * best


@pytest.mark.parametrize(
    ("rho", "lines", "length", "lag"), [(0.3, 80, 16, 2), (0.5, 60, 9, 4), (0.2, 100, 40, 3)]
)
def test_a_missed_correlation_at_a_lag_is_bounded_nearly_as_well(
    rho: float, lines: int, length: int, lag: int
) -> None:
    steps = np.abs(np.subtract.outer(np.arange(length), np.arange(length)))
    covariance = np.where(steps % lag == 0, rho ** (steps / lag), 0.0)
    below = rho / 3
    best = dense_log_bound(np.linalg.inv(covariance), -below, lines, lag)
    found = chernoff.ar1_log_missed(rho, lines, length, below=below, lag=lag)
    assert best - 0.02 <= found <= best + 0.5  # short chains pay for their ends


@pytest.mark.parametrize("index", [0, 1, 2])
def test_signs_are_counted_as_they_stand(index: int) -> None:
    rng = np.random.default_rng(5)
    positive, large = rng.random((2, 6, 7, 5)) < 0.4
    axis, found = Axis(index, "any"), Signs(positive, large, 0, 0)
    p, q = np.moveaxis(positive, index, 0), np.moveaxis(large, index, 0)
    assert (
        signs.sign_magnitude_test(found, axis, false_fail=0.1).statistic == (p[:-1] == q[1:]).sum()
    )
    assert (
        signs.magnitude_sign_test(found, axis, false_fail=0.1).statistic == (q[:-1] == p[1:]).sum()
    )
    odd = (p[:-2].astype(int) + p[1:-1] + p[2:]) % 2
    assert signs.three_signs_test(found, axis, false_fail=0.1).statistic == odd.sum()


def test_heads_have_the_p_value_of_the_nearest_count_that_rounding_allows() -> None:
    truth = stats.binomtest(62, 100).pvalue
    assert Heads(62, 100).p_value == pytest.approx(truth)
    assert Heads(64, 100, moved=2).p_value == pytest.approx(truth)
    assert Heads(36, 100, moved=2).p_value == pytest.approx(truth)
    low, high = Heads(64, 100, moved=2).interval(false_fail=1e-3)
    assert low < stats.beta.ppf(5e-4, 62, 39) < stats.beta.isf(5e-4, 67, 34) < high


def test_the_bound_on_pairs_within_a_call_holds_for_every_shuffle() -> None:
    """Three pairs and two single values in two calls of four: all 8! shuffles, but for equals."""
    values = (0, 0, 1, 1, 2, 2, 3, 4)
    shuffles = set(itertools.permutations(values))
    within = [sum(one[:4].count(value) in {0, 2} for value in (0, 1, 2)) for one in shuffles]
    for most in range(3):
        truth = sum(count <= most for count in within) / len(shuffles)
        bound = stats.binom.cdf(most, 3, (4 / 2 - 1) / (4 - 1))
        assert truth <= bound


def test_equal_draws_are_found_with_their_places() -> None:
    z = np.random.default_rng(6).standard_normal(5000)
    z[[7, 4000]] = z[100]
    z[300] = z[200] * (1 + 1e-15)  # scaled, and scaled back
    found = repeats.repeats(z, np.sort(z))
    assert found.places.tolist() == [7, 100, 200, 300, 4000]
    assert found.counts.tolist() == [3, 3, 2, 2, 3]


def test_a_run_counts_only_whole_and_without_overlap() -> None:
    z = np.random.default_rng(7).standard_normal(5000)
    z[3000:3003] = z[100:103]
    three = repeats.repeated_runs_test(repeats.repeats(z, np.sort(z)), 5000, false_fail=1e-12)
    assert (three.statistic, three.p_value) == (0, 1)
    z[3003] = z[103]
    four = repeats.repeated_runs_test(repeats.repeats(z, np.sort(z)), 5000, false_fail=1e-12)
    assert four.statistic == 1
    assert four.p_value == pytest.approx(5000**2 / 2 * (2**-22 + 2**-35) ** 4)
    same = np.full(7, 0.5)
    assert repeats.repeated_runs_test(repeats.repeats(same, same), 7, false_fail=0.1).statistic == 0
