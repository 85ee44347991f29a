"""Arguments as a call left them: taken down in the child, sent beside the answer, compared.

An argument is watched if a call can change it: an array, a list, or a tuple that holds such. Its
echo has its form; where that form was lost, by an item more or less or one of another kind, the
echo is None. A list of numbers alone may have become longer or shorter.

On the way an echo is a row of arrays, its leaves: one for each array, for each list or tuple of
numbers, and for each number beside such. What a child may send is bounded by what it was sent.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np

from noisegrade.sandbox.calls import AnyArray, Argument, Echo

__all__ = ["changed", "echo_of", "leaves", "put_together", "room_for", "shares", "watched"]

_LOST = np.zeros(0, np.bool_)  # what stands for None on the way
_MORE = 64  # items that a list of numbers may have gained and still be shown
_WIDEST = 16  # bytes of a number
_NUMBERS = (bool, int, float, complex, np.generic)

# A submission that patches NumPy must not confuse an honest part of itself.
_asarray, _may_share = np.asarray, np.may_share_memory


def watched(args: Sequence[Any]) -> list[Any]:
    """Return the arguments that a call can change."""
    return [arg for arg in args if _can_change(arg)]


def changed(args: Sequence[Argument], echoed: Sequence[Echo]) -> tuple[int, ...]:
    """Return the places of the arguments that are no longer as they were."""
    places = [at for at, arg in enumerate(args) if _can_change(arg)]
    return tuple(
        at for at, after in zip(places, echoed, strict=False) if not _is_same(args[at], after)
    )


def echo_of(before: Any, after: Any) -> Any:
    """Take down what became of an argument."""
    if isinstance(before, np.ndarray):
        alike = type(after) is np.ndarray and after.shape == before.shape
        return after if alike and after.dtype == before.dtype else None
    if not isinstance(before, list | tuple):
        return after if isinstance(after, _NUMBERS) else None
    if type(after) is not type(before):
        return None
    if _is_flat(before):
        small = len(after) <= len(before) + _MORE and _is_flat(after)
        return type(before)(after) if small and _row(after) is not None else None
    items = [echo_of(b, a) for b, a in zip(before, after, strict=False)]
    lost = len(after) != len(before) or any(item is None for item in items)
    return None if lost else type(before)(items)


def leaves(echo: Any) -> Iterator[AnyArray]:
    """Return an echo as the arrays that travel."""
    if echo is None:
        yield _LOST
    elif isinstance(echo, list | tuple) and not _is_flat(echo):
        for item in echo:
            yield from leaves(item)
    else:
        yield _asarray(echo)


def put_together(before: Any, take: Callable[[int], AnyArray]) -> Any:
    """Make an echo of its leaves; `take` gives the next one, of at most so many bytes."""
    if isinstance(before, list | tuple) and not _is_flat(before):
        return type(before)(put_together(item, take) for item in before)
    (most,) = room_for(before)
    leaf = take(most)
    if isinstance(before, np.ndarray):
        return leaf
    return type(before)(leaf.ravel().tolist()) if isinstance(before, list | tuple) else leaf.item()


def room_for(before: Any) -> list[int]:
    """Return the most bytes of each leaf of an argument's echo."""
    if isinstance(before, np.ndarray):
        return [before.nbytes]
    if not isinstance(before, list | tuple):
        return [_WIDEST]
    if _is_flat(before):
        return [_WIDEST * (len(before) + _MORE)]
    return [most for item in before for most in room_for(item)]


def shares(result: Any, args: Sequence[Any]) -> bool:
    """Tell whether a result is, or has memory of, something in the arguments."""
    if isinstance(result, np.ndarray):
        return any(_may_share(result, arg) for arg in _arrays(args))
    if isinstance(result, list | tuple):
        return any(result is arg for arg in args if _can_change(arg)) or any(
            shares(item, args) for item in result[:_MORE] if isinstance(item, np.ndarray)
        )
    return False


def _arrays(args: Any) -> Iterator[AnyArray]:
    for arg in args:
        if isinstance(arg, np.ndarray):
            yield arg
        elif isinstance(arg, list | tuple) and not _is_flat(arg):
            yield from _arrays(arg)


def _can_change(arg: Any) -> bool:
    if isinstance(arg, tuple):
        return any(map(_can_change, arg))
    return isinstance(arg, np.ndarray | list)


def _is_flat(items: Sequence[Any]) -> bool:
    return all(isinstance(item, _NUMBERS) for item in items)


def _row(items: Sequence[Any]) -> AnyArray | None:
    """Make an array of numbers; None where no kind of number holds them all."""
    try:
        array: AnyArray = _asarray(items)
    except (ValueError, TypeError, OverflowError):
        return None
    return array if array.dtype.kind in "biufc" and array.dtype.itemsize <= _WIDEST else None


def _is_same(before: Any, after: Any) -> bool:
    if isinstance(before, list | tuple):
        return (
            isinstance(after, type(before))
            and len(after) == len(before)
            and all(map(_is_same, before, after))
        )
    if after is None or isinstance(after, list | tuple):
        return False
    return bool(np.array_equal(before, after, equal_nan=True))
