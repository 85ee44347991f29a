"""Make calls of a learner's functions, and say how each ended.

It runs in the child, or in a notebook's own kernel. What it says is for honest code: a hostile
submission can make it say anything, and wins nothing by it.
"""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from functools import partial
from typing import Any

import numpy as np

from noisegrade.sandbox.absent_packages import Placeholder
from noisegrade.sandbox.calls import (
    AnyArray,
    Argument,
    Call,
    Echo,
    Reply,
    ReplyKind,
    Returned,
    Rng,
)
from noisegrade.sandbox.echoes import echo_of, shares, watched
from noisegrade.sandbox.layout import CODES, MAX_DIMENSIONS, MAX_VALUES
from noisegrade.sandbox.randomness import Entropy
from noisegrade.sandbox.tracebacks import (
    Labels,
    guarded,
    name_of,
    own_traceback,
    own_where,
    where_defined,
)

__all__ = ["Caller"]

_SCALARS = (bool, int, float, complex, np.generic)
_PLAIN = (*_SCALARS, np.ndarray)

# A submission that patches NumPy must not confuse an honest part of itself.
_asarray, _ascontiguousarray, _default_rng = np.asarray, np.ascontiguousarray, np.random.default_rng


class Caller:
    """Makes the calls of one request; within it, one seed is one generator.

    Parameters
    ----------
    namespace : where the functions stand
    labels : their files
    entropy : reseeded before a call that has another entropy than the one before
    """

    def __init__(self, namespace: Mapping[str, Any], labels: Labels, entropy: Entropy) -> None:
        self._namespace = namespace
        self._labels = labels
        self._entropy = entropy
        self._seeded: int | None = None  # by the entropy of the last call
        self._generators: dict[int, np.random.Generator] = {}
        self._fitting: tuple[object, int] = (None, 0)  # the function that last took so many

    def reply(self, call: Call) -> Reply:
        """Make one call."""
        if call.function not in self._namespace:
            return Reply(kind=ReplyKind.MISSING)
        function = self._namespace[call.function]
        where = where_defined(function, self._labels)
        if not callable(function):
            return Reply(kind=ReplyKind.NOT_CALLABLE, type_name=name_of(function))
        args = [self._fresh(arg) for arg in call.args]
        if self._fitting[0] is not function or self._fitting[1] != len(args):
            misfit = _misfit(function, args)
            if misfit:
                return Reply(kind=ReplyKind.MISFIT, text=misfit, where=where)
            self._fitting = (function, len(args))
        if call.entropy != self._seeded:
            self._entropy.reseed(call.entropy)
            self._seeded = call.entropy
        try:
            result = function(*args)
            values = _values(result, call.capacity)
        except _UnfitError as unfit:
            name = name_of(unfit.result)
            return Reply(kind=ReplyKind.UNFIT, type_name=name, text=str(unfit), where=where)
        except BaseException as error:  # noqa: BLE001 - whatever a learner's code raises
            return self._raised(error, where)
        return Reply(
            kind=ReplyKind.RETURNED,
            values=values,
            type_name=name_of(result),
            echoed=_echoed(call, args),
            shares_memory=call.echo and guarded(lambda: shares(result, args), otherwise=False),
            where=where,
        )

    def _fresh(self, arg: Argument) -> Any:
        match arg:
            case Rng(seed=seed):
                if seed not in self._generators:
                    self._generators[seed] = _default_rng(seed)
                return self._generators[seed]
            case np.ndarray():
                return arg.copy()
            case list() | tuple():
                return type(arg)(map(self._fresh, arg))
        return arg

    def _raised(self, error: BaseException, where: str | None) -> Reply:
        kind = ReplyKind.RAISED
        if isinstance(error, MemoryError):
            kind = ReplyKind.OUT_OF_MEMORY
        elif isinstance(error, NotImplementedError):
            kind = ReplyKind.NOT_IMPLEMENTED
        return Reply(
            kind=kind,
            type_name=name_of(error),
            text=own_traceback(error, self._labels),
            where=own_where(error, self._labels) or where,
        )


class _UnfitError(Exception):
    """The result can't be handed back."""

    def __init__(self, result: Any, reason: str) -> None:
        super().__init__(reason)
        self.result = result


def _misfit(function: Any, args: list[Any]) -> str:
    """Say why the parameters don't take these arguments; nothing if they do."""
    try:
        signature = inspect.signature(function)
    except BaseException:  # noqa: BLE001 - not every callable has one, and it may be the learner's
        return ""
    try:
        signature.bind(*args)
    except TypeError as error:
        return str(error)
    return ""


def _values(result: Any, capacity: int) -> tuple[Returned, ...]:
    items = _items(result)
    values = tuple(Returned(_array(result, item), name_of(item)) for item in items)
    size = sum(value.array.nbytes for value in values)
    if size > capacity:
        shapes = ", ".join(f"shape {value.array.shape}" for value in values)
        raise _UnfitError(result, f"larger than what was asked for: {shapes}")
    return values


def _items(result: Any) -> list[Any]:
    """Take a short tuple or list of values apart; leave everything else whole."""
    if (
        isinstance(result, (tuple, list))
        and 0 < len(result) <= MAX_VALUES
        and all(isinstance(item, _PLAIN) for item in result)
    ):
        return list(result)
    return [result]


def _array(result: Any, item: Any) -> AnyArray:
    """Turn one value into an array that can be handed back."""
    if type(item) is Placeholder:
        float(item)  # raises, and says why
    if not isinstance(item, (*_PLAIN, tuple, list)):
        raise _UnfitError(result, f"a {name_of(item)} is not a number")
    try:
        array = _asarray(item)
    except (ValueError, TypeError, OverflowError) as error:
        raise _UnfitError(result, f"no array can be made of it: {error}") from error
    if array.dtype == np.longdouble or not array.dtype.isnative:
        array = array.astype(
            np.float64 if array.dtype.kind == "f" else array.dtype.newbyteorder("=")
        )
    if array.dtype not in CODES:
        raise _UnfitError(result, f"an array of dtype {array.dtype}")
    if array.ndim > MAX_DIMENSIONS:
        raise _UnfitError(result, f"an array of {array.ndim} dimensions")
    return array


def _echoed(call: Call, args: list[Any]) -> tuple[Echo, ...]:
    """Take down what became of the arguments that can be changed."""
    if not call.echo:
        return ()
    pairs = zip(watched(call.args), watched(args), strict=True)
    return tuple(guarded(partial(echo_of, before, after), None) for before, after in pairs)
