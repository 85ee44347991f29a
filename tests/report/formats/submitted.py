"""A small class, really graded: what every format is made from, and compared with."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from built_in import COURSE
from noisegrade import submission
from noisegrade.grading import Settings, grade
from noisegrade.model import ExerciseReport, Report, Verdict
from noisegrade.report.people import ClassRow, Learner, RefusedSubmission
from noisegrade.sandbox.client import Sandbox

SOLUTIONS = Path(__file__).parents[3] / "solutions"
EXERCISES = Path(__file__).parents[3] / "exercises"

MISTAKEN = """
import numpy as np

print("=1+1 <script>alert(1)</script> \\x07 ]]>")

def bell_curve(x, mean, std):
    raise ValueError("<b>&amp; \\x00 \\ud800")

def sample_gaussian(mean, std, shape, rng):
    return mean + std**2 * rng.standard_normal(shape)

def shift_and_scale(eps, mean, std):
    return mean + std * eps
"""

ADA = Learner(
    name="Ada Lovelace",
    email="ada@example.org",
    number="1815",
    login="ada",
    platform_id="4711",
    section="A",
)
HOSTILE = Learner(name='=HYPERLINK("x","<i>")', email="eve@example.org", number="-1", login="@eve")
CARL = Learner(name="Gauß, Carl", email="carl@example.org", number="1777", login="carl")


@cache
def reports() -> dict[str, Report]:
    """Grade the solutions, the stubs and a file with mistakes, each once a run."""
    with TemporaryDirectory() as made, Sandbox() as sandbox:
        mistaken = Path(made) / "mistaken.py"
        mistaken.write_text(MISTAKEN, encoding="utf-8")
        return {
            path.stem: grade(
                submission.read(path, COURSE.functions),
                sandbox,
                settings=Settings(course=COURSE, seed=11),
            )
            for path in (SOLUTIONS, EXERCISES, mistaken)
        }


def ungraded(report: Report) -> Report:
    """Let the grader have failed on the second exercise."""
    first, second, *others = report.exercises
    failed = ExerciseReport(
        exercise=second.exercise,
        verdict=Verdict.UNGRADED,
        score=None,
        max_score=second.max_score,
        says="The grader failed here; nothing is lost.",
    )
    return replace(report, submission="carl", score=None, exercises=(first, failed, *others))


@cache
def entries() -> tuple[ClassRow | RefusedSubmission, ...]:
    """Give one of everything: right, untouched, mistaken, ungraded, refused, identical."""
    graded = reports()
    return (
        RefusedSubmission("broken.zip", "it holds none of sampling.py, …", CARL),
        ClassRow(replace(graded["solutions"], submission="ada"), ADA),
        ClassRow(replace(graded["exercises"], submission="untouched")),
        ClassRow(replace(graded["mistaken"], submission="../eve: a/b"), HOSTILE),
        ClassRow(ungraded(graded["solutions"]), CARL),
        ClassRow(replace(graded["solutions"], submission="ADA"), identical_to="ada"),
    )
