"""One battery for everything that reduces to "these numbers are independent N(0, 1)"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from noisegrade.model import Evidence, FloatArray
from noisegrade.stats.autocorrelation import (
    abs_autocorrelation_test,
    lag1_autocorrelation_test,
    median_magnitude,
)
from noisegrade.stats.between_calls import (
    between_call_means_test,
    between_call_variances_test,
    call_moments,
)
from noisegrade.stats.collisions import collision_test
from noisegrade.stats.distribution import extreme_value_test, ks_test, tail_count_test
from noisegrade.stats.hermite import clipped_powers
from noisegrade.stats.lines import Axis
from noisegrade.stats.moments import mean_test, variance_test
from noisegrade.stats.skew_kurtosis import kurtosis_test, skew_test

__all__ = ["TESTS", "Family", "LeastRounded", "TestResult", "accepts", "judge", "rejects"]

_MOST_AXES = 5  # "call" and four more
_SIGMAS = (1, 2, 3, 4)
TESTS = 2 + 2 + 2 + 1 + len(_SIGMAS) + 1 + 2 * _MOST_AXES + 1  # fixed, so Bonferroni is too
_OWN_ROUNDING = 1e-12  # of the sums here, in σ a draw: float64 sums are off by far less


class Family(StrEnum):
    """Groups of tests that speak of one property of noise."""

    LOCATION = "location"
    SPREAD = "spread"
    SHAPE = "shape"  # skew, kurtosis, the whole distribution
    TAILS = "tails"  # shares beyond 1, 2, 3, 4 σ; the farthest draw
    NEIGHBOURS = "neighbours"  # along every axis but the calls
    FRESH = "fresh"  # the same, from call to call
    SCATTER = "scatter"  # calls' means and energies: neither too much nor too little
    RESOLUTION = "resolution"  # distinct values


@dataclass(frozen=True, slots=True)
class TestResult:
    """One test's evidence and the family that it belongs to."""

    family: Family
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class LeastRounded:
    """The draws that were rounded least: they tell best whether values repeat."""

    z: FloatArray
    tolerance: float


def judge(
    z: FloatArray,
    *,
    axes: tuple[str, ...],
    false_fail: float,
    tolerance: float = 0.0,
    finest: LeastRounded | None = None,
) -> tuple[TestResult, ...]:
    """Put draws to every test that their shape allows.

    Parameters
    ----------
    z : array, shape (calls, …), finite; independent N(0, 1) if the code is right
    axes : a name for every axis of z; the first is "call"; five at most
    false_fail : error budget of one test: a share 1/TESTS of what this judgement may err
    tolerance : largest rounding error of any z, in σ; every p-value allows for it
    finest : a part of z that is rounded less than the rest; None where all is rounded alike

    Returns
    -------
    tuple of Judged
        At most TESTS. The union bound over them needs no assumption about their dependence.

    Raises
    ------
    ValueError
        Axes that don't fit z, fewer than two draws, or values that are not finite.
    """
    _check(z, axes)
    with np.errstate(all="ignore"):
        return tuple(_tests(z, axes, false_fail, max(tolerance, _OWN_ROUNDING), finest))


def rejects(
    z: FloatArray, *, axes: tuple[str, ...], false_fail: float, tolerance: float = 0.0
) -> bool:
    """Tell whether any test of `judge` rejects, stopping at the first; parameters as there."""
    _check(z, axes)
    with np.errstate(all="ignore"):
        tests = _tests(z, axes, false_fail, max(tolerance, _OWN_ROUNDING))
        return any(one.evidence.rejects for one in tests)


def accepts(z: FloatArray, *, axes: tuple[str, ...], level: float, tolerance: float = 0.0) -> bool:
    """Tell whether no test's p-value is at most level/TESTS; right draws are, but for `level`."""
    return not rejects(z, axes=axes, false_fail=level / TESTS, tolerance=tolerance)


def _check(z: FloatArray, axes: tuple[str, ...]) -> None:
    if not 1 <= len(axes) == z.ndim <= _MOST_AXES or axes[0] != "call":
        raise ValueError(f'axes must name the {z.ndim} axes of z, "call" first, 5 at most: {axes}')
    if z.size < 2:  # noqa: PLR2004 - one draw has neither spread nor neighbour
        raise ValueError(f"at least two draws are needed, not {z.size}")
    if not np.isfinite(z).all():
        raise ValueError("z must be finite; say so in a finding of its own before judging")


