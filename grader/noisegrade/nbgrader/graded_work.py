"""What was graded in a run, kept so that equal work is graded once.

Two notebooks are equal where all that runs is: the same code in the same cells. What a learner
wrote around it may differ, and stays each learner's own.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import nbformat
from nbformat.notebooknode import NotebookNode

from noisegrade.grading.versions import versions
from noisegrade.nbgrader.course_in_force import course_in_force
from noisegrade.nbgrader.outputs import is_by_hand
from noisegrade.private_files import make_folder, write_whole

__all__ = ["GradedWork"]


class GradedWork:
    """Keeps what stands under the cells of graded notebooks, in a folder that processes share."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def clear(self) -> None:
        """Remove what was kept."""
        shutil.rmtree(self._folder, ignore_errors=True)

    def once(
        self, nb: NotebookNode, terms: object, grade: Callable[[NotebookNode], NotebookNode]
    ) -> tuple[NotebookNode, bool]:
        """Return a notebook graded, and whether that was done before.

        What was left for a human is not kept: it may go well the next time.

        Parameters
        ----------
        terms : what else grades depend on
        """
        path = self._folder / f"{_key(nb, terms)}.json"
        try:
            graded = nbformat.from_dict(json.loads(path.read_text(encoding="utf-8")))
        except (OSError, ValueError):
            before = len(nb.cells)
            nb = grade(nb)
            if len(nb.cells) == before and not any(map(is_by_hand, nb.cells)):
                self._keep(path, [_said(cell) for cell in nb.cells])
            return nb, False
        for cell, known in zip(nb.cells, graded, strict=True):
            cell.update(known)
        return nb, True

    def _keep(self, path: Path, cells: list[dict[str, Any]]) -> None:
        with contextlib.suppress(OSError):  # another run may have cleared the folder just now
            make_folder(self._folder)
            write_whole(path, [json.dumps(cells)])


def _key(nb: NotebookNode, terms: object) -> str:
    """Hash what is run, where it stands, and by which course and versions it is graded."""
    runs = [(cell.source, _role(cell)) if _is_code(cell) else None for cell in nb.cells]
    what = [runs, nb.metadata, _grader(), terms]
    return hashlib.sha256(json.dumps(what, default=repr, sort_keys=True).encode()).hexdigest()


@cache
def _grader() -> object:
    return course_in_force().fingerprint, versions()


def _said(cell: NotebookNode) -> dict[str, Any]:
    """Return what grading wrote into a cell; all else of it is the learner's."""
    return {name: cell[name] for name in ("outputs", "execution_count") if name in cell}


def _is_code(cell: NotebookNode) -> bool:
    return bool(cell.cell_type == "code")


def _role(cell: NotebookNode) -> object:
    return cell.metadata.get("nbgrader")
