"""Faults in formulas: terms, operators, signs, roots, comparisons and constants."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from noisegrade.verify.mutants.subject import Subject, literal
from noisegrade.verify.mutants.tree import (
    Change,
    exchange,
    expression,
    is_index,
    is_load,
    last_name,
    replace,
    shown,
    sites,
)

__all__ = ["OPERATORS"]

_ARITHMETIC: dict[type[ast.operator], tuple[type[ast.operator], ...]] = {
    ast.Add: (ast.Sub, ast.Mult),
    ast.Sub: (ast.Add,),
    ast.Mult: (ast.Div, ast.Add),
    ast.Div: (ast.Mult,),
    ast.FloorDiv: (ast.Div, ast.Mult),
    ast.Mod: (ast.FloorDiv,),
    ast.Pow: (ast.Mult,),
    ast.MatMult: (ast.Mult,),
}
_COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.Gt),
    ast.LtE: (ast.Lt, ast.GtE),
    ast.Gt: (ast.GtE, ast.Lt),
    ast.GtE: (ast.Gt, ast.LtE),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
_SYMBOLS: dict[type[ast.cmpop], str] = {
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Is: "is",
    ast.IsNot: "is not",
    ast.In: "in",
    ast.NotIn: "not in",
}
_ORDERED = (ast.Lt, ast.LtE, ast.Gt, ast.GtE)


def operands_dropped(subject: Subject) -> Iterator[Change]:
    """Leave out one side of an operation."""
    for site in sites(subject.function, ast.BinOp):
        left, right = site.node.left, site.node.right
        says = f"{shown(right)} is left out of {shown(site.node)}"
        yield exchange(subject.function, site, left, "right-dropped", says)
        says = f"{shown(left)} is left out of {shown(site.node)}"
        yield exchange(subject.function, site, right, "left-dropped", says)


def operands_doubled(subject: Subject) -> Iterator[Change]:
    """Apply one side of an operation twice."""
    for site in sites(subject.function, ast.BinOp):
        node = site.node
        if isinstance(node.op, ast.Add | ast.Sub | ast.Mult | ast.Div):
            new = ast.BinOp(left=node, op=node.op, right=node.right)
            says = f"{shown(node.right)} is applied twice in {shown(node)}"
            yield exchange(subject.function, site, new, "right-doubled", says)
        if isinstance(node.op, ast.Add | ast.Mult):
            new = ast.BinOp(left=node.left, op=node.op, right=node)
            says = f"{shown(node.left)} is applied twice in {shown(node)}"
            yield exchange(subject.function, site, new, "left-doubled", says)


def operators_exchanged(subject: Subject) -> Iterator[Change]:
    """Exchange an arithmetic operator, or the two sides of a difference or a quotient."""
    for site in sites(subject.function, ast.BinOp):
        node = site.node
        for op in _ARITHMETIC.get(type(node.op), ()):
            new = ast.BinOp(left=node.left, op=op(), right=node.right)
            kind = f"{_word(node.op)}-to-{_word(op())}"
            says = f"{_symbol(node)} is replaced by {_symbol(new)} in {shown(node)}"
            yield exchange(subject.function, site, new, kind, says)
        if isinstance(node.op, ast.Sub | ast.Div | ast.Pow):
            new = ast.BinOp(left=node.right, op=node.op, right=node.left)
            says = f"the two sides of {shown(node)} are swapped"
            yield exchange(subject.function, site, new, f"{_word(node.op)}-reversed", says)


def _symbol(node: ast.BinOp) -> str:
    """Return how an operator is written."""
    between = ast.BinOp(left=ast.Name(id="a"), op=node.op, right=ast.Name(id="b"))
    return ast.unparse(between).strip("ab ")


def assignments_exchanged(subject: Subject) -> Iterator[Change]:
    """Exchange the operator of an assignment such as +=, or assign without one."""
    for site in sites(subject.function, ast.AugAssign):
        node, function = site.node, subject.function
        for op in _ARITHMETIC.get(type(node.op), ()):
            new = ast.AugAssign(target=node.target, op=op(), value=node.value)
            says = f"{shown(node)} becomes {shown(new)}"
            kind = f"{_word(node.op)}-to-{_word(op())}"
            yield Change(site.place, kind, says, replace(function, node, new))
        plain = ast.Assign(targets=[node.target], value=node.value, lineno=0)
        says = f"{shown(node)} becomes {shown(plain)}"
        yield Change(site.place, "not-accumulated", says, replace(function, node, plain))


def comparisons(subject: Subject) -> Iterator[Change]:
    """Exchange a comparison, and so whether its border counts."""
    for site in sites(subject.function, ast.Compare):
        node = site.node
        for index, op in enumerate(node.ops):
            for other in _COMPARISONS[type(op)]:
                ops = [*node.ops[:index], other(), *node.ops[index + 1 :]]
                new = ast.Compare(left=node.left, ops=ops, comparators=node.comparators)
                kind = f"{_word(op)}-to-{_word(other())}"
                says = f"{_SYMBOLS[type(op)]} is replaced by {_SYMBOLS[other]} in {shown(node)}"
                yield exchange(subject.function, site, new, kind, says)


def borders(subject: Subject) -> Iterator[Change]:
    """Move the border of a comparison by a tenth."""
    for site in sites(subject.function, ast.Compare):
        border = site.node.comparators[-1]
        if isinstance(site.node.ops[-1], _ORDERED):
            for factor, kind in (("0.9", "border-nearer"), ("1.1", "border-farther")):
                moved = expression(f"{factor} * X", X=border)
                changed = replace(subject.function, border, moved)
                says = f"the border {shown(border)} becomes {shown(moved)} in {shown(site.node)}"
                yield Change(site.place, kind, says, changed)


def logic(subject: Subject) -> Iterator[Change]:
    """Exchange `and` and `or`, leave out one side, and drop `not`."""
    for site in sites(subject.function, ast.BoolOp):
        node = site.node
        op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        new = ast.BoolOp(op=op, values=node.values)
        says = f"{_word(node.op)} is replaced by {_word(op)} in {shown(node)}"
        yield exchange(subject.function, site, new, f"{_word(node.op)}-to-{_word(op)}", says)
        for index, value in enumerate(node.values):
            yield exchange(subject.function, site, value, f"only-{index + 1}")
    for negation in sites(subject.function, ast.UnaryOp):
        if isinstance(negation.node.op, ast.Not):
            yield exchange(subject.function, negation, negation.node.operand, "not-dropped")


def signs(subject: Subject) -> Iterator[Change]:
    """Drop a minus, and flip the sign of what is returned."""
    for site in sites(subject.function, ast.UnaryOp):
        if isinstance(site.node.op, ast.USub):
            yield exchange(subject.function, site, site.node.operand, "minus-dropped")
    for returned in sites(subject.function, ast.Return):
        value = returned.node.value
        for entry in value.elts if isinstance(value, ast.Tuple) else [value]:
            if entry is not None and not isinstance(entry, ast.Constant):
                new = expression("-X", X=entry)
                says = f"the sign of {shown(entry)} is flipped"
                changed = replace(subject.function, entry, new)
                yield Change(returned.place, "result-negated", says, changed)


def roots_and_squares(subject: Subject) -> Iterator[Change]:
    """Square where a root is asked for, and take the root where a square is."""
    np = subject.numpy
    for call in sites(subject.function, ast.Call):
        for name, kind, template in (
            ("sqrt", "sqrt-to-square", "X ** 2"),
            ("square", "square-to-sqrt", f"{np}.sqrt({np}.abs(X))"),
        ):
            if last_name(call.node.func) == name and len(call.node.args) == 1:
                new = expression(template, X=call.node.args[0])
                yield exchange(subject.function, call, new, kind)
    for power in sites(subject.function, ast.BinOp):
        if isinstance(power.node.op, ast.Pow):
            new = expression(f"{np}.sqrt({np}.abs(X))", X=power.node.left)
            yield exchange(subject.function, power, new, "power-to-sqrt")


def constants(subject: Subject) -> Iterator[Change]:
    """Change a number in the code; a minus before it belongs to it."""
    for site in sites(subject.function, ast.expr):
        value = _value(site.node)
        if value is None or _value(site.parent) is not None:
            continue
        for new in _neighbours(value, whole=is_index(site)):
            node = literal(new)
            if node is not None:
                yield exchange(subject.function, site, node, f"{value}-to-{new}")


def _value(node: ast.AST) -> float | None:
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        inner = _value(node.operand)
        return None if inner is None else -inner
    value = node.value if isinstance(node, ast.Constant) else None
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


def _neighbours(value: float, *, whole: bool) -> list[float]:
    if whole:
        tried: list[float] = [0, -value, value + 1, value - 1]
    else:
        half = value // 2 if isinstance(value, int) and value % 2 == 0 else value / 2
        tried = [0, 1, 2, -value, value + 1, half]
    return [new for new in dict.fromkeys(tried) if new != value]


def choices(subject: Subject) -> Iterator[Change]:
    """Take the same side of `a if condition else b` always, and flip True and False."""
    for site in sites(subject.function, ast.IfExp):
        yield exchange(subject.function, site, site.node.body, "always-first")
        yield exchange(subject.function, site, site.node.orelse, "always-second")
    for constant in sites(subject.function, ast.Constant):
        in_strict = isinstance(constant.parent, ast.keyword) and constant.parent.arg == "strict"
        if isinstance(constant.node.value, bool) and is_load(constant.node) and not in_strict:
            new = ast.Constant(not constant.node.value)
            yield exchange(subject.function, constant, new, "flipped")


def _word(op: ast.AST) -> str:
    return type(op).__name__.lower()


OPERATORS = (
    operands_dropped,
    operands_doubled,
    operators_exchanged,
    assignments_exchanged,
    comparisons,
    borders,
    logic,
    signs,
    roots_and_squares,
    constants,
    choices,
)
