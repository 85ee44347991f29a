"""Faults with arrays and lists: ranks and shapes fixed, inputs overwritten, integers kept."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from noisegrade.verify.mutants.subject import Kind, Parameter, Subject
from noisegrade.verify.mutants.tree import (
    Change,
    exchange,
    expression,
    is_load,
    last_name,
    replace,
    shown,
    sites,
    with_prefix,
    with_returns,
)

__all__ = ["OPERATORS"]

_RANKS = (1, 2, 3)
_CONSTRUCTORS = ("empty", "zeros", "ones")
_SHAPES = (
    ("two-axes", "{shape} is cut to two axes", "SHAPE[:2]"),
    ("one-axis", "{shape} is cut to one axis", "SHAPE[:1]"),
    ("last-axis-only", "only the last entry of {shape} is left", "SHAPE[-1:]"),
    ("three-channels", "the last entry of {shape} becomes 3", "(*SHAPE[:-1], 3)"),
    ("one-channel", "the last entry of {shape} becomes 1", "(*SHAPE[:-1], 1)"),
    ("shape-reversed", "{shape} is reversed", "SHAPE[::-1]"),
)
_OVERWRITTEN = """
_result = VALUE
if isinstance(P, NP.ndarray):
    P[...] = NP.broadcast_to(_result, P.shape)
    return P
return _result
"""
_CHANGED = "_result = VALUE\nif isinstance(P, NP.ndarray):\n    P += 1\nreturn _result"
_EMPTIED = "_result = VALUE\nif hasattr(P, 'clear'):\n    P.clear()\nreturn _result"
_ZEROED = """
_result = VALUE
if isinstance(P, (list, NP.ndarray)) and len(P):
    P[0] = 0
return _result
"""
_DTYPE_KEPT = "return NP.asarray(VALUE).astype(NP.asarray(P).dtype)[()]"


def ranks(subject: Subject) -> Iterator[Change]:
    """Take arrays of one rank only."""
    for parameter in subject.having(Kind.ARRAY):
        for rank in _RANKS:
            code = f"assert NP.ndim(P) == {rank}"
            says = f"{parameter.name} may only have rank {rank}"
            changed = with_prefix(subject.function, code, P=parameter.name, NP=subject.numpy)
            yield Change(parameter.name, f"rank-{rank}-only", says, changed)


def conversions(subject: Subject) -> Iterator[Change]:
    """Take arrays only, lists only, or numbers only, where the task allows several of them."""
    for parameter in subject.parameters:
        for kind, says, code in _conversions(parameter):
            changed = with_prefix(subject.function, code, P=parameter.name)
            yield Change(parameter.name, kind, f"{parameter.name} {says}", changed)


def _conversions(parameter: Parameter) -> list[tuple[str, str, str]]:
    arrays_only = ("arrays-only", "may only be an array", "P.shape")
    if Kind.SEQUENCE in parameter.kinds:
        return [arrays_only, ("lists-only", "may only be a list", "assert isinstance(P, list)")]
    if {Kind.NUMBER, Kind.ARRAY} <= parameter.kinds:
        return [arrays_only, ("numbers-only", "may only be one number", "P = float(P)")]
    return []


def shapes(subject: Subject) -> Iterator[Change]:
    """Cut a shape, turn it round, or fix its last entry."""
    names = {parameter.name for parameter in subject.having(Kind.SHAPE)}
    for site in sites(subject.function, ast.expr):
        if isinstance(site.parent, ast.Subscript) or not is_load(site.node):
            continue
        if last_name(site.node) == "shape" or last_name(site.node) in names:
            if isinstance(site.parent, ast.Call) and site.parent.func is site.node:
                continue
            for kind, says, template in _SHAPES:
                new = expression(template, SHAPE=site.node)
                sentence = says.format(shape=shown(site.node))
                yield exchange(subject.function, site, new, kind, sentence)


def tuples(subject: Subject) -> Iterator[Change]:
    """Leave out an entry of a tuple or a list in the code, swap two, or make the last one 3."""
    for site in sites(subject.function, ast.expr):
        node = site.node
        if not isinstance(node, ast.Tuple | ast.List) or not is_load(node):
            continue
        entries = list(node.elts)
        if len(entries) > 1:
            for index in range(len(entries)):
                rest = entries[:index] + entries[index + 1 :]
                yield exchange(subject.function, site, _like(node, rest), f"without-{index + 1}")
        for index in range(len(entries) - 1):
            pair = [entries[index + 1], entries[index]]
            swapped = [*entries[:index], *pair, *entries[index + 2 :]]
            kind = f"swapped-{index + 1}-{index + 2}"
            yield exchange(subject.function, site, _like(node, swapped), kind)
        if len(entries) > 1 and isinstance(site.parent, ast.Call):
            fixed = [*entries[:-1], ast.Constant(3)]
            yield exchange(subject.function, site, _like(node, fixed), "last-is-3")


def _like(node: ast.Tuple | ast.List, entries: list[ast.expr]) -> ast.expr:
    return type(node)(elts=entries, ctx=ast.Load())


def overwritten(subject: Subject) -> Iterator[Change]:
    """Compute the result in the argument's own memory, or change the argument afterwards."""
    for parameter in subject.having(Kind.ARRAY):
        if _returns_formula(subject):
            says = f"the result is computed in the memory of {parameter.name}"
            yield _at_return(subject, parameter, "overwritten", says, _OVERWRITTEN)
        says = f"1 is added to {parameter.name} once the result is there"
        yield _at_return(subject, parameter, "changed-afterwards", says, _CHANGED)


