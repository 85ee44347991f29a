"""What to do about Python's own errors, where learners of this course meet them."""

from __future__ import annotations

import re
from collections.abc import Callable

__all__ = ["advice"]

_OLD_NAMES = {
    "randn": "standard_normal",
    "rand": "random",
    "randn_like": "standard_normal, with the array's shape",
    "randint": "integers",
    "random_sample": "random",
    "gauss": "normal",
}

_ADVICE: tuple[tuple[str, Callable[[re.Match[str]], str]], ...] = (
    (
        r"Generator' object has no attribute '(randn|rand|randn_like|randint|random_sample|gauss)'",
        lambda found: f"A Generator has no {found[1]}: use rng.{_OLD_NAMES[found[1]]}.",
    ),
    (
        r"Generator' object has no attribute 'seed'",
        lambda _: "A Generator is not seeded again: draw from it as it comes.",
    ),
    (
        r"Generator' object is not callable",
        lambda _: "The rng is no function: call one of its methods, such as rng.standard_normal.",
    ),
    (
        r"Cannot interpret '\d+' as a data type",
        lambda _: "A shape goes in as one tuple, in brackets of its own: (height, width).",
    ),
    (
        r"for (?:\^|ufunc 'bitwise_xor')|ufunc 'bitwise_xor' not supported",
        lambda _: "In Python ^ is not a power: write **.",
    ),
    (
        r"'(?:builtin_function_or_method|method)'",
        lambda _: "A method is named but not called: put its arguments in brackets behind it.",
    ),
    (
        r"Cannot cast ufunc '\w+' output from dtype\('float",
        lambda _: (
            "The argument holds whole numbers and was changed in place: make a new array instead."
        ),
    ),
    (
        r"only (?:0-dimensional|length-1|size-1) arrays can be converted",
        lambda _: "The math functions take one number: use NumPy's for arrays, such as np.exp.",
    ),
    (
        r"truth value of an array",
        lambda _: "An if takes one True or False: compare whole arrays without if.",
    ),
    (
        (
            r"object of type 'float' has no len|len\(\) of unsized object"
            r"|'float' object is not (?:iterable|subscriptable)"
        ),
        lambda _: "A single number came in, and it has no items: compute without a loop over them.",
    ),
    (
        r"not enough values to unpack|too many values to unpack",
        lambda _: "An array may have any number of axes: use its whole shape as it is.",
    ),
    (
        r"tuple index out of range|too many indices for array|axis \d+ is out of bounds",
        lambda _: "An array may have fewer axes than that: use its whole shape as it is.",
    ),
    (
        r"list index out of range",
        lambda _: "A list may be shorter than that: look at where your index ends.",
    ),
    (
        r"operands could not be broadcast|mismatch in its core dimension|shape mismatch",
        lambda _: "Two arrays of different shapes meet: draw in the shape of what you add to.",
    ),
    (
        (
            r"unsupported operand type\(s\) for .*'list'|can only concatenate list"
            r"|'list' object has no attribute '(?:sum|mean|prod|shape|std)'"
        ),
        lambda _: "A list does no arithmetic: make it an array with np.asarray first.",
    ),
    (
        r"'tuple' object does not support item assignment",
        lambda _: "A tuple can't be changed: make a new value.",
    ),
    (
        r"name '(\w+)' is not defined",
        lambda found: f"Nothing is called {found[1]}: look for a slip in the name, or an import.",
    ),
    (
        r"module '(numpy|math|np)' has no attribute '(\w+)'",
        lambda found: f"There is no {found[2]} in {found[1]}: look at where it comes from.",
    ),
    (
        r"'(?:float|int)' object is not callable",
        lambda _: "A number stands before brackets as if it was a function: is a * missing?",
    ),
    (
        r"unsupported operand type\(s\) for @",
        lambda _: "@ multiplies matrices: write * for numbers and for element by element.",
    ),
    (
        r"ZeroDivisionError",
        lambda _: "Something is divided by 0: ask which arguments make that so.",
    ),
)


def advice(error: str) -> str | None:
    """Return a sentence that says what to do about an error's last line; None for others."""
    for pattern, sentence in _ADVICE:
        found = re.search(pattern, error)
        if found is not None:
            return sentence(found)
    return None
