"""Python's and NumPy's own errors, where learners meet them: what each means and what to do."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["ERRORS", "KnownError"]


@dataclass(frozen=True, slots=True)
class KnownError:
    r"""An error by its text; `says` and `next_step` may quote the pattern's groups as \1, \2."""

    id: str
    pattern: str
    says: str
    next_step: str


_OF_OTHERS = {  # methods of other random modules, and the Generator's own
    "randn": "rng.standard_normal",
    "rand": "rng.random",
    "randn_like": "rng.standard_normal with the array's shape",
    "randint": "rng.integers",
    "random_sample": "rng.random",
    "gauss": "rng.normal",
}

_RANDOM = (
    *(
        KnownError(
            "method-of-another-module",
            rf"Generator' object has no attribute '({name})'",
            r"\1 was taken from another random module: a Generator has no such method.",
            f"use {own}.",
        )
        for name, own in _OF_OTHERS.items()
    ),
    KnownError(
        "generator-seeded",
        r"Generator' object has no attribute 'seed'",
        "the rng is to be seeded again, which a Generator can't be.",
        "draw from the rng as it comes.",
    ),
    KnownError(
        "no-such-method",
        r"Generator' object has no attribute '(\w+)'",
        r"\1 is not a method of a Generator.",
        "look for a slip in its name; standard_normal, normal and random are methods.",
    ),
    KnownError(
        "generator-called",
        r"Generator' object is not callable",
        "the rng is called like a function.",
        "call one of its methods, such as rng.standard_normal.",
    ),
    KnownError(
        "shape-as-numbers",
        r"Cannot interpret '\d+' as a data type",
        "the shape went in as separate numbers.",
        "put the shape in brackets of its own: (height, width).",
    ),
    KnownError(
        "too-many-arguments",
        r"(\w+)\(\) takes [\w ]+ positional arguments? \(\d+ given\)",  # as only compiled code says
        r"\1 is given more arguments than it takes.",
        "a shape is one argument: put it in brackets of its own.",
    ),
)

_ARITHMETIC = (
    KnownError(
        "caret-for-power",
        r"for (?:\^|ufunc 'bitwise_xor')|ufunc 'bitwise_xor' not supported",
        "^ stands where a power is meant.",
        "write ** for a power.",
    ),
    KnownError(
        "none-used",
        r"^(?:TypeError|AttributeError):.*'NoneType'",
        "None is used as if it was a value.",
        "look for a function without return, and for methods such as sort that give nothing back.",
    ),
    KnownError(
        "method-not-called",
        r"'(?:builtin_function_or_method|method|function)'",
        "a function or method is named but not called.",
        "put round brackets and its arguments behind its name.",
    ),
    KnownError(
        "text-as-number",
        r"unsupported operand type\(s\) for .*'str'|can only concatenate str",
        "text is used as if it was a number.",
        "look for quotes, str and f before a value.",
    ),
    KnownError(
        "matrix-product",
        r"unsupported operand type\(s\) for @|matmul: Input operand|shapes .* not aligned",
        "values are multiplied as matrices that don't fit together as such.",
        "write * for numbers and for arrays element by element.",
    ),
    KnownError(
        "list-as-array",
        (
            r"unsupported operand type\(s\) for .*'(?:list|tuple)'|can only concatenate list"
            r"|can't multiply sequence by non-int"
            r"|'(?:list|tuple)' object has no attribute "
            r"'(?:sum|mean|prod|shape|std|size|ndim|reshape|ravel|astype|copy|T)'"
        ),
        "a list or a tuple stands where a number or an array is needed.",
        "make an array of it first, with np.asarray.",
    ),
    KnownError(
        "divided-by-zero",
        r"ZeroDivisionError",
        "something is divided by 0.",
        "ask which arguments make the number below the line 0.",
    ),
    KnownError(
        "infinite-cut",
        r"cannot convert float (?:infinity|NaN) to integer",
        "a number that is infinite, or none at all (NaN), is cut to a whole one.",
        "look for a division by 0, and for a logarithm of 0.",
    ),
    KnownError(
        "number-too-large",
        r"OverflowError: (?!Python integer)",  # which doesn't fit a small kind of whole number
        "a number became too large to be stored.",
        "look for a power or an exponential whose exponent grows.",
    ),
    KnownError(
        "no-such-root",
        r"math domain error|^ValueError: expected a (?:nonnegative|positive) input",
        "a root or a logarithm is taken of a number that has none.",
        "look at the sign of what stands in its brackets.",
    ),
    KnownError(
        "number-called",
        r"'(?:float|int|numpy\.\w+)' object is not callable",
        "a number or an array stands before round brackets, as if it was a function.",
        "a * may be missing, or square brackets may be meant.",
    ),
)

