"""The function that is mutated: its parameters, what they take, and the name that NumPy has."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from noisegrade.verify.mutants.tree import Site, is_load, last_name, sites

__all__ = ["Kind", "Parameter", "Subject", "literal", "subject_of"]

_LONGEST_LITERAL = 60  # numbers; longer lists are images and samples, no constants of a case


class Kind(Enum):
    """What a parameter takes; a parameter may take several."""

    NUMBER = "number"
    ARRAY = "array"
    SEQUENCE = "sequence"
    SHAPE = "shape"
    AXIS = "axis"
    RNG = "rng"


_KINDS = {
    "float": Kind.NUMBER,
    "int": Kind.NUMBER,
    "ndarray": Kind.ARRAY,
    "NDArray": Kind.ARRAY,
    "ArrayLike": Kind.ARRAY,
    "Sequence": Kind.SEQUENCE,
    "Iterable": Kind.SEQUENCE,
    "list": Kind.SEQUENCE,
    "tuple": Kind.SHAPE,
}


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter, what it takes, and expressions of the constants that it is called with."""

    name: str
    kinds: frozenset[Kind]
    whole: bool  # an integer, by annotation or in all calls: a length, a count
    constants: tuple[ast.expr, ...]


@dataclass(frozen=True, slots=True)
class Subject:
    """A function that is mutated, in a section that knows NumPy under a name.

    `answers_numbers` tells whether the answer to some call may be one number, not an array.
    """

    function: ast.FunctionDef
    parameters: tuple[Parameter, ...]
    numpy: str
    answers_numbers: bool = True

    def having(self, kind: Kind) -> tuple[Parameter, ...]:
        """Return the parameters of a kind."""
        return tuple(parameter for parameter in self.parameters if kind in parameter.kinds)

    def uses(self, name: str) -> Iterator[Site[ast.Name]]:
        """Find where a name is read."""
        for site in sites(self.function, ast.Name):
            if site.node.id == name and is_load(site.node):
                yield site


def subject_of(
    function: ast.FunctionDef,
    constants: Mapping[str, Sequence[object]],
    *,
    numpy: str,
    answers_numbers: bool = True,
) -> Subject:
    """Read a function's parameters, by annotation, and by the constants where there is none."""
    args = (*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs)
    parameters = [_parameter(arg, constants.get(arg.arg, ())) for arg in args]
    return Subject(function, tuple(parameters), numpy, answers_numbers)


def _parameter(arg: ast.arg, values: Sequence[object]) -> Parameter:
    if arg.arg == "rng":
        return Parameter(arg.arg, frozenset({Kind.RNG}), whole=False, constants=())
    names = _type_names(arg.annotation)
    kinds = {_KINDS[name] for name in names if name in _KINDS}
    if arg.arg in ("axis", "axes"):
        kinds = {Kind.AXIS}
    elif not kinds:
        kinds = {_kind(_plain(value)) for value in values}
    found = (literal(value) for value in values)
    constants = {ast.dump(node): node for node in found if node is not None}
    whole = "float" not in names if "int" in names else not names and _are_integers(values)
    return Parameter(arg.arg, frozenset(kinds), whole, tuple(constants.values()))


def _type_names(annotation: ast.expr | None) -> list[str]:
    """Return the names of the types in a union, without what is in their brackets."""
    match annotation:
        case ast.BinOp(left=left, right=right):
            return [*_type_names(left), *_type_names(right)]
        case ast.Subscript(value=container):
            return _type_names(container)
        case ast.Constant(value=str() as quoted):
            return _type_names(ast.parse(quoted, mode="eval").body)
        case ast.expr():
            return [last_name(annotation)]
        case _:
            return []


def _kind(value: object) -> Kind:
    match value:
        case tuple():
            return Kind.SHAPE
        case list():
            return Kind.SEQUENCE
        case _:
            return Kind.NUMBER


def _are_integers(values: Sequence[object]) -> bool:
    return bool(values) and all(type(_plain(value)) is int for value in values)


def _plain(value: object) -> object:
    """Return NumPy's numbers and arrays as Python's numbers and lists."""
    tolist = getattr(value, "tolist", None)
    return tolist() if callable(tolist) else value


def literal(value: object) -> ast.expr | None:
    """Return the expression of a number, a text, or a short tuple or list of them; else None."""
    match _plain(value):
        case bool() | str() as plain:
            return ast.Constant(plain)
        case int() | float() as plain:
            return _number(plain)
        case (tuple() | list()) as plain if len(plain) <= _LONGEST_LITERAL:
            entries = [literal(entry) for entry in plain]
            elements = [entry for entry in entries if entry is not None]
            if len(elements) < len(entries):
                return None
            kind = ast.Tuple if isinstance(plain, tuple) else ast.List
            return kind(elts=elements, ctx=ast.Load())
        case _:
            return None


def _number(value: float) -> ast.expr:
    if str(value).startswith("-"):  # -0.0 too
        return ast.UnaryOp(op=ast.USub(), operand=ast.Constant(-value))
    return ast.Constant(value)
