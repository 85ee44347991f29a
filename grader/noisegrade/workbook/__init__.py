"""The workbook: stubs derived from the solutions, and what a learner may do to their own copy."""

from noisegrade.workbook.as_markdown import to_markdown
from noisegrade.workbook.catalog import (
    derive,
    docstring,
    find,
    read_sections,
    section_of,
    sections,
    solution_text,
    solutions_folder,
    stub_text,
)
from noisegrade.workbook.parser import Function, Section, parse
from noisegrade.workbook.working_copy import Restored, Started, init, require, reset

__all__ = [
    "Function",
    "Restored",
    "Section",
    "Started",
    "derive",
    "docstring",
    "find",
    "init",
    "parse",
    "read_sections",
    "require",
    "reset",
    "section_of",
    "sections",
    "solution_text",
    "solutions_folder",
    "stub_text",
    "to_markdown",
]
