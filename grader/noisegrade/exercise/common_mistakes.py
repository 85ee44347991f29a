"""Mistakes that several random exercises share, declared once for all of them."""

from __future__ import annotations

import numpy as np

from noisegrade.exercise import wrong_distributions
from noisegrade.exercise.declarations import Fact, Misconception
from noisegrade.exercise.detectors import result_fact, scaled_fact
from noisegrade.exercise.repeated_draws import (
    EQUAL,
    FEW,
    PERIOD,
    constant_seed,
    mirrored,
    mirrored_halves,
    nothing_drawn,
    one_draw_for_all,
    opposite_calls,
    places_left_out,
    same_along,
    sorted_draws,
)
from noisegrade.exercise.trial import Sample
from noisegrade.model import FloatArray

__all__ = [
    "blurred",
    "clipped",
    "clipped_to_range",
    "constant_seed",
    "cut_at_zero",
    "everyday",
    "inputs_changed",
    "integers",
    "mirrored_halves",
    "not_afresh",
    "nothing_drawn",
    "one_draw_a_step",
    "one_draw_for_all",
    "opposite_calls",
    "own_mean",
    "own_std",
    "places_left_out",
    "rng_ignored",
    "rounded",
    "same_along",
    "sorted_draws",
    "standardised_by_itself",
    "stretched",
    "whole_like_the_input",
]

_GRIDS = (1.0, 10.0, 100.0, 1000.0, 255.0, 127.5)  # steps a unit that people round to
_GRID_TOLERANCE = 1e-3  # of a step
_SPREAD = 0.1  # values closer together than that say nothing of a grid
_REPEATS = 3  # an end that so many values share is a border
_TWICE = 2
_BYTE = 255.0  # the largest value of a pixel
_BESIDE = 20 * EQUAL  # of an end: hardly any value lies so near a wall and not at it
_FLAT = 0.15  # of the variance: means of so many calls stray more where the picture is wrong
_BLURRED = (0.3, 0.85)  # correlation of next neighbours
_UNRELATED = 0.15
_UNIQUE = 0.9  # of what lies between two borders: copies have more than one of each


def everyday() -> tuple[Misconception, ...]:
    """Gather what can go wrong wherever noise is drawn."""
    return (
        integers(),
        *not_afresh(),
        *wrong_distributions.common(),
        own_mean(),
        own_std(),
        standardised_by_itself(),
        stretched(),
        clipped(),
        blurred(),
        rng_ignored(),
    )


def not_afresh() -> tuple[Misconception, ...]:
    """Gather what makes draws come again, whatever they are drawn from."""
    return (
        nothing_drawn(),
        constant_seed(),
        one_draw_for_all(),
        places_left_out(),
        opposite_calls(),
        mirrored_halves(),
        sorted_draws(),
    )


def rng_ignored() -> Misconception:
    """Draw from a generator of one's own, or from NumPy's global one."""

    def shows(sample: Sample) -> bool:
        return len(sample.results) == _TWICE and not np.array_equal(
            sample.results[0], sample.results[1]
        )

    return Misconception(
        id="rng-ignored",
        claim="reproducible",
        says="the same state of rng gave other numbers: something is kept between calls, or the "
        "numbers come from elsewhere.",
        next_step="look at where your random numbers come from, and at what outlives a call.",
        detector=Fact(shows),
    )


def inputs_changed() -> Misconception:
    """Add the noise in place: the caller's own array changes."""
    return Misconception(
        id="inputs-changed",
        claim="inputs",
        says="numbers were written into the array that you were given.",
        next_step="look for += and for assignments into the argument.",
        detector=Fact(lambda sample: bool(sample.results)),
    )


def integers() -> Misconception:
    """Cast the result to whole numbers."""

    def shows(sample: Sample) -> bool:
        return bool(sample.results) and all(one.dtype.kind in "iu" for one in sample.results)

    return Misconception(
        id="integers",
        claim="returns",
        says="the results are whole numbers.",
        next_step="look for astype, int and integers, and for whole numbers that you write into.",
        detector=Fact(shows),
    )


def own_mean() -> Misconception:
    """Subtract the sample's own mean."""
    return scaled_fact(
        "own-mean",
        "scatter",
        lambda calls: (
            all(_is_noise(z) and abs(z.mean()) < EQUAL and not mirrored(z) for z in calls)
            and not all(map(_has_own_std, calls))
        ),
        says="every result has exactly the mean asked for, as if its own mean was taken off.",
        next_step="let a sample's own mean stray a little, as chance makes it.",
    )


