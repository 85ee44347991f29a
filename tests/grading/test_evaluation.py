"""The rounding that is allowed for."""

from __future__ import annotations

import numpy as np
import pytest

from noisegrade import course
from noisegrade.exercise import RandomExercise
from noisegrade.grading import evaluation, sampling


@pytest.mark.parametrize(
    ("exercise", "widest"), [("sample_static", 1), ("add_noise", 1), ("many_small_effects", 4)]
)
def test_eight_roundings_are_allowed_where_the_farthest_right_draw_lies(
    exercise: str, widest: int
) -> None:
    one = course.find(exercise)
    assert isinstance(one, RandomExercise)
    args = sampling.trials(one, 3000, np.random.default_rng(1))
    asked = [one.asked(each) for each in args]
    farthest = max((abs(law_.mean) + law_.offset) / law_.std + 10 for law_ in asked)
    assert evaluation.rounding(one, args) == pytest.approx(widest * 8 * 2**-23 * farthest)
