"""Errors that learners meet, and what they are told to do."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from noisegrade.grading.advice import advice

RNG = np.random.default_rng(1)
WHOLE = np.arange(4)


def _add_in_place() -> None:
    array = WHOLE.copy()
    array += 0.5


@pytest.mark.parametrize(
    ("mistake", "word"),
    [
        (lambda: RNG.randn(3), "rng.standard_normal"),
        (lambda: RNG.rand(3), "rng.random"),
        (lambda: RNG(3), "no function"),
        (lambda: RNG.standard_normal(3, 4), "one tuple"),
        (lambda: 2.0 ^ 2, "write **"),
        (lambda: np.ones(2) ^ 2, "write **"),
        (lambda: 2.0 * RNG.standard_normal, "not called"),
        (_add_in_place, "a new array"),
        (lambda: len(2.0), "single number"),
        (lambda: 1 - [0.5], "np.asarray"),
        (lambda: np.ones((2, 3)) + np.ones(2), "different shapes"),
        (lambda: max(0, np.ones(3)), "one True or False"),
        (lambda: np.no_such_thing, "no_such_thing in numpy"),
    ],
)
def test_a_real_error_is_followed_by_what_to_do(mistake: Callable[[], object], word: str) -> None:
    with pytest.raises(Exception) as caught:  # noqa: PT011 - any error that Python raises here
        mistake()
    said = advice(f"{type(caught.value).__name__}: {caught.value}")
    assert said is not None
    assert word in said


def test_an_error_of_the_learners_own_gets_no_advice() -> None:
    assert advice("KeyError: 'x'") is None
