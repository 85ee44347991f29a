"""Everything that a docstring allows is asked for: values, ranks, channels, lengths, kinds."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from built_in import COURSE
from noisegrade.exercise import Args, ExactExercise, Exercise, RandomExercise
from noisegrade.grading.tolerance import truth_of
from noisegrade.sandbox.calls import Argument, Rng

EXACT = [each for each in COURSE.exercises if isinstance(each, ExactExercise)]
RANDOM = [each for each in COURSE.exercises if isinstance(each, RandomExercise)]
IMAGES = {"image", "noisy", "x", "x0", "x_t", "eps", "field"}
LISTS = {"means", "stds", "betas"}


def name(exercise: Exercise) -> str:
    return exercise.name


def asked(exercise: Exercise, seed: int = 1) -> Iterator[Args]:
    data = np.random.default_rng(seed)
    if isinstance(exercise, ExactExercise):
        for claim in exercise.claims:
            yield from (case.args for case in claim.cases(data))
        return
    for draws in (192, 1000, 5000):  # as gradings do, of several sizes
        yield from (exercise.trial(index, draws, data).args for index in range(4))
    yield from (trial.args for trial in exercise.edges(data))


def taken(exercise: Exercise) -> Iterator[tuple[str, list[Argument]]]:
    calls = list(asked(exercise))
    for at, parameter in enumerate(exercise.parameters):
        values = [args[at] for args in calls if not isinstance(args[at], Rng)]
        if values:
            yield parameter, values


PARAMETERS = [
    pytest.param(exercise, parameter, values, id=f"{exercise.name}-{parameter}")
    for exercise in COURSE.exercises
    for parameter, values in taken(exercise)
]


@pytest.mark.parametrize(("exercise", "parameter", "values"), PARAMETERS)
def test_every_parameter_takes_at_least_three_values(
    exercise: Exercise, parameter: str, values: list[Argument]
) -> None:
    assert len({repr(value) for value in values}) >= 3, (exercise.name, parameter)


@pytest.mark.parametrize(
    ("exercise", "parameter", "values"), [one for one in PARAMETERS if one.values[1] in IMAGES]
)
def test_an_array_comes_in_three_ranks_one_element_and_several_channels(
    exercise: Exercise, parameter: str, values: list[Argument]
) -> None:
    shapes = {np.shape(value) for value in values if isinstance(value, np.ndarray)}
    assert {1, 2, 3} <= {len(shape) for shape in shapes}, (exercise.name, parameter)
    kinds = {value.dtype.kind for value in values if isinstance(value, np.ndarray)}
    assert kinds >= {"f", "i"}
    assert np.dtype(np.float32) in {v.dtype for v in values if isinstance(v, np.ndarray)}
    if exercise.name in {"neighbour_correlation", "fraction_within", "passes_coverage_check"}:
        return  # one number needs no channels, and a single pixel no neighbour
    assert any(np.prod(shape) == 1 for shape in shapes)
    assert {shape[2] for shape in shapes if len(shape) == 3} >= {1, 3} or isinstance(
        exercise, RandomExercise
    )


@pytest.mark.parametrize(
    ("exercise", "parameter", "values"), [one for one in PARAMETERS if one.values[1] in LISTS]
)
def test_a_list_comes_in_many_lengths_one_and_far_more_than_three(
    exercise: Exercise, parameter: str, values: list[Argument]
) -> None:
    lengths = {np.size(value) for value in values if not isinstance(value, int | float)}
    assert {1, 2} <= lengths, (exercise.name, parameter)
    assert len(lengths) >= 5
    assert max(lengths) >= 50
    assert any(isinstance(value, list) for value in values)
    assert any(isinstance(value, np.ndarray) for value in values)


def test_static_comes_in_one_three_and_four_channels() -> None:
    calls = list(asked(COURSE.find("sample_static")))
    assert {1, 3, 4} <= {args[2] for args in calls}
    assert any(args[0] == args[1] for args in calls)
    shapes = {args[2] for args in asked(COURSE.find("sample_gaussian"))}
    assert {1, 2, 3, 4} <= {len(np.zeros(shape).shape) for shape in shapes}


@pytest.mark.parametrize("exercise", EXACT, ids=name)
def test_no_claim_has_the_same_truths_at_every_seed(exercise: ExactExercise) -> None:
    for claim in exercise.claims:
        answers = []
        for seed in range(8):
            cases = claim.cases(np.random.default_rng(seed))
            answers.append(repr([np.asarray(truth_of(exercise, case.args)) for case in cases]))
        assert len(set(answers)) >= 4, claim.name


@pytest.mark.parametrize("exercise", RANDOM, ids=name)
def test_the_number_of_edge_requests_does_not_depend_on_the_seed(exercise: RandomExercise) -> None:
    counts = {len(exercise.edges(np.random.default_rng(seed))) for seed in range(5)}
    assert len(counts) == 1
