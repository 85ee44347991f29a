"""Grade a notebook in nbgrader by the one path, in place of running it in a kernel."""

from __future__ import annotations

import atexit
from functools import cache
from pathlib import Path
from typing import Any

from nbformat.notebooknode import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Bool, Float, Int

from noisegrade import grading
from noisegrade.errors import UsageError
from noisegrade.model import Isolation
from noisegrade.nbgrader.course_in_force import course_in_force
from noisegrade.nbgrader.notebook_grader import NotebookGrader, beside
from noisegrade.sandbox.client import Sandbox
from noisegrade.stats.budget import DEFAULT_EFFECT
from noisegrade.untrusted_text import for_terminal

__all__ = ["Grade"]


class Grade(NbGraderPreprocessor):
    """Takes the place of Execute: scores and verdicts are written into the cells that score."""

    effect = Float(DEFAULT_EFFECT, help="The smallest effect to detect.").tag(config=True)
    seed = Int(None, allow_none=True, help="Repeats a grading; None draws one.").tag(config=True)
    accept_unsafe = Bool(
        default_value=False, help="Grade on a machine that can't confine the learners' code."
    ).tag(config=True)

    def preprocess(
        self, nb: NotebookNode, resources: dict[str, Any]
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Grade one notebook."""
        where = resources["nbgrader"]
        if _sandbox(()).isolation is Isolation.LIMITS and not self.accept_unsafe:
            raise UsageError(
                "This machine can't confine a submission: its code could read your files. Grade "
                "on Linux, or set c.Grade.accept_unsafe if you trust every submission."
            )
        seed = grading.fresh_seed() if self.seed is None else self.seed
        grader = NotebookGrader(
            settings=grading.Settings(course=course_in_force(), seed=seed, effect=self.effect),
            sandbox_with=_sandbox,
            files=tuple(beside(Path(resources["metadata"]["path"]))),
            known=getattr(self.parent, "known", None),
        )
        graded = grader.grade(nb, self.parent.course_notebook(where), where["notebook"])
        if graded.fault is not None:
            self.log.error("%s could not be graded", where["notebook"], exc_info=graded.fault)
        line = f"{where['student']}, {where['notebook']}: {graded.in_short}"
        self.log.info("%s", for_terminal(line + self._progress(where)))
        return nb, resources

    def _progress(self, where: dict[str, str]) -> str:
        """Say how far the class is."""
        converter = getattr(self.parent, "parent", None)
        handed_in = sorted(getattr(converter, "assignments", {}))
        if converter is None or len(handed_in) <= 1:
            return ""
        folders = converter.coursedir
        submitted = folders.submitted_directory
        path = folders.format_path(submitted, where["student"], where["assignment"])
        at = next((at for at, one in enumerate(handed_in, 1) if Path(one) == Path(path)), 0)
        return f" (submission {at} of {len(handed_in)})"


@cache
def _sandbox(more: tuple[str, ...]) -> Sandbox:
    """Share one warm parent among all submissions of this process; another for other packages."""
    packages = tuple(dict.fromkeys([*course_in_force().packages, *more]))
    if more and packages == tuple(course_in_force().packages):
        return _sandbox(())
    sandbox = Sandbox(packages=packages)
    atexit.register(sandbox.close)
    return sandbox
