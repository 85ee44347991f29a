"""A class of any size: really graded answers to every exercise, dealt out anew to each learner."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from built_in import COURSE, MISTAKES, source
from noisegrade import submission
from noisegrade.grading import Settings, grade
from noisegrade.model import ExerciseReport, Report
from noisegrade.report.people import ClassRow, Learner, RefusedSubmission
from noisegrade.sandbox.client import Sandbox
from report.formats.submitted import reports, ungraded

FIRST = ("Ada", "Emmy", "Carl", "Sofja", "Paul", "Grace", "Andrej", "Élie", "Leonhard", "Mary")
LAST = ("Gauß", "Noether", "Lovelace", "Kolmogorow", "Lévy", "Hopper", "Germain", "Euler", "Bayes")
WRONG = 3  # mistakes an exercise


@cache
def mistaken() -> tuple[Report, ...]:
    """Grade submissions that hold a catalogued mistake in every exercise."""
    graded = []
    with TemporaryDirectory() as made, Sandbox() as sandbox:
        for at in range(WRONG):
            bodies = [[*mistakes.values()][at % len(mistakes)] for mistakes in MISTAKES.values()]
            path = Path(made) / f"wrong{at}.py"
            path.write_text(source("\n\n".join(bodies)), encoding="utf-8")
            graded.append(
                grade(
                    submission.read(path, COURSE.functions),
                    sandbox,
                    settings=Settings(course=COURSE, seed=at),
                )
            )
    return tuple(graded)


def school(size: int) -> Iterator[ClassRow | RefusedSubmission]:
    """Deal the answers out: the abler pass more, some nameless, ungraded, unreadable."""
    dealt = random.Random(18)  # noqa: S311 - the same class each time is the point
    right, stubs = reports()["solutions"], reports()["exercises"]
    for at in range(size):
        name = f"{dealt.choice(FIRST)} {dealt.choice(LAST)}"
        who = Learner(name=f"{name} {at}", email=f"learner{at}@example.org", login=f"learner{at}")
        handed_in = f"{at:05}_{name.replace(' ', '_')}"
        if at % 100 == 50:
            yield RefusedSubmission(
                f"{handed_in}.zip", "the archive is damaged: zip it again.", who
            )
            continue
        able = dealt.betavariate(3, 1.2)
        chosen: list[ExerciseReport] = []
        for good, empty, *bad in zip(
            right.exercises, stubs.exercises, *(one.exercises for one in mistaken()), strict=True
        ):
            begun = dealt.random() < able + 0.3
            wrong = dealt.choice(bad) if begun else empty
            chosen.append(good if dealt.random() < able else wrong)
        if at % 10 == 3:
            chosen = [replace(one, looks_like=None, misconception=None) for one in chosen]
        report = replace(
            right,
            submission=handed_in,
            exercises=tuple(chosen),
            score=sum(one.score or 0.0 for one in chosen),
        )
        if at % 100 == 25:
            report = replace(ungraded(report), submission=handed_in)
        first = f"{at - 40:05}" if at % 100 == 60 else None
        yield ClassRow(report, who, identical_to=None if first is None else FIRST_OF.get(first))
        FIRST_OF[f"{at:05}"] = handed_in


FIRST_OF: dict[str, str] = {}
