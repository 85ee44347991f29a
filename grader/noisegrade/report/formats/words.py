"""The sentences of a report as plain text, for formats that take text."""

from __future__ import annotations

from collections import Counter

from noisegrade.model import ExerciseReport, Report, Verdict
from noisegrade.report.anatomy import sentences
from noisegrade.report.points import final_points, mark_sentences, ungraded
from noisegrade.report.text import SYMBOLS, score

__all__ = ["UNGRADED", "feedback", "overview", "refused"]

UNGRADED = (
    "Not graded yet, and nothing is lost: the grader itself failed on {exercises}. "
    "Your instructor can grade it again."
)


def feedback(report: ExerciseReport) -> str:
    """Say all that there is to say about one exercise, a sentence a line."""
    lines = list(sentences(report))
    if report.output.strip() and report.verdict is not Verdict.PASSED:
        lines += ["", "It printed:", report.output.rstrip()]
    return "\n".join(lines)


def overview(report: Report) -> str:
    """Say what became of a submission as a whole: the score, the counts, what was noted."""
    counts = Counter(one.verdict for one in report.exercises)
    told = ", ".join(
        f"{counts[verdict]} {SYMBOLS[verdict][1]}" for verdict in Verdict if counts[verdict]
    )
    lines = [f"{score(report)} points: {told}.", *mark_sentences(report.mark), *report.notes]
    if final_points(report) is None:
        lines.append(UNGRADED.format(exercises=", ".join(ungraded(report))))
    return "\n".join(lines)


def refused(reason: str) -> str:
    """Say that a submission could not be read, and why."""
    return f"Not graded: {reason}"
