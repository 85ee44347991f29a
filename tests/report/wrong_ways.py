"""The course's own wrong implementations, graded, their names hidden: failures without a name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from built_in import COURSE, MISTAKES, UNNAMED, source
from noisegrade import submission
from noisegrade.grading import Settings, grade
from noisegrade.model import ExerciseReport
from noisegrade.sandbox.client import Sandbox

__all__ = ["Mistake", "failures"]

Mistake = tuple[str, str]  # the exercise, and what was done wrong


def failures(exercises: frozenset[str], times: int) -> Iterator[tuple[Mistake, ExerciseReport]]:
    """Grade each wrong way so many times, each time with other draws where it draws."""
    with TemporaryDirectory() as made, Sandbox() as sandbox:
        for table in (MISTAKES, UNNAMED):
            for exercise in exercises & table.keys():
                for mistake, text in table[exercise].items():
                    for time in range(times if _draws(text) else 1):
                        path = Path(made) / "hw.py"
                        path.write_text(source(_burnt(text, 7 * time)), encoding="utf-8")
                        report = grade(
                            submission.read(path, COURSE.functions),
                            sandbox,
                            settings=Settings(course=COURSE, seed=5),
                            only=[exercise],
                        )
                        found = next(x for x in report.exercises if x.exercise == exercise)
                        hidden = replace(found, looks_like=None, misconception=None, next_step=None)
                        yield (exercise, mistake), hidden


def _draws(text: str) -> bool:
    return re.match(r"def \w+\([^)]*\brng\b", text) is not None


def _burnt(text: str, draws: int) -> str:
    """Let a function draw some numbers for nothing, so that all others are other numbers."""
    head, _, rest = text.partition(":\n")
    return f"{head}:\n    rng.random({draws})\n{rest}" if draws else text
