"""What a learner hears beside a verdict: the hints, level by level, and what they predicted."""

from __future__ import annotations

import math

from noisegrade.exercise import Exercise
from noisegrade.progress import Record

__all__ = ["LEVELS", "hints", "next_step", "question", "read_number", "recalled"]

LEVELS = ("idea", "look here", "worked line")


def hints(exercise: Exercise, seen: int) -> tuple[tuple[str, str], ...]:
    """Return the first `seen` hints, each with the name of its level."""
    hint = exercise.hint
    texts = (hint.idea, hint.look_here, hint.worked_line)
    return tuple(zip(LEVELS, texts, strict=True))[:seen]


def next_step(exercise: Exercise, record: Record) -> str | None:
    """Say what to do about the mistake that the last check named; it comes before every hint."""
    named = [one for one in exercise.misconceptions if one.id == record.misconception]
    return f"Next: {named[0].next_step}" if named else None


def question(exercise: Exercise) -> str | None:
    """Return the question to answer before coding, where there is one."""
    return exercise.prediction.question if exercise.prediction else None


def read_number(text: str) -> float | None:
    """Read a number as people write it: 5, 5.0, 5,0 or 68 %; None where it is none."""
    plain = text.strip().removesuffix("%").replace(",", ".").replace("−", "-")
    try:
        number = float(plain)
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def recalled(exercise: Exercise, record: Record) -> str | None:
    """Say what was predicted, what it is, and why; for after a pass only."""
    prediction, predicted = exercise.prediction, record.prediction
    if prediction is None or predicted is None:
        return None
    said, truth = f"{predicted:g}", f"{prediction.answer:g}"
    if said == truth:
        outcome = f"You predicted {said}, and so it is."
    elif abs(predicted - prediction.answer) <= prediction.tolerance:
        outcome = f"You predicted {said}, close enough: it is {truth}."
    else:
        outcome = f"You predicted {said}; it is {truth}."
    return f"{outcome} {prediction.recall}"
