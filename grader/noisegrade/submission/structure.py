"""What a function does, without what can be changed to disguise it: a digest of its data flow.

A name stands for what was last assigned to it, and a block for the set of its statements. So names,
comments, blank lines, docstrings, annotations, import aliases and the order of independent
statements leave the digest as it is. Code is parsed here, and never run.
"""

from __future__ import annotations

import ast
import contextlib
import warnings
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from noisegrade.model import Submission
from noisegrade.submission.data_flow import DEEPEST, Flow, Names, without_docstring

__all__ = ["Structure", "structures"]


@dataclass(frozen=True, slots=True)
class Structure:
    """The digest of a function, and its size in nodes of its syntax tree."""

    digest: str
    size: int


def structures(submission: Submission, functions: Iterable[str]) -> Mapping[str, Structure]:
    """Return the structure of each of these functions that is written, not left as a stub."""
    found: dict[str, Structure] = {}
    wanted = set(functions)
    for source in submission.sources:
        module = _Module()
        for chunk in source.chunks:
            module.add(_parsed(chunk.text))
        for name in wanted & module.functions.keys():
            structure = _structure(module, name)
            if structure is not None:
                found[name] = structure
    return found


def _structure(module: _Module, name: str) -> Structure | None:
    definition = module.functions[name]
    if _is_stub(definition):
        return None
    try:
        return Structure(module.resolve(name), sum(1 for _ in ast.walk(definition)))
    except RecursionError:  # nobody writes a thousand brackets into each other by themselves
        return None


def _parsed(text: str) -> Sequence[ast.stmt]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of learners' code: "\d" in a string
            return ast.parse(text).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []


def _is_stub(definition: ast.FunctionDef) -> bool:
    body = without_docstring(definition.body)
    return all(
        isinstance(one, ast.Pass)
        or (isinstance(one, ast.Raise) and "NotImplementedError" in ast.dump(one))
        or (isinstance(one, ast.Expr) and isinstance(one.value, ast.Constant))
        for one in body
    )


class _Module:
    """The names at the top of a file: functions are resolved when they are asked for."""

    def __init__(self) -> None:
        self.functions: dict[str, ast.FunctionDef] = {}
        self._names: Names = {}
        self._known: dict[str, str] = {}
        self._open: list[str] = []  # functions that are being resolved

    def add(self, body: Iterable[ast.stmt]) -> None:
        flow = Flow(self.resolve, self._names)
        for one in body:
            if isinstance(one, ast.FunctionDef):
                self.functions[one.name] = one
                self._names.pop(one.name, None)
            else:
                with contextlib.suppress(RecursionError):
                    flow.statement(one)

    def resolve(self, name: str) -> str:
        """Return what a name at the top stands for."""
        if name in self._names or name not in self.functions:
            return self._names.get(name, name)
        if name in self._open or len(self._open) > DEEPEST:
            return f"call {len(self._open) - self._open.index(name) if name in self._open else 0}"
        if name not in self._known:
            self._open.append(name)
            self._known[name] = Flow(self.resolve, {}).function(self.functions[name])
            self._open.pop()
        return self._known[name]