def _returns_formula(subject: Subject) -> bool:
    """Tell whether the function returns a formula, not a local array or one number."""
    values = [site.node.value for site in sites(subject.function, ast.Return)]
    return any(isinstance(value, ast.BinOp | ast.Subscript) for value in values)


def emptied(subject: Subject) -> Iterator[Change]:
    """Empty a list once the result is there, or set its first entry to 0."""
    for parameter in subject.having(Kind.SEQUENCE):
        says = f"{parameter.name} is emptied once the result is there"
        yield _at_return(subject, parameter, "emptied", says, _EMPTIED)
        says = f"the first entry of {parameter.name} is set to 0 once the result is there"
        yield _at_return(subject, parameter, "first-zeroed", says, _ZEROED)


def dtypes(subject: Subject) -> Iterator[Change]:
    """Keep an argument's dtype, so that integers stay integers."""
    for parameter in subject.having(Kind.ARRAY):
        says = f"the result has the dtype of {parameter.name}"
        yield _at_return(subject, parameter, "dtype-kept", says, _DTYPE_KEPT)
        value = expression(f"{subject.numpy}.asarray({parameter.name}).dtype")
        for site in sites(subject.function, ast.Call):
            node = site.node
            if last_name(node.func) in _CONSTRUCTORS and len(node.args) == 1 and not node.keywords:
                dtype = ast.keyword(arg="dtype", value=value)
                new = ast.Call(func=node.func, args=node.args, keywords=[dtype])
                says = f"{shown(node)} has the dtype of {parameter.name}"
                yield exchange(subject.function, site, new, f"dtype-of-{parameter.name}", says)


def _at_return(subject: Subject, parameter: Parameter, kind: str, says: str, lines: str) -> Change:
    changed = with_returns(subject.function, lines, P=parameter.name, NP=subject.numpy)
    return Change(parameter.name, kind, says, changed)


def wrapped(subject: Subject) -> Iterator[Change]:
    """Return one number as an array of one entry, where the answer may be one number."""
    if not subject.answers_numbers:
        return
    returns = subject.function.returns
    if returns is not None and not re.search(r"\b(float|int|bool)\b", ast.unparse(returns)):
        return
    for site in sites(subject.function, ast.Return):
        value = site.node.value
        if value is not None and not isinstance(value, ast.Tuple):
            new = expression(f"{subject.numpy}.atleast_1d(X)", X=value)
            says = f"{shown(value)} is returned as an array, even if it is one number"
            changed = replace(subject.function, value, new)
            yield Change(site.place, "array-returned", says, changed)


OPERATORS = (
    ranks,
    conversions,
    shapes,
    tuples,
    overwritten,
    emptied,
    dtypes,
    wrapped,
)
