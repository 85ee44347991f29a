"""What of a source one function can reach: two functions that reach the same code do the same.

That can be told where loading the source does nothing but define: imports of well-known packages,
functions without decorators, classes of nothing, constants. Of any other source nothing is told.
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from noisegrade.model import Chunk

__all__ = ["Reach", "reach"]

_PACKAGES = {
    *("__future__", "cmath", "collections", "functools", "itertools", "math", "noisegrade"),
    *("numpy", "operator", "random", "scipy", "statistics", "typing"),
}
_LOOKS_AROUND = {  # names and attributes by which code may reach what it doesn't name
    *("breakpoint", "builtins", "compile", "dir", "delattr", "eval", "exec", "getattr", "globals"),
    *("input", "locals", "modules", "open", "os", "setattr", "sys", "vars"),
    *("get_ipython", "_os", "_sys"),
}
_TYPES = (
    *(ast.Name, ast.Attribute, ast.Constant, ast.Subscript, ast.Tuple, ast.List),
    *(ast.BinOp, ast.BitOr, ast.Load),
)


@dataclass(frozen=True, slots=True)
class Reach:
    """What a function can reach.

    Parameters
    ----------
    code : all imports, the function and what it names, without comments and layout
    place : where the function is defined, as messages name it
    """

    code: str
    place: str


@dataclass(frozen=True, slots=True)
class _Defined:
    """One definition: its code, the names in it, and where it stands."""

    code: str
    names: frozenset[str]
    place: str


@dataclass(frozen=True, slots=True)
class _Source:
    imports: tuple[str, ...]
    defined: dict[str, _Defined]


def reach(chunks: Sequence[Chunk], function: str, more: Collection[str] = ()) -> Reach | None:
    """Return what a function can reach; None where it is not there, or that can't be told.

    Parameters
    ----------
    more : names that are used beside the function itself, where they are defined
    """
    source = _read(tuple(chunks))
    if source is None or function not in source.defined:
        return None
    used = _closure([function, *more], source.defined)
    code = [*source.imports, *(source.defined[name].code for name in sorted(used))]
    return Reach("\n".join(code), source.defined[function].place)


@lru_cache(maxsize=4)  # it is asked for one function after another
def _read(chunks: tuple[Chunk, ...]) -> _Source | None:
    """Read what a source defines; None where loading it may do more than that."""
    imports: list[str] = []
    defined: dict[str, _Defined] = {}
    try:
        for statement, label in _statements(chunks):
            if isinstance(statement, ast.Import | ast.ImportFrom):
                if not all(_package(one) in _PACKAGES for one in _imported(statement)):
                    return None
                imports.append(ast.unparse(statement))
            elif (name := _defines(statement)) is not None and not _looks_around(statement):
                place = f"{label}:{statement.lineno}"
                names = frozenset(_names(statement))
                defined[name] = _Defined(ast.unparse(statement), names, place)
            elif not _does_nothing(statement):
                return None
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    return _Source(tuple(imports), defined)


def _statements(chunks: Iterable[Chunk]) -> Iterator[tuple[ast.stmt, str]]:
    for chunk in chunks:
        for statement in ast.parse(chunk.text).body:
            yield statement, chunk.label


def _imported(statement: ast.Import | ast.ImportFrom) -> Iterator[str]:
    if isinstance(statement, ast.Import):
        yield from (one.name for one in statement.names)
    else:
        star = any(one.name == "*" for one in statement.names)
        yield "" if statement.level or star else statement.module or ""


def _package(name: str) -> str:
    return name.partition(".")[0]


def _defines(statement: ast.stmt) -> str | None:
    """Return the name that a statement defines, if defining is all it does."""
    if isinstance(statement, ast.FunctionDef) and not statement.decorator_list:
        arguments = statement.args
        defaults = [*arguments.defaults, *filter(None, arguments.kw_defaults)]
        types = [one.annotation for one in ast.walk(arguments) if isinstance(one, ast.arg)]
        plain = all(map(_is_constant, defaults))
        typed = all(map(_is_type, filter(None, [*types, statement.returns])))
        return statement.name if plain and typed else None
    if isinstance(statement, ast.Assign) and len(statement.targets) == 1:
        (target,) = statement.targets
        if isinstance(target, ast.Name) and _is_constant(statement.value):
            return target.id
    return None


def _is_constant(value: ast.expr) -> bool:
    try:
        ast.literal_eval(value)
    except (ValueError, TypeError):
        return False
    return True


def _is_type(annotation: ast.expr) -> bool:
    """Tell whether an annotation is made of names alone: it is evaluated when a file is loaded."""
    return all(isinstance(one, _TYPES) for one in ast.walk(annotation))


def _does_nothing(statement: ast.stmt) -> bool:
    constant = isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
    return constant or isinstance(statement, ast.Pass)


def _looks_around(statement: ast.stmt) -> bool:
    shares = any(isinstance(node, ast.Global | ast.Nonlocal) for node in ast.walk(statement))
    names = _names(statement)
    return shares or any(name in _LOOKS_AROUND or name.startswith("__") for name in names)


def _names(statement: ast.stmt) -> Iterator[str]:
    for node in ast.walk(statement):
        if isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.Import | ast.ImportFrom):
            yield from (name for name in _imported(node) if _package(name) not in _PACKAGES)
            yield from ("sys" for name in _imported(node) if not name)


def _closure(names: Iterable[str], defined: dict[str, _Defined]) -> set[str]:
    used: set[str] = set()
    left = [name for name in names if name in defined]
    while left:
        name = left.pop()
        if name not in used:
            used.add(name)
            left += [one for one in defined[name].names if one in defined]
    return used
