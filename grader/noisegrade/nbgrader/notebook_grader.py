"""Grade a notebook that was put in order, with or without nbgrader's own commands."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from nbformat.notebooknode import NotebookNode
from nbgrader.utils import determine_grade

from noisegrade import grading
from noisegrade.errors import NoisegradeError, SubmissionError
from noisegrade.model import Chunk, ExerciseReport, Source, Submission
from noisegrade.nbgrader.confined_cells import run_cells
from noisegrade.nbgrader.course_notebook import CourseNotebook
from noisegrade.nbgrader.graded_exercises import GradedExercises
from noisegrade.nbgrader.outputs import by_hand, noted, scored
from noisegrade.nbgrader.restore_preprocessor import notes_of, why_unreadable
from noisegrade.sandbox.client import Sandbox
from noisegrade.submission.ipynb import cells as code_of
from noisegrade.submission.magics import cell_magic
from noisegrade.submission.scan import twice
from noisegrade.submission.text_files import UnreadableError, read_bytes, source_text

__all__ = ["GradedNotebook", "NotebookGrader", "beside"]

_LARGEST = 200_000  # bytes of a file that a notebook imports


@dataclass(frozen=True, slots=True)
class GradedNotebook:
    """The reports by the names of exercises; or the reason why there are none."""

    reports: Mapping[str, ExerciseReport]
    reason: str = ""
    notes: tuple[str, ...] = ()  # about the notebook as a whole
    fault: NoisegradeError | None = None  # of ours: it costs nobody marks

    @property
    def in_short(self) -> str:
        """The points on one line, or the reason."""
        if self.reason:
            return self.reason
        known = [one.score for one in self.reports.values() if one.score is not None]
        most = sum(one.max_score for one in self.reports.values())
        ungraded = len(self.reports) - len(known)
        more = f", {ungraded} ungraded" if ungraded else ""
        return f"{sum(known):g} of {most:g} points{more}"


@dataclass(frozen=True, slots=True, kw_only=True)
class NotebookGrader:
    """Grades restored notebooks, all with the same settings and in one sandbox.

    Parameters
    ----------
    sandbox_with : returns the sandbox that offers these packages beside the course's own
    files : that lie beside the notebook and may be imported, as `beside` reads them
    known : what was passed by others in this run
    """

    settings: grading.Settings
    sandbox_with: Callable[[tuple[str, ...]], Sandbox]
    files: tuple[Source, ...] = ()
    known: GradedExercises | None = None

    def grade(self, nb: NotebookNode, course: CourseNotebook, name: str) -> GradedNotebook:
        """Grade one, and write scores and verdicts under the cells that score.

        Parameters
        ----------
        nb : as `restore` left it; its outputs are replaced
        name : of the notebook, without its ending
        """
        graded = self._graded(nb, course, name)
        if course.is_mixed and not graded.reason:
            run_cells(nb, course, self.sandbox_with(course.packages), self.files)
        notes = graded.notes
        for cell in nb.cells:
            role = cell.metadata.get("nbgrader", {})
            exercise = course.exercises.get(role.get("grade_id", ""))
            report = graded.reports.get(exercise or "")
            if report:
                cell.outputs = [*noted(notes), *scored(report, float(role["points"]))]
                notes = ()  # once in a notebook is enough
            elif cell.cell_type == "code" and role.get("grade"):
                why = graded.reason or _why_by_hand(cell)
                cell.outputs = [*cell.outputs, *(by_hand(why) if why else [])]
        return graded

    def _graded(self, nb: NotebookNode, course: CourseNotebook, name: str) -> GradedNotebook:
        reason = why_unreadable(nb)
        if reason is not None:
            return GradedNotebook({}, reason)
        asked = set(course.exercises.values())
        submission = self._submission(nb, name)
        recalled = self.known.recall(submission, asked, self.settings) if self.known else {}
        asked -= set(recalled)
        if not asked:
            return GradedNotebook(recalled, notes=submission.notes)
        try:
            report = grading.grade(
                submission, self.sandbox_with(()), settings=self.settings, only=asked
            )
        except NoisegradeError as error:
            return GradedNotebook({}, f"The grader failed here, not the code: {error}", fault=error)
        if self.known:
            self.known.keep(submission, report, self.settings)
        reports = {one.exercise: one for one in report.exercises if one.exercise in asked}
        return GradedNotebook(recalled | reports, notes=report.notes)

    def _submission(self, nb: NotebookNode, name: str) -> Submission:
        code = code_of(json.dumps(nb).encode(), f"{name}.ipynb")
        module = name if name.isidentifier() else "submission"
        source = Source(module, code.chunks, self.settings.course.section_names)
        others = tuple(one for one in self.files if one.module != module)
        notes = (*notes_of(nb), *code.notes, *twice(code.chunks))
        return Submission(name, (source, *others), notes=notes)


def _why_by_hand(cell: NotebookNode) -> str:
    """Return why an instructor's own cell has no score that can be read from what it showed."""
    magic = cell_magic(cell.source)
    if magic is not None and cell.execution_count is None:
        return f"This cell begins with %%{magic}, which is not run here: grade it by hand."
    try:
        determine_grade(cell)
    except (ValueError, KeyError):
        return "What this cell showed is no score that it may give: grade it by hand."
    return ""


def beside(folder: Path) -> Iterator[Source]:
    """Read the Python files in a folder that a notebook there may import."""
    for path in sorted(folder.glob("*.py")):
        if not path.stem.isidentifier():
            continue
        try:
            text = source_text(read_bytes(path, limit=_LARGEST), path.name)
        except (UnreadableError, SubmissionError):
            continue
        yield Source(path.stem, (Chunk(text, path.name),), ())
