"""nbgrader's application for `autograde`, opened for a class: its configuration, its converters."""

from __future__ import annotations

import logging
import os
import warnings
from functools import cache
from pathlib import Path
from typing import Any

from nbgrader.apps.autogradeapp import AutogradeApp
from nbgrader.apps.baseapp import NbGrader
from nbgrader.converters import NbGraderException

from noisegrade.errors import UsageError
from noisegrade.nbgrader.autograder import Autograder
from noisegrade.nbgrader.class_settings import ClassSettings
from noisegrade.nbgrader.feedback_writer import FeedbackWriter

__all__ = ["AutogradeClassApp", "OpenedClass", "open_class"]


class OpenedClass:
    """A class whose submissions are graded one after another, by one process of perhaps many."""

    def __init__(self, settings: ClassSettings) -> None:
        self._app = _application(settings)
        self._grader = Autograder(coursedir=self._app.coursedir, parent=self._app)
        try:
            self._grader.prepare()
        except NbGraderException as error:
            raise UsageError(str(error)) from error
        self._feedback: FeedbackWriter | None = None
        if settings.feedback:
            self._feedback = FeedbackWriter(coursedir=self._app.coursedir, parent=self._app)
            self._feedback.prepare()

    @property
    def folders(self) -> list[str]:
        """What was handed in, a folder a submission."""
        return sorted(self._grader.assignments)

    @property
    def log(self) -> logging.Logger:
        """Nbgrader's own log."""
        log: logging.Logger = self._app.log
        return log

    def grade(self, folder: str) -> bool:
        """Grade one submission, and write its feedback; tell whether all went well."""
        well = self._grader.grade([folder])
        if well and self._feedback is not None:
            well = self._feedback.write(*self._grader.whose(folder), afresh=self._grader.graded)
        return well

    def forget(self) -> None:
        """Remove what was kept for the time of the run."""
        self._grader.forget()


class AutogradeClassApp(AutogradeApp):
    """Reads the configuration and the options as `nbgrader autograde` does; grades nothing yet."""

    def start(self) -> None:
        """Settle which assignment is meant."""
        NbGrader.start(self)
        named = [*self.extra_args, self.coursedir.assignment_id]
        named = [name for name in named if name]
        if len(named) != 1:
            raise UsageError("Name one assignment: noisegrade nbgrader autograde ASSIGNMENT.")
        self.coursedir.assignment_id = named[0]


@cache
def open_class(settings: ClassSettings) -> OpenedClass:
    """Open a class, once in a process.

    Raises
    ------
    UsageError
        Where nothing was handed in, or the assignment is not named.
    """
    warnings.simplefilter("ignore")  # SQLAlchemy's, about nbgrader
    return OpenedClass(settings)


def _application(settings: ClassSettings) -> Any:
    if not settings.root.is_dir():
        raise UsageError(f"{settings.root} is not a folder: name the course's with --course-dir.")
    os.chdir(settings.root)  # where nbgrader looks for its configuration, and we for the course
    app = AutogradeClassApp()
    app.initialize([*settings.arguments, f"--course-dir={Path.cwd()}"])
    app.start()
    return app
