"""How numbers, shapes and calls are written in what a learner reads."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from noisegrade.exercise import Args

__all__ = ["apart", "call_text", "count", "kind", "number", "percent", "shape_text"]

_DIGITS, _ALL_DIGITS = 4, 17  # significant ones: usually, and at most
_LONG_LIST = 8  # numbers of a list or tuple; longer ones are called by their name
_SHORT_LIST = 4  # numbers that are written out in a message; longer arrays are called by their name


def number(value: float) -> str:
    """Write a number with four significant digits, the way a person would."""
    value = float(value)
    if not math.isfinite(value):
        return {math.inf: "infinity", -math.inf: "-infinity"}.get(value, "not a number")
    if value == int(value) and abs(value) < 1e6:  # noqa: PLR2004 - up to here digits are readable
        return str(int(value))
    return f"{value:.{_DIGITS}g}"


def apart(first: float, second: float) -> tuple[str, str]:
    """Write two numbers with as many digits as it takes to see that they differ."""
    first, second = float(first), float(second)
    said = number(first), number(second)
    for digits in range(_DIGITS + 1, _ALL_DIGITS + 1):
        if said[0] != said[1] or first == second:
            break
        said = f"{first:.{digits}g}", f"{second:.{digits}g}"
    return said


def count(n: int) -> str:
    """Write a count with spaces between the thousands."""
    return f"{n:,}".replace(",", " ")


def percent(share: float) -> str:
    """Write a share as a percentage, finer where it is small."""
    value = 100 * share
    return f"{value:.0f} %" if value >= 10 else f"{value:.2g} %"  # noqa: PLR2004 - two digits


def shape_text(shape: Sequence[int]) -> str:
    """Write a shape as NumPy does; a plain number has none."""
    return str(tuple(int(length) for length in shape)) if shape else "a single number"


def kind(dtype: np.dtype[Any]) -> str:
    """Name what an array holds, without NumPy's words where there are plain ones."""
    plain = {
        "i": "whole numbers",
        "u": "whole numbers",
        "b": "True and False",
        "c": "complex numbers",
    }
    return plain.get(dtype.kind, f"{dtype.name} values")


def call_text(name: str, parameters: Sequence[str], args: Args) -> str:
    """Write a call: numbers are written out, larger arrays go by their parameter's name."""
    return f"{name}({', '.join(map(_argument, parameters, args))})"


def _argument(parameter: str, arg: object) -> str:
    if isinstance(arg, np.ndarray) and arg.ndim:
        if arg.ndim > 1 or arg.size > _SHORT_LIST:
            return parameter
        return f"[{', '.join(number(value) for value in arg)}]"
    if isinstance(arg, list | tuple):
        if len(arg) > _LONG_LIST:
            same = all(value == arg[0] for value in arg)
            return f"[{number(arg[0])}] * {len(arg)}" if same else parameter
        return f"[{', '.join(number(value) for value in arg)}]"
    return f"{parameter} = {number(arg)}" if isinstance(arg, int | float) else parameter
