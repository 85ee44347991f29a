"""A course of one random exercise, `draw(count, rng)`, graded in this process."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from noisegrade import RNG, Hint, Misconception, RandomExercise, Trial, grading
from noisegrade.course import Course, Section, parse
from noisegrade.model import ExerciseReport
from noisegrade.sandbox.live_session import LiveSession

__all__ = ["Sampler", "grade_sampler"]

Sampler = Callable[[int, np.random.Generator], Any]

_TEXT = '''"""One.
"""


def draw(count, rng):
    """Draw."""
    ### BEGIN SOLUTION
    return rng.random(count)
    ### END SOLUTION
'''


def grade_sampler(
    draws: Any,
    sampler: Sampler,
    *,
    seed: int = 1,
    misconceptions: tuple[Misconception, ...] = (),
    shape: tuple[int, ...] = (),
) -> ExerciseReport:
    """Grade a sampler by a distribution; `shape` is that of one draw."""

    def trial(index: int, count: int, data: np.random.Generator) -> Trial:
        del index, data
        return Trial(args=(count, RNG), shape=(count, *shape), axes=("draw",), draws=draws)

    def draw(count: int, rng: np.random.Generator) -> Any:
        return sampler(count, rng)

    exercise = RandomExercise(
        name="draw",
        parameters=("count", "rng"),
        trial=trial,
        misconceptions=misconceptions,
        hint=Hint("", "", ""),
    )
    course = Course(
        name="one",
        title="One",
        sections=(Section(parse(_TEXT, "one"), (exercise,)),),
        fingerprint="",
        origin="",
        package="",
        solutions=Path(),
        declarations=Path(),
    )
    settings = grading.Settings(course=course, seed=seed)
    return grading.examine(exercise, LiveSession({"draw": draw}), settings)
