"""Pairs of neighbours along one axis of an array, without copying it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

__all__ = ["Axis", "Pair", "neighbours", "pairs_along"]


@dataclass(frozen=True, slots=True)
class Axis:
    """An axis of an array, by its position and its name."""

    index: int
    name: str


_Item = TypeVar("_Item", bound=np.generic)
Pair = tuple[NDArray[_Item], NDArray[_Item]]

_LONG = 16  # numbers next to each other in memory from which a run is worth its overhead


def pairs_along(shape: tuple[int, ...], axis: Axis) -> int:
    """Count the pairs of neighbours along an axis."""
    size = int(np.prod(shape))
    return size - size // shape[axis.index]


def neighbours(array: NDArray[_Item], axis: Axis) -> Iterator[Pair[_Item]]:
    """Yield views (earlier, later) that together hold every pair of neighbours along `axis` once.

    Long runs of memory come as one pair of views. Where the runs are short (three channels), one
    pair of strided views for each step is 2 × as fast.
    """
    length = array.shape[axis.index]
    inner = int(np.prod(array.shape[axis.index + 1 :]))
    if (length - 1) * inner >= _LONG:
        runs = array.reshape(-1, length * inner)
        yield runs[:, :-inner], runs[:, inner:]
        return
    steps = array.reshape(-1, length, inner)
    for step in range(length - 1):
        yield steps[:, step], steps[:, step + 1]
