"""The tests of the battery, cheapest first, and the families that they belong to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

import numpy as np

from noisegrade.model import Evidence, FloatArray
from noisegrade.stats.abs_autocorrelation import abs_autocorrelation_test, median_magnitude
from noisegrade.stats.autocorrelation import LAGS, unresolved_test
from noisegrade.stats.between_calls import between_call_means_test, between_call_variances_test
from noisegrade.stats.collisions import collision_test
from noisegrade.stats.distribution import ks_test, tail_count_test
from noisegrade.stats.extreme_value import extreme_value_test, small_maximum_test
from noisegrade.stats.hermite import clipped_powers
from noisegrade.stats.lattice import lattice_test
from noisegrade.stats.lines import Axis
from noisegrade.stats.moments import mean_test, variance_test
from noisegrade.stats.profiles import Profile, profiles
from noisegrade.stats.repeats import repeat_places_test, repeated_runs_test, repeats
from noisegrade.stats.signs import (
    Signs,
    magnitude_sign_test,
    sign_magnitude_test,
    three_signs_test,
)
from noisegrade.stats.skew_kurtosis import kurtosis_test, skew_test

__all__ = [
    "MOST_AXES",
    "TESTS",
    "Draws",
    "Family",
    "LeastRounded",
    "TestResult",
    "setting_tests",
    "tests",
]

MOST_AXES = 5  # "call" and four more
_SIGMAS = (1, 2, 3, 4)
_OF_AN_AXIS = len(LAGS) + 4 + 2  # lags; magnitudes and signs; means and energies
_OF_ALL = 2 + 2 + 1 + len(_SIGMAS) + 2 + 3 + 1  # moments, distribution, tails, repeats, lattice
TESTS = MOST_AXES * _OF_AN_AXIS + _OF_ALL  # fixed, so Bonferroni is too
_OWN_ROUNDING = 1e-12  # of the sums here, in σ a draw: float64 sums are off by far less


class Family(StrEnum):
    """Groups of tests that speak of one property of noise."""

    LOCATION = "location"
    SPREAD = "spread"
    SHAPE = "shape"  # skew, kurtosis, the whole distribution
    TAILS = "tails"  # shares beyond 1, 2, 3, 4 σ; the farthest draw, too far or too near
    NEIGHBOURS = "neighbours"  # along every axis but the calls
    FRESH = "fresh"  # the same, from call to call
    SCATTER = "scatter"  # means and energies of calls, rows, …: neither too much nor too little
    RESOLUTION = "resolution"  # distinct values, and runs of them that come again


_LAW = frozenset({Family.LOCATION, Family.SPREAD, Family.SHAPE, Family.TAILS})


@dataclass(frozen=True, slots=True)
class TestResult:
    """One test's evidence and the family that it belongs to."""

    __test__ = False  # pytest collects classes that are called so

    family: Family
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class LeastRounded:
    """The draws that were rounded least: they tell best whether values repeat."""

    z: FloatArray
    tolerance: float


class Draws:
    """What all tests are put to, and what is made of it once."""

    def __init__(  # noqa: PLR0913 - the draws, and what is known of them
        self,
        z: FloatArray,
        axes: tuple[str, ...],
        *,
        false_fail: float,
        tolerance: float,
        hidden: float = 0.0,
        finest: LeastRounded | None = None,
        parts: Sequence[FloatArray] = (),
    ) -> None:
        """Take draws; `parts` are all of them in pieces that are sorted already, if there are."""
        self.z = np.ascontiguousarray(z, dtype=np.float64)
        self.axes = axes
        self.false_fail = false_fail
        self.allowed = max(tolerance, _OWN_ROUNDING)
        self.hidden = hidden
        self.finest = finest
        self._parts = parts

    @property
    def compared(self) -> Iterator[Axis]:
        """The axes along which there are neighbours."""
        for index, name in enumerate(self.axes):
            if self.z.shape[index] > 1:
                yield Axis(index, name)

    @cached_property
    def ordered(self) -> FloatArray:
        """The draws, sorted."""
        if self._parts:  # a merge of sorted runs: a third of the time of a sort
            return np.sort(np.concatenate(self._parts), kind="stable")
        return np.sort(self.z, axis=None)

    @cached_property
    def signs(self) -> Signs:
        """The signs and the larger half of the draws."""
        z, median = self.z, median_magnitude(self.ordered)
        at_zero, below, above = (
            _count_near(self.ordered, place, moved)
            for place, moved in (
                (0.0, self.allowed),
                (-median, 2 * self.allowed),
                (median, 2 * self.allowed),
            )
        )
        large = (z > median) | (z < -median)  # 0.18 ms at n = 307 200, where abs(z) took 0.25
        near = below + above
        return Signs(z > 0, large, at_zero, near - near % 2)  # as many leave the half as join it


def _count_near(ordered: FloatArray, place: float, moved: float) -> int:
    low = np.searchsorted(ordered, place - moved, side="left")
    return int(np.searchsorted(ordered, place + moved, side="right")) - int(low)


def tests(draws: Draws) -> Iterator[TestResult]:
    """Yield every test, cheapest first: sums, products of neighbours, then what must be sorted.

    Tests that rest on the right law of single draws are left out where that law is refuted: a
    wrong mean is no dependence. To leave tests out can't make right code fail more often.
    """
    refuted = False
    for result in _of_any_law(draws):
        refuted |= result.family in _LAW and result.evidence.rejects
        yield result
    if not refuted:
        yield from _of_the_right_law(draws)


