"""A distribution of finitely many outcomes, numbers or whole arrays, each with its probability.

Its draws go through the randomized probability integral transform, which is exact; see `targets`.
Sums and means of independent draws have their exact distribution by convolution.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from noisegrade.errors import DeclarationError
from noisegrade.exercise.targets import TargetMoments
from noisegrade.model import FloatArray
from noisegrade.stats.distributions import norm_from_tails

__all__ = ["Outcomes"]

_MOST = 100_000  # outcomes: more than an exercise asks for
_ROUNDED = 1e-5  # of the largest value: float32 rounds far less
_SAME = 1e-9  # of the largest value: sums that are equal but for rounding
_SUM = 1e-9  # by how much probabilities may miss 1


class Outcomes:
    """Independent draws from finitely many outcomes.

    Parameters
    ----------
    values : the outcomes, all different: k numbers, or k arrays of one shape. A result then holds
        such arrays along its first axis
    probabilities : of the outcomes, which add up to 1; None where all are equally likely
    ordered : False where an outcome is an array whose order doesn't matter, such as a subset
    each : what one array is, for a sentence: "a row with each of 0, 1 and 2 once"

    Examples
    --------
    >>> from itertools import permutations
    >>> coin = Outcomes([0, 1])
    >>> coin.sum_of(3).probabilities.tolist()
    [0.125, 0.375, 0.375, 0.125]
    >>> len(Outcomes(list(permutations(range(4)))))
    24
    """

    stretch = 0.0  # every value is taken for the nearest outcome, so rounding is none
    gaussian = False

    def __init__(
        self,
        values: ArrayLike,
        probabilities: ArrayLike | None = None,
        *,
        ordered: bool = True,
        each: str = "one of the arrays that can occur",
    ) -> None:
        outcomes = np.asarray(values, np.float64)
        if outcomes.ndim == 0 or not 2 <= len(outcomes) <= _MOST:  # noqa: PLR2004 - fewer is certain
            raise DeclarationError(f"Outcomes takes a list of 2 to {_MOST} values.")
        chances = _chances(probabilities, len(outcomes))
        if not ordered:
            outcomes = np.sort(outcomes, axis=-1)
        self.rows = outcomes.ndim > 1
        order = np.lexsort(outcomes.reshape(len(outcomes), -1).T[::-1])
        self.outcomes: FloatArray = outcomes[order]
        self.probabilities: FloatArray = chances[order]
        self.ordered, self.each = ordered, each
        self.whole = bool((outcomes == np.rint(outcomes)).all())
        self._room = 0.0 if self.whole else _ROUNDED * float(np.abs(outcomes).max())
        self._require_distinct()

    def __len__(self) -> int:
        """Return how many outcomes there are."""
        return len(self.outcomes)

    @cached_property
    def moments(self) -> TargetMoments:
        """Mean and σ of one draw; of arrays, of the place that they have in their list."""
        of = self._numbers
        mean = float(self.probabilities @ of)
        return TargetMoments(mean, math.sqrt(float(self.probabilities @ (of - mean) ** 2)))

    @property
    def step(self) -> float | None:
        """The number of which all outcomes are multiples; None where the least gap is none."""
        gap = float(np.diff(self._numbers).min())
        places = self._numbers / gap
        return gap if np.allclose(places, np.rint(places), rtol=0, atol=_SAME * len(self)) else None

    def values(self, result: FloatArray) -> FloatArray:
        """Return the draws in a result: numbers as they are; of arrays the place in their list.

        What is not in it has place −1.
        """
        if not self.rows:
            return result
        shape = self.outcomes.shape[1:]
        if result.shape[1:] != shape:
            raise DeclarationError(
                f"A result has shape {result.shape}, but its outcomes have shape {shape}: the "
                "shape of a trial is how many there are, then their own."
            )
        found = np.sort(result, axis=-1) if not self.ordered else result
        keys, places = self._keys
        flat = found.reshape(len(found), -1)
        at = places[np.searchsorted((keys[1:] + keys[:-1]) / 2, self._key(flat))]
        known = (self.outcomes.reshape(len(self), -1)[at] == flat).all(axis=1)
        return np.where(known, at, -1).astype(np.float64)

    def impossible(self, values: FloatArray) -> str | None:
        """Say which value can't occur; None where all can."""
        if self.rows:
            wrong = np.flatnonzero(values < 0)
            if not wrong.size:
                return None
            return f"Each must be {self.each}; number {wrong[0] + 1} of yours is not."
        off = np.abs(values - self._numbers[self._nearest(values)]) > self._room
        if not off.any():
            return None
        return f"The value {float(values[off].flat[0]):.4g} can't occur."

    def standardize(
        self, values: FloatArray, *, tolerance: float, rng: np.random.Generator
    ) -> FloatArray:
        """Draw between F(x−) and F(x), in the smaller tail; see `TargetDistribution`."""
        del tolerance
        at = self._nearest(values)
        share = rng.random(values.shape)
        p = self.probabilities
        below = np.concatenate([[0.0], np.cumsum(p)[:-1]])[at] + share * p[at]
        above = np.concatenate([np.cumsum(p[::-1])[-2::-1], [0.0]])[at] + (1 - share) * p[at]
        return np.asarray(norm_from_tails(below, above), np.float64)

    def sum_of(self, count: int) -> Outcomes:
        """Return the distribution of the sum of `count` independent draws, by convolution."""
        self._require_numbers()
        if count < 1:
            raise DeclarationError(f"A sum needs at least one draw, not {count}.")
        values, chances = self._numbers, self.probabilities
        for _ in range(count - 1):
            values, chances = _merged(
                np.add.outer(values, self._numbers), np.multiply.outer(chances, self.probabilities)
            )
        return Outcomes(values, chances)

    def mean_of(self, count: int) -> Outcomes:
        """Return the distribution of the mean of `count` independent draws."""
        total = self.sum_of(count)
        return Outcomes(total.outcomes / count, total.probabilities)

    def cdf(self, x: FloatArray) -> FloatArray:
        """P(X <= x), of arrays by the place in their list."""
        cumulated = np.concatenate([[0.0], np.cumsum(self.probabilities)])
        at = np.searchsorted(self._numbers, np.asarray(x) + self._room, side="right")
        return np.asarray(cumulated[at], np.float64)

    def ppf(self, p: FloatArray) -> FloatArray:
        """Return the quantile."""
        at = np.searchsorted(np.cumsum(self.probabilities), np.asarray(p), side="left")
        return np.asarray(self._numbers[np.minimum(at, len(self) - 1)], np.float64)

    def told(self, values: FloatArray, of: str) -> str | None:
        """Say of arrays which one comes most out of proportion; numbers have a mean and a σ."""
        if not self.rows:
            return None
        places = values.reshape(-1).astype(np.intp)
        found = np.bincount(places, minlength=len(self)) / places.size
        worst = int(np.argmax(np.abs(found - self.probabilities) / np.sqrt(self.probabilities)))
        shown = [f"{number:g}" for number in self.outcomes[worst].reshape(-1)]
        return (
            f"[{', '.join(shown)}] should be {100 * self.probabilities[worst]:.3g} % of your {of}; "
            f"it is {100 * found[worst]:.3g} %."
        )

    @cached_property
    def _numbers(self) -> FloatArray:
        return np.arange(len(self), dtype=np.float64) if self.rows else self.outcomes

    @cached_property
    def _keys(self) -> tuple[FloatArray, Any]:
        """Return one number for each array, ascending, and the places of those arrays."""
        keys = self._key(self.outcomes.reshape(len(self), -1))
        order = np.argsort(keys)
        return keys[order], order

    def _key(self, flat: FloatArray) -> FloatArray:
        """Return a combination of an array's numbers; found by it, an array is still compared."""
        weights = np.random.default_rng(0).random(flat.shape[1])
        return np.asarray((flat * weights).sum(axis=1), np.float64)

    @cached_property
    def _between(self) -> FloatArray:
        return np.asarray((self._numbers[1:] + self._numbers[:-1]) / 2, np.float64)

    def _nearest(self, values: FloatArray) -> Any:
        return np.searchsorted(self._between, values)

    def _require_numbers(self) -> None:
        if self.rows:
            raise DeclarationError("Only numbers can be added up; these outcomes are arrays.")

    def _require_distinct(self) -> None:
        flat = self.outcomes.reshape(len(self), -1)
        gap = np.abs(np.diff(flat, axis=0)).max(axis=1)
        if not (gap > 4 * self._room).all():
            raise DeclarationError(
                "Two outcomes are equal, or nearer to each other than float32 can tell."
            )


def _chances(probabilities: ArrayLike | None, count: int) -> FloatArray:
    if probabilities is None:
        return np.full(count, 1 / count)
    chances = np.asarray(probabilities, np.float64)
    if chances.shape != (count,) or not (chances > 0).all() or abs(chances.sum() - 1) > _SUM:
        raise DeclarationError(
            f"There are {count} outcomes: give as many probabilities, each above 0, that add up "
            "to 1."
        )
    return np.asarray(chances / chances.sum(), np.float64)


def _merged(values: FloatArray, chances: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Add the chances of values up that differ by rounding only."""
    order = np.argsort(values, axis=None)
    flat, weights = values.reshape(-1)[order], chances.reshape(-1)[order]
    new = np.diff(flat, prepend=-math.inf) > _SAME * max(1e-300, float(np.abs(flat).max()))
    starts: Sequence[int] = np.flatnonzero(new).tolist()
    return flat[starts], np.add.reduceat(weights, starts)
