"""Means and energies along every axis of an array, from two passes over it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from noisegrade.model import FloatArray
from noisegrade.stats.between_calls import Calls

__all__ = ["Profile", "profiles"]

_MOST_GROUPS = 128  # energies are compared of; longer axes are compared in pieces


@dataclass(frozen=True, slots=True)
class Profile:
    """Sums and sums of squares for every index along an axis, of so many draws each."""

    sums: FloatArray
    squares: FloatArray
    draws: int

    def groups(self) -> tuple[Calls, int]:
        """Return the means and energies of all, and how many draws each has."""
        return _moments(self.sums, self.squares, self.draws)

    def few_groups(self) -> tuple[Calls, int]:
        """Return those of pieces of the axis, if it is long; a remainder is left out.

        The law of the energies takes time for each of them.
        """
        piece = -(-self.sums.size // _MOST_GROUPS)
        if piece == 1:
            return self.groups()
        whole = self.sums.size // piece * piece
        sums = self.sums[:whole].reshape(-1, piece).sum(axis=1)
        squares = self.squares[:whole].reshape(-1, piece).sum(axis=1)
        return _moments(sums, squares, piece * self.draws)


def _moments(sums: FloatArray, squares: FloatArray, draws: int) -> tuple[Calls, int]:
    means = sums / draws
    return (means, np.maximum(squares - sums * means, 0.0)), draws


def profiles(centred: FloatArray) -> Iterator[Profile]:
    """Yield the profile of every axis of draws less their mean, the first axis first.

    After one pass along the first axis, the other axes see one call's worth of numbers.
    """
    calls = centred.reshape(centred.shape[0], -1)
    yield Profile(calls.sum(axis=1), np.einsum("ij,ij->i", calls, calls), calls.shape[1])
    sums = calls.sum(axis=0).reshape(centred.shape[1:])
    squares = np.einsum("ij,ij->j", calls, calls).reshape(centred.shape[1:])
    for index, length in enumerate(centred.shape[1:]):
        others = tuple(axis for axis in range(sums.ndim) if axis != index)
        yield Profile(sums.sum(axis=others), squares.sum(axis=others), centred.size // length)
