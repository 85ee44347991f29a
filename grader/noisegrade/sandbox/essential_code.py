"""What of a file has to be run for its functions to be there: imports, definitions, assignments.

It is the second way to load code of which a part fails or takes too long: a scratch cell that
plots for a minute must not cost the functions beside it.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from enum import IntEnum

__all__ = ["Extent", "awaits", "essential", "without_await"]

_DEFINITIONS = (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
_ASSIGNMENTS = (ast.Assign, ast.AnnAssign, ast.AugAssign)
_WORK = (ast.Call, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp, ast.Await)


class Extent(IntEnum):
    """How much of a file is run to load it."""

    ALL = 0
    ASSIGNMENTS = 1  # imports, definitions and assignments
    CONSTANTS = 2  # of assignments, only those that call nothing


def essential(statements: Iterable[ast.stmt], extent: Extent) -> Iterator[ast.stmt]:
    """Choose the statements at the top level of a file that are run."""
    return (one for one in statements if _is_essential(one, extent))


def without_await(text: str, label: str) -> str | ast.Module:
    """Leave out statements that wait at the top level, which only a notebook can do."""
    if "await" not in text:
        return text
    try:
        tree = ast.parse(text, label)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return text  # which says what is wrong when it is compiled
    kept = [one for one in tree.body if not awaits(one)]
    return text if len(kept) == len(tree.body) else ast.Module(kept, type_ignores=[])


def awaits(statement: ast.stmt) -> bool:
    """Tell whether a statement waits itself, not only a function that it defines."""
    left: list[ast.AST] = [statement]
    while left:
        node = left.pop()
        if isinstance(node, (ast.Await, ast.AsyncFor, ast.AsyncWith)):
            return True
        if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)):
            left += ast.iter_child_nodes(node)
    return False


def _is_essential(statement: ast.stmt, extent: Extent) -> bool:
    if isinstance(statement, _ASSIGNMENTS):
        return extent is not Extent.CONSTANTS or not _works(statement)
    is_definition = isinstance(statement, _DEFINITIONS) or _is_import(statement)
    return is_definition or extent is Extent.ALL


def _is_import(statement: ast.stmt) -> bool:
    """Tell whether it is an import for which the code is ready to fail."""
    return isinstance(statement, ast.Try) and all(
        isinstance(one, _DEFINITIONS) for one in statement.body
    )


def _works(assignment: ast.stmt) -> bool:
    return any(isinstance(node, _WORK) for node in ast.walk(assignment))
