"""Save grades: what could not be graded waits for a human, it is never a zero."""

from __future__ import annotations

from typing import Any

from nbformat.notebooknode import NotebookNode
from nbgrader.api import BaseCell, Comment, Grade, Gradebook, SubmittedNotebook
from nbgrader.preprocessors import AssignLatePenalties, NbGraderPreprocessor
from nbgrader.utils import compute_checksum, determine_grade, is_grade, is_solution, is_task

from noisegrade.nbgrader.outputs import is_by_hand

__all__ = ["SaveGrades"]


class SaveGrades(NbGraderPreprocessor):
    """Does the work of SaveAutoGrades, with one question and one commit a notebook.

    And a cell without points in its outputs is no full mark. Penalties are assigned as ever, by
    AssignLatePenalties, where a submission is late or was.
    """

    def preprocess(
        self, nb: NotebookNode, resources: dict[str, Any]
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Save the scores and comments of one notebook."""
        where = resources["nbgrader"]
        gradebook = self.parent.gradebook(where["db_url"])
        submitted = gradebook.find_submission_notebook(
            where["notebook"], where["assignment"], where["student"]
        )
        grades = _by_name(gradebook, Grade, submitted)
        comments = _by_name(gradebook, Comment, submitted)
        for cell in nb.cells:
            name = cell.metadata.get("nbgrader", {}).get("grade_id")
            if is_grade(cell):
                self._score(cell, grades[name])
            if is_solution(cell) or is_task(cell):
                comments[name].auto_comment = _comment(cell)
        late = submitted.assignment.total_seconds_late > 0
        was_late = submitted.late_submission_penalty is not None
        gradebook.db.commit()
        if late or was_late:
            AssignLatePenalties(parent=self.parent).preprocess(nb, resources)
        return nb, resources

    def _score(self, cell: NotebookNode, grade: Grade) -> None:
        """Keep a score beside one that a human gave; then, and without any, a human has to look."""
        grade.auto_score = None if is_by_hand(cell) else determine_grade(cell, self.log)[0]
        grade.needs_manual_grade = grade.manual_score is not None or grade.auto_score is None


def _by_name(
    gradebook: Gradebook, kind: type[Grade | Comment], submitted: SubmittedNotebook
) -> dict[str, Any]:
    """Find all grades, or comments, of a notebook that was handed in, by their cells' names."""
    found = (
        gradebook.db.query(BaseCell.name, kind)
        .join(BaseCell, BaseCell.id == kind.cell_id)
        .filter(kind.notebook_id == submitted.id)
    )
    return {str(name): one for name, one in found}


def _comment(cell: NotebookNode) -> str | None:
    as_released = cell.metadata.nbgrader.get("checksum") == compute_checksum(cell)
    return "No response." if as_released and not is_task(cell) else None
