from __future__ import annotations

import math
import sys
from collections.abc import Callable
from dataclasses import astuple

import numpy as np
import pytest
import scipy
from hypothesis import example, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from built_in import NAMES
from noisegrade.model import Evidence, FloatArray
from noisegrade.stats import battery
from noisegrade.stats.battery import Family, LeastRounded
from stats.imperfect_draws import FALSE_FAIL, TOLERANCE

AXES = ("call", "row", "column", "channel")
SHAPE = (16, 26, 26, 3)  # the second stage
BUDGET = 1e-9 / len(NAMES) / 3 / battery.TESTS
SINGLE = 8 * 2.0**-23 * 10  # tolerance of float32 results


def families(z: FloatArray, tolerance: float = 0.0) -> set[Family]:
    judged = battery.judge(z, axes=AXES[: z.ndim], false_fail=BUDGET, tolerance=tolerance)
    return {one.family for one in judged if one.evidence.rejects}


def noise(seed: int = 0, shape: tuple[int, ...] = SHAPE) -> FloatArray:
    return np.random.default_rng(seed).standard_normal(shape)


def student(rng: np.random.Generator) -> FloatArray:
    return rng.standard_t(5, SHAPE) * math.sqrt(3 / 5)


def truncated(rng: np.random.Generator) -> FloatArray:
    reach = scipy.stats.norm.cdf([-3, 3])
    return scipy.special.ndtri(rng.uniform(*reach, SHAPE))


def contaminated(rng: np.random.Generator) -> FloatArray:
    return rng.standard_normal(SHAPE) * np.where(rng.random(SHAPE) < 0.001, 10, 1)


def one_radius(rng: np.random.Generator) -> FloatArray:
    radius = np.sqrt(-2 * np.log(1 - rng.random((*SHAPE[:3], 1))))
    return radius * np.cos(2 * np.pi * rng.random(SHAPE))


def standardized_calls(rng: np.random.Generator) -> FloatArray:
    z = rng.standard_normal(SHAPE)
    z -= z.mean(axis=(1, 2, 3), keepdims=True)
    return z / z.std(axis=(1, 2, 3), keepdims=True)


def quasi_random(rng: np.random.Generator) -> FloatArray:
    """Each call takes one draw from each of equally likely slices, in random order."""
    size = math.prod(SHAPE[1:])
    u = (np.arange(size) + rng.random((SHAPE[0], size))) / size
    return rng.permuted(scipy.special.ndtri(u), axis=1).reshape(SHAPE)


