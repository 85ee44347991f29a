"""Put a learner's notebook in order before it is graded: their code, the course's own cells.

What they did to the cells that score (deleted, copied, edited, stripped of metadata) is undone
from the gradebook, so it can neither win marks nor cost any.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from nbformat.notebooknode import NotebookNode
from nbgrader.api import Notebook
from nbgrader.preprocessors import NbGraderPreprocessor

from noisegrade.course import load_course
from noisegrade.nbgrader.cells import exercise_of
from noisegrade.nbgrader.lenient_exporter import UNREADABLE
from noisegrade.nbgrader.nodes import new_cell

__all__ = ["RestoreCells", "why_unreadable"]

_KEY = "noisegrade"  # in the notebook's metadata, which is ours alone once it is restored
_SCHEMA = 3  # of nbgrader's metadata


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell as the course has it."""

    cell_type: str
    source: str
    role: dict[str, Any]


class RestoreCells(NbGraderPreprocessor):
    """Does the work of OverwriteKernelspec, DeduplicateIds and OverwriteCells, and never fails."""

    def preprocess(
        self, nb: NotebookNode, resources: dict[str, Any]
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Restore one notebook."""
        known, kernelspec = self._looked_up(resources["nbgrader"])
        nb.metadata = NotebookNode()
        if kernelspec:
            nb.metadata["kernelspec"] = kernelspec
        if UNREADABLE in resources:
            nb.metadata[_KEY] = {"unreadable": resources.pop(UNREADABLE)}
        nb.cells = _with_missing(_in_order(nb.cells, known), known)
        return nb, resources

    def _looked_up(self, where: dict[str, str]) -> tuple[dict[str, _Cell], dict[str, Any]]:
        """Ask the gradebook once for all submissions of a run."""
        seen, key = self.parent.seen, f"{where['assignment']}/{where['notebook']}"
        if key not in seen:
            gradebook = self.parent.gradebook(where["db_url"])
            notebook = gradebook.find_notebook(where["notebook"], where["assignment"])
            seen[key] = _known(notebook), json.loads(notebook.kernelspec or "{}")
            gradebook.db.commit()
        looked_up: tuple[dict[str, _Cell], dict[str, Any]] = seen[key]
        return looked_up


def why_unreadable(nb: NotebookNode) -> str | None:
    """Give the reason why nothing could be taken from what was handed in."""
    reason: str | None = nb.metadata.get(_KEY, {}).get("unreadable")
    return reason


def _known(notebook: Notebook) -> dict[str, _Cell]:
    points = {cell.name: cell.max_score for cell in [*notebook.grade_cells, *notebook.task_cells]}
    grades = {cell.name for cell in notebook.grade_cells}
    solutions = {cell.name for cell in notebook.solution_cells}
    tasks = {cell.name for cell in notebook.task_cells}
    return {
        cell.name: _Cell(
            cell.cell_type,
            cell.source,
            {
                "grade": cell.name in grades,
                "solution": cell.name in solutions,
                "task": cell.name in tasks,
                "locked": cell.locked,
                "grade_id": cell.name,
                "cell_type": cell.cell_type,
                "checksum": cell.checksum,
                "schema_version": _SCHEMA,
                **({"points": points[cell.name]} if cell.name in points else {}),
            },
        )
        for cell in notebook.source_cells
    }


def _in_order(cells: Iterable[NotebookNode], known: dict[str, _Cell]) -> list[NotebookNode]:
    """Keep every cell of theirs; of a cell that is there twice, the last one has the role."""
    kept, seen = [], set()
    for cell in reversed(list(cells)):
        grade_id = cell.metadata.pop("nbgrader", {}).get("grade_id")
        ours = known.get(grade_id) if isinstance(grade_id, str) else None
        if ours is None or (grade_id in seen and not ours.role["locked"]):
            kept.append(cell)
        elif grade_id not in seen:
            seen.add(grade_id)
            kept.append(_restored(ours, ours.source if ours.role["locked"] else cell.source))
    return kept[::-1]


def _with_missing(cells: list[NotebookNode], known: dict[str, _Cell]) -> list[NotebookNode]:
    """Put the cells that score back: after the solution that they score, or at the end."""
    course = load_course()
    there = [cell.metadata.get("nbgrader", {}).get("grade_id") for cell in cells]
    for grade_id, ours in known.items():
        exercise = exercise_of(course, grade_id)
        if exercise is None or grade_id in there:
            continue
        at = there.index(exercise) + 1 if exercise in there else len(there)
        there.insert(at, grade_id)
        cells.insert(at, _restored(ours, ours.source))
    return cells


def _restored(ours: _Cell, source: str) -> NotebookNode:
    return new_cell(ours.cell_type, source, dict(ours.role))
