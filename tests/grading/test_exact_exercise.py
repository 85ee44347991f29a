"""Answers beside the truth, without any sandbox."""

from __future__ import annotations

import math
from collections import namedtuple
from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import special

from built_in import COURSE
from noisegrade import grading
from noisegrade.model import FloatArray, Verdict
from noisegrade.sandbox.live_session import LiveSession


@pytest.mark.parametrize(
    ("factor", "verdict"), [(1.0, Verdict.PASSED), (1.0001, Verdict.FAILED), (2, Verdict.FAILED)]
)
def test_single_precision_may_be_off_by_its_rounding_alone(factor: float, verdict: Verdict) -> None:
    def bell_curve(x: FloatArray, mean: float, std: float) -> NDArray[np.float32]:
        z = (x - mean) / std
        top = factor * np.exp(-z * z / 2)
        return np.asarray(top / (std * math.sqrt(2 * math.pi)), np.float32)

    live = LiveSession({"bell_curve": bell_curve})
    report = grading.examine(
        COURSE.find("bell_curve"), live, grading.Settings(course=COURSE, seed=1)
    )
    assert report.verdict is verdict, report.says


def test_two_answers_are_not_one_whatever_holds_them() -> None:
    both = namedtuple("both", ["first", "second"])  # noqa: PYI024 - as a learner would

    def gaussian_coverage(k: float) -> tuple[object, ...]:
        return both(np.asarray(special.erf(np.asarray(k) / math.sqrt(2)))[()], 0.5)

    live = LiveSession({"gaussian_coverage": gaussian_coverage})
    report = grading.examine(
        COURSE.find("gaussian_coverage"), live, grading.Settings(course=COURSE, seed=1)
    )
    assert report.verdict is Verdict.FAILED
    assert report.score == 0


@pytest.mark.parametrize(
    ("exercise", "function", "says"),
    [
        ("passes_coverage_check", lambda *_: 0.5, "should give True or False; yours gives float64"),
        ("passes_coverage_check", lambda *_: True, "should give False; yours gives True."),
        ("bell_curve", lambda *_: (1.0, 2.0), "should give one float; yours gives a tuple."),
        ("bell_curve", lambda *_: [1.0], "should give one float; yours gives one list."),
        ("bell_curve", lambda *_: 0.0, "should give 0.7979; yours gives 0."),
        ("bell_curve", lambda *_: 0, "should give one float; yours gives whole numbers."),
        ("scale_gaussian", lambda m, _, f: [m * f], "give 2 numbers; yours gives one list."),
        (
            "scale_gaussian",
            lambda m, s, f: [m * f, s * f + 1],
            "should give 6 as its second value; yours gives 7.",
        ),
        (
            "neighbour_correlation",
            lambda *_: np.zeros(3),
            "a single number; yours gives an array of shape (3,).",
        ),
    ],
)
def test_a_wrong_answer_is_told_beside_the_right_one(
    exercise: str, function: Callable[..., object], says: str
) -> None:
    report = grading.examine(
        COURSE.find(exercise),
        LiveSession({exercise: function}),
        grading.Settings(course=COURSE, seed=1),
    )
    assert says in report.says
