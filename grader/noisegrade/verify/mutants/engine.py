"""All mutants of a function: every operator at every place, each tree once."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from noisegrade.verify.mutants import (
    arguments,
    arithmetic,
    array_handling,
    calls,
    control_flow,
    draw_handling,
)
from noisegrade.verify.mutants.subject import Subject, subject_of
from noisegrade.verify.mutants.tree import Change, with_prefix

__all__ = ["OPERATORS", "Mutant", "mutants"]

OPERATORS = (
    *arguments.OPERATORS,
    *arithmetic.OPERATORS,
    *calls.OPERATORS,
    *control_flow.OPERATORS,
    *array_handling.OPERATORS,
    *draw_handling.OPERATORS,
)


@dataclass(frozen=True, slots=True)
class Mutant:
    """A section in which one function has one fault.

    `id` names the function, the place and the kind, such as "noise_step:2.7:sqrt-dropped": the
    place is a parameter, or a statement and a node in it. It stays as it is when lines move, when
    docstrings and comments change, and when the cases get further constants.
    """

    id: str
    says: str
    source: str


def mutants(
    section_source: str,
    function: str,
    *,
    constants: Mapping[str, Sequence[object]],
    answers_numbers: bool = True,
) -> tuple[Mutant, ...]:
    """Return every mutant of a function, in an order that does not change.

    Parameters
    ----------
    section_source : text of a file that defines the function; the rest of it stays as it is
    function : its name
    constants : the values that cases use for each parameter: numbers, tuples, lists, arrays; long
        ones and objects that have no literal are passed over
    answers_numbers : whether the answer to some call is one number, not an array

    Raises
    ------
    LookupError : if the section does not define the function
    """
    section = ast.parse(section_source)
    original = _function(section, function)
    times: Counter[str] = Counter()
    found: list[Mutant] = []
    alias = _numpy_alias(section)
    subject = subject_of(original, constants, numpy=alias or "np", answers_numbers=answers_numbers)
    for change in _distinct_changes(subject, has_numpy=alias is not None):
        name = f"{function}:{change.place}:{change.kind}"
        times[name] += 1
        name += f"-{times[name]}" if times[name] > 1 else ""
        source = _spliced(section_source, original, change.function)
        found.append(Mutant(name, change.says, source))
    return tuple(found)


def _distinct_changes(subject: Subject, *, has_numpy: bool) -> Iterator[Change]:
    """Apply every operator; pass over trees that equal the original or an earlier one."""
    seen = {_dump(subject.function)}
    for change in (change for operator in OPERATORS for change in operator(subject)):
        tree = change.function if has_numpy else _with_numpy(change.function)
        if (dump := _dump(tree)) not in seen:
            seen.add(dump)
            yield replace(change, function=tree)


def _function(section: ast.Module, name: str) -> ast.FunctionDef:
    for node in section.body:
        if isinstance(node, ast.FunctionDef) and node.name == name:
            return node
    raise LookupError(f"The section does not define a function {name!r} at its top level.")


def _numpy_alias(section: ast.Module) -> str | None:
    for node in section.body:
        for alias in node.names if isinstance(node, ast.Import) else ():
            if alias.name == "numpy":
                return alias.asname or alias.name
    return None


def _with_numpy(function: ast.FunctionDef) -> ast.FunctionDef:
    """Return the function with NumPy imported in it, if the fault made it necessary."""
    names = {node.id for node in ast.walk(function) if isinstance(node, ast.Name)}
    return with_prefix(function, "import numpy as np") if "np" in names else function


def _dump(function: ast.FunctionDef) -> str:
    """Return what a function does as text; what was built and what was parsed look the same."""
    return ast.dump(ast.parse(ast.unparse(function)))


def _spliced(source: str, original: ast.FunctionDef, mutated: ast.FunctionDef) -> str:
    lines = source.splitlines(keepends=True)
    first = min([original.lineno, *(node.lineno for node in original.decorator_list)])
    changed = ast.unparse(mutated) + "\n"
    return "".join((*lines[: first - 1], changed, *lines[original.end_lineno :]))
