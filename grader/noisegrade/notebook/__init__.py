"""What a notebook's cell may ask for beside `check`: hint, prediction, solution, picture."""

from noisegrade.notebook.coach import hint, predict, solution
from noisegrade.notebook.frame import Shown, show

__all__ = ["Shown", "hint", "predict", "show", "solution"]
