"""The sentences of a report as plain text, for formats that take text."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from noisegrade.model import ExerciseReport, Report, Verdict
from noisegrade.report.anatomy import sentences
from noisegrade.report.people import ClassRow, RefusedSubmission
from noisegrade.report.points import exercise_points, final_points, mark_sentences, ungraded
from noisegrade.report.symbols import SYMBOLS
from noisegrade.report.text import score
from noisegrade.untrusted_text import for_html

__all__ = ["UNGRADED", "feedback", "overview", "reasons", "reasons_html", "refused"]

_LONGEST = 600  # characters of what an exercise printed that a comment repeats

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


def reasons(entry: ClassRow | RefusedSubmission) -> str:
    """Say what became of a submission, and of each exercise that lost points or has a comment."""
    if isinstance(entry, RefusedSubmission):
        return refused(entry.reason)
    told = [_reason(one) for one in entry.report.exercises if _is_told(one)]
    return "\n\n".join([overview(entry.report), *told])


def reasons_html(entry: ClassRow | RefusedSubmission) -> str:
    """Say the same as HTML on one line; nothing in it can become markup."""
    return for_html(reasons(entry)).replace("\n", "<br>")


def refused(reason: str) -> str:
    """Say that a submission could not be read, and why."""
    return f"Not graded: {reason}"


def _is_told(one: ExerciseReport) -> bool:
    points = exercise_points(one)
    return points is None or points < one.max_score or bool(one.amendments)


def _reason(one: ExerciseReport) -> str:
    symbol, word, _ = SYMBOLS[one.verdict]
    points = exercise_points(one)
    earned = "" if points is None else f" ({points:g} of {one.max_score:g} points)"
    cut = one.output.rstrip()
    if len(cut) > _LONGEST:
        one = replace(one, output=f"{cut[:_LONGEST]} …")
    return f"{symbol} {one.exercise}: {word}{earned}\n{feedback(one)}"
