"""Signs of draws that come again: from call to call, within a call, or in place of fresh ones."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from noisegrade.exercise.declarations import Fact, Misconception
from noisegrade.exercise.detectors import scaled_fact
from noisegrade.exercise.trial import Sample
from noisegrade.model import FloatArray

__all__ = [
    "EQUAL",
    "FEW",
    "NOTHING_DRAWN",
    "PERIOD",
    "constant_seed",
    "mirrored",
    "mirrored_halves",
    "nothing_drawn",
    "one_draw_for_all",
    "opposite_calls",
    "places_left_out",
    "same_along",
    "sorted_draws",
]

EQUAL = 1e-4  # σ: farther apart than float32 rounding, nearer than many draws ever are
FEW = 8  # draws a call that a statement about a whole call needs
NOTHING_DRAWN = "nothing-drawn"

PERIOD = 4  # calls after which the settings of every exercise come round
_SMOOTH = 0.5  # of squared steps to the variance: 2 for noise, near 0 for a picture
_CHANCE = 0.01  # of the values: more than agree by chance
_FAR = 39.0  # σ: what lies farther out was put there by a target, not drawn


def nothing_drawn(*, claim: str = "resolution") -> Misconception:
    """Return what the arguments alone decide: no noise is in it.

    Where values may repeat, "resolution" holds all the same, and `claim` says what doesn't.
    """
    return scaled_fact(
        NOTHING_DRAWN,
        claim,
        lambda calls: _all_repeat(calls) and all(map(_is_smooth, calls)),
        says="nothing is drawn: the same numbers come whatever the generator's state.",
        next_step="look at where the rng comes in, and at what becomes of its draws.",
    )


def constant_seed() -> Misconception:
    """Give the same noise in every call, wherever it is kept."""
    return scaled_fact(
        "constant-seed",
        "fresh",
        lambda calls: (
            calls[0].size > FEW and _all_repeat(calls) and not any(map(_is_smooth, calls))
        ),
        says="every call gives the same numbers: a seed, a copy or a cache that is used again.",
        next_step="draw from the rng you are given; it remembers where it is.",
    )


def one_draw_for_all() -> Misconception:
    """Draw one number and spread it over the whole result."""
    return scaled_fact(
        "one-draw-for-all",
        "neighbours",
        lambda calls: (
            all(z.size > FEW and np.ptp(z) < EQUAL for z in calls) and not _all_repeat(calls)
        ),
        says="one number is drawn and used everywhere.",
        next_step="look at how many numbers you ask the rng for.",
    )


def places_left_out() -> Misconception:
    """Leave some places without noise, as a loop does that ends too early."""

    def matches(sample: Sample) -> bool:
        calls = _finite_draws(sample)
        same = _places_that_repeat(calls)
        return (
            same is not None
            and bool(same.any())
            and not same.all()
            and bool(np.abs(calls[0][same]).max() < _FAR)
            and _repeat_nowhere_else(calls, same)
            and not _at_its_ends(np.asarray(sample.results[0]), same)
        )

    return Misconception(
        id="places-left-out",
        claim="resolution",
        says="nothing was drawn for some places: they hold the same values in every call.",
        next_step="look at where your loop begins, ends and returns.",
        detector=Fact(matches),
    )


def same_along(
    axis: int, name: str, *, claim: str = "neighbours", says: str, next_step: str
) -> Misconception:
    """Draw once and copy along one axis."""

    def shows(calls: list[FloatArray]) -> bool:
        return not _all_repeat(calls) and all(
            z.ndim > axis
            and z.shape[axis] > 1
            and np.ptp(z) > EQUAL
            and np.ptp(z, axis=axis).max() < EQUAL
            and _differ_beside(z, axis)
            for z in calls
        )

    return scaled_fact(name, claim, shows, says=says, next_step=next_step)


def opposite_calls() -> Misconception:
    """Give every second call the noise of the one before, with its sign turned."""

    def shows(calls: list[FloatArray]) -> bool:
        rounds = np.arange(len(calls)) // PERIOD
        return _opposite(calls[::2], calls[1::2]) or _opposite(
            [z for z, number in zip(calls, rounds, strict=True) if number % 2 == 0],
            [z for z, number in zip(calls, rounds, strict=True) if number % 2],
        )

    return scaled_fact(
        "opposite-calls",
        "fresh",
        lambda calls: shows(calls) and not _all_repeat(calls),
        says="every second call gives the numbers of the call before, with the sign turned.",
        next_step="draw afresh in every call.",
    )


def mirrored_halves() -> Misconception:
    """Fill the second half of a call with the first one, its sign turned."""
    return scaled_fact(
        "mirrored-halves",
        "scatter",
        lambda calls: all(map(mirrored, calls)) and not _all_repeat(calls),
        says="the second half of the draws is the first half with its sign turned.",
        next_step="draw as many numbers as there are places.",
    )


def sorted_draws() -> Misconception:
    """Sort the draws of a call."""
    return scaled_fact(
        "sorted-draws",
        "neighbours",
        lambda calls: all(map(_is_sorted, calls)) and not _all_repeat(calls),
        says="the draws were sorted.",
        next_step="leave the draws in the order in which they come.",
    )


def mirrored(z: FloatArray) -> bool:
    """Tell whether one half of the draws is the other with its sign turned."""
    flat, half = z.reshape(-1), z.size // 2
    first, second = flat[:half], flat[z.size - half :]
    return _vary(z) and any(
        bool(np.abs(first + other).max() < EQUAL) for other in (second, second[::-1])
    )


def _differ_beside(z: FloatArray, axis: int) -> bool:
    """Tell whether what was copied along one axis differs along the last of the others."""
    one = np.take(z, 0, axis)
    return one.ndim == 0 or one.shape[-1] == 1 or bool(np.ptp(one, axis=-1).max() > EQUAL)


def _vary(z: FloatArray) -> bool:
    return z.size > FEW and bool(np.ptp(z) > EQUAL)


def _is_sorted(z: FloatArray) -> bool:
    lines = [np.diff(z.reshape(-1))]
    lines += [np.diff(z, axis=axis) for axis in range(z.ndim) if z.shape[axis] > FEW]
    return _vary(z) and any(
        bool((line >= 0).all() or (line <= 0).all()) and np.count_nonzero(line) > line.size / 2
        for line in lines
    )


def _opposite(first: Sequence[FloatArray], second: Sequence[FloatArray]) -> bool:
    return bool(second) and all(
        _vary(one) and one.shape == other.shape and bool(np.abs(one + other).max() < EQUAL)
        for one, other in zip(first, second, strict=False)
    )


def _finite_draws(sample: Sample) -> list[FloatArray]:
    """Return the draws of all calls in σ; none where a result can't hold them."""
    if not sample.fits:
        return []
    pairs = zip(sample.trials, sample.results, strict=True)
    with np.errstate(all="ignore"):
        draws = [trial.scaled(result) for trial, result in pairs]
    return draws if all(np.isfinite(z).all() for z in draws) else []


def _repeat_nowhere_else(calls: Sequence[FloatArray], same: FloatArray) -> bool:
    """Tell whether two calls agree hardly anywhere but at the places that always do."""
    agree = np.abs(calls[0] - calls[PERIOD]) < EQUAL
    more = np.count_nonzero(agree) - np.count_nonzero(same)
    return bool(more <= _CHANCE * same.size)


def _at_its_ends(result: FloatArray, places: FloatArray) -> bool:
    """Tell whether a result has its least or its largest value there: it was cut, not left."""
    if result.shape != places.shape:
        return False
    kept = result[places]
    return bool(np.all((kept == result.min()) | (kept == result.max())))


def _is_smooth(z: FloatArray) -> bool:
    """Tell whether neighbours are so near each other as in a picture, or all values the same."""
    variance = float(z.var())
    if np.ptp(z) < EQUAL:
        return True
    steps = [np.mean(np.diff(z, axis=axis) ** 2) for axis in range(z.ndim) if z.shape[axis] > FEW]
    return any(bool(step < _SMOOTH * variance) for step in steps)


def _all_repeat(calls: Sequence[FloatArray]) -> bool:
    same = _places_that_repeat(calls)
    return same is not None and bool(same.all())


def _places_that_repeat(calls: Sequence[FloatArray]) -> FloatArray | None:
    """Find the places that hold the same value in all calls of each setting."""
    if len(calls) <= PERIOD or len({z.shape for z in calls}) != 1:
        return None
    spreads = [np.ptp(np.stack(calls[start::PERIOD]), axis=0) for start in range(PERIOD)]
    repeated = [spread for spread, _ in zip(spreads, calls[PERIOD:], strict=False)]
    return np.asarray(np.max(repeated, axis=0) < EQUAL)
