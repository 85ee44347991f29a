"""What is drawn of a case that failed is what failed: compared with the check, and with NumPy."""

from __future__ import annotations

import base64
from pathlib import Path

import numpy as np
import pytest

from built_in import COURSE, MISTAKES, source
from noisegrade import grade, picture, submission
from noisegrade.picture.packed import Packed
from noisegrade.picture.panels import Failure
from noisegrade.sandbox.client import Sandbox

CHOSEN = {
    "sample_static": "constant-seed",
    "sample_gaussian": "variance-for-scale",
    "shift_and_scale": "mean-and-std-swapped",
    "sample_sum": "sorted-draws",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    written = tmp_path_factory.mktemp("failing")
    for name, mistake in CHOSEN.items():
        text = source(MISTAKES[name][mistake])
        (written / f"{name}.py").write_text(text, encoding="utf-8")
    return written


@pytest.fixture(scope="module")
def failures(folder: Path) -> dict[str, Failure | None]:
    work = submission.read(folder, COURSE.functions)
    with Sandbox() as sandbox:
        panels = picture.draw(COURSE, work, sandbox, tuple(CHOSEN), seed=5)
    return {one.name: one.checked.failure for one in panels}


def pairs(packed: Packed) -> np.ndarray:
    whole = np.frombuffer(base64.b64decode(packed.numbers), dtype="<i2")
    return np.asarray(whole.reshape(-1, 2) * packed.scale)


def test_the_numbers_of_an_exact_exercise_are_the_checks(
    folder: Path, failures: dict[str, Failure | None]
) -> None:
    reports = {each.exercise: each for each in grade(folder, course=COURSE, seed=5).exercises}
    drawn = failures["shift_and_scale"]
    assert drawn is not None
    says = reports["shift_and_scale"].says
    assert f"should give {drawn.asked[0]:.4g}; yours gives {drawn.came[0]:.4g}" in says
    call = reports["shift_and_scale"].call
    assert call is not None
    eps, mean, std = (float(each) for each in call.split("(")[1].rstrip(")").split(","))
    assert drawn.asked[0] == pytest.approx(mean + std * eps, rel=1e-5)


def test_the_draws_of_a_random_exercise_are_those_that_the_check_counted(
    folder: Path, failures: dict[str, Failure | None]
) -> None:
    reports = {each.exercise: each for each in grade(folder, course=COURSE, seed=5).exercises}
    drawn = failures["sample_gaussian"]
    assert drawn is not None
    assert drawn.bars is not None
    counted = (drawn.bars.below, *drawn.bars.counts, drawn.bars.above)
    assert counted == reports["sample_gaussian"].histogram


def test_sorted_draws_lie_on_a_line(failures: dict[str, Failure | None]) -> None:
    drawn = failures["sample_sum"]
    assert drawn is not None
    assert drawn.cloud is not None
    first, second = pairs(drawn.cloud.pairs).T
    assert np.corrcoef(first, second)[0, 1] > 0.9
    assert "a round cloud was asked for" in drawn.caption


def test_calls_that_repeat_each_other_lie_on_the_diagonal(
    failures: dict[str, Failure | None],
) -> None:
    drawn = failures["sample_static"]
    assert drawn is not None
    assert drawn.cloud is not None
    first, second = pairs(drawn.cloud.pairs).T
    assert first == pytest.approx(second)
    assert "once more" in drawn.caption
