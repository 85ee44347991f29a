"""The question that a page asks before it shows a picture."""

from __future__ import annotations

from noisegrade import coaching
from noisegrade.exercise import Exercise
from noisegrade.picture.panels import Guess
from noisegrade.progress import Record

__all__ = ["guess"]


def guess(exercise: Exercise, record: Record) -> Guess | None:
    """Return the exercise's question, and what is to be said of an answer that was given before."""
    asked = exercise.prediction
    if asked is None:
        return None
    said = None
    if record.prediction is not None:
        said = f"You predicted {record.prediction:g}."
        if record.passed_once:
            said = coaching.recalled(exercise, record)
    return Guess(
        question=asked.question,
        answer=asked.answer,
        tolerance=asked.tolerance,
        recall=asked.recall,
        said=said,
        tells=record.passed_once,
    )
