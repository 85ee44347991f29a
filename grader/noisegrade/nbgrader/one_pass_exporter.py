"""Take one of our notebooks from what was handed in to its saved grades, without a file between."""

from __future__ import annotations

from typing import Any

from nbformat.notebooknode import NotebookNode
from nbgrader.api import MissingEntry

from noisegrade.nbgrader.cells import exercise_of
from noisegrade.nbgrader.course_in_force import course_in_force
from noisegrade.nbgrader.grade_preprocessor import Grade
from noisegrade.nbgrader.graded_work import GradedWork
from noisegrade.nbgrader.lenient_exporter import LenientExporter
from noisegrade.nbgrader.restore_preprocessor import RestoreCells
from noisegrade.nbgrader.save_preprocessor import SaveGrades
from noisegrade.untrusted_text import for_terminal

__all__ = ["OnePassExporter"]


class OnePassExporter(LenientExporter):
    """Restores, grades and saves in one pass; equal work is graded once."""

    work: GradedWork

    def is_ours(self, where: dict[str, str]) -> bool:
        """Tell whether a cell of the course scores in this notebook; ask once for a run."""
        key = f"ours/{where['assignment']}/{where['notebook']}"
        if key not in self.seen:
            gradebook = self.gradebook(where["db_url"])
            try:
                cells = gradebook.find_notebook(where["notebook"], where["assignment"]).grade_cells
                names = [cell.name for cell in cells]
            except MissingEntry:
                names = []
            gradebook.db.commit()
            self.seen[key] = any(exercise_of(course_in_force(), name) for name in names)
        return bool(self.seen[key])

    def take_all(self) -> None:
        """Send the next notebook through all that ours go through."""
        self._preprocessors = self._ours

    def __init__(self, **kw: Any) -> None:
        super().__init__(**kw)
        grade = Grade(parent=self)
        self._ours = [RestoreCells(parent=self), _Once(grade, self), SaveGrades(parent=self)]


class _Once:
    """Grades, unless equal work was graded before."""

    def __init__(self, grade: Grade, exporter: OnePassExporter) -> None:
        self._grade = grade
        self._exporter = exporter

    def __call__(
        self, nb: NotebookNode, resources: dict[str, Any]
    ) -> tuple[NotebookNode, dict[str, Any]]:
        where = resources["nbgrader"]
        terms = [where["assignment"], where["notebook"], self._grade.effect, self._grade.seed]
        nb, before = self._exporter.work.once(
            nb, terms, lambda one: self._grade.preprocess(one, resources)[0]
        )
        if before:
            line = f"{where['student']}, {where['notebook']}: equal work was graded before"
            self._exporter.log.info("%s", for_terminal(line))
        return nb, resources