def antithetic(rng: np.random.Generator) -> FloatArray:
    half = rng.standard_normal((SHAPE[0], math.prod(SHAPE[1:]) // 2))
    return rng.permuted(np.concatenate([half, -half], axis=1), axis=1).reshape(SHAPE)


def jittered(rng: np.random.Generator) -> FloatArray:
    return rng.standard_normal(SHAPE) * (1 + 0.1 * rng.standard_normal((SHAPE[0], 1, 1, 1)))


def averaged(rng: np.random.Generator) -> FloatArray:
    z = rng.standard_normal((*SHAPE[:2], SHAPE[2] + 1, SHAPE[3]))
    return (0.99 * z[:, :, 1:] + 0.14 * z[:, :, :-1]) / math.hypot(0.99, 0.14)


F = Family
WRONG: dict[str, tuple[Callable[[np.random.Generator], FloatArray], set[Family]]] = {
    "mean off": (lambda rng: rng.standard_normal(SHAPE) + 0.1, {F.LOCATION}),
    "σ off": (lambda rng: rng.standard_normal(SHAPE) * 1.1, {F.SPREAD}),
    "σ of ½": (lambda rng: rng.standard_normal(SHAPE) / 2, {F.SPREAD, F.TAILS}),
    "uniform": (lambda rng: rng.uniform(-(3**0.5), 3**0.5, SHAPE), {F.SHAPE, F.TAILS}),
    "Student's t": (student, {F.SHAPE, F.TAILS}),
    "exponential": (lambda rng: rng.exponential(size=SHAPE) - 1, {F.SHAPE, F.TAILS}),
    "absolute values": (lambda rng: np.abs(rng.standard_normal(SHAPE)), {F.LOCATION, F.SHAPE}),
    "coins": (lambda rng: rng.choice([-1.0, 1.0], SHAPE), {F.SHAPE, F.TAILS, F.RESOLUTION}),
    "truncated at 3 σ": (truncated, {F.TAILS}),
    "clipped at 3 σ": (lambda rng: np.clip(rng.standard_normal(SHAPE), -3, 3), {F.TAILS}),
    "contaminated": (contaminated, {F.TAILS}),
    "rounded to 0.01": (lambda rng: rng.standard_normal(SHAPE).round(2), {F.RESOLUTION}),
    "float16": (
        lambda rng: rng.standard_normal(SHAPE).astype(np.float16).astype(float),
        {F.RESOLUTION},
    ),
    "one channel for all": (
        lambda rng: np.repeat(rng.standard_normal((*SHAPE[:3], 1)), 3, axis=3),
        {F.NEIGHBOURS, F.RESOLUTION},
    ),
    "rows twice": (
        lambda rng: np.repeat(rng.standard_normal((16, 13, 26, 3)), 2, axis=1),
        {F.NEIGHBOURS, F.RESOLUTION},
    ),
    "averaged with the neighbour": (averaged, {F.NEIGHBOURS}),
    "one radius a pixel": (one_radius, {F.NEIGHBOURS}),
    "same in every call": (
        lambda rng: np.repeat(rng.standard_normal((1, *SHAPE[1:])), 16, axis=0),
        {F.FRESH, F.SCATTER, F.RESOLUTION},
    ),
    "turned round each call": (
        lambda rng: rng.standard_normal(SHAPE[1:]) * np.resize([1, -1], 16)[:, None, None, None],
        {F.FRESH},
    ),
    "standardized each call": (standardized_calls, {F.SCATTER}),
    "antithetic": (antithetic, {F.SCATTER}),
    "quasi-random": (quasi_random, {F.SCATTER}),
    "σ different each call": (jittered, {F.SCATTER}),
    "mean different each call": (
        lambda rng: rng.standard_normal(SHAPE) + 0.2 * rng.standard_normal((16, 1, 1, 1)),
        {F.SCATTER},
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_wrong_draws_are_refuted_by_the_family_that_speaks_of_them(name: str) -> None:
    draw, expected = WRONG[name]
    for seed in range(2):
        z = draw(np.random.default_rng(seed))
        assert expected <= families(z, tolerance=SINGLE)
        assert battery.rejects(z, axes=AXES, false_fail=BUDGET, tolerance=SINGLE)


SILENT = {
    "mean off": {F.SPREAD, F.NEIGHBOURS, F.SCATTER, F.RESOLUTION},
    "σ off": {F.LOCATION, F.NEIGHBOURS, F.SCATTER, F.RESOLUTION, F.FRESH},
    "σ of ½": {F.LOCATION, F.NEIGHBOURS, F.SCATTER, F.RESOLUTION, F.FRESH},
    "uniform": {F.LOCATION, F.SPREAD, F.NEIGHBOURS, F.FRESH, F.RESOLUTION},
    "averaged with the neighbour": {F.LOCATION, F.SPREAD, F.SHAPE, F.TAILS, F.RESOLUTION},
    "standardized each call": set(Family) - {F.SCATTER},
    "rounded to 0.01": set(Family) - {F.RESOLUTION},
}


@pytest.mark.parametrize("name", SILENT)
def test_families_keep_silent_where_they_have_nothing_to_say(name: str) -> None:
    draw, _ = WRONG[name]
    assert not SILENT[name] & families(draw(np.random.default_rng(3)))


@pytest.mark.parametrize(
    "shape", [(2,), (300,), (16, 200), (2, 3), (16, 5, 12), SHAPE, (4, 5, 6, 3, 2), (1, 40), (9, 1)]
)
def test_right_draws_of_any_shape_are_accepted(shape: tuple[int, ...]) -> None:
    axes = ("call", "step", "row", "column", "channel")[: len(shape)]
    judged = battery.judge(noise(1, shape), axes=axes, false_fail=BUDGET)
    assert not any(one.evidence.rejects for one in judged)
    assert len(judged) <= battery.TESTS
    assert battery.accepts(noise(1, shape), axes=axes, level=1e-3)


def test_five_axes_use_every_test_that_the_budget_counts() -> None:
    axes = ("call", "step", "row", "column", "channel")
    judged = battery.judge(noise(1, (8, 5, 5, 6, 5)), axes=axes, false_fail=BUDGET)
    assert len(judged) == battery.TESTS == 65
    assert {one.family for one in judged} == set(Family)
    assert len({one.evidence.test for one in judged}) == battery.TESTS


def test_judging_twice_gives_the_same_evidence() -> None:
    first, second = (battery.judge(noise(), axes=AXES, false_fail=BUDGET) for _ in range(2))
    assert first == second


def test_draws_are_not_modified() -> None:
    z = noise()
    before = z.copy()
    battery.judge(z, axes=AXES, false_fail=BUDGET)
    assert np.array_equal(z, before)


def test_draws_need_not_lie_in_order_in_memory() -> None:
    z = noise()
    turned = np.asfortranarray(z)
    assert battery.judge(z, axes=AXES, false_fail=BUDGET) == battery.judge(
        turned, axes=AXES, false_fail=BUDGET
    )


@pytest.mark.parametrize("bad", [math.nan, math.inf, -math.inf])
def test_values_that_are_not_finite_are_the_callers_finding(bad: float) -> None:
    z = noise()
    z[3, 2, 1, 0] = bad
    with pytest.raises(ValueError, match="finite"):
        battery.judge(z, axes=AXES, false_fail=BUDGET)


@pytest.mark.parametrize(
    "axes",
    [("call",), ("row", "column", "channel", "call"), ("call", "row", "column", "channel", "time")],
)
def test_axes_must_fit(axes: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="axes"):
        battery.rejects(noise(), axes=axes, false_fail=BUDGET)


def test_one_draw_is_too_few() -> None:
    with pytest.raises(ValueError, match="two draws"):
        battery.accepts(np.zeros((1, 1)), axes=("call", "draw"), level=0.1)


ODD_VALUES = st.one_of(
    st.floats(allow_nan=False, allow_infinity=False),
    st.sampled_from([0.0, -0.0, 1.0, 1e300, -1e300, 5e-324, 1e-160, 1e160, 4.0, -4.0]),
)
ODD_ARRAYS = arrays.arrays(
    np.float64,
    arrays.array_shapes(min_dims=1, max_dims=4, min_side=1, max_side=6).filter(
        lambda shape: math.prod(shape) > 1
    ),
    elements=ODD_VALUES,
)


@settings(max_examples=150, deadline=None)
@given(ODD_ARRAYS, st.sampled_from([0.0, 1e-6, 0.1]))
@example(np.array([[1e-161, 1.000001e-161, 1e-161], [0.0, 0.0, 0.0]]), 0.0)
def test_odd_draws_never_raise_nor_warn(z: FloatArray, tolerance: float) -> None:
    judged = battery.judge(z, axes=AXES[: z.ndim], false_fail=BUDGET, tolerance=tolerance)
    for one in judged:
        numbers = [value for value in astuple(one.evidence) if isinstance(value, float)]
        numbers += list(one.evidence.interval or ())
        assert all(abs(value) <= sys.float_info.max for value in numbers)
        assert 0 <= one.evidence.p_value <= 1


@pytest.mark.parametrize("value", [0.0, 1.0, -3.5, 1e300, 1e-300, 5e-324])
def test_one_value_everywhere_is_refuted(value: float) -> None:
    assert battery.rejects(np.full(SHAPE, value), axes=AXES, false_fail=BUDGET)


@pytest.mark.parametrize("factor", [1e300, 1e155, 1e20, 1e-20, 1e-200, 1e-310])
def test_noise_of_a_wild_scale_is_refuted(factor: float) -> None:
    assert Family.SPREAD in families(noise() * factor)


MOVED = ("beyond", "distinct")  # their border lies elsewhere; their values are other values


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**32), st.sampled_from([1e-6, 1e-3]), st.floats(-0.05, 0.05))
def test_rounding_never_makes_evidence_stronger(seed: int, tolerance: float, shift: float) -> None:
    rng = np.random.default_rng(seed)
    x = rng.standard_normal((8, 10, 12)) * (1 + shift) + shift
    z = x + rng.uniform(-tolerance, tolerance, x.shape)
    axes = ("call", "row", "column")
    exact = battery.judge(x, axes=axes, false_fail=BUDGET)
    judged = battery.judge(z, axes=axes, false_fail=BUDGET, tolerance=tolerance)
    rounded = {one.evidence.test: one.evidence.p_value for one in judged}
    for one in (result.evidence for result in exact):
        if not one.test.startswith(MOVED):
            assert rounded[one.test] >= one.p_value * (1 - 1e-6), one.test


def test_float32_results_are_judged_as_the_draws_behind_them() -> None:
    z = noise(5)
    exact = battery.judge(z, axes=AXES, false_fail=BUDGET)
    single = battery.judge(z.astype(np.float32), axes=AXES, false_fail=BUDGET, tolerance=SINGLE)
    for one, other in zip(exact, single, strict=True):
        if one.evidence.estimate is None:  # nothing repeats in double precision
            continue
        assert other.evidence.estimate == pytest.approx(one.evidence.estimate, abs=1e-3)


def test_default_budget_refutes_at_the_first_stage_what_is_grossly_wrong() -> None:
    rng = np.random.default_rng(2)
    shape = (16, 8, 8, 3)
    for z in (rng.random(shape), rng.uniform(-1.7, 1.7, shape), 2 * rng.standard_normal(shape)):
        assert battery.rejects(z, axes=AXES, false_fail=BUDGET)


def test_a_wrong_mean_or_spread_is_no_dependence() -> None:
    z = np.random.default_rng(1).standard_normal((16, 40, 30, 3))
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


def test_accepts_is_the_battery_at_its_level_without_slack() -> None:
    z = np.random.default_rng(2).standard_normal((16, 300))
    axes = ("call", "place")
    smallest = min(
        one.evidence.p_value for one in battery.judge(z + 0.05, axes=axes, false_fail=1e-9)
    )
    level = smallest * battery.TESTS
    assert level < 0.5
    assert battery.accepts(z + 0.05, axes=axes, level=0.9 * level)
    assert not battery.accepts(z + 0.05, axes=axes, level=1.1 * level)


@pytest.mark.parametrize(("shape", "tests"), [((30, 2), 4), ((30, 1), 0), ((1, 30), 0)])
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
    near = int((np.abs(size - median) <= 2 * tolerance).sum())
    moved = 2 * (near - near % 2)
    assert moved > 20
    judged = battery.judge(z, axes=AXES[:2], false_fail=FALSE_FAIL, tolerance=tolerance)
    found = next(one.evidence for one in judged if one.evidence.test == "magnitudes along row")
    low, high = (
        scipy.stats.binomtest(count, 20 * 49).proportion_ci(1 - FALSE_FAIL, "exact")
        for count in (agree - moved, agree + moved)
    )
    assert found.interval == pytest.approx((low.low, high.high), rel=1e-6)
