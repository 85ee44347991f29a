"""Slips that any exercise can meet, named by what Python said or by the form of what came back.

A name says what is there to see: the error that Python raised, or the kind of thing that was
returned in place of numbers. What stood in the learner's mind is not known.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

import numpy as np

from noisegrade.exercise import Truth
from noisegrade.grading.python_errors import ERRORS
from noisegrade.sandbox.calls import Reply, ReplyKind

__all__ = [
    "ARGUMENT_CHANGED",
    "ARGUMENT_RETURNED",
    "CUT",
    "DRAWN",
    "HUGE",
    "NOT_FINITE",
    "OBJECTS",
    "SLIPS",
    "Slip",
    "slip_of_answer",
    "slip_of_error",
    "slip_of_result",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """A slip by name; `says` completes "It looks like ", `next_step` completes "Next: "."""

    id: str
    says: str
    next_step: str
    claim: str = "returns"


_NOTHING = Slip(
    id="nothing-returned",
    says="the function ends without giving a value back.",
    next_step="end it with return and the value; print only shows it.",
)
_FUNCTION = Slip(
    id="function-returned",
    says="a function is returned, not what it gives.",
    next_step="put round brackets and its arguments behind its name.",
)
_TEXT = Slip(
    id="text-returned",
    says="text is returned where numbers are asked for.",
    next_step="return the value itself: no quotes, no str, no f before them.",
)
_DICT = Slip(
    id="dict-returned",
    says="a dict is returned where numbers are asked for.",
    next_step="return the values themselves, with a comma between them if there are several.",
)
_GENERATOR = Slip(
    id="generator-returned",
    says="a generator is returned, which has not computed anything yet.",
    next_step="make an array of its items first.",
)
_MIXED = Slip(
    id="not-all-numbers",
    says="something among the returned values is not a number, such as None.",
    next_step="print each value that you return, and its type.",
)
_LIST = Slip(
    id="list-returned",
    says="a Python list is returned.",
    next_step="make an array of it: np.array of the list.",
)
_LIST_FOR_ONE = replace(_LIST, next_step="return the number itself, without square brackets.")
_TUPLE = Slip(
    id="tuple-returned",
    says="a tuple is returned, as commas after return make one.",
    next_step="return only what is asked for.",
)
_ARRAY = Slip(
    id="array-for-one-value",
    says="an array is returned where one value is asked for.",
    next_step="look for ravel, for an axis, and for a mean or a sum that is missing.",
)
_TOO_FEW = Slip(
    id="too-few-values",
    says="fewer values are returned than were asked for.",
    next_step="return them together, with a comma between; the first return that is met ends it.",
)
_NUMBER = Slip(
    id="number-for-true-or-false",
    says="a number is returned where True or False is asked for.",
    next_step="return what the comparison gives.",
)

DRAWN = Slip(
    id="answer-drawn",
    says="the same call gives another answer each time: something random is in it.",
    next_step="compute the answer from the arguments alone, without random numbers.",
)
CUT = Slip(
    id="cut-to-whole-numbers",
    says="whole numbers in the arguments make the answer whole: its decimals are cut off.",
    next_step="look for zeros_like, empty_like, astype and dtype: ask for floats there.",
)
ARGUMENT_CHANGED = Slip(
    id="argument-changed",
    says="an argument is changed in place.",
    next_step="look for +=, for methods such as sort and pop, and for items that are assigned to.",
)
ARGUMENT_RETURNED = Slip(
    id="argument-returned",
    says="for some arguments, one of them is returned itself, not a new array.",
    next_step="return a copy there, or let the formula run: it gives a new array.",
)
NOT_FINITE = Slip(
    id="not-finite",
    says="a value is not a number (NaN), or is infinite.",
    next_step="look for a division by 0, and for a root or logarithm of what may be negative.",
)
HUGE = Slip(
    id="huge-value",
    says="a value is far larger than any right one, as in an array that was never filled.",
    next_step="look for np.empty, and for places that nothing is written to.",
)

_RESULTS = (
    _MIXED,
    NOT_FINITE,
    HUGE,
    DRAWN,
    CUT,
    ARGUMENT_CHANGED,
    ARGUMENT_RETURNED,
    _NOTHING,
    _FUNCTION,
    _TEXT,
    _DICT,
    _GENERATOR,
    _LIST,
    _TUPLE,
    _ARRAY,
    _TOO_FEW,
    _NUMBER,
)
SLIPS = tuple(dict.fromkeys([*(error.id for error in ERRORS), *(one.id for one in _RESULTS)]))
"""Their names."""

OBJECTS = "an array of dtype object"
"""What the sandbox says of values that NumPy has no kind of number for."""

_BY_TYPE = {
    "": _NOTHING,
    "NoneType": _NOTHING,
    "str": _TEXT,
    "dict": _DICT,
    "generator": _GENERATOR,
    "function": _FUNCTION,
    "method": _FUNCTION,
    "builtin_function_or_method": _FUNCTION,
}
_SEQUENCES = {"list": _LIST, "tuple": _TUPLE}


def slip_of_error(error: str) -> Slip | None:
    """Name the slip behind an error, from the last line of its traceback; None for others."""
    for known in ERRORS:
        found = re.search(known.pattern, error)
        if found is not None:
            return Slip(
                id=known.id,
                says=found.expand(known.says),
                next_step=found.expand(known.next_step),
            )
    return None


def slip_of_result(reply: Reply) -> Slip | None:
    """Name what was returned in place of one array or number."""
    if reply.kind is ReplyKind.UNFIT and reply.text == OBJECTS:
        return _MIXED
    if reply.kind is ReplyKind.UNFIT:
        return _BY_TYPE.get(reply.type_name)
    return _SEQUENCES.get(reply.type_name) if reply.kind is ReplyKind.RETURNED else None


def slip_of_answer(reply: Reply, truth: Truth) -> Slip | None:
    """Name what was returned in place of the answer of an exact exercise."""
    if reply.kind is not ReplyKind.RETURNED:
        return slip_of_result(reply)
    if isinstance(truth, tuple):
        single = len(reply.values) == 1 and reply.values[0].array.ndim == 0
        return _TOO_FEW if single or 1 < len(reply.values) < len(truth) else None
    asked, found = np.asarray(truth), reply.values[0].array
    if reply.type_name in _SEQUENCES:
        one = asked.ndim == 0 and reply.type_name == "list"
        return _LIST_FOR_ONE if one else _SEQUENCES[reply.type_name]
    if asked.ndim == 0 and found.ndim > 0:
        return _ARRAY
    return _NUMBER if asked.dtype.kind == "b" and found.dtype.kind in "iuf" else None
