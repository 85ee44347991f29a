"""Put a learner's notebook in order before it is graded: their code, the course's own cells.

What they did to the cells that score (deleted, copied, edited, stripped of metadata) is undone
from the gradebook, so it can neither win marks nor cost any. Their texts are made inert; those of
the course, which a learner only hands back, stay as they are.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nbformat.notebooknode import NotebookNode
from nbgrader.api import Notebook
from nbgrader.preprocessors import NbGraderPreprocessor

from noisegrade.nbgrader.cells import exercise_of
from noisegrade.nbgrader.course_in_force import course_in_force
from noisegrade.nbgrader.lenient_exporter import UNREADABLE
from noisegrade.nbgrader.nodes import new_cell
from noisegrade.nbgrader.untrusted_cells import LONGEST, inert_markdown, inert_raw
from noisegrade.submission.text_files import plain

__all__ = ["RestoreCells", "why_unreadable"]

_KEY = "noisegrade"  # in the notebook's metadata, which is ours alone once it is restored
_RENDERED = 200_000  # characters of a notebook: a hundred long texts would take minutes
_SCHEMA = 3  # of nbgrader's metadata


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell as the course has it."""

    cell_type: str
    source: str
    role: dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Course:
    """What a notebook is as the course has it: the cells that matter, and every text in it."""

    cells: dict[str, _Cell]
    kernelspec: dict[str, Any]
    texts: dict[str, dict[str, Any]]  # each with the pictures that it shows


class RestoreCells(NbGraderPreprocessor):
    """Does the work of OverwriteKernelspec, DeduplicateIds and OverwriteCells, and never fails."""

    def preprocess(
        self, nb: NotebookNode, resources: dict[str, Any]
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Restore one notebook."""
        course = self._looked_up(resources["nbgrader"])
        known = course.cells
        nb.metadata = NotebookNode()
        if course.kernelspec:
            nb.metadata["kernelspec"] = course.kernelspec
        if UNREADABLE in resources:
            nb.metadata[_KEY] = {"unreadable": resources.pop(UNREADABLE)}
        nb.cells = _with_missing(_in_order(nb.cells, known), known)
        reserved = frozenset(known)
        left = _RENDERED
        for cell in nb.cells:
            left -= _make_inert(cell, course.texts, reserved, longest=min(left, LONGEST))
        return nb, resources

    def _looked_up(self, where: dict[str, str]) -> _Course:
        """Ask the gradebook, and read the course's notebook, once for all submissions of a run."""
        seen, key = self.parent.seen, f"{where['assignment']}/{where['notebook']}"
        if key not in seen:
            gradebook = self.parent.gradebook(where["db_url"])
            notebook = gradebook.find_notebook(where["notebook"], where["assignment"])
            known, kernelspec = _known(notebook), json.loads(notebook.kernelspec or "{}")
            gradebook.db.commit()
            texts: dict[str, dict[str, Any]] = {
                cell.source: {} for cell in known.values() if cell.role["locked"]
            }
            texts.update(self._texts(where))
            seen[key] = _Course(known, kernelspec, texts)
        looked_up: _Course = seen[key]
        return looked_up

    def _texts(self, where: dict[str, str]) -> Iterator[tuple[str, dict[str, Any]]]:
        """Return the texts of the notebook as it was written and as it was handed out."""
        folders = self.parent.parent.coursedir
        for step in (folders.source_directory, folders.release_directory):
            folder = Path(folders.format_path(step, ".", where["assignment"]))
            try:
                whole = json.loads((folder / f"{where['notebook']}.ipynb").read_bytes())
            except (OSError, ValueError):  # not on this machine: then every text is a learner's
                continue
            for cell in whole.get("cells", []):
                if cell.get("cell_type") in {"markdown", "raw"}:
                    yield plain("".join(cell["source"])), cell.get("attachments", {})


def why_unreadable(nb: NotebookNode) -> str | None:
    """Return the reason why nothing could be taken from what was handed in."""
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
            source = ours.source if ours.role["locked"] else cell.source
            kept.append(_restored(ours, source, cell.get("attachments", {})))
    return kept[::-1]


def _with_missing(cells: list[NotebookNode], known: dict[str, _Cell]) -> list[NotebookNode]:
    """Put the cells that score back: after the solution that they score, or at the end."""
    course = course_in_force()
    there = [cell.metadata.get("nbgrader", {}).get("grade_id") for cell in cells]
    for grade_id, ours in known.items():
        exercise = exercise_of(course, grade_id)
        if exercise is None or grade_id in there:
            continue
        at = there.index(exercise) + 1 if exercise in there else len(there)
        there.insert(at, grade_id)
        cells.insert(at, _restored(ours, ours.source, {}))
    return cells


def _restored(ours: _Cell, source: str, pictures: dict[str, Any]) -> NotebookNode:
    return new_cell(ours.cell_type, source, dict(ours.role), pictures)


def _make_inert(
    cell: NotebookNode,
    texts: dict[str, dict[str, Any]],
    reserved: frozenset[str],
    *,
    longest: int,
) -> int:
    """Let a text be seen and nothing more, unless it is the course's own; count what it took."""
    took = 0
    if cell.cell_type == "code":
        return took
    pictures = cell.pop("attachments", {})
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
