"""The course of the folder that nbgrader runs in, read once for a run."""

from __future__ import annotations

from functools import cache

from noisegrade.course import Course, load_course

__all__ = ["course_in_force"]


@cache
def course_in_force() -> Course:
    """Return the course; finding it and checking it would cost more than a notebook's grading."""
    return load_course()
