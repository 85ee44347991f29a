"""A call as a learner could type it: in one line of a report, or as a whole script."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from noisegrade.exercise import Args
from noisegrade.sandbox.calls import AnyArray, Rng

__all__ = ["in_one_line", "is_written_out", "script"]

_FEW = 8  # numbers of an array or a list that a line has room for
_SEQUENCE = 2  # numbers from which on equal ones are written as a product
_PLAIN = frozenset({"float64", "int64", "bool"})  # what np.array makes of Python's own numbers


def in_one_line(name: str, parameters: Sequence[str], args: Args, *, seed: int) -> str:
    """Write a call; what is too long for a line goes by its parameter's name, and is described."""
    written, where = [], []
    for parameter, arg in zip(_names(parameters, args), args, strict=True):
        if _fits(arg):
            written.append(_typed(arg, seed))
        else:
            written.append(parameter)
            where.append(f"{parameter} is {_described(arg)}")
    call = f"{name}({', '.join(written)})"
    return f"{call}, where {' and '.join(where)}" if where else call


def is_written_out(args: Args) -> bool:
    """Tell whether `in_one_line` shows every number of the arguments."""
    return all(map(_fits, args))


def script(name: str, parameters: Sequence[str], args: Args, *, seed: int, module: str) -> str:
    """Write a script that makes the call, with every number of its arguments."""
    names = _names(parameters, args)
    return "\n".join(
        [
            "import numpy as np",
            "",
            f"from {module} import {name}",
            "",
            *(f"{own} = {_typed(arg, seed)}" for own, arg in zip(names, args, strict=True)),
            f"print({name}({', '.join(names)}))",
            "",
        ]
    )


def _names(parameters: Sequence[str], args: Args) -> list[str]:
    more = [f"argument_{number}" for number in range(len(parameters) + 1, len(args) + 1)]
    return [*parameters, *more][: len(args)]


def _fits(arg: object) -> bool:
    if isinstance(arg, np.ndarray | list | tuple):
        return np.size(arg) <= _FEW or (not isinstance(arg, np.ndarray) and _all_same(arg))
    return True


def _all_same(items: Sequence[object]) -> bool:
    return len(items) >= _SEQUENCE and all(item == items[0] for item in items)


def _typed(arg: object, seed: int) -> str:
    match arg:
        case Rng():
            return f"np.random.default_rng({seed})"
        case np.ndarray():
            return _typed_array(arg)
        case list() if len(arg) > _FEW and _all_same(arg):
            return f"[{_number(arg[0])}] * {len(arg)}"
        case list():
            return f"[{', '.join(_typed(item, seed) for item in arg)}]"
        case tuple():
            comma = "," if len(arg) == 1 else ""
            return f"({', '.join(_typed(item, seed) for item in arg)}{comma})"
    return _number(arg)


def _typed_array(array: AnyArray) -> str:
    kind = "" if array.dtype.name in _PLAIN else f", dtype=np.{array.dtype.name}"
    return f"np.array({array.tolist()!r}{kind})"


def _number(value: object) -> str:
    return repr(value.item() if isinstance(value, np.generic) else value)


def _described(arg: object) -> str:
    if isinstance(arg, np.ndarray):
        shape = tuple(int(length) for length in arg.shape)
        kind = " of whole numbers" if arg.dtype.kind in "iu" else ""
        return f"an array{kind} of shape {shape}"
    kind = "list" if isinstance(arg, list) else "tuple"
    return f"a {kind} of {np.size(arg)} numbers"  # type: ignore[arg-type]  # a list or a tuple
