"""A choice of a course's exercises, with points of their own: a course derived from a course."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from noisegrade.errors import CourseError
from noisegrade.exercise import ExactExercise, Exercise, RandomExercise

__all__ = ["Choice", "Selection", "claims_of", "derived_fingerprint", "reweighed"]

_RANDOM = ("distribution", "inputs", "reproducible")
_FIFTHS = {"distribution": 3.0, "inputs": 1.0, "reproducible": 1.0}
_LENGTH = 16  # hexadecimal digits, as of any course's fingerprint


@dataclass(frozen=True, slots=True)
class Choice:
    """One exercise that is chosen.

    Parameters
    ----------
    name : of the exercise
    points : in place of those that it declares; None to leave them
    weights : of its claims, in proportion; those that are not named keep their own
    """

    name: str
    points: float | None = None
    weights: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Selection:
    """What is made of a course: which exercises, and further packages that may be imported."""

    choices: tuple[Choice, ...]
    packages: tuple[str, ...] = ()


def claims_of(exercise: Exercise) -> tuple[str, ...]:
    """Name the claims of an exercise that may have weights."""
    if isinstance(exercise, ExactExercise):
        return tuple(claim.name for claim in exercise.claims)
    return _RANDOM


def reweighed(exercise: Exercise, choice: Choice) -> Exercise:
    """Return an exercise with other points, or other weights of its claims.

    Raises
    ------
    CourseError
        Where points are not positive, a weight is below zero or its claim is unknown.
    """
    points = exercise.points if choice.points is None else choice.points
    if not (math.isfinite(points) and points > 0):
        raise CourseError(f"{exercise.name}: points must be a number above 0, not {points:g}.")
    weights = _weights(exercise, dict(choice.weights))
    if choice.points is None and not choice.weights:
        return exercise
    total = sum(weights.values())
    if isinstance(exercise, ExactExercise):
        claims = tuple(
            replace(claim, points=_plain(points * weights[claim.name] / total))
            for claim in exercise.claims
        )
        return replace(exercise, claims=claims)
    shares = {name: weights[name] / total for name in _RANDOM[1:]}
    if not choice.weights:
        return replace(exercise, points=_plain(points))
    return replace(exercise, points=_plain(points), shares=shares)


def derived_fingerprint(fingerprint: str, selection: Selection, names: Sequence[str]) -> str:
    """Return the fingerprint of a selection; where it changes nothing, that of the course."""
    whole = Selection(tuple(map(Choice, names)))
    if selection == whole:
        return fingerprint
    digest = hashlib.sha256(ascii((fingerprint, selection)).encode())
    return digest.hexdigest()[:_LENGTH]


def _weights(exercise: Exercise, given: Mapping[str, float]) -> dict[str, float]:
    if isinstance(exercise, RandomExercise):
        own = _FIFTHS
    else:
        own = {claim.name: float(claim.points) for claim in exercise.claims}
    unknown = sorted(given.keys() - own.keys())
    if unknown:
        raise CourseError(
            f"{exercise.name} has no claim {unknown[0]}; its claims are {', '.join(own)}."
        )
    low = [name for name, weight in given.items() if not (math.isfinite(weight) and weight >= 0)]
    weights = {**own, **given}
    if low or not sum(weights.values()):
        name = (low or list(given))[0]
        raise CourseError(
            f"{exercise.name}: the weight of {name} must be 0 or more, and one of them above 0."
        )
    return weights


def _plain(points: float) -> float:
    """Return 5 in place of 5.0, and no rounding of a division."""
    rounded = round(points, 10)
    return int(rounded) if rounded == int(rounded) else rounded