def setting_tests(draws: Draws) -> Iterator[TestResult]:
    """Yield the tests that every setting is put to for itself: its law, and its neighbours.

    What ties calls together, and what repeats, shows in all draws together.
    """
    rates = {"false_fail": draws.false_fail, "tolerance": draws.allowed}
    yield TestResult(Family.LOCATION, mean_test(draws.z, **rates))
    yield TestResult(Family.SPREAD, variance_test(draws.z, **rates))
    yield from _shape_and_tails(draws)
    centred = draws.z - draws.z.mean()
    energies = profiles(centred)
    for axis, along in zip(_axes(draws), energies, strict=True):
        if axis.index and draws.z.shape[axis.index] > 1:
            evidence = unresolved_test(
                centred,
                axis,
                energies=along.squares,
                false_fail=draws.false_fail,
                tolerance=draws.allowed,
            )
            yield TestResult(Family.NEIGHBOURS, evidence)


def _axes(draws: Draws) -> list[Axis]:
    return [Axis(index, name) for index, name in enumerate(draws.axes)]


def _of_any_law(draws: Draws) -> Iterator[TestResult]:
    rates = {"false_fail": draws.false_fail, "tolerance": draws.allowed}
    yield TestResult(Family.LOCATION, mean_test(draws.z, **rates))
    yield TestResult(Family.SPREAD, variance_test(draws.z, **rates))
    yield from _products(draws)
    yield from _repeats(draws)
    yield from _shape_and_tails(draws)
    for axis in draws.compared:
        evidence = abs_autocorrelation_test(
            draws.signs.large,
            axis,
            false_fail=draws.false_fail,
            doubtful=draws.signs.doubtful_magnitudes,
        )
        yield TestResult(_family(axis), evidence)


def _of_the_right_law(draws: Draws) -> Iterator[TestResult]:
    rates = {"false_fail": draws.false_fail, "tolerance": draws.allowed}
    yield TestResult(Family.NEIGHBOURS, lattice_test(draws.z.reshape(-1), **rates))
    for axis in draws.compared:
        for test in (sign_magnitude_test, magnitude_sign_test, three_signs_test):
            if test is not three_signs_test or draws.z.shape[axis.index] > 2:  # noqa: PLR2004
                evidence = test(draws.signs, axis, false_fail=draws.false_fail)
                yield TestResult(_family(axis), evidence)


def _products(draws: Draws) -> Iterator[TestResult]:
    """Compare the means, the energies and the products of draws along every axis."""
    centred = draws.z - draws.z.mean()
    along = list(profiles(centred))
    for axis in draws.compared:
        yield from _scatter(draws, axis, along[axis.index])
    for axis in draws.compared:
        for lag in range(1, min(len(LAGS), centred.shape[axis.index] - 1) + 1):
            evidence = unresolved_test(
                centred,
                replace(axis, lag=lag),
                energies=along[axis.index].squares,
                false_fail=draws.false_fail,
                tolerance=draws.allowed,
            )
            yield TestResult(_family(axis), evidence)


def _family(axis: Axis) -> Family:
    return Family.NEIGHBOURS if axis.index else Family.FRESH


def _scatter(draws: Draws, axis: Axis, along: Profile) -> Iterator[TestResult]:
    if along.draws < 2:  # noqa: PLR2004 - one draw has no spread
        return
    for test, (groups, each) in (
        (between_call_means_test, along.groups()),
        (between_call_variances_test, along.few_groups()),
    ):
        evidence = test(
            groups, each, false_fail=draws.false_fail, tolerance=draws.allowed, axis=axis.name
        )
        yield TestResult(Family.SCATTER, evidence)


def _repeats(draws: Draws) -> Iterator[TestResult]:
    ordered = draws.ordered
    yield TestResult(Family.RESOLUTION, _distinct(draws, ordered))
    found, fail = repeats(draws.z, ordered), draws.false_fail
    runs = repeated_runs_test(found, ordered.size, false_fail=fail, tolerance=draws.allowed)
    yield TestResult(Family.RESOLUTION, runs)
    calls = draws.z.shape[0]
    each = ordered.size // calls
    if calls > 1 and each > 1:
        places = repeat_places_test(found, calls, each, false_fail=fail)
        yield TestResult(Family.FRESH, places)


def _distinct(draws: Draws, ordered: FloatArray) -> Evidence:
    """Look at all draws, and at the finest; of the two, the better p-value counts twice."""
    fail, finest = draws.false_fail, draws.finest
    if finest is None:
        return collision_test(ordered, false_fail=fail, tolerance=draws.allowed)
    fine = np.sort(finest.z, axis=None), max(finest.tolerance, _OWN_ROUNDING)
    both = [
        collision_test(values, false_fail=fail / 2, tolerance=rounding)
        for values, rounding in ((ordered, draws.allowed), fine)
    ]
    better = min(both, key=lambda one: one.p_value)
    return replace(better, p_value=min(1.0, 2 * better.p_value), false_fail=fail)


def _shape_and_tails(draws: Draws) -> Iterator[TestResult]:
    ordered = draws.ordered
    rates = {"false_fail": draws.false_fail, "tolerance": draws.allowed}
    powers = clipped_powers(ordered)
    yield TestResult(Family.SHAPE, skew_test(powers, **rates))
    yield TestResult(Family.SHAPE, kurtosis_test(powers, **rates))
    yield TestResult(Family.SHAPE, ks_test(ordered, **rates))
    for sigmas in _SIGMAS:
        count = tail_count_test(ordered, sigmas, hidden=draws.hidden, **rates)
        yield TestResult(Family.TAILS, count)
    yield TestResult(Family.TAILS, extreme_value_test(ordered, **rates))
    smallest = small_maximum_test(ordered, hidden=draws.hidden, **rates)
    yield TestResult(Family.TAILS, smallest)
