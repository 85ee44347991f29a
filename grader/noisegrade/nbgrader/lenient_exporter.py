"""Read what a learner handed in, however damaged: nothing in it can stop the class."""

from __future__ import annotations

import json
import weakref
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters import NotebookExporter
from nbformat.notebooknode import NotebookNode
from nbgrader.api import Gradebook

from noisegrade.errors import SubmissionError
from noisegrade.nbgrader.nodes import new_cell, new_notebook
from noisegrade.nbgrader.untrusted_cells import inert_attachments
from noisegrade.submission import ipynb
from noisegrade.submission.text_files import UnreadableError, plain, printable, read_bytes

__all__ = ["UNREADABLE", "LenientExporter"]

UNREADABLE = "noisegrade_unreadable"
"""The key in the resources under which the reason stands why a notebook can't be read."""


class LenientExporter(NotebookExporter):
    """nbgrader's way from file to file, with a reader that no notebook can break.

    Text, types, pasted pictures and nbgrader's metadata of the cells are kept where they make
    sense; outputs are not. From a notebook that is no JSON nothing is taken, and the reason goes
    on.
    """

    def __init__(self, **kw: Any) -> None:
        super().__init__(**kw)
        self.seen: dict[str, Any] = {}  # what the gradebook said of a notebook, for this run
        self._gradebooks: dict[str, Gradebook] = {}

    def gradebook(self, db_url: str) -> Gradebook:
        """Keep one gradebook open for a run: another one has to learn all its questions anew."""
        if db_url not in self._gradebooks:
            self._gradebooks[db_url] = Gradebook(db_url)
            weakref.finalize(self, self._gradebooks[db_url].close)
        return self._gradebooks[db_url]

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
            read = new_notebook([])
            resources[UNREADABLE] = str(error)
        exported: tuple[Any, dict[str, Any]] = self.from_notebook_node(read, resources, **kw)
        return exported

    def from_notebook_node(
        self, nb: NotebookNode, resources: Any = None, **_: Any
    ) -> tuple[str, dict[str, Any]]:
        """Send a notebook through the preprocessors, without a copy and a check for each of them.

        It is checked once, when it is written.
        """
        resources = self._init_resources(resources)
        for preprocessor in self._preprocessors:
            nb, resources = preprocessor(nb, resources)
        return f"{nbformat.writes(nb).rstrip()}\n", resources


def _read(path: Path) -> NotebookNode:
    raw = read_bytes(path, limit=ipynb.LIMIT)
    ipynb.cells(raw, printable(path.name))  # it says what is wrong, in the words of all readers
    whole = json.loads(raw.decode("utf-8-sig"))
    metadata = whole.get("metadata")
    made = new_notebook(list(_cells(whole)))
    made.metadata = nbformat.from_dict(metadata if isinstance(metadata, dict) else {})
    return made


def _cells(whole: dict[str, Any]) -> Iterator[NotebookNode]:
    for sheet in [whole, *_dicts(whole.get("worksheets"))]:  # format 4, format 3
        for cell in _dicts(sheet.get("cells")):
            pictures = inert_attachments(cell.get("attachments"))
            yield new_cell(str(cell.get("cell_type")), _text(cell), _role(cell), pictures)


def _text(cell: dict[str, Any]) -> str:
    source = cell.get("source", cell.get("input"))  # format 4, format 3
    lines = source if isinstance(source, list) else [source]
    return plain("".join(line for line in lines if isinstance(line, str)))


def _role(cell: dict[str, Any]) -> dict[str, Any] | None:
    metadata = cell.get("metadata")
    role = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    return role if isinstance(role, dict) else None


def _dicts(values: object) -> list[dict[str, Any]]:
    return [one for one in values if isinstance(one, dict)] if isinstance(values, list) else []
