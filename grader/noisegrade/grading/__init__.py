"""The one path: a submission goes in, calls are made in the sandbox, a report comes out."""

from noisegrade.grading.grader import (
    SCHEMA,
    Settings,
    examine,
    examine_with_call,
    fresh_seed,
    grade,
)
from noisegrade.grading.requests import CPU_LIMIT, Runner

__all__ = [
    "CPU_LIMIT",
    "SCHEMA",
    "Runner",
    "Settings",
    "examine",
    "examine_with_call",
    "fresh_seed",
    "grade",
]
