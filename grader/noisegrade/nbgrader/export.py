"""`nbgrader export --exporter=noisegrade.nbgrader.export.Exercises`: a row an exercise."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook, SubmittedAssignment, SubmittedNotebook
from nbgrader.plugins import ExportPlugin

from noisegrade.course import load_course
from noisegrade.model import Verdict
from noisegrade.nbgrader.cells import exercise_of
from noisegrade.nbgrader.outputs import kept
from noisegrade.private_files import make_file
from noisegrade.untrusted_text import for_csv

__all__ = ["Exercises"]


@dataclass(frozen=True, slots=True)
class _Row:
    assignment: str
    student_id: str
    exercise: str
    score: float | None  # None: not graded yet
    max_score: float
    verdict: str
    misconception: str
    says: str


class Exercises(ExportPlugin):
    """Writes score, verdict, misconception and sentence of every exercise as CSV.

    Scores come from the gradebook, manual ones included; the rest from the autograded notebooks.
    An exercise that waits for a human has an empty score, not 0.
    """

    def export(self, gradebook: Gradebook) -> None:
        """Write `exercises.csv`, or whatever --to says."""
        path = Path(self.to or "exercises.csv")
        self.log.info("Exporting exercises to %s", path)
        make_file(path)
        with path.open("w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file)
            writer.writerow(field.name for field in fields(_Row))
            for assignment in gradebook.assignments:
                if self.assignment and assignment.name not in map(str, self.assignment):
                    continue
                for submission in sorted(assignment.submissions, key=lambda one: one.student.id):
                    if not self.student or submission.student.id in map(str, self.student):
                        writer.writerows(map(_safe, self._rows(submission)))

    def _rows(self, submission: SubmittedAssignment) -> Iterator[_Row]:
        for notebook in sorted(submission.notebooks, key=lambda one: one.name):
            said = self._said(submission, notebook)
            for grade in sorted(notebook.grades, key=lambda one: one.name):
                exercise = exercise_of(load_course(), grade.name)
                if exercise is None:
                    continue
                ours = said.get(grade.name) or _unsaid(grade.needs_manual_grade)
                waits = grade.auto_score is None and grade.manual_score is None
                yield _Row(
                    submission.assignment.name,
                    submission.student.id,
                    exercise,
                    None if waits else grade.score,
                    grade.max_score,
                    str(ours.get("verdict") or ""),
                    str(ours.get("misconception") or ""),
                    str(ours.get("says") or ""),
                )

    def _said(self, submission: SubmittedAssignment, notebook: SubmittedNotebook) -> dict[str, Any]:
        """Read back what was written under the cells that score."""
        course = self.parent.coursedir
        folder = course.format_path(
            course.autograded_directory, submission.student.id, submission.assignment.name
        )
        try:
            text = Path(folder, f"{notebook.name}.ipynb").read_text(encoding="utf-8")
        except FileNotFoundError:  # not handed in, or not graded
            return {}
        cells = json.loads(text)["cells"]
        return {cell["metadata"].get("nbgrader", {}).get("grade_id"): kept(cell) for cell in cells}


def _unsaid(waits: bool) -> dict[str, str]:  # noqa: FBT001 - the gradebook's own yes or no
    if waits:
        return {"verdict": Verdict.UNGRADED.value, "says": "It was not graded yet."}
    return {"verdict": Verdict.NOT_ATTEMPTED.value, "says": "The notebook was not handed in."}


def _safe(row: _Row) -> list[object]:
    return [for_csv(one) if isinstance(one, str) else one for one in astuple(row)]
