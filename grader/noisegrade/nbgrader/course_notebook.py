"""A notebook as the course has it: what the gradebook and the instructor's files know of it.

It decides whose a notebook is. A learner's file has no say in that, so nothing that was done to
one can send it to a kernel that is not confined.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import nbformat
from nbgrader.api import Gradebook, MissingEntry, Notebook

from noisegrade.course import Course
from noisegrade.nbgrader.cells import scored_exercise
from noisegrade.nbgrader.release_check import imported_packages
from noisegrade.submission.text_files import plain

__all__ = ["CourseCell", "CourseNotebook", "look_up"]

_SCHEMA = 3  # of nbgrader's metadata


@dataclass(frozen=True, slots=True)
class CourseCell:
    """A cell that nbgrader knows: its text, and what nbgrader has to say about it."""

    cell_type: str
    source: str
    role: dict[str, Any]

    @property
    def is_test(self) -> bool:
        """Whether it scores, and is not the learner's to write."""
        return bool(self.role["grade"] and not self.role["solution"])


@dataclass(frozen=True, slots=True)
class CourseNotebook:
    """The cells that nbgrader knows by their ids, and every text that the course handed out."""

    cells: Mapping[str, CourseCell]
    exercises: Mapping[str, str]  # scored by these cells, by their ids
    kernelspec: dict[str, Any]
    texts: Mapping[str, dict[str, Any]]  # each with the pictures that it shows
    packages: tuple[str, ...] = ()  # that the instructor's own cells need, as far as installed

    @property
    def is_ours(self) -> bool:
        """Whether a cell of it scores an exercise of the course."""
        return bool(self.exercises)

    @property
    def is_mixed(self) -> bool:
        """Whether an instructor's own code cells are graded in it, by their outputs or by hand."""
        return any(
            one.cell_type == "code" and one.role["grade"] and name not in self.exercises
            for name, one in self.cells.items()
        )


def look_up(
    gradebook: Gradebook, course: Course, assignment: str, notebook: str, folders: Sequence[Path]
) -> CourseNotebook | None:
    """Return what is known of a notebook; None where the gradebook has none of that name.

    Parameters
    ----------
    folders : where the course's own notebooks of this assignment are, as written and as released
    """
    try:
        found = gradebook.find_notebook(notebook, assignment)
    except MissingEntry:
        return None
    known, kernelspec = _known(found), json.loads(found.kernelspec or "{}")
    gradebook.db.commit()
    exercises = {name: scored_exercise(course, name, cell.source) for name, cell in known.items()}
    texts: dict[str, dict[str, Any]] = {
        cell.source: {} for cell in known.values() if cell.role["locked"]
    }
    texts.update(_texts(folders, f"{notebook}.ipynb"))
    scored = {
        name: exercise
        for name, exercise in exercises.items()
        if exercise and known[name].is_test and known[name].cell_type == "code"
    }
    packages = tuple(sorted(_packages(folders, f"{notebook}.ipynb")))
    return CourseNotebook(known, scored, kernelspec, texts, packages)


def _packages(folders: Sequence[Path], name: str) -> set[str]:
    """Return the packages that the course's own notebook imports, and that are installed here."""
    for folder in folders[:1]:
        if (folder / name).is_file():
            imported = imported_packages(nbformat.read(folder / name, as_version=4))
            return {one for one in imported if find_spec(one) is not None}
    return set()


def _texts(folders: Sequence[Path], name: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Return the texts of the notebook as it was written and as it was handed out."""
    for folder in folders:
        try:
            whole = json.loads((folder / name).read_bytes())
        except (OSError, ValueError):  # not on this machine: then every text is a learner's
            continue
        for cell in whole.get("cells", []):
            if cell.get("cell_type") in {"markdown", "raw"}:
                yield plain("".join(cell["source"])), cell.get("attachments", {})


def _known(notebook: Notebook) -> dict[str, CourseCell]:
    points = {cell.name: cell.max_score for cell in [*notebook.grade_cells, *notebook.task_cells]}
    grades = {cell.name for cell in notebook.grade_cells}
    solutions = {cell.name for cell in notebook.solution_cells}
    tasks = {cell.name for cell in notebook.task_cells}
    return {
        cell.name: CourseCell(
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
