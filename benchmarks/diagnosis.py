"""How often a mistake is named rightly, wrongly, or not at all: the whole grading, many seeds.

Run it: python benchmarks/diagnosis.py [RUNS]. Every wrong implementation in
the course is graded RUNS times (30), each time with another seed; so is right code. To
reach: of the catalogued mistakes at least 95 % named rightly and none wrongly in more than one run
of a hundred; of the others at most 2 % of runs get a name; right code passes and gets none.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping

from noisegrade import grading
from noisegrade.course import BUILT_IN, load_course
from noisegrade.exercise import PREAMBLE
from noisegrade.model import Chunk, ExerciseReport, Source, Submission, Verdict
from noisegrade.sandbox.client import Sandbox

COURSE = load_course(BUILT_IN)
Table = Mapping[str, Mapping[str, str]]

_KNOWN = {each.name: COURSE.implementations(each.name) for each in COURSE.exercises}
MISTAKES: Table = {name: known.misconceptions for name, known in _KNOWN.items()}
UNNAMED: Table = {name: known.unnamed for name, known in _KNOWN.items()}
RIGHT: Table = {name: known.right for name, known in _KNOWN.items()}
RUNS = 30
ENOUGH, TOO_MANY, TOO_MANY_UNKNOWN = 0.95, 0.01, 0.02


def graded(sandbox: Sandbox, name: str, text: str, runs: int) -> Iterator[ExerciseReport]:
    """Grade one function, once for every seed."""
    section = COURSE.section_of(name).name
    chunks = (Chunk(PREAMBLE + text, f"{section}.py"),)
    work = Submission("wrong", (Source(section, chunks, (section,)),))
    for seed in range(runs):
        settings = grading.Settings(course=COURSE, seed=seed)
        report = grading.grade(work, sandbox, settings=settings, only=[name])
        yield next(one for one in report.exercises if one.exercise == name)


def names_of(sandbox: Sandbox, table: Table, runs: int) -> Iterator[tuple[str, str, Counter[str]]]:
    """Count the names that every function of a table gets; what passes counts as "passed"."""
    for name, texts in table.items():
        for which, text in texts.items():
            yield (
                name,
                which,
                Counter(
                    "passed" if one.verdict is Verdict.PASSED else one.misconception or "no name"
                    for one in graded(sandbox, name, text, runs)
                ),
            )


def main(runs: int) -> int:
    """Print every figure and what misses it; give the exit code."""
    started, missed = time.perf_counter(), 0
    with Sandbox() as sandbox:
        total, rightly, misnamed, worst = 0, 0, 0, 1.0
        for name, which, names in names_of(sandbox, MISTAKES, runs):
            total, rightly = total + runs, rightly + names[which]
            worst = min(worst, names[which] / runs)
            wrongly = runs - names[which] - names["no name"]
            misnamed += wrongly
            if names[which] < ENOUGH * runs or wrongly > TOO_MANY * runs:
                missed += 1
                print(f"  missed: {name}, {which}: {dict(names)}")
        print(
            f"catalogued: {rightly} of {total} runs named rightly, {misnamed} wrongly; "
            f"of the worst mistake {worst:.0%} rightly"
        )
        named = unknown = 0
        for name, which, names in names_of(sandbox, UNNAMED, runs):
            unknown, wrong = unknown + runs, runs - names["no name"]
            named += wrong
            if wrong:
                print(f"  named though unknown: {name}, {which}: {dict(names)}")
        missed += named > TOO_MANY_UNKNOWN * unknown
        print(f"uncatalogued: {named} of {unknown} runs got a name")
        right = refused = 0
        for name, which, names in names_of(sandbox, RIGHT, max(1, runs // 3)):
            right, wrong = right + names.total(), names.total() - names["passed"]
            refused += wrong
            if wrong:
                print(f"  right code refused: {name}, {which}: {dict(names)}")
        missed += bool(refused)
        print(f"right code: {right - refused} of {right} runs passed")
    print(f"{time.perf_counter() - started:.0f} s")
    return min(missed, 1)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else RUNS))
