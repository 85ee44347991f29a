"""What `nbgrader generate_assignment` is told about notebooks of ours; nothing in them changes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters import NotebookExporter

from noisegrade.nbgrader.release_check import warnings_about

__all__ = ["ReleaseExporter"]


class ReleaseExporter(NotebookExporter):
    """Goes nbgrader's way, and says beforehand what in a notebook of ours can't be graded."""

    def from_filename(
        self, filename: str, resources: Any = None, **kw: Any
    ) -> tuple[Any, dict[str, Any]]:
        """Read a notebook and send it through the preprocessors."""
        for one in warnings_about(nbformat.read(filename, as_version=4)):
            self.log.warning("%s: %s", Path(filename).name, one)
        exported: tuple[Any, dict[str, Any]] = super().from_filename(filename, resources, **kw)
        return exported
