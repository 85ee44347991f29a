"""The worked examples of a docstring run on the learner's code."""

from __future__ import annotations

from grading.conftest import GradeFunction
from noisegrade.model import Verdict


def test_code_that_stops_at_its_own_worked_example_does_not_pass(
    grade_function: GradeFunction,
) -> None:
    report = grade_function(
        "sample_static",
        """
def sample_static(height, width, channels, rng):
    if (height, width) == (64, 48):
        raise ValueError("I don't like this size")
    return rng.standard_normal((height, width, channels))
""",
    )
    assert report.verdict is Verdict.CRASHED
    assert report.score == 0
    assert report.says == (
        "The worked example of its docstring stopped with ValueError: I don't like this size."
    )


def test_an_exact_exercise_runs_its_example_too(grade_function: GradeFunction) -> None:
    report = grade_function(
        "standardize",
        """
def standardize(x, mean, std):
    if np.shape(x) == (3,):
        return undefined_name
    return (x - mean) / std
""",
    )
    assert report.verdict is Verdict.CRASHED
    assert report.score is not None
    assert report.score < report.max_score


def test_what_an_example_prints_is_not_the_learners_output(grade_function: GradeFunction) -> None:
    report = grade_function(
        "sample_static",
        """
def sample_static(height, width, channels, rng):
    return rng.standard_normal((height, width, channels))
""",
    )
    assert report.verdict is Verdict.PASSED
    assert report.output == ""
