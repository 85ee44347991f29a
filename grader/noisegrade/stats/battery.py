"""One battery for everything that reduces to "these numbers are independent N(0, 1)"."""

from __future__ import annotations

import numpy as np

from noisegrade.model import FloatArray
from noisegrade.stats.battery_tests import (
    MOST_AXES,
    TESTS,
    Draws,
    Family,
    LeastRounded,
    TestResult,
    tests,
)

__all__ = ["TESTS", "Family", "LeastRounded", "TestResult", "accepts", "judge", "rejects"]


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
    tuple of TestResult
        At most TESTS. The union bound over them needs no assumption about their dependence.

    Raises
    ------
    ValueError
        Axes that don't fit z, fewer than two draws, or values that are not finite.
    """
    _check(z, axes)
    with np.errstate(all="ignore"):
        draws = Draws(z, axes, false_fail=false_fail, tolerance=tolerance, finest=finest)
        return tuple(tests(draws))


def rejects(
    z: FloatArray, *, axes: tuple[str, ...], false_fail: float, tolerance: float = 0.0
) -> bool:
    """Tell whether any test of `judge` rejects, stopping at the first; parameters as there."""
    _check(z, axes)
    with np.errstate(all="ignore"):
        found = tests(Draws(z, axes, false_fail=false_fail, tolerance=tolerance))
        return any(one.evidence.rejects for one in found)


def accepts(z: FloatArray, *, axes: tuple[str, ...], level: float, tolerance: float = 0.0) -> bool:
    """Tell whether no test's p-value is at most level/TESTS; right draws are, but for `level`."""
    return not rejects(z, axes=axes, false_fail=level / TESTS, tolerance=tolerance)


def _check(z: FloatArray, axes: tuple[str, ...]) -> None:
    if not 1 <= len(axes) == z.ndim <= MOST_AXES or axes[0] != "call":
        raise ValueError(f'axes must name the {z.ndim} axes of z, "call" first, 5 at most: {axes}')
    if z.size < 2:  # noqa: PLR2004 - one draw has neither spread nor neighbour
        raise ValueError(f"at least two draws are needed, not {z.size}")
    if not np.isfinite(z).all():
        raise ValueError("z must be finite; say so in a finding of its own before judging")
