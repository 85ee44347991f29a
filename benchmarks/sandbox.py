"""What confinement costs, as ratios measured in one run: `python benchmarks/sandbox.py`.

CPU seconds of judge, warm parent and child together, against the same calls made in this process.
The peak memory is that of judge and warm parent while a child takes all that it may. A child for
each file is held against one for the same files in one: pair by pair, gradings of the solutions.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import numpy as np
from measuring import peaks, spent

from noisegrade import grading, submission
from noisegrade.course import load_course
from noisegrade.errors import SandboxError
from noisegrade.model import Chunk, Isolation, Source, Submission
from noisegrade.sandbox.calls import Call, Outcome, Rng
from noisegrade.sandbox.client import Sandbox, Session

CALLS, DRAWS = 10, 100_000
ROUNDS = 20
SMALL_REQUESTS = 17  # about as many as there are exercises

SAMPLER = "def f(n, rng):\n    return rng.standard_normal(n)\n"
HUNGRY = "kept = []\ndef f():\n    while True:\n        kept.append(bytearray(b'x' * (1 << 22)))\n"


PAIRS = 20


def main() -> None:
    """Print one line a figure."""
    inside = _cpu(_draw_here)
    _say("in this process, the draws alone", inside, inside)
    for level in (Isolation.STRONG, Isolation.CONTAINER, Isolation.LIMITS):
        try:
            with Sandbox(level) as sandbox:
                _measure(sandbox, inside)
                _compare_children(sandbox)
        except SandboxError as error:
            print(f"{level}: {error}")


def _measure(sandbox: Sandbox, inside: float) -> None:
    level = sandbox.isolation
    start = time.perf_counter()
    with Sandbox(level) as cold, _session(cold, SAMPLER) as session:
        _draw(session, 1, 1)
        print(f"{level}: first answer after {1e3 * (time.perf_counter() - start):.0f} ms from cold")
    _say(f"{level}: {CALLS} calls of {DRAWS} draws", _cpu(lambda: _one(sandbox)), inside)
    small = _cpu(lambda: _many_small(sandbox))
    _say(f"{level}: a session of {SMALL_REQUESTS} small requests", small, inside)
    if level is not Isolation.LIMITS:
        with _session(sandbox, HUNGRY) as session:
            call = Call(function="f", args=(), capacity=8, entropy=0)
            kind = session.run("a", [call]).replies[0].kind
        peak = sum(peaks())
        print(f"{level}: judge and warm parent took at most {peak:.0f} MB ({kind.name})")


def _compare_children(sandbox: Sandbox) -> None:
    course = load_course()
    apart = submission.read(Path(__file__).parents[1] / "solutions", course.functions)
    chunks = tuple(chunk for source in apart.sources for chunk in source.chunks)
    sections = tuple(name for source in apart.sources for name in source.sections)
    together = replace(apart, sources=(Source("all", chunks, sections),))
    ratios = []
    for seed in range(PAIRS):
        costs = []
        for work in (apart, together):
            before = spent()
            grading.grade(work, sandbox, settings=grading.Settings(course=course, seed=seed))
            costs.append(spent() - before)
        ratios.append(costs[0] / costs[1])
    middle, files = statistics.median(ratios), len(apart.sources)
    print(f"{sandbox.isolation}: {files} files in {files} children cost {middle:.2f} times one")


@contextmanager
def _session(sandbox: Sandbox, text: str) -> Iterator[Session]:
    source = Source("a", (Chunk(text, "a.py"),), ("a",))
    with sandbox.open(Submission("benchmark", (source,))) as session:
        yield session


def _draw(session: Session, calls: int, draws: int) -> Outcome:
    call = Call(function="f", args=(draws, Rng(1)), capacity=8 * draws, entropy=0)
    return session.run("a", [call] * calls)


def _one(sandbox: Sandbox) -> None:
    with _session(sandbox, SAMPLER) as session:
        _draw(session, CALLS, DRAWS)


def _many_small(sandbox: Sandbox) -> None:
    with _session(sandbox, SAMPLER) as session:
        for _ in range(SMALL_REQUESTS):
            _draw(session, 2, 10)


def _draw_here() -> None:
    rng = np.random.default_rng(1)
    for _ in range(CALLS):
        rng.standard_normal(DRAWS)


def _cpu(act: Callable[[], object]) -> float:
    """Give the CPU seconds of one act: here, and in every process below that is there to ask."""
    act()
    before = spent()
    for _ in range(ROUNDS):
        act()
    return (spent() - before) / ROUNDS


def _say(what: str, seconds: float, inside: float) -> None:
    print(f"{what}: {1e3 * seconds:.1f} ms of CPU, {seconds / inside:.2f} times the draws alone")


if __name__ == "__main__":
    if sys.platform != "linux":
        sys.exit("it looks into /proc")
    main()
