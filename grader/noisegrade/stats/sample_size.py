"""Solve a test's promise: the least effect that n draws catch, the draws that an effect needs."""

from __future__ import annotations

from collections.abc import Callable

__all__ = ["min_effect", "min_samples"]

_RELATIVE = 1e-4  # finer than any report shows
_MOST = 10**12  # draws: no grading takes more


def min_effect(caught: Callable[[float], bool], *, high: float) -> float | None:
    """Find the smallest effect up to `high` that is caught; None if none is.

    `caught` must be monotone. What is returned was itself seen to be caught.
    """
    if not caught(high):
        return None
    low = 0.0
    while high - low > _RELATIVE * high:
        middle = (low + high) / 2
        if caught(middle):
            high = middle
        else:
            low = middle
    return high


def min_samples(enough: Callable[[int], bool], *, guess: int = 3000) -> int:
    """Find the smallest number for which a monotone condition holds, looking near `guess` first."""
    low = high = max(1, guess)
    step = 1 + high // 64
    while not enough(high):
        low, high = high, high + step
        step *= 2
        if high > _MOST:
            raise ValueError("no sample is large enough for this effect; ask for a larger one")
    while low == high or enough(low):
        if low == 1:
            return 1
        high, low = min(high, low), max(1, low - step)
        step *= 2
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if enough(middle) else (middle, high)
    return high
