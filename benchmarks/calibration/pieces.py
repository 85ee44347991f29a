"""Work in pieces, each written down when it is done: an interrupted run resumes where it ended.

A journal has one JSON line a piece, with a fingerprint of the judge that was measured: of its
p-values for certain draws. What a judge gave that judges otherwise is not read again.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from noisegrade.course import BUILT_IN, load_course
from noisegrade.stats import battery, budget

__all__ = ["COURSE", "Journal", "Piece", "Result"]

Result = dict[str, object]
COURSE = load_course(BUILT_IN)
_PROBES = ((16, 8, 8, 3), (16, 26, 25, 3), (16, 80, 81, 3))  # near the three stages
_TOLERANCE = 1e-5


@dataclass(frozen=True, slots=True)
class Piece:
    """One share of a part of the page; its name says all that its result depends on.

    `work` is pickled: a partial of a function of a module.
    """

    part: str
    name: str
    work: Callable[[], Result]


def _fingerprint() -> str:
    rng = np.random.default_rng(0)
    plan = budget.plan(budget.DEFAULT_EFFECT, exercises=len(COURSE.exercises))
    told = [repr(plan)]
    for shape in _PROBES:
        for scale in (1.0, 1.01):
            z = scale * rng.standard_normal(shape)
            axes = ("call", "row", "column", "channel")
            judged = battery.judge(z, axes=axes, false_fail=plan.per_test, tolerance=_TOLERANCE)
            told += [f"{one.evidence.test} {one.evidence.p_value:.9e}" for one in judged]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()[:16]


def _timed(piece: Piece) -> tuple[Result, float]:
    started = time.process_time()
    result = piece.work()
    return result, time.process_time() - started


class Journal:
    """The pieces that are done."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._code = _fingerprint()
        path.parent.mkdir(parents=True, exist_ok=True)

    def results(self, part: str) -> dict[str, Result]:
        """Give what is known of a part, by the names of its pieces."""
        return {one["name"]: one["result"] for one in self._lines() if one["part"] == part}

    def seconds(self) -> float:
        """Give the processor time of all that is known."""
        return sum(one["seconds"] for one in self._lines())

    def run(self, pieces: Sequence[Piece], *, jobs: int, told: Callable[[str], None]) -> None:
        """Work off what is not known yet, in processes of its own."""
        known = {(one["part"], one["name"]) for one in self._lines()}
        missing = [piece for piece in pieces if (piece.part, piece.name) not in known]
        with ProcessPoolExecutor(jobs) as workers:
            for piece, (result, seconds) in zip(missing, workers.map(_timed, missing), strict=True):
                self._append(piece, result, seconds)
                told(f"{piece.part}, {piece.name}: {seconds:.1f} s")

    def _append(self, piece: Piece, result: Result, seconds: float) -> None:
        line = json.dumps(
            {
                "code": self._code,
                "part": piece.part,
                "name": piece.name,
                "seconds": round(seconds, 2),
                "result": result,
            }
        )
        with self._path.open("a", encoding="utf-8") as journal:
            journal.write(line + "\n")

    def _lines(self) -> list[dict[str, object]]:
        if not self._path.exists():
            return []
        lines = self._path.read_text(encoding="utf-8").splitlines(keepends=True)
        whole = (json.loads(line) for line in lines if line.endswith("}\n"))
        return [one for one in whole if one["code"] == self._code]
