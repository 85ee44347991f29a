"""Which exercise of which course a cell means, by the function itself or by its name."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from noisegrade.course import Course, load_course
from noisegrade.errors import UsageError
from noisegrade.exercise import Exercise
from noisegrade.live_check import Told

__all__ = ["Named", "named"]


@dataclass(frozen=True, slots=True)
class Named:
    """An exercise, and the course that it belongs to."""

    exercise: Exercise
    course: Course

    @property
    def key(self) -> tuple[str, str]:
        """What is remembered of it is remembered under this."""
        return self.course.name, self.exercise.name


def named(what: object, course: Course | str | Path | None, asked: str) -> Named | Told:
    """Find the exercise; where there is none, say what to type.

    Parameters
    ----------
    what : the function, or its name where it can't be defined yet
    asked : the name of what was called, for the sentence
    """
    name = what if isinstance(what, str) else getattr(what, "__name__", None)
    if not isinstance(name, str):
        given = type(what).__name__
        return Told(f"Name your function, as in {asked}(sample_static). This is of type {given}.")
    try:
        loaded = course if isinstance(course, Course) else load_course(course)
        return Named(loaded.find(name), loaded)
    except UsageError as error:
        return Told(str(error))
