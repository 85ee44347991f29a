"""The rounding that is allowed for."""

from __future__ import annotations

import numpy as np
import pytest

from built_in import COURSE
from noisegrade.exercise import RandomExercise
from noisegrade.grading import evaluation, sampling


@pytest.mark.parametrize(
    ("exercise", "widest"), [("sample_static", 1), ("add_noise", 1), ("many_small_effects", 4)]
)
def test_eight_roundings_are_allowed_where_the_farthest_right_draw_lies(
    exercise: str, widest: int
) -> None:
    one = COURSE.find(exercise)
    assert isinstance(one, RandomExercise)
    calls = sampling.trials(one, 3000, np.random.default_rng(1), blocks=sampling.FIRST)
    asked = [trial.moments for trial in calls]
    farthest = max((abs(law_.mean) + law_.offset) / law_.std + 10 for law_ in asked)
    assert evaluation.rounding(calls) == pytest.approx(widest * 8 * 2**-23 * farthest)
