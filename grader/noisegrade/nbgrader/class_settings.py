"""What a class is graded by: the same in every process of a run."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

__all__ = ["ClassSettings"]


@dataclass(frozen=True, slots=True)
class ClassSettings:
    """What is to be graded.

    Parameters
    ----------
    arguments : for nbgrader: the assignment, then its own options
    root : the folder of the course
    feedback : whether to write each learner's feedback, too
    """

    arguments: tuple[str, ...]
    root: Path
    feedback: bool = False
