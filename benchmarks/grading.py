"""What a grading costs, as ratios measured in one run: `python benchmarks/grading.py`.

CPU seconds of judge, warm parent and child together. The floor: the same draws made and sorted
once, nothing else. The commands are timed by the clock, cold.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from measuring import peaks, spent

from noisegrade import grading, submission
from noisegrade.course import BUILT_IN, load_course
from noisegrade.exercise import RandomExercise
from noisegrade.grading import Settings
from noisegrade.model import Chunk, Source, Submission
from noisegrade.sandbox.client import Sandbox

ROOT = Path(__file__).parents[1]
COURSE = load_course(BUILT_IN)
ROUNDS = 20
COLD_ROUNDS = 5
GROSS = """
import numpy as np

def sample_static(height, width, channels, rng):
    return 2 * rng.standard_normal((height, width, channels))
"""
HUNGRY = """
kept = []

def sample_static(height, width, channels, rng):
    while True:
        kept.append(bytearray(b"x" * (1 << 22)))
"""


def main() -> None:
    """Print one line a figure."""
    right = submission.read(ROOT / "solutions", COURSE.functions)
    with Sandbox() as sandbox:
        print(f"isolation {sandbox.isolation}, {ROUNDS} rounds, means of CPU time")
        floor = _cpu(_floor)
        whole = _cpu(lambda: _grade(sandbox, right))
        _say("the draws of all random exercises, made and sorted once", floor, floor)
        _say("a right submission, all exercises", whole, floor)
        good, gross = (_examined(sandbox, work) for work in (right, _alone(GROSS)))
        print(f"sample_static, in an open session: right {1e3 * good:.1f} ms, ", end="")
        print(f"σ = 2 {1e3 * gross:.1f} ms: refused in {gross / good:.2f} of the time")
        _grade(sandbox, _alone(HUNGRY), "sample_static")
        print(f"judge and warm parent: at most {sum(peaks()):.0f} MB, also beside a greedy child")
    _say_cold("noisegrade check sample_static", "check", "sample_static", "--dir", "solutions")
    _say_cold("noisegrade --help", "--help")


def _grade(sandbox: Sandbox, work: Submission, only: str | None = None) -> None:
    settings = Settings(course=COURSE, seed=1)
    grading.grade(work, sandbox, settings=settings, only=None if only is None else [only])


def _examined(sandbox: Sandbox, work: Submission) -> float:
    """Give the CPU seconds of one exercise, without the start of a child."""
    exercise = COURSE.find("sample_static")
    with sandbox.open(work) as session:
        return _cpu(lambda: grading.examine(exercise, session, Settings(course=COURSE, seed=1)))


def _alone(text: str) -> Submission:
    return Submission("one", (Source("one", (Chunk(text, "one.py"),), ("sampling",)),))


def _floor() -> None:
    rng = np.random.default_rng(1)
    for exercise in COURSE.exercises:
        if isinstance(exercise, RandomExercise):
            for draws in Settings(course=COURSE, seed=1).plan.draws:
                np.sort(rng.standard_normal(draws))


def _cpu(act: Callable[[], object]) -> float:
    """Give the mean CPU seconds of an act, here and in every process below."""
    act()
    costs = []
    for _ in range(ROUNDS):
        before = spent()
        act()
        costs.append(spent() - before)
    return statistics.fmean(costs)  # /proc counts in steps of 10 ms


def _say(what: str, seconds: float, floor: float) -> None:
    print(f"{what}: {seconds:.3f} CPU-s, {seconds / floor:.2f} times the floor")


def _say_cold(what: str, *words: str) -> None:
    walls = []
    for _ in range(COLD_ROUNDS):
        start = time.perf_counter()
        subprocess.run(  # noqa: S603 - our own command
            [sys.executable, "-m", "noisegrade", *words], cwd=ROOT, capture_output=True, check=True
        )
        walls.append(time.perf_counter() - start)
    print(f"{what}: {statistics.median(walls):.2f} s by the clock, median of {COLD_ROUNDS}")


if __name__ == "__main__":
    if sys.platform != "linux":
        sys.exit("it looks into /proc")
    main()
