from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from built_in import COURSE, MISTAKES, NAMES, RIGHT, UNNAMED
from grading.conftest import Grade, GradeFunction
from noisegrade.model import Verdict

ROOT = Path(__file__).parents[2]

catalogued = pytest.mark.parametrize(
    ("exercise", "mistake"), [(name, one) for name, all_ in MISTAKES.items() for one in all_]
)
right = pytest.mark.parametrize(
    ("exercise", "way"), [(name, one) for name, all_ in RIGHT.items() for one in all_]
)
uncatalogued = pytest.mark.parametrize(
    ("exercise", "mistake"), [(name, one) for name, all_ in UNNAMED.items() for one in all_]
)

LEGACY = {
    "sample_static": (
        "def sample_static(height, width, channels, rng):\n"
        "    return np.random.normal(0, 1, (height, width, channels))\n"
    ),
    "sample_gaussian": (
        "def sample_gaussian(mean, std, size, rng):\n"
        "    count = int(np.prod(size))\n"
        "    return np.reshape([random.gauss(mean, std) for _ in range(count)], size)\n"
    ),
    "sample_sum": (
        "def sample_sum(means, stds, size, rng):\n"
        "    fresh = np.random.default_rng()\n"
        "    return sum(fresh.normal(m, s, size) for m, s in zip(means, stds))\n"
    ),
}


@pytest.mark.parametrize("seed", range(5))
def test_the_solutions_earn_every_point(grade: Grade, seed: int) -> None:
    report = grade(ROOT / "solutions", seed=seed)
    assert {one.exercise for one in report.exercises if one.verdict is not Verdict.PASSED} == set()
    assert report.score == report.max_score == sum(one.points for one in COURSE.exercises)


@pytest.mark.slow
def test_the_solutions_pass_on_three_hundred_seeds(grade: Grade) -> None:
    failed = [
        seed
        for seed in range(100, 400)
        if grade(ROOT / "solutions", seed=seed).score != COURSE.max_score
    ]
    assert failed == []


def test_the_stubs_are_not_attempted(grade: Grade) -> None:
    report = grade(ROOT / "exercises")
    assert Counter(one.verdict for one in report.exercises) == {Verdict.NOT_ATTEMPTED: len(NAMES)}
    assert report.score == 0


@catalogued
def test_a_catalogued_mistake_breaks_its_claim_and_is_named(
    grade_function: GradeFunction, exercise: str, mistake: str
) -> None:
    report = grade_function(exercise, MISTAKES[exercise][mistake])
    entry = next(one for one in COURSE.find(exercise).misconceptions if one.id == mistake)
    against = {one.claim for one in report.findings if one.verdict is Verdict.FAILED}
    assert entry.claim in against
    assert report.misconception == mistake
    assert report.verdict is Verdict.FAILED
    assert report.score is not None
    assert report.score < report.max_score


@right
def test_a_right_function_passes_however_it_is_written(
    grade_function: GradeFunction, exercise: str, way: str
) -> None:
    report = grade_function(exercise, RIGHT[exercise][way])
    assert (report.verdict, report.misconception) == (Verdict.PASSED, None), report.says
    assert report.score == report.max_score


@uncatalogued
def test_a_mistake_that_nobody_knows_fails_without_a_name(
    grade_function: GradeFunction, exercise: str, mistake: str
) -> None:
    report = grade_function(exercise, UNNAMED[exercise][mistake])
    assert report.verdict is Verdict.FAILED, report.says
    assert report.misconception is None


@pytest.mark.parametrize("exercise", LEGACY)
def test_a_right_law_from_another_generator_loses_reproducible_alone(
    grade_function: GradeFunction, exercise: str
) -> None:
    report = grade_function(exercise, LEGACY[exercise])
    lost = [one.claim for one in report.findings if one.verdict is not Verdict.PASSED]
    assert lost == ["reproducible"]
    assert report.score == 4


def test_a_changed_input_costs_its_own_fifth(grade_function: GradeFunction) -> None:
    report = grade_function(
        "add_noise",
        """
def add_noise(image, sigma, rng):
    noisy = image + sigma * rng.standard_normal(image.shape)
    image[...] = 0
    return noisy
""",
    )
    lost = [one.claim for one in report.findings if one.verdict is not Verdict.PASSED]
    assert lost == ["inputs"]
    assert report.score == 4
