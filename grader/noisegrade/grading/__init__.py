"""The one path: a submission goes in, calls are made in the sandbox, a report comes out."""

from noisegrade.grading.asking import CPU_LIMIT, Runner
from noisegrade.grading.path import SCHEMA, Settings, examine, fresh_seed, grade

__all__ = ["CPU_LIMIT", "SCHEMA", "Runner", "Settings", "examine", "fresh_seed", "grade"]
