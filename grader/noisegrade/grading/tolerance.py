"""How far a right answer may be from the truth: what float32 rounds away, and no more.

A sum of n terms, each from a few operations, is off by at most (n + k)·ε·Σ|terms| in arithmetic
with the relative error ε (Higham, Accuracy and Stability of Numerical Algorithms, section 4.2).
Right code may compute in float32 and return either kind of float, so ε is that of float32.
"""

from __future__ import annotations

import numpy as np

from noisegrade.exercise import Args, ExactExercise, Truth
from noisegrade.model import FloatArray
from noisegrade.sandbox.calls import Argument

__all__ = ["RELATIVE", "exact_arguments", "tolerances", "truth_of"]

_EPSILON = float(np.finfo(np.float32).eps)
_OPERATIONS = 16  # k: each of them may round once
RELATIVE = (_OPERATIONS + 1) * _EPSILON
"""Of an answer that is a single term."""

_TINY = 1e-37  # below it float32 has no numbers any more


def truth_of(exercise: ExactExercise, args: Args) -> Truth:
    """Return the right answer, computed in float64 whatever the arguments came in."""
    return exercise.truth(*exact_arguments(args))


def tolerances(exercise: ExactExercise, args: Args, truth: Truth) -> tuple[FloatArray, ...]:
    """Return the largest error of each part of a right answer: arrays in the shape of the part."""
    parts = truth if isinstance(truth, tuple) else (truth,)
    sizes = parts
    if exercise.rounding is not None:
        given = exercise.rounding(*exact_arguments(args))
        sizes = given if isinstance(given, tuple) else (given,)
    unit = (_OPERATIONS + _terms(args)) * _EPSILON
    return tuple(
        np.broadcast_to(unit * np.abs(np.asarray(size, np.float64)) + _TINY, np.shape(part))
        for size, part in zip(sizes, parts, strict=True)
    )


def exact_arguments(args: Args) -> Args:
    """Return the arguments with their arrays in float64."""
    return tuple(_exact(arg) for arg in args)


def _exact(arg: Argument) -> Argument:
    return np.asarray(arg, np.float64) if isinstance(arg, np.ndarray) else arg


def _terms(args: Args) -> int:
    """Count what may be added up: the numbers of the largest argument."""
    return max(
        (np.size(arg) for arg in args if isinstance(arg, np.ndarray | list | tuple)), default=1
    )
