"""Cells and outputs of a notebook, built without having nbformat check each: all are at the end."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any
from uuid import uuid4

import nbformat
from nbformat.notebooknode import NotebookNode

__all__ = ["new_cell", "new_notebook", "new_output"]


def new_notebook(cells: list[NotebookNode]) -> NotebookNode:
    """Make a notebook of these cells, without metadata."""
    made: NotebookNode = nbformat.from_dict(
        {"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    )
    made.cells = cells
    return made


def new_cell(
    cell_type: str,
    source: str,
    metadata: Mapping[str, Any] = MappingProxyType({}),
    attachments: Mapping[str, Any] = MappingProxyType({}),
) -> NotebookNode:
    """Make a cell; what is neither code nor text is kept as it is, raw."""
    kind = cell_type if cell_type in {"code", "markdown"} else "raw"
    more: dict[str, Any] = {"attachments": dict(attachments)} if attachments else {}
    if kind == "code":
        more = {"execution_count": None, "outputs": []}
    return nbformat.from_dict(
        {
            "cell_type": kind,
            "id": uuid4().hex[:8],
            "metadata": dict(metadata),
            "source": source,
            **more,
        }
    )


def new_output(output_type: str, shown: dict[str, Any]) -> NotebookNode:
    """Make an output: `display_data`, or `execute_result`."""
    count = {"execution_count": None} if output_type == "execute_result" else {}
    return nbformat.from_dict({"output_type": output_type, "data": shown, "metadata": {}, **count})