def own_std() -> Misconception:
    """Divide by the sample's own spread."""
    return scaled_fact(
        "own-std",
        "scatter",
        lambda calls: (
            all(_is_noise(z) and _has_own_std(z) for z in calls)
            and max(abs(z.mean()) for z in calls) > EQUAL
        ),
        says="every result has exactly the σ asked for, as if it was divided by its own.",
        next_step="let a sample's own σ stray a little, as chance makes it.",
    )


def stretched() -> Misconception:
    """Stretch every result from 0 to 1."""
    return result_fact(
        "stretched",
        "location",
        lambda calls: (
            all(x.size > FEW and abs(x.min()) < EQUAL and abs(x.max() - 1) < EQUAL for x in calls)
            and all(np.count_nonzero(np.abs(x - x.min()) < EQUAL) < _REPEATS for x in calls)
        ),
        says="every result was stretched so that it goes from 0 to 1.",
        next_step="look for min and max: let the values lie where they fall.",
    )


def blurred() -> Misconception:
    """Build neighbours from draws that they share."""

    def shows(calls: FloatArray) -> bool:
        each = calls.reshape(len(calls), -1)
        mean, spread = each.mean(axis=0), float(each.var(axis=1).mean())
        return mean.size > FEW and float(mean.var()) < _FLAT * spread and _share_draws(calls)

    return scaled_fact(
        "blurred",
        "neighbours",
        lambda calls: (
            len({z.shape for z in calls}) == 1 and len(calls) > FEW and shows(np.stack(calls))
        ),
        says="neighbouring values are made of the same draws, as in a blurred picture.",
        next_step="every value needs a draw of its own: look for sums and means of neighbours.",
    )


def whole_like_the_input() -> Misconception:
    """Write the noisy values into an array of the argument's kind."""

    def shows(sample: Sample) -> bool:
        whole = [np.asarray(trial.args[0]).dtype.kind in "iu" for trial in sample.trials]
        found = [one.dtype.kind in "iu" for one in sample.results]
        return any(whole) and not all(whole) and whole == found

    return Misconception(
        id="whole-like-the-input",
        claim="returns",
        says="an array of whole numbers comes back as whole numbers: the noise is cut to them.",
        next_step="look for empty_like, zeros_like, astype and dtype: ask for floats there.",
        detector=Fact(shows),
    )


def standardised_by_itself() -> Misconception:
    """Subtract the sample's own mean and divide by its own spread."""

    def shows(calls: list[FloatArray]) -> bool:
        return all(
            z.size > FEW and abs(z.mean()) < EQUAL and abs(z.std() - 1) < EQUAL + 1 / z.size
            for z in calls
        )

    return scaled_fact(
        "standardised-by-itself",
        "scatter",
        shows,
        says="every result is forced to have a mean and a σ that are exactly right.",
        next_step="let a sample's own mean and σ stray a little, as chance makes them.",
    )


def rounded() -> Misconception:
    """Round every value to a few decimals."""

    def shows(calls: list[FloatArray]) -> bool:
        return any(all(_on_grid(z, steps) for z in calls) for steps in _GRIDS)

    return result_fact(
        "rounded",
        "resolution",
        lambda calls: all(z.size > FEW and np.ptp(z) > _SPREAD for z in calls) and shows(calls),
        says="the values lie on a grid, as if rounded or drawn as whole numbers.",
        next_step="leave every draw as it comes, with all its digits.",
    )


def clipped() -> Misconception:
    """Cut the noise off at both ends."""
    return scaled_fact(
        "clipped",
        "tails",
        lambda calls: (
            _ends_in_walls(calls)
            and _share_a_wall(calls[::2], calls[1::2])
            and not _each_fills_the_range(calls)
        ),
        says="the values are cut off at both ends.",
        next_step="look for clip, minimum or maximum: a bell has no border.",
    )


def cut_at_zero() -> Misconception:
    """Replace what came out below 0 by 0."""

    def shows(calls: list[FloatArray]) -> bool:
        x = np.concatenate([one.reshape(-1) for one in calls])
        return bool(x.min() == 0 and x.max() > _BYTE and np.count_nonzero(x == 0) >= _REPEATS)

    return result_fact(
        "cut-at-zero",
        "spread",
        shows,
        says="values below 0 were cut off.",
        next_step="look for a maximum or an assignment: noise may lead below 0.",
    )


