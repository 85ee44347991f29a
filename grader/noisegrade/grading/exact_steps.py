"""Where to look after a wrong answer without a name: what the two numbers themselves tell."""

from __future__ import annotations

import math

__all__ = ["BY_HAND", "PRINT", "SHAPE", "SMALLER", "step_of_numbers"]

BY_HAND = "work this one out by hand, then follow your code through it."
SMALLER = "try it with two or three numbers, few enough to work out by hand."
SHAPE = "print the shapes on the way: look for where an axis comes or goes."
PRINT = "print what the answer is decided by, just before you return it."

_CLOSE = 1e-5  # farther apart than float32 rounding
_NEAR = 0.02  # of the answer: as an approximation is
_FACTORS = (
    (2.0, "2"),
    (3.0, "3"),
    (4.0, "4"),
    (math.sqrt(2), "√2"),
    (math.sqrt(2 * math.pi), "√(2π)"),
    (2 * math.pi, "2π"),
    (math.pi, "π"),
    (100.0, "100"),
)


def step_of_numbers(expected: float, found: float, *, shown: bool) -> str:
    """Say what to look for, from one answer and what it should be.

    Both numbers are finite. `shown` tells whether all numbers of the call are shown, so that it
    can be worked out by hand.
    """
    if math.isclose(found, -expected, rel_tol=_CLOSE) and found:
        return "only the sign is wrong here: look for a minus, and for the order of a difference."
    if found == 0:
        return "yours is 0 here: look for //, a cast to int, or a value that is never filled in."
    factor = _factor(expected, found)
    if factor is not None:
        return f"yours is {factor} what it should be here: look for that factor."
    for off in (1.0, -1.0):
        if math.isclose(found - expected, off, rel_tol=_CLOSE):
            return "yours is off by exactly 1 here: look for a term that is missing or too many."
    if expected and abs(found / expected - 1) < _NEAR:
        return "yours is near, but not exact: look for rounding, and for a value that is left out."
    return BY_HAND if shown else SMALLER


def _factor(expected: float, found: float) -> str | None:
    """Name how many times the right answer was given, if it is a factor that is often forgotten."""
    if not expected:
        return None
    for factor, name in _FACTORS:
        if math.isclose(found / expected, factor, rel_tol=_CLOSE):
            return f"{name} times"
        if math.isclose(found / expected, 1 / factor, rel_tol=_CLOSE):
            return f"1/{name} of"
    return None
