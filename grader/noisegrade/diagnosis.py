"""Name the misconception behind a failure, or stay silent.

Every catalogued misconception has a sign. A name is said only when exactly one sign is there: facts
that can be seen without statistics come first; then every law that would make the learner's
numbers exactly N(0, 1), if the mistake was made, is put to the battery that refused them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import numpy as np

from noisegrade.exercise import (
    Args,
    ExactExercise,
    Fact,
    Misconception,
    RandomExercise,
    Sample,
    Trial,
    WrongDistribution,
    WrongFormula,
)
from noisegrade.exercise.repeated_draws import NOTHING_DRAWN
from noisegrade.model import FloatArray
from noisegrade.sandbox.calls import AnyArray
from noisegrade.stats import battery

__all__ = ["name_formula", "name_law", "name_seen"]

LEVEL = 1e-3  # a mistake that was made is left out this seldom
_NOTHING = 1e-15  # what is smaller came of numbers that cancel
_RTOL = 1e-5  # wrong formulas are much farther apart than float32 rounding
_DOUBLE = 8  # bytes of a float64
_ENOUGH = 1000  # draws that tell a wrong distribution from another
_SINGLE_TOLERANCE = 1e-5  # rounding error of float32 results in units of σ; names need no proof
_STEADY_CLAIMS = frozenset({"returns", "inputs", "reproducible"})  # seen, never tested


def name_formula(
    exercise: ExactExercise, args: Sequence[Args], answers: Sequence[tuple[AnyArray, ...]]
) -> Misconception | None:
    """Name the wrong formula that gives the learner's answers on every input.

    `answers` may end early: a call that gave none ends them.
    """
    return _only(
        mistake
        for mistake in exercise.misconceptions
        if isinstance(mistake.detector, WrongFormula)
        and _answers_like(mistake.detector, args, answers)
    )


def name_seen(exercise: RandomExercise, claim: str, sample: Sample) -> Misconception | None:
    """Name a mistake against `claim` that is plain to see: a shape, a dtype, a changed input.

    Values that can't occur are plain to see too; which wrong distribution they are from is tested.
    """
    enough = sum(result.size for result in sample.results) >= _ENOUGH
    return _only(
        mistake
        for mistake in exercise.misconceptions
        if mistake.claim == claim
        and (_shows(mistake, sample) or (enough and _fits(mistake, sample)))
    )


def name_law(
    exercise: RandomExercise, sample: Sample, more: Callable[[], Sample | None]
) -> Misconception | None:
    """Name the mistake that explains a rejected law.

    Assumption: the numbers come from the function that was rejected. The true entry is left out
    with probability at most `LEVEL`; a wrong one survives only if it is nearer to the learner's law
    than the battery can see at the size of `more`, the larger sample that survivors are put to.
    """
    candidates = [m for m in exercise.misconceptions if m.claim not in _STEADY_CLAIMS]
    seen = [mistake for mistake in candidates if _shows(mistake, sample)]
    if seen:
        return _only([one for one in seen if one.id == NOTHING_DRAWN] or seen)
    fitting = [mistake for mistake in candidates if _fits(mistake, sample)]
    if not fitting:
        return None
    larger = more()
    if larger is not None:
        fitting = [mistake for mistake in fitting if _fits(mistake, larger)]
    return _only(fitting)


def _only(mistakes: Iterable[Misconception]) -> Misconception | None:
    found = list(mistakes)
    return found[0] if len(found) == 1 else None


def _answers_like(
    detector: WrongFormula, args: Sequence[Args], answers: Sequence[tuple[AnyArray, ...]]
) -> bool:
    if len(answers) != len(args):
        return False
    try:
        return all(
            _same(detector.answer(*each), answer)
            for each, answer in zip(args, answers, strict=True)
        )
    except Exception:  # noqa: BLE001 - a wrong formula need not work on every input
        return False


def _same(wrong: object, answer: tuple[AnyArray, ...]) -> bool:
    if wrong is None or not answer:
        return False
    if isinstance(wrong, tuple) and len(answer) == 1 and answer[0].ndim == 1:
        answer = tuple(answer[0])
    expected = [np.asarray(part) for part in (wrong if isinstance(wrong, tuple) else (wrong,))]
    return len(expected) == len(answer) and all(
        ours.shape == theirs.shape
        and bool(np.allclose(ours, theirs, rtol=_RTOL, atol=_room(ours), equal_nan=True))
        for ours, theirs in zip(expected, answer, strict=True)
    )


def _room(answer: AnyArray) -> float:
    """Return how far two answers near 0 may be apart: as far as rounding goes."""
    finite = np.abs(answer[np.isfinite(answer)]) if answer.dtype.kind in "fiu" else np.zeros(0)
    return _NOTHING + (_RTOL * float(finite.mean()) if finite.size else 0.0)


def _shows(mistake: Misconception, sample: Sample) -> bool:
    if not isinstance(mistake.detector, Fact):
        return False
    try:
        with np.errstate(all="ignore"):
            return bool(mistake.detector.matches(sample))
    except Exception:  # noqa: BLE001 - a sign need not know what to make of every result
        return False


def _fits(mistake: Misconception, sample: Sample) -> bool:
    if not isinstance(mistake.detector, WrongDistribution):
        return False
    undone: list[FloatArray] = []
    for trial, result in zip(sample.trials, sample.results, strict=True):
        z = _undone(mistake.detector, trial, result)
        if z is None or not np.isfinite(z).all():
            return False
        undone.append(z)
    if len({z.shape for z in undone}) != 1 or not undone[0].size:
        return False
    axes = ("call", *sample.trials[0].axes)[: 1 + undone[0].ndim]
    single = any(result.dtype.itemsize < _DOUBLE for result in sample.results)
    tolerance = _SINGLE_TOLERANCE if single else 0.0
    return all(
        battery.accepts(np.stack(part), axes=axes, level=LEVEL, tolerance=tolerance)
        for part in (undone, *_by_setting(sample, undone))
    )


def _undone(detector: WrongDistribution, trial: Trial, result: AnyArray) -> FloatArray | None:
    """Return what would be N(0, 1) if the mistake was made; None where it can't have been."""
    try:
        with np.errstate(all="ignore"):
            return detector.to_standard_normal(trial, np.asarray(result, dtype=np.float64))
    except Exception:  # noqa: BLE001 - a wrong law need not exist for every argument
        return None


def _by_setting(sample: Sample, undone: Sequence[FloatArray]) -> list[list[FloatArray]]:
    """Sort draws by setting: two wrong ones may make up for each other; none where all are one."""
    parts: dict[str, list[FloatArray]] = {}
    for trial, z in zip(sample.trials, undone, strict=True):
        parts.setdefault(trial.setting, []).append(z)
    return list(parts.values()) if len(parts) > 1 else []
