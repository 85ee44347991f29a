"""The settings' limits, and what a report counts."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from built_in import COURSE
from grading.conftest import Grade
from noisegrade import grading


@pytest.mark.parametrize(("effect", "seconds"), [(0.026, 10), (0.1, 10), (0.013, 40)])
def test_more_draws_may_take_longer_and_fewer_as_long(effect: float, seconds: float) -> None:
    settings = grading.Settings(course=COURSE, seed=1, effect=effect)
    assert settings.cpu_limit == pytest.approx(seconds, rel=0.05)


def test_a_report_counts_the_processor_time_of_both_sides(grade: Grade) -> None:
    before = time.process_time()
    report = grade(Path(__file__).parents[2] / "solutions", only="sample_static")
    here = time.process_time() - before
    assert 0.9 * here < report.cpu_seconds < here + 10
