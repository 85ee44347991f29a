"""Slips that any exercise can meet: Python's own errors, and results of a wrong kind."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from built_in import SLIPS as KNOWN
from grading.conftest import GradeFunction
from noisegrade.grading.python_errors import ERRORS
from noisegrade.grading.slips import SLIPS, slip_of_error
from noisegrade.model import Verdict

RNG = np.random.default_rng(1)
WHOLE = np.arange(4)


def _add_in_place() -> None:
    array = WHOLE.copy()
    array += 0.5


def _own(shape: object, scale: float = 1.0) -> object:
    return shape, scale


@pytest.mark.parametrize(
    ("mistake", "name", "word"),
    [
        (lambda: RNG.randn(3), "method-of-another-module", "rng.standard_normal"),
        (lambda: RNG.rand(3), "method-of-another-module", "rng.random"),
        (lambda: RNG(3), "generator-called", "one of its methods"),
        (lambda: RNG.standard_normal(3, 4), "shape-as-numbers", "brackets of its own"),
        (lambda: RNG.normal(0, 1, 3, 4), "too-many-arguments", "brackets of its own"),
        (lambda: _own(1, 2, 3), "too-many-arguments", "which arguments _own takes"),
        (lambda: 2.0 ^ 2, "caret-for-power", "write **"),
        (lambda: np.ones(2) ^ 2, "caret-for-power", "write **"),
        (lambda: 2.0 * RNG.standard_normal, "method-not-called", "brackets"),
        (_add_in_place, "decimals-into-whole-numbers", "a new array"),
        (lambda: len(2.0), "number-as-array", "without len"),
        (lambda: 1 - [0.5], "list-as-array", "np.asarray"),
        (lambda: np.ones((2, 3)) + np.ones(2), "shapes-differ", "shape"),
        (lambda: max(0, np.ones(3)), "truth-of-array", "&"),
        (lambda: np.no_such_thing, "not-in-module", "slip in the name"),
        (lambda: (0.5,).mean(), "list-as-array", "np.asarray"),
        (lambda: (0.5,).append(1), "tuple-changed", "new value"),
        (lambda: int(float("inf")), "infinite-cut", "division by 0"),
    ],
)
def test_a_real_error_is_named_and_followed_by_what_to_do(
    mistake: Callable[[], object], name: str, word: str
) -> None:
    with pytest.raises(Exception) as caught:  # noqa: PT011 - any error that Python raises here
        mistake()
    slip = slip_of_error(f"{type(caught.value).__name__}: {caught.value}")
    assert slip is not None
    assert slip.id == name
    assert word in slip.next_step


def test_an_error_of_the_learners_own_gets_no_name() -> None:
    assert slip_of_error("ValueError: the image is too dark") is None
    assert slip_of_error("ValueError: I expected a positive input") is None
    assert slip_of_error("RuntimeError: no 'NoneType' here, please") is None


def test_what_is_said_is_one_short_clause() -> None:
    for error in ERRORS:
        for text in (error.says, error.next_step):
            assert text.endswith(".")
            assert text.startswith(("None ", "NumPy", "Python")) or text[0] == text[0].lower()
            assert len(text.split()) <= 25


def test_every_slip_has_an_implementation_in_some_room() -> None:
    assert {slip for slips in KNOWN.values() for slip in slips} == set(SLIPS)


@pytest.mark.parametrize(
    ("exercise", "slip"), [(name, slip) for name, slips in KNOWN.items() for slip in slips]
)
def test_a_slip_is_caught_and_named(
    grade_function: GradeFunction, exercise: str, slip: str
) -> None:
    report = grade_function(exercise, KNOWN[exercise][slip])
    assert report.verdict in {Verdict.FAILED, Verdict.CRASHED}
    assert report.misconception == slip
    assert report.looks_like is not None
    assert report.next_step is not None
