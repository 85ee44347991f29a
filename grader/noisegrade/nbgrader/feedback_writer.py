"""nbgrader's own converter for `generate_feedback`, one learner at a time, by one exporter."""

from __future__ import annotations

from pathlib import Path

from nbconvert.writers import FilesWriter
from nbgrader.converters import GenerateFeedback, NbGraderException

__all__ = ["FeedbackWriter"]


class FeedbackWriter(GenerateFeedback):
    """Writes what `nbgrader generate_feedback` writes."""

    def prepare(self) -> None:
        """Make the exporter; the folder must be the course's."""
        self.writer = FilesWriter(parent=self, config=self.config)
        self.exporter = self.exporter_class(parent=self, config=self.config)
        for one in self.preprocessors:
            self.exporter.register_preprocessor(one)

    def write(self, assignment: str, student: str, *, afresh: bool) -> bool:
        """Write one learner's feedback; tell whether that went well.

        Parameters
        ----------
        afresh : whether feedback that is there is of another grading
        """
        folder = Path(self._format_source(assignment, student))
        found = [str(path) for path in folder.glob(f"{self.coursedir.notebook_id}.ipynb")]
        self.assignments = {str(folder): found}
        self.force = afresh
        try:
            self.convert_notebooks()
        except NbGraderException:
            return False
        return True
