"""One battery for everything that reduces to "these numbers are independent N(0, 1)"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from noisegrade.model import FloatArray
from noisegrade.stats.battery_tests import (
    MOST_AXES,
    TESTS,
    Draws,
    Family,
    LeastRounded,
    TestResult,
    setting_tests,
    tests,
)
from noisegrade.stats.small_samples import small_sample_tests

__all__ = [
    "TESTS",
    "Family",
    "LeastRounded",
    "Setting",
    "SettingResult",
    "TestResult",
    "accepts",
    "judge",
    "judge_settings",
    "rejects",
]


@dataclass(frozen=True, slots=True)
class Setting:
    """The draws of the calls with one setting: array, shape (calls, …); and their rounding.

    `hidden` is the share of right draws that rounding may have moved inwards past any border, where
    `tolerance` doesn't cover that: where it is an average over the draws.
    """

    z: FloatArray
    tolerance: float = 0.0
    hidden: float = 0.0


@dataclass(frozen=True, slots=True)
class SettingResult:
    """What the battery gave for one setting, by its place; `setting` is None for all together."""

    setting: int | None
    judged: tuple[TestResult, ...]

    @property
    def rejected(self) -> bool:
        """Whether any test rejects."""
        return any(one.evidence.rejects for one in self.judged)


def judge(  # noqa: PLR0913 - the draws, and what is known of them
    z: FloatArray,
    *,
    axes: tuple[str, ...],
    false_fail: float,
    tolerance: float = 0.0,
    hidden: float = 0.0,
    finest: LeastRounded | None = None,
) -> tuple[TestResult, ...]:
    """Put draws to every test that their shape allows.

    Parameters
    ----------
    z : array, shape (calls, …), finite; independent N(0, 1) if the code is right
    axes : a name for every axis of z; the first is "call"; five at most
    false_fail : error budget of one test: a share 1/TESTS of what this judgement may err
    tolerance : largest rounding error of any z, in σ; every p-value allows for it
    hidden : as in `Setting`
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
        draws = Draws(
            z, axes, false_fail=false_fail, tolerance=tolerance, hidden=hidden, finest=finest
        )
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


def judge_settings(
    settings: Sequence[Setting],
    *,
    axes: tuple[str, ...],
    false_fail: float,
    pooled: Setting | None = None,
    finest: LeastRounded | None = None,
) -> tuple[SettingResult, ...]:
    """Put all draws to the battery, and those of every setting for themselves.

    All draws together have half of the budget, the settings share the other half: by the union
    bound, right draws fail TESTS·false_fail of the time at most, whatever the settings have to do
    with each other. Code that is wrong for one setting of four is not diluted by the other three.
    Each setting is put to the tests of its law and of its neighbours. A single one has the whole
    budget.

    Parameters
    ----------
    settings : each with calls of one shape; shapes may differ between settings
    axes : a name for every axis of a setting's draws; the first is "call"
    false_fail : error budget of one test, as for `judge`
    pooled : all draws in the order of the calls, where they have one shape; if None, the settings
        follow each other: as calls where they have one shape, else as one line of values
    finest : as for `judge`, of all draws

    Returns
    -------
    tuple of SettingResult
        All draws first, then the settings in their order.
    """
    together = _pooled(settings) if pooled is None else pooled
    names = axes if together.z.ndim == len(axes) else ("call", "value")
    _check(together.z, names)
    alone = len(settings) == 1
    share = false_fail / 2 / len(settings)
    with np.errstate(all="ignore"):
        each = [
            Draws(one.z, axes, false_fail=share, tolerance=one.tolerance, hidden=one.hidden)
            for one in ([] if alone else settings)
        ]
        whole = Draws(
            together.z,
            names,
            false_fail=false_fail if alone else false_fail / 2,
            tolerance=together.tolerance,
            hidden=together.hidden,
            finest=finest,
            parts=[one.ordered for one in each],
        )
        results = [SettingResult(None, tuple(tests(whole)))]
        for at, one in enumerate(each):
            results.append(SettingResult(at, _setting_results(one, settings[at])))
    return tuple(results)


def _setting_results(draws: Draws, setting: Setting) -> tuple[TestResult, ...]:
    if draws.z.size < 2:  # noqa: PLR2004 - one draw has no neighbours
        return _one_draw(setting, draws.false_fail)
    return tuple(setting_tests(draws))


def _one_draw(setting: Setting, false_fail: float) -> tuple[TestResult, ...]:
    """Judge the mean and the sum of squares, which tell something of a single draw, too."""
    location, spread = small_sample_tests(
        setting.z, false_fail=false_fail, tolerance=setting.tolerance
    )
    return TestResult(Family.LOCATION, location), TestResult(Family.SPREAD, spread)


def _pooled(settings: Sequence[Setting]) -> Setting:
    tolerance = max(one.tolerance for one in settings)
    hidden = max(one.hidden for one in settings)
    if len({one.z.shape[1:] for one in settings}) == 1:
        return Setting(np.concatenate([one.z for one in settings]), tolerance, hidden)
    line = np.concatenate([one.z.reshape(-1) for one in settings])
    return Setting(line[np.newaxis], tolerance, hidden)


def _check(z: FloatArray, axes: tuple[str, ...]) -> None:
    if not 1 <= len(axes) == z.ndim <= MOST_AXES or axes[0] != "call":
        raise ValueError(f'axes must name the {z.ndim} axes of z, "call" first, 5 at most: {axes}')
    if z.size < 2:  # noqa: PLR2004 - one draw has neither spread nor neighbour
        raise ValueError(f"at least two draws are needed, not {z.size}")
    if not np.isfinite(z).all():
        raise ValueError("z must be finite; say so in a finding of its own before judging")
