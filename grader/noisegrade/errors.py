"""What can go wrong on our side, as one tree.

A learner's mistake is never an error here: it becomes a verdict.

    NoisegradeError
    ├── UsageError            what was asked for can't be done; says what to do instead
    │   ├── SubmissionError   a path that is not a submission
    │   ├── AssignmentError   an assignment.toml in which something is wrong
    │   ├── WorkbookError     a workbook that can't be made, read or changed
    │   └── CourseError       a course that can't be found or read
    │       └── DeclarationError  an exercise that can't be graded as it is declared
    └── GraderFault           ours: the exercise is ungraded, never a zero
        └── SandboxError      the confined process could not be made or lost its warm parent
"""

from __future__ import annotations

from pathlib import Path

__all__ = [
    "AssignmentError",
    "CourseError",
    "DeclarationError",
    "GraderFault",
    "NoisegradeError",
    "SandboxError",
    "SubmissionError",
    "UsageError",
    "WorkbookError",
]


class NoisegradeError(Exception):
    """The root of every error that noisegrade raises."""


class UsageError(NoisegradeError):
    """Something was asked for that can't be done; the message says what to do."""


class SubmissionError(UsageError):
    """A path that can't be graded as a submission."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(path, reason)
        self.path = path
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.path}: {self.reason}"


class AssignmentError(UsageError):
    """An assignment file in which something is wrong: file, key, what it is and the mend."""

    def __init__(self, file: str, key: str, wrong: str, write: str) -> None:
        super().__init__(file, key, wrong, write)
        self.file = file
        self.key = key
        self.wrong = wrong
        self.write = write

    def __str__(self) -> str:
        mend = f": {self.write}" if self.write else ""
        said = f"{self.file}: {self.key}: {self.wrong}{mend}"
        return said if said.endswith((".", "?")) else f"{said}."


class WorkbookError(UsageError):
    """A workbook that can't be made, read or changed."""


class CourseError(UsageError):
    """A course that can't be found or read."""


class DeclarationError(CourseError):
    """An exercise that can't be graded as it is declared."""


class GraderFault(NoisegradeError):  # noqa: N818 - a fault of ours, told from their errors
    """A fault of the grader; it costs nobody marks."""


class SandboxError(GraderFault):
    """The confined process could not be made, or its warm parent was lost."""
