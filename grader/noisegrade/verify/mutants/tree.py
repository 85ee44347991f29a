"""Syntax trees of functions: an edit returns a new tree and leaves the old one alone."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Generic, TypeGuard, TypeVar

__all__ = [
    "Change",
    "Site",
    "blocks",
    "body_after_docstring",
    "exchange",
    "expression",
    "is_index",
    "is_load",
    "is_store",
    "last_name",
    "replace",
    "shown",
    "sites",
    "statements",
    "with_prefix",
    "with_returns",
]

NodeT = TypeVar("NodeT", bound=ast.AST)

_SHOWN_AT_MOST = 100  # characters of code in a sentence
_LEAVES = (ast.expr_context, ast.operator, ast.unaryop, ast.boolop, ast.cmpop)
_UNTOUCHED = (*_LEAVES, ast.arguments, ast.JoinedStr)  # names, annotations and texts stay


@dataclass(frozen=True, slots=True)
class Site(Generic[NodeT]):
    """A node in a function's body, and what encloses it.

    `place` is "statement.node": the number of the statement in the body, and of the node in the
    statement. It does not depend on lines or on the Python version.
    """

    place: str
    node: NodeT
    parents: tuple[ast.AST, ...]  # from the function down to the node's own parent

    @property
    def parent(self) -> ast.AST:
        """Return the node's own parent."""
        return self.parents[-1]


@dataclass(frozen=True, slots=True)
class Change:
    """A function with one fault: where it is, of which kind, and the tree that has it."""

    place: str
    kind: str
    says: str
    function: ast.FunctionDef


def body_after_docstring(function: ast.FunctionDef) -> list[ast.stmt]:
    """Return the statements of a function without its docstring."""
    return function.body[ast.get_docstring(function) is not None :]


def sites(function: ast.FunctionDef, kind: type[NodeT]) -> Iterator[Site[NodeT]]:
    """Find the nodes of a kind in a function's body, in the order of the text."""
    for number, statement in enumerate(body_after_docstring(function), 1):
        for index, (node, parents) in enumerate(_descend(statement, (function,))):
            if isinstance(node, kind):
                yield Site(f"{number}.{index}", node, parents)


def _descend(
    node: ast.AST, parents: tuple[ast.AST, ...]
) -> Iterator[tuple[ast.AST, tuple[ast.AST, ...]]]:
    yield node, parents
    annotations = (getattr(node, "annotation", None), getattr(node, "returns", None))
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, _UNTOUCHED) and child not in annotations:
            yield from _descend(child, (*parents, node))


def is_load(node: ast.AST) -> bool:
    """Tell whether an expression is read, not assigned to."""
    return isinstance(getattr(node, "ctx", ast.Load()), ast.Load)


def is_store(node: ast.AST) -> TypeGuard[ast.Name]:
    """Tell whether a node is a name that is assigned to."""
    return isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)


def is_index(site: Site[NodeT]) -> bool:
    """Tell whether a node counts entries: in a subscript, or as an argument of range."""
    if isinstance(site.parent, ast.Call) and last_name(site.parent.func) == "range":
        return True
    return any(
        isinstance(outer, ast.Subscript) and inner is outer.slice
        for outer, inner in pairwise((*site.parents, site.node))
    )


def last_name(function: ast.expr) -> str:
    """Return the last part of a dotted name, such as sqrt for np.sqrt; "" for anything else."""
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def shown(node: ast.AST) -> str:
    """Return code on one line, shortened if it is long."""
    text = " ".join(ast.unparse(node).split())
    return text if len(text) <= _SHOWN_AT_MOST else text[: _SHOWN_AT_MOST - 1] + "…"


def expression(template: str, /, **nodes: ast.expr) -> ast.expr:
    """Parse an expression in which capital names stand for nodes."""
    return _filled(ast.parse(template, mode="eval").body, nodes)


def statements(template: str, /, **nodes: ast.expr) -> list[ast.stmt]:
    """Parse statements in which capital names stand for nodes."""
    return [_filled(statement, nodes) for statement in ast.parse(template).body]


def _filled(template: NodeT, nodes: Mapping[str, ast.expr]) -> NodeT:
    names = [node for node in ast.walk(template) if isinstance(node, ast.Name)]
    return copy.deepcopy(template, {id(name): nodes[name.id] for name in names if name.id in nodes})


def replace(
    function: ast.FunctionDef, old: ast.AST | list[ast.stmt], new: ast.AST | Sequence[ast.stmt]
) -> ast.FunctionDef:
    """Return the function with one node, or one list of statements, in the place of another."""
    return copy.deepcopy(function, {id(old): new})  # deepcopy takes what its memo knows


def exchange(
    function: ast.FunctionDef, site: Site[NodeT], new: ast.expr, kind: str, says: str = ""
) -> Change:
    """Return the change that puts an expression in the place of another."""
    context = f" in {shown(site.parent)}" if isinstance(site.parent, ast.expr) else ""
    says = says or f"{shown(site.node)} is replaced by {shown(new)}{context}"
    return Change(site.place, kind, says, replace(function, site.node, new))


def with_prefix(function: ast.FunctionDef, lines: str, /, **names: str) -> ast.FunctionDef:
    """Return the function with statements in front of its first one; capitals stand for names."""
    body = body_after_docstring(function)
    docstring = function.body[: len(function.body) - len(body)]
    return replace(
        function, function.body, [*docstring, *statements(lines, **_named(names)), *body]
    )


def with_returns(function: ast.FunctionDef, lines: str, /, **names: str) -> ast.FunctionDef:
    """Return the function with statements in the place of each return; VALUE is what it returns."""
    return replace(function, function.body, _expanded(function.body, lines, _named(names)))


def _named(names: Mapping[str, str]) -> dict[str, ast.expr]:
    return {key: ast.Name(id=name, ctx=ast.Load()) for key, name in names.items()}


def _expanded(
    block: Sequence[ast.stmt], lines: str, nodes: Mapping[str, ast.expr]
) -> list[ast.stmt]:
    expanded: list[ast.stmt] = []
    for statement in block:
        if isinstance(statement, ast.Return) and statement.value is not None:
            expanded += statements(lines, VALUE=statement.value, **nodes)
        else:
            memo = {id(inner): _expanded(inner, lines, nodes) for inner in blocks(statement)}
            expanded.append(copy.deepcopy(statement, memo))
    return expanded


def blocks(node: ast.AST) -> list[list[ast.stmt]]:
    """Return the lists of statements in a compound statement; none for a nested function."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.expr):
        return []
    fields = (getattr(node, name, None) for name in ("body", "orelse", "finalbody"))
    found = [field for field in fields if isinstance(field, list)]
    for inner in (*getattr(node, "handlers", ()), *getattr(node, "cases", ())):
        found += blocks(inner)
    return found
