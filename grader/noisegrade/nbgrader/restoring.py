"""The name that `restore_preprocessor` had before 0.2, for configurations written then."""

from noisegrade.nbgrader.restore_preprocessor import RestoreCells as Restore

__all__ = ["Restore"]
