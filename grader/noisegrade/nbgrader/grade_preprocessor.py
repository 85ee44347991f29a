"""Grade a notebook in nbgrader by the one path, in place of running it in a kernel."""

from __future__ import annotations

import atexit
import json
from functools import cache
from pathlib import Path
from typing import Any

from nbformat.notebooknode import NotebookNode
from nbgrader.preprocessors import Execute, LimitOutput, NbGraderPreprocessor
from traitlets import Bool, Float, Int

from noisegrade import grading
from noisegrade.errors import NoisegradeError, UsageError
from noisegrade.model import ExerciseReport, Isolation, Source, Submission
from noisegrade.nbgrader.cells import exercise_of
from noisegrade.nbgrader.course_in_force import course_in_force
from noisegrade.nbgrader.outputs import by_hand, scored
from noisegrade.nbgrader.restore_preprocessor import why_unreadable
from noisegrade.nbgrader.untrusted_cells import inert_outputs
from noisegrade.sandbox.client import Sandbox
from noisegrade.stats.budget import DEFAULT_EFFECT
from noisegrade.submission.ipynb import cells as code_of
from noisegrade.untrusted_text import for_terminal

__all__ = ["Grade"]

_NOT_OURS = "This cell is not one of noisegrade's, and no kernel was started: grade it by hand."


class Grade(NbGraderPreprocessor):
    """Takes the place of Execute: scores and verdicts are written into the cells that score.

    A notebook without any exercise of ours is run as ever, by Execute, and its outputs are cut.
    """

    effect = Float(DEFAULT_EFFECT, help="The smallest effect to detect.").tag(config=True)
    seed = Int(None, allow_none=True, help="Repeats a grading; None draws one.").tag(config=True)
    accept_unsafe = Bool(
        default_value=False, help="Grade on a machine that can't confine the learners' code."
    ).tag(config=True)

    def preprocess(
        self, nb: NotebookNode, resources: dict[str, Any]
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Grade one notebook."""
        scoring = [cell for cell in nb.cells if _scores(cell)]
        asked = {name for name in map(_exercise, scoring) if name}
        if not asked:
            return self._executed(nb, resources)
        reports, reason = self._graded(nb, asked, resources["nbgrader"]["notebook"])
        for cell in scoring:
            report = reports.get(_exercise(cell) or "")
            points = float(cell.metadata["nbgrader"]["points"])
            why = reason if _exercise(cell) else _NOT_OURS
            cell.outputs = scored(report, points) if report else by_hand(why)
        progress = self._progress(reports, resources["nbgrader"], reason)
        self.log.info("%s", for_terminal(progress))
        return nb, resources

    def _executed(
        self, nb: NotebookNode, resources: dict[str, Any]
    ) -> tuple[NotebookNode, dict[str, Any]]:
        for stock in (Execute, LimitOutput):
            nb, resources = stock(parent=self.parent).preprocess(nb, resources)
        for cell in nb.cells:
            if cell.cell_type == "code":  # whatever ran, a learner's code ran beside it
                cell.outputs = inert_outputs(cell.outputs)
        return nb, resources

    def _graded(
        self, nb: NotebookNode, asked: set[str], name: str
    ) -> tuple[dict[str, ExerciseReport], str]:
        """Grade the exercises asked for; or give the reason why that can't be done."""
        reason = why_unreadable(nb)
        if reason is not None:
            return {}, reason
        if _sandbox().isolation is Isolation.LIMITS and not self.accept_unsafe:
            raise UsageError(
                "This machine can't confine a submission: its code could read your files. Grade "
                "on Linux, or set c.Grade.accept_unsafe if you trust every submission."
            )
        seed = grading.fresh_seed() if self.seed is None else self.seed
        settings = grading.Settings(course=course_in_force(), seed=seed, effect=self.effect)
        try:
            report = grading.grade(_submission(nb, name), _sandbox(), settings=settings, only=asked)
        except NoisegradeError as error:  # ours: it costs nobody marks
            self.log.exception("%s could not be graded", name)
            return {}, f"The grader failed here, not the code: {error}"
        return {one.exercise: one for one in report.exercises if one.exercise in asked}, ""

    def _progress(
        self, reports: dict[str, ExerciseReport], where: dict[str, str], reason: str
    ) -> str:
        """Say what was graded, and how far the class is."""
        line = f"{where['student']}, {where['notebook']}: {reason or _total(reports)}"
        converter = getattr(self.parent, "parent", None)
        handed_in = sorted(getattr(converter, "assignments", {}))
        if converter is None or len(handed_in) <= 1:
            return line
        folders = converter.coursedir
        submitted = folders.submitted_directory
        path = folders.format_path(submitted, where["student"], where["assignment"])
        at = next((at for at, one in enumerate(handed_in, 1) if Path(one) == Path(path)), 0)
        return f"{line} (submission {at} of {len(handed_in)})"


@cache
def _sandbox() -> Sandbox:
    """Share one warm parent among all submissions of this process."""
    sandbox = Sandbox(packages=course_in_force().packages)
    atexit.register(sandbox.close)
    return sandbox


def _submission(nb: NotebookNode, name: str) -> Submission:
    code = code_of(json.dumps(nb).encode(), f"{name}.ipynb")
    source = Source(
        name if name.isidentifier() else "submission", code.chunks, course_in_force().section_names
    )
    return Submission(name, (source,), notes=code.notes)


def _scores(cell: NotebookNode) -> bool:
    role = cell.metadata.get("nbgrader", {})
    return bool(cell.cell_type == "code" and role.get("grade") and not role.get("solution"))


def _exercise(cell: NotebookNode) -> str | None:
    return exercise_of(course_in_force(), cell.metadata["nbgrader"].get("grade_id"))


def _total(reports: dict[str, ExerciseReport]) -> str:
    known = [one.score for one in reports.values() if one.score is not None]
    most = sum(one.max_score for one in reports.values())
    ungraded = len(reports) - len(known)
    return f"{sum(known):g} of {most:g} points" + (f", {ungraded} ungraded" if ungraded else "")
