"""nbgrader's way from file to file for our notebooks; all others go the way that they went before.

`autograde` sends every notebook through an exporter twice: to put it in order, and to grade it. One
in which a cell of the course scores is read by a reader that no file can break, put in order by
`RestoreCells`, graded by `Grade` and saved by `SaveGrades`. Any other goes through nbconvert's own
exporter and the preprocessors that are configured, as if this one were not there.
"""

from __future__ import annotations

import weakref
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters import NotebookExporter
from nbformat.notebooknode import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.converters import Autograde
from traitlets import Bool

from noisegrade.errors import SubmissionError
from noisegrade.nbgrader import learner_notebook
from noisegrade.nbgrader.course_in_force import course_in_force
from noisegrade.nbgrader.course_notebook import CourseNotebook, look_up
from noisegrade.nbgrader.grade_preprocessor import Grade
from noisegrade.nbgrader.inert_preprocessor import InertCells
from noisegrade.nbgrader.nodes import new_notebook
from noisegrade.nbgrader.renamed_notebooks import Renamed, find_renamed
from noisegrade.nbgrader.restore_preprocessor import UNREADABLE, RestoreCells
from noisegrade.nbgrader.save_preprocessor import SaveGrades
from noisegrade.submission.text_files import UnreadableError
from noisegrade.untrusted_text import for_terminal

__all__ = ["LenientExporter"]

_OURS = (RestoreCells, Grade, SaveGrades)


class LenientExporter(NotebookExporter):
    """Reads, grades and saves our notebooks in its own way, and leaves all others alone."""

    inert_everywhere = Bool(
        default_value=True,
        help="Make texts and outputs inert in notebooks without any exercise of noisegrade's, too.",
    ).tag(config=True)

    def __init__(self, **kw: Any) -> None:
        super().__init__(**kw)
        self._seen: dict[tuple[str, str, str], CourseNotebook | None] = {}  # in this run
        self._gradebooks: dict[str, Gradebook] = {}
        self._renamed: dict[str, Renamed] = {}
        if isinstance(self.parent, Autograde) and self.parent.assignments:
            self._find_renamed()

    def gradebook(self, db_url: str) -> Gradebook:
        """Keep one gradebook open for a run: another one has to learn all its questions anew."""
        if db_url not in self._gradebooks:
            self._gradebooks[db_url] = Gradebook(db_url)
            weakref.finalize(self, self._gradebooks[db_url].close)
        return self._gradebooks[db_url]

    def course_notebook(self, where: dict[str, str]) -> CourseNotebook | None:
        """Return what the course knows of a notebook; ask once for all submissions of a run."""
        key = (where["db_url"], where["assignment"], where["notebook"])
        if key not in self._seen:
            folders = self.parent.coursedir
            steps = (folders.source_directory, folders.release_directory)
            own = [Path(folders.format_path(step, ".", where["assignment"])) for step in steps]
            gradebook = self.gradebook(where["db_url"])
            self._seen[key] = look_up(gradebook, course_in_force(), *key[1:], own)
        return self._seen[key]

    def from_filename(
        self, filename: str, resources: Any = None, **kw: Any
    ) -> tuple[Any, dict[str, Any]]:
        """Read a notebook and send it through its preprocessors."""
        where = (resources or {}).get("nbgrader")
        course = self.course_notebook(where) if where else None
        if where is None or course is None or not course.is_ours:
            exported: tuple[Any, dict[str, Any]] = self._as_ever(filename, resources, **kw)
            return exported
        path = Path(filename)
        resources = self._init_resources(resources)
        resources["metadata"].update(name=path.stem, path=str(path.parent))
        if not self._is_handed_in(path, where):
            read = nbformat.read(path, as_version=4)
            return self._through([Grade, SaveGrades], read, resources)
        return self._through([RestoreCells], self._read(path, resources), resources)

    def _read(self, path: Path, resources: dict[str, Any]) -> NotebookNode:
        renamed = self._renamed.get(str(path))
        try:
            read = learner_notebook.read(renamed.path if renamed else path)
        except (UnreadableError, SubmissionError) as error:
            resources[UNREADABLE] = str(error)
            return new_notebook([])
        if renamed:
            read.metadata["noisegrade"] = {"notes": [renamed.note]}
        return read

    def _through(
        self, preprocessors: list[type], nb: NotebookNode, resources: dict[str, Any]
    ) -> tuple[str, dict[str, Any]]:
        """Send a notebook through preprocessors, without a copy and a check for each of them.

        It is checked once, when it is written.
        """
        for one in preprocessors:
            nb, resources = one(parent=self).preprocess(nb, resources)
        return f"{nbformat.writes(nb).rstrip()}\n", resources

    def _as_ever(self, filename: str, resources: Any, **kw: Any) -> tuple[Any, dict[str, Any]]:
        """Go nbgrader's way; a configuration from before 0.2 names our steps in its lists."""
        configured = list(self._preprocessors)
        if any(isinstance(one, _OURS) for one in configured):
            is_first = any(isinstance(one, RestoreCells) for one in configured)
            name = "sanitize_preprocessors" if is_first else "autograde_preprocessors"
            self._preprocessors: list[Any] = []
            for stock in Autograde.class_traits()[name].default():
                self.register_preprocessor(stock)
        if self.inert_everywhere and (resources or {}).get("nbgrader"):
            self.register_preprocessor(InertCells(parent=self))
        exported: tuple[Any, dict[str, Any]] = super().from_filename(filename, resources, **kw)
        return exported

    def _is_handed_in(self, path: Path, where: dict[str, str]) -> bool:
        """Tell whether a file is as a learner handed it in, or was put in order already."""
        folders = self.parent.coursedir
        submitted = folders.format_path(
            folders.submitted_directory, where["student"], where["assignment"]
        )
        return Path(submitted) == path.parent

    def _find_renamed(self) -> None:
        """Let nbgrader see a renamed notebook of ours under the name that it should have."""
        folders = self.parent.coursedir
        where = {"db_url": folders.db_url, "assignment": folders.assignment_id}
        gradebook = self.gradebook(folders.db_url)
        for folder, notebooks in self.parent.assignments.items():
            found = find_renamed(self, gradebook, where, notebooks)
            for one in found:
                self.log.warning("%s: %s", for_terminal(str(folder)), for_terminal(one.note))
                self._renamed[str(one.counts_as)] = one
            stand_in = {str(one.path) for one in found} | {str(one.counts_as) for one in found}
            left = [one for one in notebooks if one not in stand_in]
            self.parent.assignments[folder] = [*left, *(str(one.counts_as) for one in found)]
