"""The name that `save_preprocessor` had before 0.2, for configurations written then."""

from noisegrade.nbgrader.save_preprocessor import SaveGrades

__all__ = ["SaveGrades"]
