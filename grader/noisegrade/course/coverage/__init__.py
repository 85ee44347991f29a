"""68 % within one σ, 95 % within two."""

from __future__ import annotations

from noisegrade.course.coverage.fraction_within import FRACTION_WITHIN
from noisegrade.course.coverage.gaussian_coverage import GAUSSIAN_COVERAGE
from noisegrade.course.coverage.passes_coverage_check import PASSES_COVERAGE_CHECK

__all__ = ["EXERCISES"]

EXERCISES = (GAUSSIAN_COVERAGE, FRACTION_WITHIN, PASSES_COVERAGE_CHECK)
