"""From a notebook to the code in its cells, by JSON alone: nobody needs Jupyter to be graded."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from noisegrade.model import Chunk
from noisegrade.submission.magics import cell_magic, without_magics
from noisegrade.submission.notebook_outputs import without_outputs
from noisegrade.submission.scan import definitions
from noisegrade.submission.text_files import UnreadableError, plain, utf8_text

__all__ = ["LIMIT", "Cells", "cells"]

LIMIT = 8_000_000  # bytes without outputs: code is small, but a notebook keeps pasted pictures
_CODE_LIMIT = 1_000_000  # characters
_VALUES_LIMIT = 500_000  # commas and brackets: what JSON can unpack to, in memory
_RUNS_AS_PYTHON = {"capture", "time"}  # their cells run in the notebook's own namespace


@dataclass(frozen=True, slots=True)
class Cells:
    """The code of a notebook, one chunk a cell, and sentences about cells that were skipped."""

    chunks: tuple[Chunk, ...]
    notes: tuple[str, ...]


def cells(raw: bytes, label: str) -> Cells:
    """Take the code cells out of a notebook of format 3 or 4.

    Cells are counted as Jupyter numbers them when all are run: code cells only, from 1. The cells
    that nbgrader grades with are left out.

    Raises
    ------
    UnreadableError
        Where it is not a notebook, or not one in Python.
    """
    notebook = _parse(without_outputs(raw, label), label)
    language = _language(notebook)
    if not language.startswith(("python", "ipython")):
        raise UnreadableError(f"{label} is in {language}: the exercises are in Python.")
    chunks, notes = [], []
    for number, cell in enumerate(_code_cells(notebook, label), start=1):
        text, name = _text(cell), f"{label} cell {number}"
        magic = cell_magic(text)
        if _grades(cell):
            continue
        if magic is None or magic in _RUNS_AS_PYTHON:
            chunks.append(Chunk(without_magics(text), name))
        elif there := definitions(text):
            names = ", ".join(one.name for one in there)
            notes.append(f"{name} was not run: it begins with %%{magic}. It defines {names}.")
    if sum(len(chunk.text) for chunk in chunks) > _CODE_LIMIT:
        raise UnreadableError(f"{label} has more than 1 MB of code: keep only the exercises.")
    return Cells(tuple(chunks), tuple(notes))


def _parse(raw: bytes, label: str) -> dict[str, Any]:
    if len(raw) > LIMIT:
        raise UnreadableError(
            f"{label} is larger than {LIMIT / 1e6:g} MB even without its outputs: take pictures "
            "out of its texts, save it and resubmit."
        )
    text = utf8_text(raw, label)
    if not text.strip():
        raise UnreadableError(f"{label} is empty: save it again and resubmit.")
    if sum(raw.count(mark) for mark in (b",", b"[", b"{")) > _VALUES_LIMIT:
        raise UnreadableError(f"{label} is too full: clear its outputs, save it and resubmit.")
    try:
        notebook = json.loads(text)
    except json.JSONDecodeError as error:
        raise UnreadableError(_where_it_broke(text, label, error)) from error
    except (RecursionError, ValueError) as error:  # a nest too deep, a number too long
        raise UnreadableError(f"{label} is not a notebook: save it again and resubmit.") from error
    if not isinstance(notebook, dict):
        raise UnreadableError(f"{label} is not a notebook: save it again and resubmit.")
    return notebook


def _where_it_broke(text: str, label: str, error: json.JSONDecodeError) -> str:
    end = text.rstrip()
    if error.pos >= len(end) or error.msg.startswith("Unterminated string"):
        line = end.count("\n") + 1
        return f"{label} stops in the middle (line {line}): save it again and resubmit."
    return f"{label} is damaged at line {error.lineno}: save it again and resubmit."


def _language(notebook: dict[str, Any]) -> str:
    metadata = _dict(notebook.get("metadata"))
    named = (
        _dict(metadata.get("language_info")).get("name"),
        _dict(metadata.get("kernelspec")).get("language"),
    )
    return next((name for name in named if isinstance(name, str)), "python").lower()[:40]


def _code_cells(notebook: dict[str, Any], label: str) -> Iterator[dict[str, Any]]:
    sheets = [notebook, *map(_dict, _list(notebook.get("worksheets")))]  # format 4, format 3
    if not any(isinstance(sheet.get("cells"), list) for sheet in sheets):
        raise UnreadableError(f"{label} has no cells: save it again and resubmit.")
    for sheet in sheets:
        for cell in map(_dict, _list(sheet.get("cells"))):
            if cell.get("cell_type") == "code":
                yield cell


def _text(cell: dict[str, Any]) -> str:
    source = cell.get("source", cell.get("input"))  # format 4, format 3
    lines = source if isinstance(source, list) else [source]
    text = "".join(line for line in lines if isinstance(line, str))
    return plain(text).replace("\0", "�")


def _grades(cell: dict[str, Any]) -> bool:
    """Tell whether it is one of nbgrader's test cells: worth points, and not the learner's."""
    role = _dict(_dict(cell.get("metadata")).get("nbgrader"))
    return role.get("grade") is True and role.get("solution") is not True


def _dict(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []
