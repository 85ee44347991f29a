"""The name that `grade_preprocessor` had before 0.2, for configurations written then."""

from noisegrade.nbgrader.grade_preprocessor import Grade

__all__ = ["Grade"]
