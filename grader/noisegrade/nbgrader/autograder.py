"""nbgrader's own converter for `autograde`, for a whole class in one process.

What it leaves behind is what `nbgrader autograde` leaves behind. But a notebook of ours goes its
way in one pass, equal work is graded once, and a submission's folder is put in its place when it is
whole: what a kill interrupts is not there, so the next run grades it.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from nbconvert.writers import FilesWriter
from nbgrader.converters import Autograde, NbGraderException
from nbgrader.converters.base import BaseConverter
from nbgrader.utils import setenv

from noisegrade.nbgrader.one_pass_exporter import OnePassExporter
from noisegrade.nbgrader.submission_record import assignment_names, record_submission

__all__ = ["Autograder"]

_KEPT = ".noisegrade-graded"  # in the course folder, while a run goes on or was cut short
_WAIT = 120  # seconds for which a writer waits for another; SQLite's own are five


class Autograder(Autograde):
    """Grades one submission after another by one exporter and one gradebook."""

    assignments: dict[str, list[str]]  # the notebooks in each folder that was handed in

    def prepare(self) -> None:
        """Find what was handed in, and make the exporter; the folder must be the course's."""
        url = str(self.coursedir.db_url)
        if url.startswith("sqlite") and "?" not in url:
            self.coursedir.db_url = f"{url}?timeout={_WAIT}"
        self.init_notebooks()
        self.writer = FilesWriter(parent=self, config=self.config)
        self.exporter = OnePassExporter(parent=self, config=self.config)
        self.exporter.share(Path(self.coursedir.root, _KEPT))
        self.graded = False  # whether the last submission was, or stood there already
        self._under_way: tuple[str, str] | None = None
        self._names: dict[str, frozenset[str]] = {}

    def grade(self, folders: Sequence[str]) -> bool:
        """Grade what was handed in to these folders; tell whether all went well.

        What went wrong is logged, as ever, and costs nobody else anything.
        """
        self.graded = False
        everything = self.assignments
        self.assignments = {folder: everything[folder] for folder in folders}
        try:
            self.convert_notebooks()
        except NbGraderException:
            return False
        finally:
            self.assignments = everything
            self._clear()
        return True

    def whose(self, folder: str) -> tuple[str, str]:
        """Return the assignment and the student that a folder belongs to."""
        pattern = self._format_source("(?P<assignment>.*)", "(?P<student>.*)", escape=True)
        found = re.match(pattern, folder)
        if found is None:
            raise ValueError(folder)
        return found["assignment"], found["student"]

    def forget(self) -> None:
        """Remove what was kept of equal work: the class is graded."""
        self.exporter.work.clear()

    def init_destination(self, assignment_id: str, student_id: str) -> bool:
        """Tell whether there is something to do, of the folder as it stands."""
        self._clear()
        return bool(super().init_destination(assignment_id, student_id))

    def init_assignment(self, assignment_id: str, student_id: str) -> None:
        """Begin with a submission: its folder, beside the place where it will stand; its record."""
        if self.coursedir.notebook_id == "*":  # else other notebooks of theirs stand there
            self._under_way = (assignment_id, student_id)
            shutil.rmtree(self._format_dest(assignment_id, student_id), ignore_errors=True)
        BaseConverter.init_assignment(self, assignment_id, student_id)
        gradebook = self.exporter.gradebook(self.coursedir.db_url)
        if assignment_id not in self._names:
            self._names[assignment_id] = assignment_names(gradebook, assignment_id)
        record_submission(self, gradebook, assignment_id, student_id, self._names[assignment_id])

    def convert_single_notebook(self, notebook_filename: str) -> None:
        """Send a notebook of ours through all at once; any other goes nbgrader's own way."""
        where = self.init_single_notebook_resources(notebook_filename)["nbgrader"]
        if not self.exporter.is_ours(where):
            super().convert_single_notebook(notebook_filename)
            return
        self.log.info("Autograding %s", notebook_filename)
        self.exporter.beside = Path(self._format_dest(where["assignment"], where["student"]))
        with setenv(NBGRADER_EXECUTION="autograde"):
            BaseConverter.convert_single_notebook(self, notebook_filename)

    def init_single_notebook_resources(self, notebook_filename: str) -> dict[str, Any]:
        """Name a notebook and whose it is; nbgrader reads that off the place where it is kept."""
        if self._under_way is None:
            named: dict[str, Any] = super().init_single_notebook_resources(notebook_filename)
            return named
        assignment, student = self._under_way
        name = Path(notebook_filename).stem
        who = {"student": student, "assignment": assignment, "notebook": name}
        return {
            "unique_key": name,
            "output_files_dir": f"{name}_files",
            "nbgrader": {**who, "db_url": self.coursedir.db_url},
        }

    def set_permissions(self, assignment_id: str, student_id: str) -> None:
        """Finish a submission: its folder is put in its place."""
        super().set_permissions(assignment_id, student_id)
        self.graded = True
        if self._under_way is not None:
            made = self._format_dest(assignment_id, student_id)
            os.rename(made, super()._format_dest(assignment_id, student_id))  # noqa: PTH104 - paths of nbgrader's
            self._under_way = None

    def _format_dest(self, assignment_id: str, student_id: str, escape: bool = False) -> str:  # noqa: FBT001, FBT002 - nbgrader's
        place = super()._format_dest(assignment_id, student_id, escape=escape)
        if (assignment_id, student_id) != getattr(self, "_under_way", None):
            return str(place)
        there = Path(place)
        return str(there.with_name(f".{there.name}.part"))

    def _clear(self) -> None:
        """Remove what was made of a submission that could not be finished."""
        if self._under_way is not None:
            shutil.rmtree(self._format_dest(*self._under_way), ignore_errors=True)
            self._under_way = None
