"""Every wrong implementation shows its own sign and no other; right ones show none."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from built_in import COURSE, MISTAKES, RIGHT, UNNAMED, Table, source
from noisegrade import diagnosis
from noisegrade.exercise import (
    Args,
    ExactExercise,
    Fact,
    Known,
    Misconception,
    RandomExercise,
    Sample,
    Trial,
    WrongDistribution,
)
from noisegrade.grading.edges import TESTS, _tests
from noisegrade.grading.evaluation import evaluate, standardized
from noisegrade.sandbox.calls import AnyArray, Rng
from noisegrade.stats import budget
from noisegrade.stats.battery import Family

Function = Callable[..., Any]
Row = tuple[str, str, str]

CALLS = 16
PLAN = budget.plan(budget.DEFAULT_EFFECT, exercises=len(COURSE.exercises))
STEADY = {"returns", "inputs", "reproducible"}


def rows(table: Table, kind: type) -> list[Row]:
    return [
        (name, which, text)
        for name, texts in table.items()
        for which, text in texts.items()
        if isinstance(COURSE.find(name), kind)
    ]


def each(table: Table, kind: type) -> pytest.MarkDecorator:
    found = rows(table, kind)
    ids = [f"{name}-{which}".replace(" ", "-") for name, which, _ in found]
    return pytest.mark.parametrize(("name", "which", "text"), found, ids=ids)


def load(name: str, text: str) -> Function:
    namespace: dict[str, Any] = {}
    exec(source(text), namespace)  # noqa: S102 - our own tables
    function = namespace[name]
    assert callable(function)
    return function  # type: ignore[no-any-return]  # checked above


def call(function: Function, args: Args, rng: np.random.Generator) -> Any:
    real = [
        rng if isinstance(arg, Rng) else arg.copy() if isinstance(arg, np.ndarray) else arg
        for arg in args
    ]
    with np.errstate(all="ignore"), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # wrong code may warn as it likes
        return function(*real)


def sample(exercise: RandomExercise, function: Function, draws: int, seed: int = 0) -> Sample:
    data, rng = np.random.default_rng(seed), np.random.default_rng(seed + 1)
    trials = tuple(exercise.trial(index, draws // CALLS, data) for index in range(CALLS))
    np.random.seed(seed)  # noqa: NPY002 - for the code that draws from it
    return Sample(trials, tuple(np.asarray(call(function, each.args, rng)) for each in trials))


def at_the_edges(exercise: RandomExercise, function: Function) -> Sample:
    rng = np.random.default_rng(1)
    trials = tuple(exercise.edges(np.random.default_rng(0)))
    return Sample(trials, tuple(np.asarray(call(function, each.args, rng)) for each in trials))


def rejected(exercise: RandomExercise, drawn: Sample) -> list[Family]:
    standard = standardized(drawn, np.random.default_rng(7))
    found = evaluate(exercise, drawn, standard, false_fail=PLAN.per_test)
    return [one.family for result in found.results for one in result.judged if one.evidence.rejects]


def signs_of(exercise: RandomExercise, drawn: Sample) -> Iterator[str]:
    """Name every sign that is there, but for those that need more than draws."""
    for mistake in exercise.misconceptions:
        if mistake.claim in {"inputs", "reproducible"}:
            continue
        sign = mistake.detector
        fits = diagnosis._fits  # noqa: SLF001 - each sign alone, not the one that is left
        if sign.matches(drawn) if isinstance(sign, Fact) else fits(mistake, drawn):
            yield mistake.id


def entry(exercise: ExactExercise | RandomExercise, which: str) -> Misconception:
    return next(one for one in exercise.misconceptions if one.id == which)


def cases(exercise: ExactExercise) -> list[Args]:
    rng = np.random.default_rng(11)
    return [case.args for claim in exercise.claims for case in claim.cases(rng)]


def answers(exercise: ExactExercise, function: Function) -> list[tuple[AnyArray, ...]]:
    given = [call(function, args, np.random.default_rng()) for args in cases(exercise)]
    return [
        tuple(np.asarray(part) for part in (one if isinstance(one, tuple) else (one,)))
        for one in given
    ]


def right(exercise: ExactExercise, args: Args, answer: tuple[AnyArray, ...]) -> bool:
    return diagnosis._same(exercise.truth(*args), answer)  # noqa: SLF001 - the comparison of names


@each(MISTAKES, ExactExercise)
def test_a_wrong_formula_is_named_and_is_wrong_on_its_claim(
    name: str, which: str, text: str
) -> None:
    exercise = COURSE.find(name)
    assert isinstance(exercise, ExactExercise)
    came = answers(exercise, load(name, text))
    named = diagnosis.name_formula(exercise, cases(exercise), came)
    assert named is not None
    assert named.id == which
    assert named.claim in wrong_claims(exercise, came)


def wrong_claims(exercise: ExactExercise, given: list[tuple[AnyArray, ...]]) -> set[str]:
    rng, answer = np.random.default_rng(11), iter(given)
    return {
        claim.name
        for claim in exercise.claims
        for case in claim.cases(rng)
        if not right(exercise, case.args, next(answer))
    }


@each(UNNAMED, ExactExercise)
def test_an_unknown_formula_is_wrong_and_gets_no_name(name: str, which: str, text: str) -> None:
    del which
    exercise = COURSE.find(name)
    assert isinstance(exercise, ExactExercise)
    came = answers(exercise, load(name, text))
    assert wrong_claims(exercise, came)
    assert diagnosis.name_formula(exercise, cases(exercise), came) is None


@each(RIGHT, ExactExercise)
def test_another_right_formula_gives_the_truth(name: str, which: str, text: str) -> None:
    del which
    exercise = COURSE.find(name)
    assert isinstance(exercise, ExactExercise)
    came = answers(exercise, load(name, text))
    assert not wrong_claims(exercise, came)


def first_refusal(exercise: RandomExercise, function: Function) -> Sample:
    """Draw as a grading does, stage by stage, until the law is rejected."""
    drawn = refusal(exercise, function)
    return drawn or pytest.fail("nothing rejects it")


def refusal(exercise: RandomExercise, function: Function) -> Sample | None:
    for stage, draws in enumerate(PLAN.draws):
        drawn = sample(exercise, function, draws, seed=stage)
        if rejected(exercise, drawn):
            return drawn
    return None


def fails_at_an_edge(exercise: RandomExercise, function: Function) -> bool:
    rng = np.random.default_rng(3)
    trials = list(exercise.edges(np.random.default_rng(2)))
    per_test = PLAN.edges / (TESTS * max(1, len(trials)))
    results = [np.asarray(call(function, trial.args, rng)) for trial in trials]
    return any(
        result.shape != trial.shape
        or result.dtype.kind != "f"
        or _strays(trial, result, per_test, rng)
        for trial, result in zip(trials, results, strict=True)
    )


def _strays(trial: Trial, result: AnyArray, per_test: float, rng: np.random.Generator) -> bool:
    if isinstance(trial.target, Known):
        return not np.allclose(result, trial.target.value, rtol=1e-5)
    tests = _tests(trial, np.asarray(result, np.float64), per_test, rng)
    return any(evidence.rejects for _, evidence in tests)


def named_law(exercise: RandomExercise, function: Function) -> Misconception | None:
    return name_of(exercise, function, first_refusal(exercise, function))


def name_of(exercise: RandomExercise, function: Function, drawn: Sample) -> Misconception | None:
    return diagnosis.name_law(
        exercise, drawn, lambda: sample(exercise, function, PLAN.draws[1], seed=9)
    )


@each(MISTAKES, RandomExercise)
def test_a_wrong_sampler_shows_its_own_sign(name: str, which: str, text: str) -> None:
    exercise = COURSE.find(name)
    assert isinstance(exercise, RandomExercise)
    function, mistake = load(name, text), entry(exercise, which)
    if mistake.claim == "returns":
        usual = sample(exercise, function, PLAN.draws[0])
        found = diagnosis.name_seen(exercise, "returns", usual)
        if found is None:  # it shows at the edges alone
            found = diagnosis.name_seen(exercise, "returns", at_the_edges(exercise, function))
    elif mistake.claim in STEADY:
        assert not rejected(exercise, sample(exercise, function, PLAN.draws[1]))
        found = mistake
    else:
        found = named_law(exercise, function)
        assert mistake.claim in rejected(
            exercise, first_refusal(exercise, function)
        ) or mistake.claim in rejected(exercise, sample(exercise, function, 3 * PLAN.draws[1]))
    assert found is not None
    assert found.id == which


@each(UNNAMED, RandomExercise)
def test_an_unknown_law_is_refuted_and_gets_no_name(name: str, which: str, text: str) -> None:
    del which
    exercise, function = COURSE.find(name), load(name, text)
    assert isinstance(exercise, RandomExercise)
    drawn = refusal(exercise, function)
    if drawn is None:  # right for the usual arguments
        assert fails_at_an_edge(exercise, function)
    else:
        assert name_of(exercise, function, drawn) is None


@each(RIGHT, RandomExercise)
def test_a_right_sampler_is_not_refuted_and_shows_no_sign(name: str, which: str, text: str) -> None:
    del which
    exercise = COURSE.find(name)
    assert isinstance(exercise, RandomExercise)
    drawn = sample(exercise, load(name, text), PLAN.draws[1])
    assert not rejected(exercise, drawn)
    assert list(signs_of(exercise, drawn)) == []
    assert not fails_at_an_edge(exercise, load(name, text))


def test_generators_that_are_not_used_are_seen() -> None:
    exercise = COURSE.find("sample_static")
    assert isinstance(exercise, RandomExercise)
    trial = exercise.trial(0, 192, np.random.default_rng(0))
    kept, ignored = (
        load("sample_static", text)
        for text in (
            RIGHT["sample_static"]["rng.normal"],
            MISTAKES["sample_static"]["rng-ignored"],
        )
    )
    for function, name in ((kept, None), (ignored, "rng-ignored")):
        results = tuple(call(function, trial.args, np.random.default_rng(4)) for _ in range(2))
        named = diagnosis.name_seen(exercise, "reproducible", Sample((trial, trial), results))
        assert (named.id if named else None) == name


FEW = [0.0, 1.0, -1e300, float("inf"), float("nan")]
ARRAYS = arrays(
    dtype=st.sampled_from(["f8", "f4", "f2", "i8", "u1", "?", "c16"]),
    shape=st.one_of(array_shapes(min_dims=0, max_dims=4, max_side=4), st.just((13, 5, 3))),
)


@pytest.mark.parametrize(
    "name", [one.name for one in COURSE.exercises if isinstance(one, RandomExercise)]
)
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_no_result_makes_a_sign_raise(name: str, data: st.DataObject) -> None:
    exercise = COURSE.find(name)
    assert isinstance(exercise, RandomExercise)
    count = data.draw(st.integers(0, 5))
    trials = tuple(exercise.trial(index, 192, np.random.default_rng(0)) for index in range(count))
    shaped = data.draw(st.booleans())
    results = tuple(
        np.full(trial.shape, data.draw(st.sampled_from(FEW))) if shaped else data.draw(ARRAYS)
        for trial in trials
    )
    drawn = Sample(trials, results)
    for mistake in exercise.misconceptions:
        if isinstance(mistake.detector, Fact):
            assert mistake.detector.matches(drawn) in {True, False}
        elif isinstance(mistake.detector, WrongDistribution):
            for trial, result in zip(trials, results, strict=True):
                if result.dtype.kind != "c":
                    mistake.detector.to_standard_normal(trial, result.astype(np.float64))