_ARRAYS = (
    KnownError(
        "decimals-into-whole-numbers",
        r"Cannot cast ufunc '\w+' output from dtype\('float",
        "values with decimals are written into an array of whole numbers that was given.",
        "make a new array: compute without +=, -=, *= and /=.",
    ),
    KnownError(
        "array-for-one-number",
        r"only (?:0-dimensional|length-1|size-1) arrays can be converted|"
        r"only integer scalar arrays can be converted",
        "an array stands where one number is needed, as in math.exp or float.",
        "use NumPy's functions for arrays, such as np.exp.",
    ),
    KnownError(
        "truth-of-array",
        r"truth value of an array",
        "a whole array stands where one True or False is needed.",
        "compare without if, and, or and a < x < b: join two comparisons with & and brackets.",
    ),
    KnownError(
        "number-as-array",
        (
            r"object of type '(?:float|int|numpy\.\w+)' has no len|len\(\) of unsized object"
            r"|'(?:float|int|numpy\.float\d+)' object is not (?:iterable|subscriptable)"
            r"|'(?:float|int|numpy\.float\d+)' object does not support item"
            r"|iteration over a 0-d array|cannot unpack non-iterable (?:float|int)"
            r"|invalid index to scalar variable"
        ),
        "a single number is treated as if it had items.",
        "compute without len, loop and index: NumPy does numbers and arrays alike.",
    ),
    KnownError(
        "fixed-number-of-parts",
        r"not enough values to unpack|too many values to unpack",
        "something is taken apart into a fixed number of parts, and it has more or fewer.",
        "an array may have any number of axes: use its whole shape as it is.",
    ),
    KnownError(
        "axis-missing",
        r"too many indices for array|axis -?\d+ is out of bounds",
        "an axis is used that the array doesn't have.",
        "an array may have fewer axes than that: use its whole shape as it is.",
    ),
    KnownError(
        "index-too-far",
        r"(?:list|tuple) (?:assignment )?index out of range|index -?\d+ is out of bounds",
        "an index leads past the end.",
        "lists and shapes may be shorter than that: look at where your index begins and ends.",
    ),
    KnownError(
        "shapes-differ",
        (
            r"operands could not be broadcast|could not broadcast|shape mismatch"
            r"|mismatch in its core dimension|must match exactly|cannot reshape array"
        ),
        "two shapes meet that don't fit each other.",
        "print both shapes; draw in the shape of what you add to.",
    ),
    KnownError(
        "array-into-one-place",
        r"setting an array element with a sequence|inhomogeneous shape",
        "several values are put where one belongs.",
        "look at the shapes of what you put together: all must be the same.",
    ),
    KnownError(
        "tuple-changed",
        (
            r"'tuple' object does not support item assignment"
            r"|'tuple' object has no attribute '(?:append|extend|insert|remove|pop|sort|reverse)'"
        ),
        "a tuple is to be changed, which it can't be.",
        "make a new value, and leave the arguments as they are.",
    ),
)

_NAMES = (
    KnownError(
        "syntax",
        r"^(?:SyntaxError|IndentationError|TabError)",
        "Python can't read the file at that line.",
        "look at it and at the line before: a bracket, quote, colon or space may be missing.",
    ),
    KnownError(
        "name-unknown",
        r"name '(\w+)' is not defined",
        r"nothing is called \1 here.",
        "look for a slip in the name, or for an import that is missing.",
    ),
    KnownError(
        "value-missing",
        r"local variable '(\w+)'",
        r"\1 is used before it has a value.",
        "give it a value before the loop or the if in which it gets one.",
    ),
    KnownError(
        "not-in-module",
        r"module '([\w.]+)' has no attribute '(\w+)'",
        r"\2 is not in \1.",
        "look for a slip in the name, or for the module that has it.",
    ),
    KnownError(
        "not-an-attribute",
        r"'(?:numpy\.)?(\w+)' object has no attribute '(\w+)'",
        r"\2 is asked of a value of type \1, which has nothing of that name.",
        "look up what such a value can do, and look for a slip in the name.",
    ),
    KnownError(
        "unknown-keyword",
        r"(\w+)\(\) got an unexpected keyword argument '(\w+)'",
        r"\1 is given \2, which it has no parameter for.",
        r"look up which parameters \1 has.",
    ),
    KnownError(
        "arguments-missing",
        r"(\w+)\(\) missing \d+ required positional argument",
        r"\1 is called without some of its arguments.",
        r"look up which arguments \1 needs.",
    ),
    KnownError(
        "too-many-arguments",
        r"(\w+)\(\) takes (?:from \d+ to )?\d+ positional arguments? but \d+ (?:was|were) given",
        r"\1 is given more arguments than it takes.",
        r"look up which arguments \1 takes.",
    ),
    KnownError(
        "key-missing",
        r"KeyError",
        "a dict is asked for a key that it doesn't hold.",
        "compute the value: a table has no more than what was put into it.",
    ),
    KnownError(
        "calls-itself",
        r"maximum recursion depth",
        "a function calls itself without an end.",
        "look at which name you call in it.",
    ),
    KnownError(
        "file-used",
        r"PermissionError|FileNotFoundError|Read-only file system|IsADirectoryError",
        "a file or the network is used, and there is neither here.",
        "leave out what saves, loads and connects: return the values.",
    ),
)

ERRORS = (*_RANDOM, *_ARITHMETIC, *_ARRAYS, *_NAMES)
"""In the order in which they are looked for: the first that fits speaks."""
