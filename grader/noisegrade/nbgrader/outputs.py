"""What is written under a cell that scores: the block that a learner sees, and the points."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from nbformat.notebooknode import NotebookNode

from noisegrade.model import ExerciseReport, Verdict
from noisegrade.nbgrader.nodes import new_output
from noisegrade.report import html
from noisegrade.report.anatomy import sentences
from noisegrade.report.symbols import SYMBOLS
from noisegrade.untrusted_text import for_html

__all__ = ["MIME", "by_hand", "is_by_hand", "kept", "noted", "points_for", "scored"]

MIME = "application/vnd.noisegrade+json"
"""Beside the block, for the exporter: verdict, misconception and sentence."""


def noted(notes: Sequence[str]) -> list[NotebookNode]:
    """Show what there is to say about the notebook as a whole."""
    if not notes:
        return []
    listed = "".join(f"<li>{for_html(note)}</li>" for note in notes)
    page = f"<p>About this notebook:</p><ul>{listed}</ul>"
    return [new_output("display_data", {"text/html": page, "text/plain": "\n".join(notes)})]


def scored(report: ExerciseReport, points: float) -> list[NotebookNode]:
    """Show a report; end with the points as nbgrader reads them, a plain float."""
    word = SYMBOLS[report.verdict][1]
    shown = {
        "text/html": html.block(report),
        "text/plain": "\n".join([f"{report.exercise}: {word}", *sentences(report)]),
        MIME: {
            "verdict": report.verdict.value,
            "misconception": report.misconception,
            "says": report.says,
        },
    }
    block = new_output("display_data", shown)
    earned = points_for(report, points)
    if earned is None:
        return [block]
    return [block, new_output("execute_result", {"text/plain": repr(earned)})]


def by_hand(reason: str) -> list[NotebookNode]:
    """Show why there is no grade yet."""
    shown = {
        "text/plain": f"Not graded yet. {reason}",
        MIME: {"verdict": Verdict.UNGRADED.value, "misconception": None, "says": reason},
    }
    return [new_output("display_data", shown)]


def points_for(report: ExerciseReport, points: float) -> float | None:
    """Scale the score to what the cell is worth: within [0, points]; None where there is none."""
    if report.score is None:
        return None
    return float(min(max(report.score / report.max_score * points, 0.0), points))


def kept(cell: NotebookNode) -> Mapping[str, Any] | None:
    """Read back what was written beside the block."""
    found = (output.get("data", {}).get(MIME) for output in cell.get("outputs", []))
    return next((one for one in found if isinstance(one, dict)), None)


def is_by_hand(cell: NotebookNode) -> bool:
    """Tell whether a cell that scores was left ungraded."""
    ours = kept(cell)
    return ours is not None and ours.get("verdict") == Verdict.UNGRADED.value
