"""Right submissions through the sandbox, at the default budget: none may fail.

Each is graded as any other: all exercises, from right implementations of the course (float32 among
them, and loops) that are drawn anew for every submission.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache, partial

import numpy as np
from pieces import COURSE, Piece, Result

from noisegrade import grading
from noisegrade.course import Section
from noisegrade.exercise import PREAMBLE
from noisegrade.model import Chunk, Source, Submission
from noisegrade.sandbox.client import Sandbox

__all__ = ["PART", "pieces"]

PART = "submissions"
A_PIECE = 20  # submissions


def pieces(gradings: int) -> Iterator[Piece]:
    """Share out submissions that make about so many gradings of an exercise."""
    submissions = -(-gradings // len(COURSE.exercises))
    for turn in range(-(-submissions // A_PIECE)):
        yield Piece(PART, f"seed {turn}", partial(_graded, turn))


def _graded(turn: int) -> Result:
    gradings, failed = Counter[str](), Counter[str]()
    rng = np.random.default_rng(turn)
    for _ in range(A_PIECE):
        settings = grading.Settings(course=COURSE, seed=int(rng.integers(2**63)))
        report = grading.grade(_submission(rng), _sandbox(), settings=settings)
        for one in report.exercises:
            gradings[one.exercise] += 1
            failed[one.exercise] += one.score != one.max_score
    return {"gradings": dict(gradings), "failed": dict(failed)}


@cache
def _sandbox() -> Sandbox:
    """Keep one open in each process of this benchmark; it ends with the process."""
    return Sandbox().__enter__()


def _submission(rng: np.random.Generator) -> Submission:
    return Submission("right", tuple(_source(section, rng) for section in COURSE.sections))


def _source(section: Section, rng: np.random.Generator) -> Source:
    chosen = [_implementation(exercise.name, rng) for exercise in section.exercises]
    text = PREAMBLE + "\n\n".join(chosen)
    return Source(section.name, (Chunk(text, f"{section.name}.py"),), (section.name,))


def _implementation(exercise: str, rng: np.random.Generator) -> str:
    known = list(COURSE.implementations(exercise).right.values())
    return known[rng.integers(len(known))]