def one_draw_a_step() -> Misconception:
    """Draw one number for each entry of the first axis."""

    def shows(calls: list[FloatArray]) -> bool:
        return all(
            z.ndim > 1 and np.ptp(z) > EQUAL and np.ptp(z.reshape(len(z), -1), axis=1).max() < EQUAL
            for z in calls
        )

    return scaled_fact(
        "one-draw-a-step",
        "neighbours",
        shows,
        says="one number is drawn for each step and used for the whole image.",
        next_step="look at how many numbers you ask the rng for.",
    )


def clipped_to_range(claim: str, *ranges: tuple[float, float]) -> Misconception:
    """Cut the noisy image, not the noise, to a range that images have."""

    def shows(calls: list[FloatArray]) -> bool:
        x = np.concatenate([one.reshape(-1) for one in calls])
        return not _each_fills_the_range(calls) and any(
            x.min() >= low
            and x.max() <= high
            and np.count_nonzero((x == low) | (x == high)) >= _REPEATS
            for low, high in ranges
        )

    return result_fact(
        "clipped-to-range",
        claim,
        shows,
        says="the result was cut to the range of an image.",
        next_step="look for clip, minimum or maximum: noise may leave the range.",
    )


def _ends_in_walls(calls: list[FloatArray]) -> bool:
    """Tell whether values pile up at both ends, and lie apart between them."""
    z = np.concatenate([one.reshape(-1) for one in calls])
    if z.min() > -_SPREAD or z.max() < _SPREAD:
        return False
    between = np.ones(z.shape, bool)
    for distance in (z - z.min(), z.max() - z):
        at_end = np.count_nonzero(distance < EQUAL)
        beside = np.count_nonzero(distance < _BESIDE) - at_end
        if at_end < _REPEATS or at_end < _REPEATS * beside:
            return False
        between &= distance >= EQUAL
    return bool(np.unique(z[between]).size > _UNIQUE * np.count_nonzero(between))


def _share_a_wall(some: list[FloatArray], others: list[FloatArray]) -> bool:
    """Tell whether an end is the same one in calls of different settings."""
    ends = [
        np.array([min(z.min() for z in calls), max(z.max() for z in calls)])
        for calls in (some, others)
        if calls
    ]
    return bool((np.abs(ends[0] - ends[-1]) < EQUAL).any())


def _each_fills_the_range(calls: list[FloatArray]) -> bool:
    """Tell whether all calls of a setting reach the same two ends, each with one value."""
    if len(calls) <= PERIOD:
        return False
    ends = np.array([(x.min(), x.max()) for x in calls])
    spreads = [np.ptp(ends[start::PERIOD], axis=0).max() for start in range(PERIOD)]
    return bool(max(spreads) < EQUAL) and all(
        np.count_nonzero(np.abs(x - end) < EQUAL * EQUAL) == 1
        for x in calls
        for end in (x.min(), x.max())
    )


def _is_noise(z: FloatArray) -> bool:
    return z.size > FEW and bool(np.ptp(z) > _SPREAD)


def _has_own_std(z: FloatArray) -> bool:
    return bool(abs(z.std() - 1) < EQUAL + 1 / z.size)


def _share_draws(calls: FloatArray) -> bool:
    """Tell whether next neighbours go together along an axis, and far ones don't."""
    each = calls.reshape(len(calls), -1)
    standard = (each - each.mean(axis=1)[:, None]) / each.std(axis=1)[:, None]
    standard = standard.reshape(calls.shape)
    for axis in range(1, calls.ndim):
        if calls.shape[axis] > FEW:
            lines = np.moveaxis(standard, axis, 0)
            near, far = (float(np.mean(lines[:-lag] * lines[lag:])) for lag in (1, FEW - 1))
            if _BLURRED[0] < near < _BLURRED[1] and abs(far) < _UNRELATED:
                return True
    return False


def _on_grid(z: FloatArray, steps: float) -> bool:
    """Tell whether all distances between values are whole steps."""
    scaled = (z - z.flat[0]) * steps
    return bool(np.abs(scaled - np.rint(scaled)).max() < _GRID_TOLERANCE)
