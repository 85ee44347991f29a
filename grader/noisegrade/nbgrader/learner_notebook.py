"""A notebook as a learner handed it in, however damaged: nothing in it can stop the class.

Cells keep their text, type, id, tags and other metadata, and the pictures that were pasted into
them, as far as a notebook may have such; outputs are not kept. Nothing of the notebook's own
metadata can act on a page that shows it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
from nbformat.notebooknode import NotebookNode

from noisegrade.nbgrader.nodes import new_cell, new_notebook
from noisegrade.nbgrader.untrusted_cells import inert_attachments
from noisegrade.submission import ipynb
from noisegrade.submission.notebook_outputs import RAW_LIMIT, without_outputs
from noisegrade.submission.text_files import plain, printable, read_bytes

__all__ = ["read"]

_ID = re.compile(r"[a-zA-Z0-9_-]{1,64}")
_WORD = re.compile(r"[\w+#.-]{1,40}")
_TAG = re.compile(r"[^,\s]{1,200}")  # of a tag with a space, a page makes two classes
_NOT_OURS_TO_KEEP = {"title", "widgets", "noisegrade"}  # a page would show or run the first two
_BOOLEANS = {"collapsed", "deletable", "editable"}
_DICTS = {"jupyter", "execution"}


def read(path: Path) -> NotebookNode:
    """Read a notebook of format 3 or 4.

    Raises
    ------
    UnreadableError, SubmissionError
        Where nothing can be taken from it; says why.
    """
    raw = without_outputs(read_bytes(path, limit=RAW_LIMIT), printable(path.name))
    ipynb.cells(raw, printable(path.name))  # it says what is wrong, in the words of all readers
    whole = json.loads(raw.decode("utf-8-sig"))
    made = new_notebook(list(_cells(whole)))
    made.metadata = nbformat.from_dict(_notebook_metadata(whole.get("metadata")))
    return made


def _cells(whole: dict[str, Any]) -> Iterator[NotebookNode]:
    taken: set[str] = set()
    for sheet in [whole, *_dicts(whole.get("worksheets"))]:  # format 4, format 3
        for cell in _dicts(sheet.get("cells")):
            made = new_cell(
                _kind(cell),
                _text(cell),
                _cell_metadata(cell.get("metadata")),
                inert_attachments(cell.get("attachments")),
            )
            given = cell.get("id")
            if isinstance(given, str) and _ID.fullmatch(given) and given not in taken:
                made.id = given
            taken.add(made.id)
            yield made


def _kind(cell: dict[str, Any]) -> str:
    """Return the type; in format 3 a heading was one of its own."""
    return "markdown" if cell.get("cell_type") == "heading" else str(cell.get("cell_type"))


def _text(cell: dict[str, Any]) -> str:
    source = cell.get("source", cell.get("input"))  # format 4, format 3
    lines = source if isinstance(source, list) else [source]
    text = plain("".join(line for line in lines if isinstance(line, str)))
    if cell.get("cell_type") != "heading":
        return text
    level = cell.get("level")
    marks = level if isinstance(level, int) and level in range(1, 7) else 1
    return f"{'#' * marks} {text}"


def _cell_metadata(metadata: object) -> dict[str, Any]:
    """Keep what a valid notebook may have; of nbgrader's, only what has the right form."""
    kept = {name: one for name, one in _dict(metadata).items() if _may_be(name, one)}
    if "tags" in kept:
        fit = (tag for tag in kept["tags"] if isinstance(tag, str) and _TAG.fullmatch(tag))
        kept["tags"] = list(dict.fromkeys(fit))
    return kept


def _may_be(name: str, value: object) -> bool:
    if name in _BOOLEANS:
        return isinstance(value, bool)
    if name in _DICTS or name in {"nbgrader", "transient"}:
        return isinstance(value, dict) and name != "transient"
    if name in {"name", "format", "raw_mimetype", "magics_language"}:
        return isinstance(value, str) and _WORD.fullmatch(value.replace("/", "-")) is not None
    if name == "scrolled":
        return isinstance(value, bool) or value == "auto"
    return name != "tags" or isinstance(value, list)


def _notebook_metadata(metadata: object) -> dict[str, Any]:
    kept = {name: one for name, one in _dict(metadata).items() if name not in _NOT_OURS_TO_KEEP}
    for name in ("kernelspec", "language_info"):
        if name in kept and not _is_plain(kept[name]):
            del kept[name]
    if not isinstance(kept.get("authors", []), list):
        del kept["authors"]
    return kept


def _is_plain(info: object) -> bool:
    """Tell whether a language or a kernel is described by words: a page takes classes from them."""
    names = ("name", "pygments_lexer", "mimetype", "file_extension", "nbconvert_exporter")
    return (
        isinstance(info, dict)
        and all(
            isinstance(info.get(name, "x"), str)
            and _WORD.fullmatch(info.get(name, "x").replace("/", "-"))
            for name in names
        )
        and "name" in info
    )


def _dict(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _dicts(values: object) -> list[dict[str, Any]]:
    return [one for one in values if isinstance(one, dict)] if isinstance(values, list) else []
