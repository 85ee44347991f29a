"""What the judge asks of a learner's functions, and what comes back: arrays, never verdicts."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import Any

from numpy.typing import NDArray

__all__ = [
    "AnyArray",
    "Argument",
    "Call",
    "Death",
    "Echo",
    "LoadError",
    "Outcome",
    "Reply",
    "ReplyKind",
    "Returned",
    "Rng",
]

AnyArray = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Rng:
    """A `numpy.random.Generator` made from `seed` in the child.

    Within one request the same `seed` is one generator object that goes on from call to call.
    """

    seed: int


Argument = int | float | AnyArray | Rng | list[Any] | tuple[Any, ...]
"""Lists and tuples hold arguments again; a NumPy number in them arrives as Python's."""

Echo = int | float | AnyArray | list[Any] | tuple[Any, ...] | None
"""An argument as a call left it; None where it lost its form, see `echoes`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One call of one function.

    Parameters
    ----------
    function : its name
    args : positional arguments; arrays, lists and what is in them are made afresh for every call
    capacity : the most bytes that the result may have
    entropy : seeds `random`, `np.random` and an unseeded `default_rng()` just before the call;
        calls of one entropy that follow each other in a request go on from where the last left them
    echo : hand back the arguments that can be changed as they stand after the call, and say whether
        the result shares memory with them
    """

    function: str
    args: tuple[Argument, ...]
    capacity: int
    entropy: int
    echo: bool = False


class ReplyKind(IntEnum):
    """How a call ended, as the child says; it can only cost the learner's own marks."""

    RETURNED = 1
    MISSING = 2  # no such function
    NOT_CALLABLE = 3  # the name stands for something else
    MISFIT = 4  # its parameters don't take these arguments
    NOT_IMPLEMENTED = 5  # it raised NotImplementedError: a stub
    RAISED = 6  # it raised; `text` is the learner's own traceback
    UNFIT = 7  # the result is not a number, bool or array of such, or larger than asked for
    OUT_OF_MEMORY = 8  # it raised MemoryError


@dataclass(frozen=True, slots=True)
class Returned:
    """One value that a function returned: its array, and the name of the type that it had."""

    array: AnyArray
    type_name: str  # "ndarray", "float", "float64", "bool", "list", …


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """The answer to one call.

    `values` holds one entry for a plain result, one for each item of a tuple (or list of numbers).
    `text` and `where` are the learner's words: bounded and escaped, not to be believed.
    """

    kind: ReplyKind
    values: tuple[Returned, ...] = ()
    type_name: str = ""  # of the result as a whole: "tuple", "NoneType", …
    echoed: tuple[Echo, ...] = ()  # one for each array, list, and tuple that holds such
    shares_memory: bool = False  # of a result with an argument
    text: str = ""
    where: str | None = None  # "sampling.py:12": the function, or the line that raised


class Death(StrEnum):
    """Why a child ended before it had answered."""

    CPU = "cpu"  # its processor time was spent
    WALL = "wall"  # it waited too long without computing
    BUDGET = "budget"  # the submission as a whole had too little time left for it
    MEMORY = "memory"  # killed for memory
    EXIT = "exit"  # it left by itself
    SIGNAL = "signal"  # a segmentation fault, an abort, …
    FORBIDDEN = "forbidden"  # a system call that the sandbox kills for


@dataclass(frozen=True, slots=True)
class LoadError:
    """A chunk of the submission that raised while it was loaded."""

    where: str  # "sampling.py:12"
    text: str  # one line: "SyntaxError: '(' was never closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """The result of one request: as many replies as were given, in order, and how it ended."""

    replies: tuple[Reply, ...]
    cpu_seconds: float
    death: Death | None = None
    output: str = ""  # what was printed, bounded and escaped
    load_errors: tuple[LoadError, ...] = ()
    absence: str = ""  # why a function is missing, where the submission's text tells
