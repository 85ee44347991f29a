"""Faults in random numbers: draws that are reused, kept between calls, or from elsewhere."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from noisegrade.verify.mutants.subject import Kind, Subject
from noisegrade.verify.mutants.tree import (
    Change,
    Site,
    exchange,
    expression,
    last_name,
    replace,
    shown,
    sites,
    with_prefix,
)

__all__ = ["OPERATORS"]

_GENERATORS = (
    ("unseeded", "rng is a new generator without a seed", "rng = NP.random.default_rng()"),
    ("seed-0", "rng is a new generator with seed 0", "rng = NP.random.default_rng(0)"),
    (
        "ten-seeds",
        "rng is a new generator with one of ten seeds",
        "rng = NP.random.default_rng(int(rng.integers(10)))",
    ),
    ("legacy", "NumPy's global generator is used in place of rng", "rng = NP.random"),
    (
        "of-module",
        "rng is a generator that the function keeps between calls",
        "rng = vars(FUNCTION).setdefault('_rng', NP.random.default_rng(0))",
    ),
    (
        "copied",
        "rng is copied, so it does not move on from call to call",
        "from copy import deepcopy\nrng = deepcopy(rng)",
    ),
)
_WHOLE = (
    ("one-draw-for-all", "one draw of {call} is used for all", "DRAWS.ravel()[0] + 0 * DRAWS"),
    (
        "second-half-repeats",
        "the second half of {call} repeats the first",
        "NP.resize(DRAWS.ravel()[: DRAWS.size // 2 + 1], DRAWS.shape)",
    ),
)
_ALONG = (
    ("same-along-first", "{call} is the same all along the first axis", "DRAWS[:1] + 0 * DRAWS"),
    (
        "same-along-second",
        "{call} is the same all along the second axis",
        "DRAWS[:, :1] + 0 * DRAWS",
    ),
    (
        "same-along-last",
        "{call} is the same all along the last axis",
        "DRAWS[..., :1] + 0 * DRAWS",
    ),
)
_CACHED = "vars(FUNCTION).setdefault(str(NP.shape(DRAWS)), DRAWS)"
_KEPT = "_kept.setdefault(str(NP.shape(DRAWS)), DRAWS)"


def generators(subject: Subject) -> Iterator[Change]:
    """Draw from another generator than rng."""
    function = subject.function
    for parameter in subject.having(Kind.RNG):
        for kind, says, lines in _GENERATORS:
            changed = with_prefix(function, lines, NP=subject.numpy, FUNCTION=function.name)
            yield Change(parameter.name, kind, says, changed)


def _made_of(subject: Subject, call: ast.Call, formula: str) -> ast.expr:
    """Return a formula of what a call draws; DRAWS in it are the draws."""
    names = {"DRAWS": "draws", "NP": subject.numpy, "FUNCTION": subject.function.name}
    nodes = {key: ast.Name(id=name, ctx=ast.Load()) for key, name in names.items()}
    return expression(
        "(lambda draws: FORMULA)(CALL)", FORMULA=expression(formula, **nodes), CALL=call
    )


def draws_reused(subject: Subject) -> Iterator[Change]:
    """Use one draw for all along an axis, for all of an array, or for its two halves."""
    for site in _draw_calls(subject):
        if not (site.node.args or site.node.keywords):
            continue  # one number: nothing to reuse it for
        for kind, says, formula in _WHOLE if _is_flat(subject, site.node) else (*_WHOLE, *_ALONG):
            new = _made_of(subject, site.node, formula)
            sentence = says.format(call=shown(site.node))
            yield exchange(subject.function, site, new, kind, sentence)


def _is_flat(subject: Subject, call: ast.Call) -> bool:
    """Tell whether a draw is asked for by one length, so that it has one axis only."""
    lengths = {parameter.name for parameter in subject.having(Kind.NUMBER)}
    sizes = [*call.args, *(keyword.value for keyword in call.keywords)]
    return last_name(sizes[-1]) in lengths


def draws_cached(subject: Subject) -> Iterator[Change]:
    """Keep draws from the first call for all later ones of the same shape."""
    for site in _draw_calls(subject):
        new = _made_of(subject, site.node, _CACHED)
        says = f"{shown(site.node)} is kept for later calls"
        yield exchange(subject.function, site, new, "cached", says)


def draws_in_loops(subject: Subject) -> Iterator[Change]:
    """Use the draws of a loop's first round in every round."""
    for site in _draw_calls(subject):
        if not any(isinstance(outer, ast.For | ast.While) for outer in site.parents):
            continue
        new = _made_of(subject, site.node, _KEPT)
        changed = with_prefix(replace(subject.function, site.node, new), "_kept = {}")
        says = f"{shown(site.node)} of the first round is used in every round"
        yield Change(site.place, "same-every-round", says, changed)


def generators_in_loops(subject: Subject) -> Iterator[Change]:
    """Start every round of a loop with the generator in the same state."""
    for site in subject.uses("rng"):
        if any(isinstance(outer, ast.For | ast.While) for outer in site.parents):
            new = expression("deepcopy(X)", X=site.node)
            changed = replace(subject.function, site.node, new)
            changed = with_prefix(changed, "from copy import deepcopy")
            says = "rng is copied in every round of the loop, so each starts from the same state"
            yield Change(site.place, "copied-every-round", says, changed)


def _draw_calls(subject: Subject) -> Iterator[Site[ast.Call]]:
    """Find the calls of rng's methods, and of functions that rng is handed to."""
    if not subject.having(Kind.RNG):
        return
    for site in sites(subject.function, ast.Call):
        node = site.node
        handed = [*node.args, *(keyword.value for keyword in node.keywords)]
        if isinstance(node.func, ast.Attribute):
            handed.append(node.func.value)
        if any(isinstance(value, ast.Name) and value.id == "rng" for value in handed):
            yield site


OPERATORS = (
    generators,
    draws_reused,
    draws_cached,
    draws_in_loops,
    generators_in_loops,
)
