"""What in an instructor's notebook noisegrade can't grade, said before it is handed out."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from importlib.util import find_spec

from nbformat.notebooknode import NotebookNode

from noisegrade.course import load_course
from noisegrade.nbgrader.cells import scored_exercise, shown_source
from noisegrade.submission.magics import cell_magic, without_magics

__all__ = ["imported_packages", "warnings_about"]

_RUNS_AS_PYTHON = {"capture", "time"}
_SHELL = re.compile(r"^\s*(?:!|%(?!matplotlib\b))", re.MULTILINE)
_OFFERED = {"numpy", "scipy", "noisegrade", "IPython"}


def warnings_about(nb: NotebookNode) -> Iterator[str]:
    """Say what of a notebook with exercises of ours will wait for a human, or is not run."""
    course = load_course()
    tests = list(_tests(nb))
    exercises = {name: scored_exercise(course, name, cell.source) for name, cell in tests}
    if not any(exercises.values()):
        return
    for name, cell in tests:
        if exercises[name]:
            yield from _about_ours(name, cell.source)
        else:
            yield from _about_own(name, cell.source)
    missing = sorted(one for one in imported_packages(nb) if find_spec(one) is None)
    if missing:
        yield (
            f"{', '.join(missing)} can't be imported here, so cells that use it will fail when "
            "this notebook is graded: install it, or take the import out."
        )


def imported_packages(nb: NotebookNode) -> set[str]:
    """Return the packages that a notebook imports, beside those that every submission has."""
    found: set[str] = set()
    for cell in nb.cells:
        if cell.cell_type == "code":
            found |= _imports(cell.source)
    return found - _OFFERED - set(sys.stdlib_module_names)


def _imports(text: str) -> set[str]:
    try:
        tree = ast.parse(without_magics(text))
    except (SyntaxError, ValueError):
        return set()
    names = [
        name
        for node in ast.walk(tree)
        for name in (
            [one.name for one in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom) and node.level == 0
            else []
        )
    ]
    return {name.partition(".")[0] for name in names} - {""}


def _tests(nb: NotebookNode) -> Iterator[tuple[str, NotebookNode]]:
    for cell in nb.cells:
        role = cell.metadata.get("nbgrader", {})
        if cell.cell_type == "code" and role.get("grade"):
            yield str(role.get("grade_id")), cell


def _about_ours(name: str, source: str) -> Iterator[str]:
    shown = shown_source(source)
    lines = [line.strip() for line in shown.splitlines()]
    more = [line for line in lines if line and line[0] != "#" and not line.startswith("check(")]
    if more:
        yield (
            f"the cell {name} is graded by noisegrade outside the notebook, so what was added "
            "to it is not run: put it into a cell of its own."
        )


def _about_own(name: str, source: str) -> Iterator[str]:
    magic = cell_magic(source)
    if magic is not None and magic not in _RUNS_AS_PYTHON:
        yield (
            f"the cell {name} begins with %%{magic}, which can't be run confined: it will wait for "
            "a human. Write it in Python, or put it into a notebook of its own."
        )
    elif _SHELL.search(source):
        yield (
            f"the cell {name} has a magic or a shell command, which is left out when it is graded "
            "beside noisegrade's: write it in Python."
        )
