"""Mistakes that several random exercises share, declared once for all of them."""

from __future__ import annotations

import numpy as np

from noisegrade.exercise import wrong_distributions
from noisegrade.exercise.declarations import Fact, Misconception
from noisegrade.exercise.detectors import result_fact, scaled_fact
from noisegrade.exercise.trial import Sample
from noisegrade.model import FloatArray

__all__ = [
    "clipped",
    "clipped_to_range",
    "constant_seed",
    "everyday",
    "inputs_changed",
    "integers",
    "one_draw_for_all",
    "rng_ignored",
    "rounded",
    "same_along",
    "standardised_by_itself",
]

_EQUAL = 1e-4  # σ: farther apart than float32 rounding, nearer than many draws ever are
_GRIDS = (1.0, 10.0, 100.0, 1000.0, 255.0, 127.5)  # steps a unit that people round to
_GRID_TOLERANCE = 1e-3  # of a step
_SPREAD = 0.1  # values closer together than that say nothing of a grid
_REPEATS = 3  # an end that so many values share is a border
_FEW = 8  # draws a call that a statement about a whole call needs
_TWICE = 2
_PERIOD = 4  # calls after which the settings of every exercise come round
_UNIQUE = 0.9  # of what lies between two borders: copies have more than one of each


def everyday() -> tuple[Misconception, ...]:
    """Gather what can go wrong wherever noise is drawn."""
    return (
        integers(),
        wrong_distributions.flat_from_zero_to_one(),
        one_draw_for_all(),
        constant_seed(),
        standardised_by_itself(),
        rng_ignored(),
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
        says="the numbers come from somewhere else than the rng you were given.",
        next_step="look at where your random numbers come from.",
        detector=Fact(shows),
    )


def inputs_changed() -> Misconception:
    """Add the noise in place: the caller's own array changes."""
    return Misconception(
        id="inputs-changed",
        claim="inputs",
        says="the noise was written into the array that you were given.",
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
        says="the results were turned into whole numbers.",
        next_step="look for astype, for int, and for an array of integers that you write into.",
        detector=Fact(shows),
    )


def constant_seed() -> Misconception:
    """Seed a generator inside the function: every call draws the same noise."""

    def shows(calls: list[FloatArray]) -> bool:
        first = calls[0]
        again = calls[_PERIOD::_PERIOD]
        return first.size > _FEW and bool(np.ptp(first) > _EQUAL) and all(_same(first, again))

    return scaled_fact(
        "constant-seed",
        "fresh",
        lambda calls: len(calls) > _PERIOD and shows(calls),
        says="a generator is seeded inside the function, so every call gives the same noise.",
        next_step="draw from the rng you are given; it remembers where it is.",
    )


def one_draw_for_all() -> Misconception:
    """Draw one number and spread it over the whole result."""
    return scaled_fact(
        "one-draw-for-all",
        "neighbours",
        lambda calls: all(z.size > _FEW and np.ptp(z) < _EQUAL for z in calls),
        says="one number is drawn and used everywhere.",
        next_step="look at how many numbers you ask the rng for.",
    )


def same_along(
    axis: int, name: str, *, claim: str = "neighbours", says: str, next_step: str
) -> Misconception:
    """Draw once and copy along one axis."""

    def shows(calls: list[FloatArray]) -> bool:
        return all(
            z.ndim > axis
            and z.shape[axis] > 1
            and np.ptp(z) > _EQUAL
            and np.ptp(z, axis=axis).max() < _EQUAL
            for z in calls
        )

    return scaled_fact(name, claim, shows, says=says, next_step=next_step)


def standardised_by_itself() -> Misconception:
    """Subtract the sample's own mean and divide by its own spread."""

    def shows(calls: list[FloatArray]) -> bool:
        return all(
            z.size > _FEW and abs(z.mean()) < _EQUAL and abs(z.std() - 1) < _EQUAL + 1 / z.size
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
        lambda calls: all(z.size > _FEW and np.ptp(z) > _SPREAD for z in calls) and shows(calls),
        says="the values were rounded to a few decimals.",
        next_step="leave every draw as it comes, with all its digits.",
    )


def clipped() -> Misconception:
    """Cut the noise off at both ends."""

    def shows(calls: list[FloatArray]) -> bool:
        z = np.concatenate([one.reshape(-1) for one in calls])
        low, high = z.min(), z.max()
        at_ends = [np.abs(z - end) < _EQUAL for end in (low, high)]
        if not (low < -1 and high > 1) or min(map(np.count_nonzero, at_ends)) < _REPEATS:
            return False
        between = z[~(at_ends[0] | at_ends[1])]
        return bool(np.unique(between).size > _UNIQUE * between.size)

    return scaled_fact(
        "clipped",
        "tails",
        shows,
        says="the values are cut off at both ends.",
        next_step="look for clip, minimum or maximum: a bell has no border.",
    )


def clipped_to_range(claim: str, *ranges: tuple[float, float]) -> Misconception:
    """Cut the noisy image, not the noise, to a range that images have."""

    def shows(calls: list[FloatArray]) -> bool:
        x = np.concatenate([one.reshape(-1) for one in calls])
        return any(
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


def _same(first: FloatArray, others: list[FloatArray]) -> list[bool]:
    return [first.shape == z.shape and bool(np.abs(first - z).max() < _EQUAL) for z in others]


def _on_grid(z: FloatArray, steps: float) -> bool:
    """Tell whether all distances between values are whole steps."""
    scaled = (z - z.flat[0]) * steps
    return bool(np.abs(scaled - np.rint(scaled)).max() < _GRID_TOLERANCE)