def _tests(
    z: FloatArray,
    axes: tuple[str, ...],
    false_fail: float,
    tolerance: float,
    finest: LeastRounded | None = None,
) -> Iterator[TestResult]:
    """Yield every test, cheapest first: sums, products of neighbours, then what must be sorted."""
    z = np.ascontiguousarray(z, dtype=np.float64)
    yield TestResult(Family.LOCATION, mean_test(z, false_fail=false_fail, tolerance=tolerance))
    yield TestResult(Family.SPREAD, variance_test(z, false_fail=false_fail, tolerance=tolerance))
    yield from _scatter(z, false_fail, tolerance)
    yield from _neighbours(z, axes, false_fail, tolerance)
    ordered = np.sort(z, axis=None)
    yield TestResult(Family.RESOLUTION, _distinct(ordered, tolerance, finest, false_fail))
    yield from _shape_and_tails(ordered, false_fail, tolerance)
    yield from _magnitudes(z, ordered, axes, false_fail, tolerance)


def _distinct(
    ordered: FloatArray, tolerance: float, finest: LeastRounded | None, false_fail: float
) -> Evidence:
    """Look at all draws, and at the finest; of the two, the better p-value counts twice."""
    if finest is None:
        return collision_test(ordered, false_fail=false_fail, tolerance=tolerance)
    fine = np.sort(finest.z, axis=None), max(finest.tolerance, _OWN_ROUNDING)
    both = [
        collision_test(values, false_fail=false_fail / 2, tolerance=rounding)
        for values, rounding in ((ordered, tolerance), fine)
    ]
    better = min(both, key=lambda one: one.p_value)
    return replace(better, p_value=min(1.0, 2 * better.p_value), false_fail=false_fail)


def _scatter(z: FloatArray, false_fail: float, tolerance: float) -> Iterator[TestResult]:
    rows = z.reshape(z.shape[0], -1)
    count, draws = rows.shape
    if count < 2 or draws < 2:  # noqa: PLR2004 - nothing to compare
        return
    calls = call_moments(rows)
    for test in (between_call_means_test, between_call_variances_test):
        evidence = test(calls, draws, false_fail=false_fail, tolerance=tolerance)
        yield TestResult(Family.SCATTER, evidence)


def _neighbours(
    z: FloatArray, axes: tuple[str, ...], false_fail: float, tolerance: float
) -> Iterator[TestResult]:
    centred = z - z.mean()
    flat = centred.reshape(-1)
    energy = float(np.einsum("i,i->", flat, flat))
    for axis in _paired(z, axes):
        evidence = lag1_autocorrelation_test(
            centred, axis, energy=energy, false_fail=false_fail, tolerance=tolerance
        )
        yield TestResult(Family.NEIGHBOURS if axis.index else Family.FRESH, evidence)


def _paired(z: FloatArray, axes: tuple[str, ...]) -> Iterator[Axis]:
    for index, name in enumerate(axes):
        if z.shape[index] > 1:
            yield Axis(index, name)


def _shape_and_tails(
    ordered: FloatArray, false_fail: float, tolerance: float
) -> Iterator[TestResult]:
    powers = clipped_powers(ordered)
    yield TestResult(Family.SHAPE, skew_test(powers, false_fail=false_fail, tolerance=tolerance))
    yield TestResult(
        Family.SHAPE, kurtosis_test(powers, false_fail=false_fail, tolerance=tolerance)
    )
    yield TestResult(Family.SHAPE, ks_test(ordered, false_fail=false_fail, tolerance=tolerance))
    for sigmas in _SIGMAS:
        evidence = tail_count_test(ordered, sigmas, false_fail=false_fail, tolerance=tolerance)
        yield TestResult(Family.TAILS, evidence)
    yield TestResult(
        Family.TAILS, extreme_value_test(ordered, false_fail=false_fail, tolerance=tolerance)
    )


def _magnitudes(
    z: FloatArray, ordered: FloatArray, axes: tuple[str, ...], false_fail: float, tolerance: float
) -> Iterator[TestResult]:
    median = median_magnitude(ordered)
    large = (z > median) | (z < -median)  # 0.18 ms at n = 307 200, where abs(z) took 0.25
    doubtful = sum(
        int(np.searchsorted(ordered, side + 2 * tolerance, "right"))
        - int(np.searchsorted(ordered, side - 2 * tolerance, "left"))
        for side in (-median, median)
    )
    for axis in _paired(z, axes):
        evidence = abs_autocorrelation_test(large, axis, false_fail=false_fail, doubtful=doubtful)
        yield TestResult(Family.NEIGHBOURS if axis.index else Family.FRESH, evidence)
