"""An assignment: which exercises of a course, until when, and what being late costs."""

from noisegrade.assignment.settlement import settle
from noisegrade.assignment.toml_file import FILE, parse_assignment, read_assignment, schema
from noisegrade.assignment.value import Assignment, Concession, LatePolicy, PenaltyBase

__all__ = [
    "FILE",
    "Assignment",
    "Concession",
    "LatePolicy",
    "PenaltyBase",
    "parse_assignment",
    "read_assignment",
    "schema",
    "settle",
]
