"""What a learner hears beside a verdict: the hints, level by level, and what they predicted."""

from __future__ import annotations

import math

from noisegrade.course import Course
from noisegrade.exercise import Exercise
from noisegrade.model import Verdict
from noisegrade.progress import Progress, Record

__all__ = [
    "LEVELS",
    "current",
    "ending",
    "hints",
    "next_step",
    "question",
    "read_number",
    "recalled",
]

LEVELS = ("idea", "look here", "worked line")


def hints(exercise: Exercise, seen: int) -> tuple[tuple[str, str], ...]:
    """Return the first `seen` hints, each with the name of its level."""
    hint = exercise.hint
    texts = (hint.idea, hint.look_here, hint.worked_line)
    return tuple(zip(LEVELS, texts, strict=True))[:seen]


def current(course: Course, known: Progress) -> str | None:
    """Return the exercise that a learner is at; None where all are passed.

    It is the one that was checked last, or the next that is open after it.
    """
    names = [one.name for one in course.exercises]
    latest = max((known.of(name).checked for name in names), default="")
    last = [at for at, name in enumerate(names) if latest and known.of(name).checked == latest]
    behind = last[-1] if last else -1
    in_turn = [*last, *range(behind + 1, len(names)), *range(behind + 1)]
    open_ones = (names[at] for at in in_turn if known.of(names[at]).verdict is not Verdict.PASSED)
    return next(open_ones, None)


def next_step(exercise: Exercise, record: Record) -> str | None:
    """Say what to do about the mistake that the last check named; it comes before every hint."""
    named = [one for one in exercise.misconceptions if one.id == record.misconception]
    return f"Next: {named[0].next_step}" if named else None


def ending(course: Course, *, pictures: str) -> tuple[str, ...]:
    """Say what a learner who has passed all has learnt, and where it goes from here.

    Parameters
    ----------
    pictures : how to see the page of one's own pictures, as a sentence
    """
    learnt = (f"  {section.title}." for section in course.sections)
    first = f"That was the last: all are passed. {course.title}, in your own code:"
    return (first, *learnt, *([course.ending] if course.ending else []), pictures)


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
