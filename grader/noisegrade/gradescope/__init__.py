"""An autograder archive for Gradescope, and what runs in it."""

from noisegrade.gradescope.archive import build
from noisegrade.gradescope.running import run

__all__ = ["build", "run"]
