"""Answers, as text and as numbers; and whether two of them are equal."""

from __future__ import annotations

import numpy as np

from noisegrade.model import FloatArray
from noisegrade.sandbox.calls import AnyArray, Reply

__all__ = ["equal", "numbers", "real", "text"]

_MOST = 64  # numbers of one answer that a chart looks at
_LISTED = 6  # numbers of an array that are written out
_RTOL = 1e-5  # float32 may be off by as much
_ATOL = 1e-12


def text(reply: Reply | None) -> str | None:
    """Write an answer, each number to four digits."""
    return None if reply is None else ", ".join(_written(each.array) for each in reply.values)


def numbers(reply: Reply | None) -> tuple[float | None, ...]:
    """Return the first numbers of an answer, whatever they came in; None for what isn't finite."""
    if reply is None:
        return ()
    return tuple(float(each) if np.isfinite(each) else None for each in _flat(reply)[:_MOST])


def equal(first: Reply | None, second: Reply | None) -> bool:
    """Tell whether two answers are equal, but for rounding."""
    if first is None or second is None:
        return False
    if len(first.values) == len(second.values):
        pairs = [(a.array, b.array) for a, b in zip(first.values, second.values, strict=True)]
        if any(a.shape != b.shape or (a.dtype == bool) != (b.dtype == bool) for a, b in pairs):
            return False
    ours, theirs = _flat(first), _flat(second)
    return ours.size == theirs.size and np.allclose(
        theirs, ours, rtol=_RTOL, atol=_ATOL, equal_nan=True
    )


def real(array: AnyArray) -> FloatArray:
    """Return an array as float64; of complex numbers, the real part."""
    with np.errstate(over="ignore"):  # wider floats than float64 may hold larger numbers
        return np.asarray(array.real if np.iscomplexobj(array) else array, dtype=np.float64)


def _flat(reply: Reply) -> FloatArray:
    return np.concatenate([real(each.array).reshape(-1) for each in reply.values])


def _written(array: AnyArray) -> str:
    if array.size == 1:
        return _number(array.reshape(-1)[0])
    if array.ndim == 1 and array.size <= _LISTED:
        return f"[{', '.join(_number(each) for each in array)}]"
    return f"an array of shape {array.shape}"


def _number(item: complex | np.bool_) -> str:
    if isinstance(item, np.bool_):
        return str(bool(item))
    return f"{item + 0.0:.4g}".replace("-", "−")
