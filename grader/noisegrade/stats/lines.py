"""Pairs of draws that stand so far apart along one axis of an array, without copying it."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

__all__ = ["Axis", "Pair", "neighbours", "pairs_along"]


@dataclass(frozen=True, slots=True)
class Axis:
    """An axis of an array, by its position and its name, along which draws a lag apart meet."""

    index: int
    name: str
    lag: int = 1


_Item = TypeVar("_Item", bound=np.generic)
Pair = tuple[NDArray[_Item], NDArray[_Item]]

_LONG = 16  # numbers next to each other in memory from which a run is worth its overhead


def pairs_along(shape: tuple[int, ...], axis: Axis) -> int:
    """Count the pairs that are a lag apart along an axis."""
    return math.prod(shape) // shape[axis.index] * (shape[axis.index] - axis.lag)


def neighbours(array: NDArray[_Item], axis: Axis) -> Iterator[Pair[_Item]]:
    """Yield views (earlier, later) that hold every pair that is a lag apart along `axis` once.

    Long runs of memory come as one pair of views. Where the runs are short (three channels), one
    pair of strided views for each step is 2 × as fast.
    """
    length, lag = array.shape[axis.index], axis.lag
    inner = math.prod(array.shape[axis.index + 1 :])
    if (length - lag) * inner >= _LONG:
        runs = array.reshape(-1, length * inner)
        yield runs[:, : -lag * inner], runs[:, lag * inner :]
        return
    steps = array.reshape(-1, length, inner)
    for step in range(length - lag):
        yield steps[:, step], steps[:, step + lag]
