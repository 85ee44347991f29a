"""Likely copies: two submissions agree on more than chance and taste explain.

How likely independent learners are to write an exercise alike is taken from the class itself: what
many wrote, such as the only short way there is, tells nothing. For each pair the likelihood ratio
of "one is a copy, of some share of the exercises" to "they are independent" is taken; by Markov's
inequality it exceeds t for independent ones with a probability of at most 1/t. So that a class has
a false pair in one case of a hundred at most, t is a hundred times the number of its pairs. This
is proved only where exercises are written independently, too: learners of one habit agree more
often, and a pair that is listed is a question to ask, never a proof.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from noisegrade.model import FloatArray
from noisegrade.submission.structure import Structure

IntArray = NDArray[np.int64]

__all__ = ["MOST", "LikelyCopy", "likely_copies", "sentence"]

MOST = 5000  # submissions of which every pair is looked at in a few seconds
_FALSE = 0.01  # false pairs in a class, at most, of learners who write independently
_SHARES = (0.3, 0.6, 0.95)  # of the exercises that a copier may have copied
_PRIOR = 6.0  # learners whose agreement is guessed by size, before any are seen
_SHORT, _LONG = 25, 120  # nodes of a function that half write alike, and that hardly two do
_SHOWN = 6  # exercises that are named
_LIKELIEST, _LEAST = 0.5, 0.03  # that two write such functions alike


@dataclass(frozen=True, slots=True, kw_only=True)
class LikelyCopy:
    """Two submissions, by their places, that agree on these exercises.

    Parameters
    ----------
    agree : the exercises, those first that fewest others wrote so
    rare : of these, the number that nobody else wrote so
    written : exercises that both of them wrote
    """

    first: int
    second: int
    agree: tuple[str, ...]
    rare: int
    written: int


def sentence(copy: LikelyCopy) -> str:
    """Say on what two agree."""
    more = f" and {len(copy.agree) - _SHOWN} more" if len(copy.agree) > _SHOWN else ""
    return (
        f"{len(copy.agree)} of {copy.written} exercises alike, {copy.rare} of them as nobody else "
        f"wrote: {', '.join(copy.agree[:_SHOWN])}{more}"
    )


def likely_copies(submissions: Sequence[Mapping[str, Structure]]) -> list[LikelyCopy]:
    """Return the pairs that agree on too much, the most telling first."""
    count = len(submissions)
    exercises = sorted({name for one in submissions for name in one})
    if count < 2 or not exercises:  # noqa: PLR2004 - a pair
        return []
    codes, gains, others = _tables(submissions, exercises)
    least = np.log(count * (count - 1) / 2 / _FALSE)
    found: list[tuple[float, LikelyCopy]] = []
    for first in range(count - 1):
        same = (codes[first] == codes[first + 1 :]) & (codes[first] >= 0)
        both = (codes[first] >= 0) & (codes[first + 1 :] >= 0)
        ratios = np.logaddexp.reduce(
            [
                (same * gain[first]).sum(axis=1) + (both & ~same).sum(axis=1) * np.log(1 - share)
                for share, gain in zip(_SHARES, gains, strict=True)
            ]
        ) - np.log(len(_SHARES))
        for place in np.flatnonzero(ratios > least):
            second = first + 1 + int(place)
            agree = sorted(np.flatnonzero(same[place]), key=lambda at: others[first, at])
            copy = LikelyCopy(
                first=first,
                second=second,
                agree=tuple(exercises[at] for at in agree),
                rare=sum(int(others[first, at] == 0) for at in agree),
                written=int(both[place].sum()),
            )
            found.append((float(ratios[place]), copy))
    return [copy for _, copy in sorted(found, key=lambda pair: -pair[0])]


def _tables(
    submissions: Sequence[Mapping[str, Structure]], exercises: Sequence[str]
) -> tuple[IntArray, list[FloatArray], IntArray]:
    """Return codes of structures, what agreeing tells, and how many others wrote so."""
    count = len(submissions)
    codes = np.full((count, len(exercises)), -1, dtype=np.int64)
    chances = np.ones((count, len(exercises)))
    others = np.zeros((count, len(exercises)), dtype=np.int64)
    for at, name in enumerate(exercises):
        written = [(row, one[name]) for row, one in enumerate(submissions) if name in one]
        seen = Counter(one.digest for _, one in written)
        numbers = {digest: number for number, digest in enumerate(seen)}
        for row, one in written:
            codes[row, at] = numbers[one.digest]
            others[row, at] = max(seen[one.digest] - 2, 0)
            chances[row, at] = (others[row, at] + _PRIOR * _guess(one.size)) / (
                max(len(written) - 2, 0) + _PRIOR
            )
    gains = [np.log(share + (1 - share) * chances) - np.log(chances) for share in _SHARES]
    return codes, gains, others


def _guess(size: int) -> float:
    """Guess how likely two write a function of this size alike, between the two ends."""
    share = min(max((size - _SHORT) / (_LONG - _SHORT), 0.0), 1.0)
    return float(_LIKELIEST * (_LEAST / _LIKELIEST) ** share)
