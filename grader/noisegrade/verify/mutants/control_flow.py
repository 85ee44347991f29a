"""Faults in the order of things: statements dropped or doubled, loops too short, early returns."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from noisegrade.verify.mutants.subject import Subject
from noisegrade.verify.mutants.tree import (
    Change,
    Site,
    blocks,
    exchange,
    expression,
    is_store,
    last_name,
    replace,
    shown,
    sites,
)

__all__ = ["OPERATORS"]

_STAYS = (ast.Return, ast.Pass, ast.Import, ast.ImportFrom, ast.FunctionDef, ast.Raise, ast.Assert)


def statements_dropped(subject: Subject) -> Iterator[Change]:
    """Leave out a statement, unless Python would miss a name at once."""
    for site in sites(subject.function, ast.stmt):
        if isinstance(site.node, _STAYS) or _is_only_binding(subject, site.node):
            continue
        says = f"{shown(site.node)} is left out"
        yield _with_block(subject, site, [], "statement-dropped", says)


def _is_only_binding(subject: Subject, statement: ast.stmt) -> bool:
    if not isinstance(statement, ast.Assign | ast.AnnAssign):
        return False
    here = {node.id for node in ast.walk(statement) if is_store(node)}
    elsewhere = {parameter.name for parameter in subject.parameters}
    for other in sites(subject.function, ast.Name):
        binds = is_store(other.node) and not isinstance(other.parent, ast.AugAssign)
        if binds and statement not in other.parents:
            elsewhere.add(other.node.id)
    return not here <= elsewhere


def statements_doubled(subject: Subject) -> Iterator[Change]:
    """Take a step twice."""
    for site in sites(subject.function, ast.stmt):
        if isinstance(site.node, ast.AugAssign | ast.Expr):
            says = f"{shown(site.node)} is done twice"
            twice: list[ast.stmt] = [site.node, site.node]
            yield _with_block(subject, site, twice, "statement-doubled", says)


def _with_block(
    subject: Subject, site: Site[ast.stmt], new: list[ast.stmt], kind: str, says: str
) -> Change:
    """Return the change that puts statements in the place of one."""
    within = subject.function.body if site.parent is subject.function else None
    candidates = blocks(site.parent) if within is None else [within]
    block = next(block for block in candidates if site.node in block)
    index = block.index(site.node)
    changed = [*block[:index], *new, *block[index + 1 :]] or [ast.Pass()]
    return Change(site.place, kind, says, replace(subject.function, block, changed))


def loops(subject: Subject) -> Iterator[Change]:
    """Skip the first or the last round of a loop, add one, go backwards, or go round twice."""
    for site in sites(subject.function, ast.AST):
        if not isinstance(site.node, ast.For | ast.comprehension):
            continue
        node = site.node.iter
        for kind, says, template in (*_ranges(node), *_ROUNDS):
            changed = replace(subject.function, node, expression(template, X=_stop(node, kind)))
            where = f"the loop over {shown(node)}"
            yield Change(site.place, kind, f"{where} {says}", changed)


_ROUNDS = (
    ("first-round-skipped", "skips its first round", "list(X)[1:]"),
    ("last-round-skipped", "skips its last round", "list(X)[:-1]"),
    ("rounds-doubled", "goes round twice", "list(X) * 2"),
    ("rounds-reversed", "goes backwards", "list(X)[::-1]"),
)
_ONE_MORE = "one-round-more"


def _ranges(node: ast.expr) -> tuple[tuple[str, str, str], ...]:
    """Return what happens to range(n) alone: it can be too long."""
    if isinstance(node, ast.Call) and last_name(node.func) == "range" and len(node.args) == 1:
        return ((_ONE_MORE, "takes one round more", "range(X + 1)"),)
    return ()


def _stop(node: ast.expr, kind: str) -> ast.expr:
    """Return n of range(n) for a range that becomes too long, else the iterable as it is."""
    return node.args[0] if kind == _ONE_MORE and isinstance(node, ast.Call) else node


def early_returns(subject: Subject) -> Iterator[Change]:
    """Return at the end of a loop's first round."""
    last = subject.function.body[-1]
    if not isinstance(last, ast.Return):
        return
    for site in sites(subject.function, ast.stmt):
        if isinstance(site.node, ast.For | ast.While):
            body = [*site.node.body, last]
            changed = replace(subject.function, site.node.body, body)
            says = f"the function returns in the first round of {shown(_head(site.node))}"
            yield Change(site.place, "early-return", says, changed)


def _head(loop: ast.For | ast.While) -> ast.expr:
    return loop.iter if isinstance(loop, ast.For) else loop.test


def conditions(subject: Subject) -> Iterator[Change]:
    """Negate a condition, let it always hold, or never."""
    for site in sites(subject.function, ast.AST):
        node = site.node
        tests: list[ast.expr] = list(node.ifs) if isinstance(node, ast.comprehension) else []
        if isinstance(node, ast.If | ast.IfExp):
            tests = [node.test]
        for test in tests:
            for kind, template in (("negated", "not X"), ("true", "True"), ("false", "False")):
                new = expression(template, X=test)
                says = f"the condition {shown(test)} becomes {shown(new)}"
                changed = replace(subject.function, test, new)
                yield Change(site.place, f"condition-{kind}", says, changed)


def jumps(subject: Subject) -> Iterator[Change]:
    """Exchange break and continue."""
    for site in sites(subject.function, ast.stmt):
        if isinstance(site.node, ast.Break):
            says = "break becomes continue"
            yield _with_block(subject, site, [ast.Continue()], "break-to-continue", says)
        if isinstance(site.node, ast.Continue):
            says = "continue becomes break"
            yield _with_block(subject, site, [ast.Break()], "continue-to-break", says)


def results_dropped(subject: Subject) -> Iterator[Change]:
    """Return nothing."""
    for site in sites(subject.function, ast.Return):
        if isinstance(site.node.value, ast.expr):
            value = Site(site.place, site.node.value, (*site.parents, site.node))
            new = ast.Constant(None)
            says = f"{shown(site.node.value)} is not returned"
            yield exchange(subject.function, value, new, "nothing-returned", says)


OPERATORS = (
    statements_dropped,
    statements_doubled,
    loops,
    early_returns,
    conditions,
    jumps,
    results_dropped,
)
