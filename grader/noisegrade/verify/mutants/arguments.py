"""Faults in what a function makes of its parameters: one is fixed, exchanged, cut or reversed."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from itertools import combinations

from noisegrade.verify.mutants.subject import Kind, Parameter, Subject
from noisegrade.verify.mutants.tree import (
    Change,
    exchange,
    expression,
    is_index,
    last_name,
    shown,
    with_prefix,
)

__all__ = ["OPERATORS"]

_ROOTS_AND_SQUARES = ("sqrt", "square")
_LONGEST_KIND = 24  # characters of a constant in an id


def constants(subject: Subject) -> Iterator[Change]:
    """Replace a parameter by each constant that the cases use for it."""
    for parameter in subject.parameters:
        for node in parameter.constants:
            value = ast.unparse(node)
            as_array = isinstance(node, ast.List) and Kind.ARRAY in parameter.kinds
            code = f"P = NP.array({value})" if as_array else f"P = {value}"
            says = f"{parameter.name} is replaced by {shown(node)}"
            yield _prefixed(subject, parameter.name, _is(node), says, code)


def _is(node: ast.expr) -> str:
    """Return the kind of a change to a constant, cut short where the constant is a long list."""
    value = ast.unparse(node).replace(" ", "")
    return f"is-{value}" if len(value) <= _LONGEST_KIND else f"is-{value[:_LONGEST_KIND]}…"


def others(subject: Subject) -> Iterator[Change]:
    """Replace a parameter by another one, everywhere, and swap two parameters."""
    for parameter in subject.parameters:
        for other in _alternatives(subject, parameter):
            says = f"{parameter.name} is replaced by {other}"
            yield _prefixed(subject, parameter.name, f"is-{other}", says, f"P = {other}")
    for first, second in combinations(subject.parameters, 2):
        if second.name in _alternatives(subject, first):
            says = f"{first.name} and {second.name} are swapped"
            code = f"P, {second.name} = {second.name}, P"
            yield _prefixed(subject, first.name, f"{second.name}-swapped", says, code)


def single_uses(subject: Subject) -> Iterator[Change]:
    """Replace one use of a parameter that is used several times, by another or a constant."""
    for parameter in subject.parameters:
        uses = list(subject.uses(parameter.name))
        if len(uses) == 1 or Kind.RNG in parameter.kinds:
            continue
        for site in uses:
            for other in _alternatives(subject, parameter):
                yield exchange(subject.function, site, expression(other), f"is-{other}")
            for node in parameter.constants[:1]:
                yield exchange(subject.function, site, node, _is(node))


def _alternatives(subject: Subject, parameter: Parameter) -> list[str]:
    """Return the parameters that code could take for this one without failing at once."""
    fits = parameter.kinds | ({Kind.ARRAY} if Kind.NUMBER in parameter.kinds else set())
    return [
        other.name for other in subject.parameters if other is not parameter and other.kinds & fits
    ]


def roots_and_squares(subject: Subject) -> Iterator[Change]:
    """Square a number where it is used, or take its root."""
    names = [parameter.name for parameter in subject.having(Kind.NUMBER) if not parameter.whole]
    for name in (*names, *_loop_variables(subject)):
        for site in subject.uses(name):
            if not (is_index(site) or _is_root_or_square(site.parent)):
                square = expression("X ** 2", X=site.node)
                yield exchange(subject.function, site, square, "squared")
                root = expression(f"{subject.numpy}.sqrt({subject.numpy}.abs(X))", X=site.node)
                yield exchange(subject.function, site, root, "rooted")


def _loop_variables(subject: Subject) -> list[str]:
    """Return what loops call the entries of sequences."""
    names = {parameter.name for parameter in subject.having(Kind.SEQUENCE)}
    found: dict[str, None] = {}
    for node in ast.walk(subject.function):
        if isinstance(node, ast.For | ast.comprehension):
            read = {inner.id for inner in ast.walk(node.iter) if isinstance(inner, ast.Name)}
            if read & names:
                targets = (n.id for n in ast.walk(node.target) if isinstance(n, ast.Name))
                found.update(dict.fromkeys(targets))
    return list(found)


def _is_root_or_square(node: ast.AST) -> bool:
    if isinstance(node, ast.Call):
        return last_name(node.func) in _ROOTS_AND_SQUARES
    return isinstance(node, ast.BinOp) and isinstance(node.op, ast.Pow)


def numbers(subject: Subject) -> Iterator[Change]:
    """Flip the sign of a number, cut it to an integer, or be off by one in a count."""
    for parameter in subject.having(Kind.NUMBER):
        p = parameter.name
        if parameter.whole:
            yield _prefixed(subject, p, "one-more", f"{p} is taken as {p} + 1", "P = P + 1")
            yield _prefixed(subject, p, "one-less", f"{p} is taken as {p} - 1", "P = P - 1")
            continue
        yield _prefixed(subject, p, "negated", f"{p} is taken as -{p}", "P = -P")
        if Kind.ARRAY not in parameter.kinds:
            yield _prefixed(subject, p, "truncated", f"{p} is cut to an integer", "P = int(P)")


def axes(subject: Subject) -> Iterator[Change]:
    """Fix the axis."""
    for parameter in subject.having(Kind.AXIS):
        for axis in (0, 1, 2, -1):
            says = f"{parameter.name} is always {axis}"
            yield _prefixed(subject, parameter.name, f"is-{axis}", says, f"P = {axis}")


def sequences(subject: Subject) -> Iterator[Change]:
    """Use only some entries of a sequence, one entry for all, or the wrong order."""
    for parameter in subject.having(Kind.SEQUENCE):
        for kind, says, code in (*_CUTS, *_ORDERS):
            sentence = says.format(p=parameter.name)
            yield _prefixed(subject, parameter.name, kind, sentence, code)


def sequences_together(subject: Subject) -> Iterator[Change]:
    """Use only some entries of all sequences, or one entry for all, in step with each other."""
    names = [parameter.name for parameter in subject.having(Kind.SEQUENCE)]
    for kind, says, code in _CUTS if len(names) > 1 else ():
        function = subject.function
        for name in reversed(names):
            function = with_prefix(function, code, P=name)
        together = f"{', '.join(names[:-1])} and {names[-1]}"
        yield Change("all", kind, says.format(p=together), function)


_CUTS = (  # {p} is the parameter in sentences, P in code
    ("first-1", "only the first entry of {p} is used", "P = P[:1]"),
    ("first-2", "only the first 2 entries of {p} are used", "P = P[:2]"),
    ("first-3", "only the first 3 entries of {p} are used", "P = P[:3]"),
    ("first-4", "only the first 4 entries of {p} are used", "P = P[:4]"),
    ("last-1", "only the last entry of {p} is used", "P = P[-1:]"),
    ("last-2", "only the last 2 entries of {p} are used", "P = P[-2:]"),
    ("last-3", "only the last 3 entries of {p} are used", "P = P[-3:]"),
    ("last-4", "only the last 4 entries of {p} are used", "P = P[-4:]"),
    ("without-last", "the last entry of {p} is left out", "P = P[:-1]"),
    ("without-first", "the first entry of {p} is left out", "P = P[1:]"),
    ("first-for-all", "the first entry of {p} is used for all", "P = [P[0]] * len(P)"),
    ("last-for-all", "the last entry of {p} is used for all", "P = [P[-1]] * len(P)"),
)
_ORDERS = (  # for one sequence alone: a sum doesn't depend on the order that all of them have
    ("reversed", "{p} is reversed", "P = P[::-1]"),
    ("sorted", "{p} is sorted", "P = sorted(P)"),
)


def arrays(subject: Subject) -> Iterator[Change]:
    """Flatten or transpose an array, or use only some of its entries."""
    for parameter in subject.having(Kind.ARRAY):
        for kind, says, code in _ARRAYS:
            sentence = says.format(p=parameter.name)
            yield _prefixed(subject, parameter.name, kind, sentence, code)


_ARRAYS = (
    ("flattened", "{p} is flattened", "P = NP.ravel(P)"),
    ("two-axes", "{p} is reshaped to two axes", "P = NP.reshape(P, (len(P), -1))"),
    ("transposed", "{p} is transposed", "P = NP.transpose(P)"),
    ("first-entry", "only the first entry of {p} is used", "P = NP.ravel(P)[0]"),
    ("first-rows", "only the first three rows of {p} are used", "P = NP.asarray(P)[:3]"),
    ("three-channels", "only three channels of {p} are used", "P = NP.asarray(P)[..., :3]"),
    ("one-channel", "only one channel of {p} is used", "P = NP.asarray(P)[..., :1]"),
    ("squeezed", "axes of length 1 are dropped from {p}", "P = NP.squeeze(P)"),
)


def _prefixed(subject: Subject, parameter: str, kind: str, says: str, lines: str) -> Change:
    """Return the change that a line in front makes; P in it is the parameter, NP is NumPy."""
    function = with_prefix(subject.function, lines, P=parameter, NP=subject.numpy)
    return Change(parameter, kind, says, function)


OPERATORS = (
    constants,
    others,
    single_uses,
    roots_and_squares,
    numbers,
    axes,
    sequences,
    sequences_together,
    arrays,
)
