"""The workbook: stubs derived from the solutions, and what a learner may do to their own copy."""

from noisegrade.workbook.as_markdown import to_markdown
from noisegrade.workbook.learner import Restored, Started, init, require, reset
from noisegrade.workbook.parsing import Function, Section, parse
from noisegrade.workbook.shelf import (
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
