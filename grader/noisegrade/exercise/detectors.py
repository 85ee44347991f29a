"""The detectors that recognize mistakes, guarded against results of any kind."""

from __future__ import annotations

import warnings
import zlib
from collections.abc import Callable

import numpy as np

from noisegrade.exercise.declarations import (
    Fact,
    Misconception,
    Truth,
    WrongDistribution,
    WrongFormula,
)
from noisegrade.exercise.frozen import Frozen, as_alternative
from noisegrade.exercise.targets import TargetDistribution
from noisegrade.exercise.trial import Sample, Trial
from noisegrade.model import FloatArray

__all__ = [
    "misshapen",
    "result_fact",
    "scaled_fact",
    "wrong_distribution",
    "wrong_draws",
    "wrong_formula",
    "wrong_gaussian",
    "wrong_scaled",
]


def wrong_formula(
    name: str, claim: str, answer: Callable[..., Truth | None], *, says: str, next_step: str
) -> Misconception:
    """Declare a mistake by the wrong answer that it gives, from the call's arguments."""

    def quiet(*args: object) -> Truth | None:
        with np.errstate(all="ignore"), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return answer(*args)

    return Misconception(
        id=name, claim=claim, says=says, next_step=next_step, detector=WrongFormula(quiet)
    )


def wrong_distribution(
    name: str,
    claim: str,
    to_standard_normal: Callable[..., FloatArray],
    *,
    says: str,
    next_step: str,
) -> Misconception:
    """Declare a mistake by a map from its results to independent N(0, 1).

    The map is called as `to_standard_normal(result, *args)`, with the arguments of the call.
    """

    def standardize(trial: Trial, result: FloatArray) -> FloatArray:
        return to_standard_normal(result, *trial.args)

    return _distribution(name, claim, standardize, says=says, next_step=next_step)


def wrong_draws(
    name: str,
    claim: str,
    draws: Callable[..., TargetDistribution | Frozen],
    *,
    says: str,
    next_step: str,
) -> Misconception:
    """Declare a mistake by the distribution that its draws follow, as in `Trial.draws`.

    It is called as `draws(*args)`, with the arguments of the call. What a discrete one needs for
    its randomized transform is seeded by the draws, so that a name is the same at every grading.
    """

    def standardize(trial: Trial, result: FloatArray) -> FloatArray | None:
        target = as_alternative(draws(*trial.args))
        values = target.values(result)
        if target.impossible(values) is not None:
            return None
        rng = np.random.default_rng(zlib.crc32(result.tobytes()))
        return target.standardize(values, tolerance=0.0, rng=rng)

    return _distribution(name, claim, standardize, says=says, next_step=next_step)


def wrong_scaled(
    name: str,
    claim: str,
    to_standard_normal: Callable[[FloatArray], FloatArray],
    *,
    says: str,
    next_step: str,
) -> Misconception:
    """Declare a mistake by a map from its draws, in σ from their mean, to independent N(0, 1)."""

    def standardize(trial: Trial, result: FloatArray) -> FloatArray:
        return to_standard_normal(trial.scaled(result))

    return _distribution(name, claim, standardize, says=says, next_step=next_step)


def wrong_gaussian(
    name: str,
    claim: str,
    distribution: Callable[..., tuple[FloatArray | float, FloatArray | float]],
    *,
    says: str,
    next_step: str,
) -> Misconception:
    """Declare a mistake that gives Gaussian draws: `distribution(*args)` is their mean and σ."""

    def standardize(trial: Trial, result: FloatArray) -> FloatArray:
        mean, std = distribution(*trial.args)
        return (result - mean) / std

    return _distribution(name, claim, standardize, says=says, next_step=next_step)


def scaled_fact(
    name: str,
    claim: str,
    shows: Callable[[list[FloatArray]], bool],
    *,
    says: str,
    next_step: str,
) -> Misconception:
    """Declare a mistake that shows in the draws of all calls, in σ from their mean."""
    return _fact(name, claim, lambda sample: sample.scaled, shows, says=says, next_step=next_step)


def result_fact(
    name: str,
    claim: str,
    shows: Callable[[list[FloatArray]], bool],
    *,
    says: str,
    next_step: str,
) -> Misconception:
    """Declare a mistake that shows in the results of all calls, as they came."""
    return _fact(name, claim, lambda sample: sample.floats, shows, says=says, next_step=next_step)


def misshapen(
    name: str, shape: Callable[..., tuple[int, ...]], *, says: str, next_step: str
) -> Misconception:
    """Declare a mistake by the wrong shape that it gives, from the call's arguments."""

    def matches(sample: Sample) -> bool:
        pairs = list(zip(sample.trials, sample.results, strict=True))
        return any(result.shape != trial.shape for trial, result in pairs) and all(
            result.shape == shape(*trial.args) for trial, result in pairs
        )

    return Misconception(
        id=name, claim="returns", says=says, next_step=next_step, detector=Fact(matches)
    )


def _distribution(
    name: str,
    claim: str,
    standardize: Callable[[Trial, FloatArray], FloatArray | None],
    *,
    says: str,
    next_step: str,
) -> Misconception:
    def guarded(trial: Trial, result: FloatArray) -> FloatArray | None:
        if not trial.fits(result):
            return None
        with np.errstate(all="ignore"):
            z = standardize(trial, np.asarray(result, np.float64))
        return None if z is None else np.asarray(z, np.float64)

    return Misconception(
        id=name, claim=claim, says=says, next_step=next_step, detector=WrongDistribution(guarded)
    )


def _fact(  # noqa: PLR0913 - what every mistake has, and what is looked at
    name: str,
    claim: str,
    seen: Callable[[Sample], list[FloatArray]],
    shows: Callable[[list[FloatArray]], bool],
    *,
    says: str,
    next_step: str,
) -> Misconception:
    def guarded(sample: Sample) -> bool:
        if not (sample.fits and sample.finite):
            return False
        with np.errstate(all="ignore"):
            return bool(shows(seen(sample)))

    return Misconception(
        id=name, claim=claim, says=says, next_step=next_step, detector=Fact(guarded)
    )
