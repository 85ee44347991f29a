"""Save grades: what could not be graded waits for a human, it is never a zero."""

from __future__ import annotations

from typing import Any

from nbformat.notebooknode import NotebookNode
from nbgrader.preprocessors import SaveAutoGrades

from noisegrade.nbgrader.outputs import is_by_hand

__all__ = ["SaveGrades"]


class SaveGrades(SaveAutoGrades):
    """SaveAutoGrades; but a cell without points in its outputs is no full mark."""

    def _add_score(self, cell: NotebookNode, resources: dict[str, Any]) -> None:
        if not is_by_hand(cell):
            super()._add_score(cell, resources)
            return
        grade = self.gradebook.find_grade(
            cell.metadata["nbgrader"]["grade_id"],
            self.notebook_id,
            self.assignment_id,
            self.student_id,
        )
        grade.auto_score = None
        grade.needs_manual_grade = True
        self.gradebook.db.commit()
