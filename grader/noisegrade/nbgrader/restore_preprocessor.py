"""Put a learner's notebook in order before it is graded: their code, the course's own cells.

What they did to the cells that score (deleted, copied, edited, stripped of metadata) is undone
from the gradebook, so it can neither win marks nor cost any. Their texts are made inert; those of
the course, which a learner only hands back, stay as they are. So does everything else.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from nbformat.notebooknode import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor

from noisegrade.nbgrader.cells import shown_source
from noisegrade.nbgrader.course_notebook import CourseCell, CourseNotebook
from noisegrade.nbgrader.inert_preprocessor import make_inert
from noisegrade.nbgrader.nodes import new_cell

__all__ = ["UNREADABLE", "RestoreCells", "notes_of", "restore", "why_unreadable"]

UNREADABLE = "noisegrade_unreadable"
"""The key in the resources under which the reason stands why a notebook can't be read."""

_KEY = "noisegrade"  # in the notebook's metadata, which is ours alone once it is restored


class RestoreCells(NbGraderPreprocessor):
    """Does the work of OverwriteKernelspec, DeduplicateIds and OverwriteCells, and never fails."""

    def preprocess(
        self, nb: NotebookNode, resources: dict[str, Any]
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Restore one notebook."""
        course = self.parent.course_notebook(resources["nbgrader"])
        restore(nb, course, unreadable=resources.pop(UNREADABLE, None))
        return nb, resources


def restore(nb: NotebookNode, course: CourseNotebook, *, unreadable: str | None = None) -> None:
    """Put the cells of the course back into a notebook as `learner_notebook` reads it.

    Parameters
    ----------
    unreadable : why nothing could be taken from what was handed in, where that is so
    """
    if course.kernelspec:
        nb.metadata["kernelspec"] = course.kernelspec
    if unreadable is not None:
        nb.metadata[_KEY] = {"unreadable": unreadable}
    nb.cells = _with_missing(_in_order(nb.cells, course), course)
    make_inert(nb, course.texts, frozenset(course.cells))


def why_unreadable(nb: NotebookNode) -> str | None:
    """Return the reason why nothing could be taken from what was handed in."""
    reason: str | None = nb.metadata.get(_KEY, {}).get("unreadable")
    return reason


def notes_of(nb: NotebookNode) -> tuple[str, ...]:
    """Return the sentences about the file that was handed in."""
    return tuple(nb.metadata.get(_KEY, {}).get("notes", ()))


def _in_order(cells: Iterable[NotebookNode], course: CourseNotebook) -> list[NotebookNode]:
    """Keep every cell of theirs; of a cell that is there twice, the last one has the role."""
    kept, seen = [], set()
    for cell in reversed(list(cells)):
        grade_id = cell.metadata.pop("nbgrader", {}).get("grade_id")
        ours = course.cells.get(grade_id) if isinstance(grade_id, str) else None
        if ours is None or (grade_id in seen and not ours.role["locked"]):
            kept.append(cell)
        elif grade_id not in seen:
            seen.add(grade_id)
            kept.append(_restored(grade_id, ours, course, cell))
    return kept[::-1]


def _with_missing(cells: list[NotebookNode], course: CourseNotebook) -> list[NotebookNode]:
    """Put cells that score back: after what they score, after the cell before, or at the end."""
    there = [cell.metadata.get("nbgrader", {}).get("grade_id") for cell in cells]
    before: str | None = None
    for grade_id, ours in course.cells.items():
        if (ours.is_test or ours.role["task"]) and grade_id not in there:
            exercise = course.exercises.get(grade_id)
            beside = exercise if exercise in there else before
            at = there.index(beside) + 1 if beside in there else len(there)
            there.insert(at, grade_id)
            cells.insert(at, _restored(grade_id, ours, course))
        before = grade_id if grade_id in there else before
    return cells


def _restored(
    grade_id: str, ours: CourseCell, course: CourseNotebook, cell: NotebookNode | None = None
) -> NotebookNode:
    """Give a learner's cell its role, type and, where it is locked, its text; or make it anew."""
    source = ours.source if cell is None or ours.role["locked"] else cell.source
    if grade_id in course.exercises:
        source = shown_source(source)
    role = {"nbgrader": dict(ours.role)}
    if cell is None:
        return new_cell(ours.cell_type, source, role)
    metadata = {**cell.metadata, **role}
    made = new_cell(ours.cell_type, source, metadata, cell.get("attachments", {}))
    made.id = cell.id
    return made
