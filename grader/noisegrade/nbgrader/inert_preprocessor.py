"""Make what a learner wrote inert in a notebook that is otherwise nbgrader's own business."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nbformat.notebooknode import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor

from noisegrade.nbgrader.untrusted_cells import (
    LONGEST,
    inert_attachments,
    inert_markdown,
    inert_outputs,
    inert_raw,
)

__all__ = ["InertCells", "make_inert"]

_RENDERED = 200_000  # characters of a notebook: a hundred long texts would take minutes


class InertCells(NbGraderPreprocessor):
    """Lets texts and outputs be seen and nothing more; code and all else stay as they are."""

    def preprocess(
        self, nb: NotebookNode, resources: dict[str, Any]
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Make one notebook inert, but for the texts that the course handed out."""
        course = self.parent.course_notebook(resources["nbgrader"])
        texts = course.texts if course else {}
        make_inert(nb, texts, frozenset(course.cells if course else ()))
        for cell in nb.cells:
            if cell.cell_type == "code":  # whatever ran, a learner's code ran beside it
                cell.outputs = inert_outputs(cell.outputs)
        return nb, resources


def make_inert(
    nb: NotebookNode, texts: Mapping[str, dict[str, Any]], reserved: frozenset[str]
) -> None:
    """Make every text inert that is not among the course's own.

    Parameters
    ----------
    texts : of the course, each with the pictures that it shows
    reserved : ids of the notebook's graded cells
    """
    left = _RENDERED
    for cell in nb.cells:
        left -= _make_inert(cell, texts, reserved, longest=min(left, LONGEST))


def _make_inert(
    cell: NotebookNode,
    texts: Mapping[str, dict[str, Any]],
    reserved: frozenset[str],
    *,
    longest: int,
) -> int:
    """Let a text be seen and nothing more; count the characters that were rendered for it."""
    took = 0
    if cell.cell_type == "code":
        return took
    pictures = inert_attachments(cell.pop("attachments", {}))
    if cell.source in texts:
        pictures = texts[cell.source]
    elif cell.cell_type == "raw":
        cell.source = inert_raw(cell.source)
    else:
        took = len(cell.source) if len(cell.source) <= longest else 0
        cell.source = inert_markdown(cell.source, pictures, reserved, longest=longest)
    if pictures:
        cell.attachments = pictures
    return took
