"""Faults in calls: one is dropped, doubled, or made to a neighbour; an argument is left out."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from noisegrade.verify.mutants.subject import Kind, Subject
from noisegrade.verify.mutants.tree import (
    Change,
    exchange,
    expression,
    is_load,
    last_name,
    replace,
    shown,
    sites,
)

__all__ = ["OPERATORS"]

# Without these the answer is as right, or Python fails at once
_KEPT = {"float", "bool", "range", "enumerate", "zip", "len", "vectorize", "item", "tolist"}
_DOUBLED = {"sqrt", "square", "exp", "log", "erf", "sin", "cos", "cumsum", "cumprod", "diff"}
_EXCHANGED = {
    "all": ("any",),
    "any": ("all",),
    "min": ("max",),
    "max": ("min",),
    "minimum": ("maximum",),
    "maximum": ("minimum",),
    "sum": ("mean", "prod"),
    "prod": ("sum",),
    "mean": ("sum", "median"),
    "std": ("var",),
    "var": ("std",),
    "cumsum": ("cumprod",),
    "cumprod": ("cumsum",),
    "zeros": ("ones",),
    "ones": ("zeros",),
    "floor": ("ceil", "round"),
    "ceil": ("floor", "round"),
    "sin": ("cos",),
    "cos": ("sin",),
    "argmin": ("argmax",),
    "argmax": ("argmin",),
    "corrcoef": ("cov",),
    "standard_normal": ("random", "standard_exponential"),
    "random": ("standard_normal", "standard_exponential"),
    "normal": ("uniform", "laplace"),
    "uniform": ("normal",),
}
_BUILTINS = {"all", "any", "min", "max"}  # those of them that are there without a module
_METHODS = {"sum", "mean", "prod", "std", "var", "ravel", "min", "max", "all", "any", "cumsum"}
_COPIES = {"copy", "array", "asarray", "asanyarray", "ascontiguousarray", "astype", "list"}


def calls_dropped(subject: Subject) -> Iterator[Change]:
    """Replace a call by its first argument, or by what its method belongs to."""
    for site in sites(subject.function, ast.Call):
        node, name = site.node, last_name(site.node.func)
        if name in _KEPT or not name or _draws(node):
            continue
        inner = node.func.value if isinstance(node.func, ast.Attribute) else None
        if node.args:
            inner = node.args[0]
        if inner is not None and not isinstance(inner, ast.Starred | ast.GeneratorExp):
            kind = "copy-dropped" if name in _COPIES else f"{name}-dropped"
            yield exchange(subject.function, site, inner, kind)


def _draws(call: ast.Call) -> bool:
    """Tell whether a call draws from rng: without it, no noise is left, or not even a number."""
    return isinstance(call.func, ast.Attribute) and last_name(call.func.value) == "rng"


def calls_doubled(subject: Subject) -> Iterator[Change]:
    """Call a function on its own result."""
    for site in sites(subject.function, ast.Call):
        if last_name(site.node.func) in _DOUBLED and len(site.node.args) == 1:
            new = ast.Call(func=site.node.func, args=[site.node], keywords=[])
            yield exchange(subject.function, site, new, f"{last_name(site.node.func)}-doubled")


def calls_exchanged(subject: Subject) -> Iterator[Change]:
    """Call a function that is often taken for this one."""
    for site in sites(subject.function, ast.Call):
        func = site.node.func
        for name in _EXCHANGED.get(last_name(func), ()):
            if isinstance(func, ast.Attribute):
                other: ast.expr = ast.Attribute(value=func.value, attr=name, ctx=ast.Load())
            elif name in _BUILTINS:
                other = ast.Name(id=name, ctx=ast.Load())
            else:
                continue
            new = ast.Call(func=other, args=site.node.args, keywords=site.node.keywords)
            says = f"{last_name(func)} is replaced by {name} in {shown(site.node)}"
            yield exchange(subject.function, site, new, f"{last_name(func)}-to-{name}", says)


def methods(subject: Subject) -> Iterator[Change]:
    """Call a method of an argument where NumPy's function takes lists and numbers too."""
    names = [p.name for kind in (Kind.ARRAY, Kind.SEQUENCE) for p in subject.having(kind)]
    for site in sites(subject.function, ast.Call):
        node, name = site.node, last_name(site.node.func)
        if (
            name in _METHODS
            and isinstance(node.func, ast.Attribute)
            and last_name(node.func.value) == subject.numpy
            and isinstance(node.args[0], ast.Name)
            and node.args[0].id in names
        ):
            method = ast.Attribute(value=node.args[0], attr=name, ctx=ast.Load())
            new = ast.Call(func=method, args=node.args[1:], keywords=node.keywords)
            yield exchange(subject.function, site, new, f"{name}-as-method")


def keywords(subject: Subject) -> Iterator[Change]:
    """Leave out an argument that is passed by name, and fix the axis."""
    for site in sites(subject.function, ast.Call):
        node = site.node
        for index, keyword in enumerate(node.keywords):
            if keyword.arg in (None, "strict"):  # strict only refuses what no case holds
                continue
            rest = [*node.keywords[:index], *node.keywords[index + 1 :]]
            new = ast.Call(func=node.func, args=node.args, keywords=rest)
            says = f"{keyword.arg} is left out of {shown(node)}"
            yield exchange(subject.function, site, new, f"without-{keyword.arg}", says)
            for axis in ("0", "1", "-1", "None") if keyword.arg == "axis" else ():
                changed = replace(subject.function, keyword.value, expression(axis))
                says = f"the axis in {shown(node)} becomes {axis}"
                yield Change(site.place, f"axis-to-{axis}", says, changed)


def subscripts_dropped(subject: Subject) -> Iterator[Change]:
    """Leave out a subscript."""
    for site in sites(subject.function, ast.Subscript):
        if is_load(site.node):
            yield exchange(subject.function, site, site.node.value, "subscript-dropped")


OPERATORS = (
    calls_dropped,
    calls_doubled,
    calls_exchanged,
    methods,
    keywords,
    subscripts_dropped,
)
