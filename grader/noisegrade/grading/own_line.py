"""The learner's own line where their code stopped."""

from __future__ import annotations

import re

from noisegrade.model import ExerciseReport, Submission, Verdict
from noisegrade.untrusted_text import printable

__all__ = ["own_line", "shown"]

_ENDS = re.compile(r"\r\n|\r|\n")
_LONGEST = 120  # characters that a line of a report has room for


def own_line(report: ExerciseReport, submission: Submission) -> str | None:
    """Find the line in what was handed in; None where nothing stopped, or it isn't there."""
    if report.verdict is not Verdict.CRASHED or report.where is None:
        return None
    label, _, number = report.where.rpartition(":")
    if not number.isdecimal():
        return None
    for source in submission.sources:
        for chunk in source.chunks:
            lines = _ENDS.split(chunk.text)  # as Python counts them
            if chunk.label == label and 0 < int(number) <= len(lines):
                return shown(lines[int(number) - 1])
    return None


def shown(line: str) -> str:
    """Write a line of the learner's as a report may show it."""
    text = printable(line.strip())
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
