"""The workbook: stubs derived from the solutions, and what a learner may do to their own copy."""

from noisegrade.workbook.as_markdown import to_markdown
from noisegrade.workbook.derivation import derive
from noisegrade.workbook.working_copy import Restored, Started, init, point_to, require, reset

__all__ = ["Restored", "Started", "derive", "init", "point_to", "require", "reset", "to_markdown"]
