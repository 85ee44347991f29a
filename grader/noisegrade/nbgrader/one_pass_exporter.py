"""Take one of our notebooks from what was handed in to its saved grades, without a file between."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
from nbformat.notebooknode import NotebookNode

from noisegrade.nbgrader.grade_preprocessor import Grade
from noisegrade.nbgrader.graded_exercises import GradedExercises
from noisegrade.nbgrader.graded_work import GradedWork
from noisegrade.nbgrader.lenient_exporter import LenientExporter
from noisegrade.nbgrader.notebook_grader import beside
from noisegrade.nbgrader.restore_preprocessor import RestoreCells
from noisegrade.nbgrader.save_preprocessor import SaveGrades
from noisegrade.untrusted_text import for_terminal

__all__ = ["OnePassExporter"]


class OnePassExporter(LenientExporter):
    """Restores, grades and saves in one pass; equal work is graded once."""

    work: GradedWork
    known: GradedExercises
    beside: Path  # where the files are that a notebook may import

    def share(self, folder: Path) -> None:
        """Keep what is graded in a folder for the time of a run."""
        self.work = GradedWork(folder)
        self.known = GradedExercises(folder, Grade(parent=self).seed)

    def is_ours(self, where: dict[str, str]) -> bool:
        """Tell whether a cell of the course scores in this notebook."""
        course = self.course_notebook(where)
        return course is not None and course.is_ours

    def _through(
        self, preprocessors: list[type], nb: NotebookNode, resources: dict[str, Any]
    ) -> tuple[str, dict[str, Any]]:
        del preprocessors
        nb, resources = RestoreCells(parent=self).preprocess(nb, resources)
        resources["metadata"]["path"] = str(self.beside)
        nb = self._graded(nb, resources)
        nb, resources = SaveGrades(parent=self).preprocess(nb, resources)
        return f"{nbformat.writes(nb).rstrip()}\n", resources

    def _graded(self, nb: NotebookNode, resources: dict[str, Any]) -> NotebookNode:
        where, grade = resources["nbgrader"], Grade(parent=self)
        files = repr(tuple(beside(self.beside)))
        terms = [where["assignment"], where["notebook"], grade.effect, grade.seed, files]
        nb, before = self.work.once(nb, terms, lambda one: grade.preprocess(one, resources)[0])
        if before:
            line = f"{where['student']}, {where['notebook']}: equal work was graded before"
            self.log.info("%s", for_terminal(line))
        return nb
