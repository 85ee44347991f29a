"""How much processor time code may take: right code never feels it, a loop is ended at once."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

import pytest

from built_in import COURSE
from grading.slow_code import EXACT, IMPORTS, ONE_DRAW, RANDOM
from noisegrade import grading
from noisegrade.grading import Settings
from noisegrade.model import Chunk, ExerciseReport, Source, Submission, Verdict
from noisegrade.sandbox.calls import Call, Outcome
from noisegrade.sandbox.client import Sandbox, Session

HEAD = "import math\nimport random\nimport numpy as np\n"
WIDE = 5  # times as long as the slowest right code that was thought of
SLOWEST = {"sample_sum", "many_small_effects"}  # two draws and more a number


class Timed:
    """A session that remembers which share of its limit every request took."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.shares: list[float] = []

    @property
    def cpu_seconds(self) -> float:
        return self._session.cpu_seconds

    def run(
        self, section: str, calls: Sequence[Call], *, cpu_limit: float, load_limit: float
    ) -> Outcome:
        outcome = self._session.run(section, calls, cpu_limit=cpu_limit, load_limit=load_limit)
        self.shares.append(outcome.cpu_seconds / cpu_limit)
        return outcome


def timed(sandbox: Sandbox, name: str, text: str) -> tuple[ExerciseReport, list[float]]:
    source = Source("slow", (Chunk(HEAD + text, "slow.py"),), COURSE.section_names)
    with sandbox.open(Submission("slow", (source,))) as session:
        runner = Timed(session)
        return grading.examine(
            COURSE.find(name), runner, Settings(course=COURSE, seed=1)
        ), runner.shares


@pytest.mark.parametrize("name", EXACT)
def test_slow_formula_takes_a_fifth_of_its_time_at_most(sandbox: Sandbox, name: str) -> None:
    report, shares = timed(sandbox, name, EXACT[name])
    assert report.verdict is Verdict.PASSED, report.says
    assert max(shares) * WIDE < 1


def test_whoever_names_scipy_has_the_time_to_import_it(sandbox: Sandbox) -> None:
    report, shares = timed(sandbox, "passes_coverage_check", IMPORTS)
    assert report.verdict is Verdict.PASSED, report.says
    assert max(shares) * WIDE < 3  # the two seconds more are not in the limit that was asked for


@pytest.mark.parametrize(
    ("way", "name"),
    [
        pytest.param(way, name, marks=[] if name == "sample_static" else pytest.mark.slow)
        for way, name in product(ONE_DRAW, RANDOM)
        if (way, name) != ("rejection", "sample_static")  # 4 s
    ],
)
def test_slow_sampler_takes_a_fifth_of_its_time_at_most(
    sandbox: Sandbox, way: str, name: str
) -> None:
    """All but the last of its stages; that one has what the whole exercise has left."""
    report, shares = timed(sandbox, name, ONE_DRAW[way] + RANDOM[name])
    assert report.verdict is Verdict.PASSED, report.says
    early = shares[:1] if name in SLOWEST or way == "rejection" else shares[:2]
    assert max(early) * WIDE < 1


def test_loop_is_ended_within_seconds(sandbox: Sandbox) -> None:
    loops = "def sample_static(height, width, channels, rng):\n    while True: pass\n"
    source = Source("loop", (Chunk(loops, "loop.py"),), COURSE.section_names)
    with sandbox.open(Submission("loop", (source,))) as session:
        exercise = COURSE.find("sample_static")
        report = grading.examine(exercise, session, Settings(course=COURSE, seed=1))
        assert session.cpu_seconds < 4
    assert report.verdict is Verdict.OUT_OF_LIMITS
    assert "loop without an end" in report.says
