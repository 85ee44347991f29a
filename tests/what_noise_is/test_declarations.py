from __future__ import annotations

from collections.abc import Callable
from itertools import combinations

import numpy as np
import pytest

from built_in import COURSE, MISTAKES, UNNAMED
from noisegrade.errors import UsageError
from noisegrade.exercise import RNG, Args, ExactExercise, Exercise, RandomExercise
from noisegrade.grading.random_exercise import CLAIMS
from noisegrade.sandbox.calls import Argument

EXERCISES = COURSE.exercises
EXACT = [one for one in EXERCISES if isinstance(one, ExactExercise)]
SAMPLED = [one for one in EXERCISES if isinstance(one, RandomExercise)]


def name(exercise: Exercise) -> str:
    return exercise.name


every = pytest.mark.parametrize("exercise", EXERCISES, ids=name)
exact = pytest.mark.parametrize("exercise", EXACT, ids=name)
sampled = pytest.mark.parametrize("exercise", SAMPLED, ids=name)


def test_every_exercise_has_a_section_and_is_worth_as_much_as_the_others() -> None:
    assert [each for section in COURSE.sections for each in section.exercises] == list(EXERCISES)
    assert COURSE.max_score == 5 * len(EXERCISES)


def test_a_mistyped_name_is_answered_with_the_nearest() -> None:
    with pytest.raises(UsageError, match="Did you mean sample_static"):
        COURSE.find("sample_statik")
    assert COURSE.section_of("noise_step").name == "forward"


@every
def test_an_exercise_knows_some_mistakes_each_by_a_name_of_its_own(exercise: Exercise) -> None:
    ids = [mistake.id for mistake in exercise.misconceptions]
    assert len(ids) >= 3
    assert len(set(ids)) == len(ids)


@every
def test_every_mistake_has_an_implementation_and_every_implementation_a_mistake(
    exercise: Exercise,
) -> None:
    assert {mistake.id for mistake in exercise.misconceptions} == set(MISTAKES[exercise.name])


@every
def test_wrong_implementations_without_a_name_are_known(exercise: Exercise) -> None:
    assert UNNAMED[exercise.name]


def test_there_are_five_of_them_for_an_exercise() -> None:
    assert sum(len(each) for each in UNNAMED.values()) >= 5 * len(UNNAMED)


@every
def test_a_mistake_breaks_a_claim_that_the_exercise_makes(exercise: Exercise) -> None:
    made = (
        {one.name for one in exercise.claims}
        if isinstance(exercise, ExactExercise)
        else set(CLAIMS)
    )
    assert {mistake.claim for mistake in exercise.misconceptions} <= made


@every
def test_texts_are_short_sentences(exercise: Exercise) -> None:
    for mistake in exercise.misconceptions:
        for text in (mistake.says, mistake.next_step):
            assert len(text.split()) <= 25
            assert text.endswith((".", "?"))
            assert text[0] == text[0].lower()
            assert ". " not in text
    hint = exercise.hint
    assert all(text and "\n" not in text for text in (hint.idea, hint.look_here, hint.worked_line))
    if exercise.prediction:
        assert exercise.prediction.question.endswith("?")
        assert exercise.prediction.recall.endswith(".")


def same(first: Args, second: Args) -> bool:
    return all(
        np.array_equal(a, b) if isinstance(a, np.ndarray) and isinstance(b, np.ndarray) else a == b
        for a, b in zip(first, second, strict=True)
    )


@exact
def test_cases_follow_from_the_seed(exercise: ExactExercise) -> None:
    for claim in exercise.claims:
        once, again = (claim.cases(np.random.default_rng(5)) for _ in range(2))
        assert all(same(a.args, b.args) for a, b in zip(once, again, strict=True))
        assert all(len(case.args) == len(exercise.parameters) for case in once)


def number(argument: Argument) -> float:
    assert isinstance(argument, int | float)
    return float(argument)


@exact
def test_every_claim_asks_for_more_than_the_standard_bell(exercise: ExactExercise) -> None:
    if not {"mean", "std"} <= set(exercise.parameters):
        return
    at = [exercise.parameters.index(one) for one in ("mean", "std")]
    asked = [
        [tuple(number(case.args[i]) for i in at) for case in claim.cases(np.random.default_rng(1))]
        for claim in exercise.claims
    ]
    assert all(set(each) - {(0.0, 1.0)} for each in asked)
    stds = [std for of_claim in asked for _, std in of_claim]
    assert min(stds) < 1 < max(stds)


@sampled
@pytest.mark.parametrize("draws", [192, 1931, 19_313])
def test_trials_ask_for_about_as_many_draws_as_planned(
    exercise: RandomExercise, draws: int
) -> None:
    trials = [exercise.trial(i, draws, np.random.default_rng(i)) for i in range(16)]
    shapes = set()
    for trial in trials:
        assert len(trial.args) == len(exercise.parameters)
        assert trial.args[-1] == RNG
        noise = trial.values(np.zeros(trial.shape))
        assert 0.95 * draws <= noise.size <= 1.15 * draws
        assert noise.ndim == len(trial.axes)
        shapes.add(noise.shape)
    assert len(shapes) == 1
    assert len(set(next(iter(shapes)))) == len(trials[0].axes)


@sampled
def test_trials_follow_from_the_seed(exercise: RandomExercise) -> None:
    for index in range(4):
        once, again = (exercise.trial(index, 192, np.random.default_rng(3)) for _ in range(2))
        assert same(once.args, again.args)


Bell = Callable[[float, float], tuple[float, float]]

BELLS: dict[str, Bell] = {
    "right": lambda m, s: (m, s),
    "mean-forgotten": lambda _, s: (0.0, s),
    "shift-before-scale": lambda m, s: (m * s, s),
    "mean-and-std-swapped": lambda m, s: (s, abs(m)),
    "variance-for-scale": lambda m, s: (m, s * s),
    "root-of-std": lambda m, s: (m, s**0.5),
    "std-forgotten": lambda m, _: (m, 1.0),
}


def test_the_wrong_bells_of_sample_gaussian_stand_far_apart() -> None:
    settings = [(5.0, 3.0), (-2.0, 0.25)]
    exercise = COURSE.find("sample_gaussian")
    assert isinstance(exercise, RandomExercise)
    trials = [exercise.trial(index, 192, np.random.default_rng(0)) for index in range(2)]
    assert [trial.args[:2] for trial in trials] == settings
    for one, other in combinations(BELLS.values(), 2):
        gaps = []
        for mean, std in settings:
            (m1, s1), (m2, s2) = one(mean, std), other(mean, std)
            gaps += [abs(m1 - m2) / max(s1, s2), max(s1, s2) / min(s1, s2) - 1]
        assert max(gaps) >= 0.5


@pytest.mark.parametrize(("name", "at"), [("sample_gaussian", 1), ("add_noise", 1)])
def test_numbers_in_a_name_are_those_of_the_settings(name: str, at: int) -> None:
    exercise = COURSE.find(name)
    assert isinstance(exercise, RandomExercise)
    trials = [exercise.trial(index, 192, np.random.default_rng(0)) for index in range(2)]
    stds = [float(str(trial.args[at])) for trial in trials]
    says = {one.id: one.says for one in exercise.misconceptions}
    assert f": {max(stds) ** 2:g} = {max(stds):g}²." in says["variance-for-scale"]
    assert f": {min(stds) ** 0.5:g} = √{min(stds):g}." in says["root-of-std"]
