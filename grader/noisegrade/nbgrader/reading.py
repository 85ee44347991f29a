"""Read what a learner handed in, however damaged: nothing in it can stop the class."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from nbconvert.exporters import NotebookExporter
from nbformat import v4
from nbformat.notebooknode import NotebookNode
from traitlets import Bool

from noisegrade.errors import SubmissionError
from noisegrade.submission import notebook
from noisegrade.submission.texts import UnreadableError, plain, printable, read_bytes

__all__ = ["UNREADABLE", "ReadsAnything"]

UNREADABLE = "noisegrade_unreadable"
"""The key in the resources under which the reason stands why a notebook can't be read."""

_CELLS = {
    "code": v4.new_code_cell,
    "markdown": v4.new_markdown_cell,
    "raw": v4.new_raw_cell,
}


class ReadsAnything(NotebookExporter):
    """nbgrader's way from file to file, with a reader that no notebook can break.

    Text, types and nbgrader's metadata of the cells are kept where they make sense; outputs are
    not. From a notebook that is no JSON nothing is taken, and the reason goes on.
    """

    optimistic_validation = Bool(default_value=True)  # once, not after every preprocessor

    def __init__(self, **kw: Any) -> None:
        super().__init__(**kw)
        self.seen: dict[str, Any] = {}  # what the gradebook said of a notebook, for this run

    def from_filename(
        self, filename: str, resources: Any = None, **kw: Any
    ) -> tuple[Any, dict[str, Any]]:
        """Read a notebook and send it through the preprocessors."""
        path = Path(filename)
        resources = self._init_resources(resources)
        resources["metadata"].update(name=path.stem, path=str(path.parent))
        try:
            read = _read(path)
        except (UnreadableError, SubmissionError) as error:
            read = v4.new_notebook()
            resources[UNREADABLE] = str(error)
        exported: tuple[Any, dict[str, Any]] = self.from_notebook_node(read, resources, **kw)
        return exported


def _read(path: Path) -> NotebookNode:
    raw = read_bytes(path, limit=notebook.LIMIT)
    notebook.cells(raw, printable(path.name))  # it says what is wrong, in the words of all readers
    whole = json.loads(raw.decode("utf-8-sig"))
    metadata = whole.get("metadata")
    return v4.new_notebook(
        cells=list(_cells(whole)), metadata=metadata if isinstance(metadata, dict) else {}
    )


def _cells(whole: dict[str, Any]) -> Iterator[NotebookNode]:
    for sheet in [whole, *_dicts(whole.get("worksheets"))]:  # format 4, format 3
        for cell in _dicts(sheet.get("cells")):
            new = _CELLS.get(str(cell.get("cell_type")), v4.new_raw_cell)
            yield new(_text(cell), metadata=_role(cell))


def _text(cell: dict[str, Any]) -> str:
    source = cell.get("source", cell.get("input"))  # format 4, format 3
    lines = source if isinstance(source, list) else [source]
    return plain("".join(line for line in lines if isinstance(line, str)))


def _role(cell: dict[str, Any]) -> dict[str, Any]:
    metadata = cell.get("metadata")
    role = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    return {"nbgrader": role} if isinstance(role, dict) else {}


def _dicts(values: object) -> list[dict[str, Any]]:
    return [one for one in values if isinstance(one, dict)] if isinstance(values, list) else []
