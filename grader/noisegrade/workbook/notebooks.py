"""Notebooks, derived from the solutions: the task, a cell to write in, a cell to check.

The task stands in its own cell, with its formulas set; the function's docstring keeps one line.
"""

from __future__ import annotations

import ast
import json
from pathlib import Path
from typing import Any

from noisegrade.course import Course, Function, SolutionFile
from noisegrade.errors import WorkbookError
from noisegrade.workbook.as_markdown import to_markdown
from noisegrade.workbook.formulas import with_formulas
from noisegrade.workbook.working_copy import Started

__all__ = ["init", "to_notebook"]

_IMPORTS = "from noisegrade import check, hint, predict, show, solution"
_HOW = (
    "Write each function in its cell, run the cell, then the `check` below it. In a cell of your "
    "own, `hint(f)` gives the next hint, `predict(f)` asks what you expect, `show(f)` draws the "
    "picture, and `solution(f)` is open after your pass."
)


def init(course: Course, folder: Path) -> Started:
    """Write the notebooks of a course into a folder; one that is there already is left alone.

    Raises
    ------
    WorkbookError
        Where the folder can't be written to.
    """
    written, left_alone = [], []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for section in course.sections:
            path = folder / f"{section.name}.ipynb"
            try:
                with path.open("x", encoding="utf-8") as file:
                    file.write(to_notebook(section.solution))
            except FileExistsError:
                left_alone.append(path)
            else:
                written.append(path)
    except OSError as error:
        raise WorkbookError(f"{folder} can't be written to: {error.strerror}.") from error
    return Started(written=tuple(written), left_alone=tuple(left_alone))


def to_notebook(section: SolutionFile) -> str:
    """Derive a section's notebook, as the text of an .ipynb file (nbformat 4.5)."""
    about = section.docstring.partition("\n")[2]
    cells = [
        _markdown("about", f"# {section.title}\n{with_formulas(about)}\n{_HOW}"),
        _code("imports", f"{section.preamble}\n{_IMPORTS}"),
    ]
    for one in section.functions:
        task = with_formulas(to_markdown(one.docstring), one.parameters)
        cells += [
            _markdown(f"{one.name}-task", f"## {one.name}\n\n{task}"),
            _code(one.name, _stub(one)),
            _code(f"{one.name}-check", f"check({one.name})"),
        ]
    notebook = {
        "cells": cells,
        "metadata": {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return json.dumps(notebook, indent=1, ensure_ascii=False) + "\n"


def _stub(function: Function) -> str:
    """Return a stub whose docstring is one line: the task stands above it."""
    lines = function.stub.splitlines()
    node = ast.parse(function.stub).body[0]
    if not isinstance(node, ast.FunctionDef):
        return function.stub
    docstring = node.body[0]
    indent = " " * docstring.col_offset
    summary = json.dumps(function.docstring.partition("\n")[0], ensure_ascii=False)
    head = "\n".join(lines[: docstring.lineno - 1])
    rest = "\n".join(lines[docstring.end_lineno :])
    return f'{head}\n{indent}""{summary}""\n{rest}'


def _markdown(name: str, text: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "id": name, "metadata": {}, "source": text.rstrip()}


def _code(name: str, text: str) -> dict[str, Any]:
    return {
        "cell_type": "code",
        "execution_count": None,
        "id": name,
        "metadata": {},
        "outputs": [],
        "source": text.rstrip(),
    }
