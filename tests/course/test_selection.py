"""A course derived from a course: its exercises, its points, its fingerprint; and it travels."""

from __future__ import annotations

import pickle

import pytest

from built_in import COURSE
from noisegrade.course import Choice, Selection
from noisegrade.errors import CourseError, UsageError
from noisegrade.exercise import ExactExercise
from noisegrade.grading.points import award
from noisegrade.grading.random_exercise import CLAIMS
from noisegrade.model import Finding, Verdict


def _held(*claims: str) -> list[Finding]:
    return [Finding(claim=claim, verdict=Verdict.PASSED, says="") for claim in claims]


def test_exercises_stand_in_the_order_of_the_course_and_empty_sections_are_gone() -> None:
    course = COURSE.select(["noise_step", "bell_curve"])
    assert [one.name for one in course.exercises] == ["bell_curve", "noise_step"]
    assert course.functions == {"sampling": ("bell_curve",), "forward": ("noise_step",)}
    assert "def noise_step(" in course.section_of("noise_step").solution.stub
    assert "def noise_steps(" not in course.section_of("noise_step").solution.stub


def test_the_fingerprint_takes_every_choice_in() -> None:
    kinds = [
        COURSE,
        COURSE.select(["bell_curve"]),
        COURSE.derive(Selection((Choice("bell_curve", 9),))),
        COURSE.derive(Selection((Choice("bell_curve", 5, (("numbers", 2.0),)),))),
        COURSE.derive(Selection((Choice("bell_curve"),), ("pandas",))),
    ]
    assert len({one.fingerprint for one in kinds}) == len(kinds)
    everything = COURSE.select([one.name for one in COURSE.exercises])
    assert everything == COURSE


def test_a_derived_course_arrives_whole_in_another_process() -> None:
    course = COURSE.derive(Selection((Choice("bell_curve", 9), Choice("noise_step"))))
    again = pickle.loads(pickle.dumps(course))  # noqa: S301 - our own bytes
    assert again == course
    assert again.max_score == course.max_score == 14


def test_weights_share_out_the_points_of_an_exact_exercise() -> None:
    chosen = Choice("bell_curve", 12, (("numbers", 1.0), ("arrays", 3.0)))
    exercise = COURSE.derive(Selection((chosen,))).find("bell_curve")
    assert isinstance(exercise, ExactExercise)
    assert award(exercise, _held("arrays")) == 9
    assert exercise.points == 12


def test_weights_share_out_the_points_of_a_random_exercise() -> None:
    weights = (("distribution", 1.0), ("inputs", 0.0), ("reproducible", 1.0))
    chosen = Choice("sample_static", 10, weights)
    exercise = COURSE.derive(Selection((chosen,))).find("sample_static")
    lost = Finding(claim="reproducible", verdict=Verdict.FAILED, says="")
    of_law = [claim for claim in CLAIMS if claim != "reproducible"]
    assert award(exercise, [*_held(*of_law), lost]) == 5
    assert award(exercise, _held(*CLAIMS)) == 10


@pytest.mark.parametrize(
    "choices",
    [(), (Choice("bell_curve"),) * 2, (Choice("bell"),), (Choice("bell_curve", 0),)],
    ids=["none", "twice", "unknown", "no points"],
)
def test_what_can_not_be_chosen_is_refused(choices: tuple[Choice, ...]) -> None:
    with pytest.raises(UsageError):
        COURSE.derive(Selection(choices))


def test_a_selection_is_not_selected_from_again() -> None:
    with pytest.raises(CourseError, match="selection already"):
        COURSE.select(["bell_curve"]).select(["bell_curve"])
