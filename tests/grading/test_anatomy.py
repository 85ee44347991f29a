"""The parts of a failure are true: what is printed is what plain NumPy makes of the same call."""

from __future__ import annotations

import re
import warnings
from typing import Any

import numpy as np
import pytest

from built_in import COURSE, MISTAKES, UNNAMED, source
from grading.conftest import GradeFunction
from noisegrade import grading
from noisegrade.exercise import ExactExercise, RandomExercise, Sample
from noisegrade.grading.drawn import Drawn
from noisegrade.grading.evaluation import evaluate
from noisegrade.grading.requests import CallRunner
from noisegrade.grading.seeds import Seeds
from noisegrade.grading.typed_call import in_one_line, is_written_out, script
from noisegrade.model import Verdict
from noisegrade.report.anatomy import sentences
from noisegrade.sandbox.calls import Rng
from noisegrade.sandbox.live_session import LiveSession
from noisegrade.stats import budget

PLAN = budget.plan(budget.DEFAULT_EFFECT, exercises=len(COURSE.exercises))
SETTINGS = grading.Settings(course=COURSE, seed=4)
NUMBERS = re.compile(r"should give (\S+?)(?: at (\[.*?\]))?; yours gives (\S+)\.$")
MOMENTS = re.compile(
    r"asked for (mean|σ =) (\S+?)(?: \((.*?)\))?; your ([\d ]+\d) .* have (?:mean|σ =) (\S+)\.$"
)

EXACT = [
    (one.name, which, text)
    for one in COURSE.exercises
    if isinstance(one, ExactExercise)
    for which, text in {**MISTAKES[one.name], **UNNAMED[one.name]}.items()
]


def load(name: str, text: str) -> dict[str, Any]:
    namespace: dict[str, Any] = {}
    exec(source(text), namespace)  # noqa: S102 - our own tables
    assert callable(namespace[name])
    return namespace


def as_printed(value: Any, text: str) -> bool:
    """Tell whether a number is printed as it is, to the digits that are shown."""
    if text in {"True", "False"}:
        return bool(value) is (text == "True")
    digits = len(re.sub(r"e.*|\D", "", text).lstrip("0")) or 1
    return float(f"{value:.{max(digits, 4)}g}") == pytest.approx(float(text), rel=10.0**-digits)


@pytest.mark.parametrize(("name", "which", "text"), EXACT, ids=[f"{n}-{w}" for n, w, _ in EXACT])
def test_the_numbers_of_a_wrong_answer_are_those_of_numpy(name: str, which: str, text: str) -> None:
    del which
    exercise, namespace = COURSE.find(name), load(name, text)
    assert isinstance(exercise, ExactExercise)
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        report, args = grading.examine_with_call(
            exercise, LiveSession({name: namespace[name]}), SETTINGS
        )
        assert report.verdict is not Verdict.PASSED
        found = NUMBERS.search(report.says)
        if found is None or args is None or found[3] in {"a", "one", "whole", "float64"}:
            return
        asked, place, came = found.groups()
        at = tuple(eval(place)) if place else ()  # noqa: S307 - a list of numbers
        copies = [arg.copy() if isinstance(arg, np.ndarray) else arg for arg in args]
        yours, truth = namespace[name](*copies), exercise.truth(*args)
        if isinstance(truth, tuple):
            pairs = list(zip(truth, yours, strict=True))
        else:
            pairs = [(np.asarray(truth)[at], np.asarray(yours)[at])]
        assert "shape" in report.says or any(
            as_printed(one, asked) and as_printed(other, came) for one, other in pairs
        )
        assert asked != came


SAMPLERS = [one for one in COURSE.exercises if isinstance(one, RandomExercise)]
SHARE = 3  # of the catalogue, a mistake out of so many


@pytest.mark.parametrize("exercise", SAMPLERS, ids=lambda one: one.name)
def test_the_moments_of_a_wrong_sampler_are_those_of_numpy(exercise: RandomExercise) -> None:
    compared = 0
    for text in list(MISTAKES[exercise.name].values())[::SHARE]:
        drawn = first_draws(exercise, text)
        if not drawn.sample.trials:
            continue  # another shape: there are no moments to tell
        held = evaluate(exercise, drawn.sample, drawn.standard, false_fail=PLAN.per_test)
        for finding in held.findings():
            found = MOMENTS.search(finding.says)
            if found is not None:
                assert is_true(drawn.sample, *found.groups()), finding.says
                compared += 1
    assert compared > 3


def first_draws(exercise: RandomExercise, text: str) -> Drawn:
    ask = CallRunner(
        runner=LiveSession({exercise.name: load(exercise.name, text)[exercise.name]}),
        section="",
        exercise=exercise,
        seeds=Seeds(4, exercise.name),
    )
    drawn = Drawn(exercise, ask, PLAN)
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        drawn.up_to(PLAN.looks[0])
    return drawn


def is_true(  # noqa: PLR0913, PLR0917 - the groups of MOMENTS
    sample: Sample, what: str, asked: str, told: str | None, size: str, came: str
) -> bool:
    """Tell whether the draws of some setting are so many, and have the moments that are told."""
    pairs = list(zip(sample.trials, sample.results, strict=True))
    for setting, moments in {(trial.setting, trial.moments) for trial in sample.trials}:
        asked_for = [pair for pair in pairs if pair[0].setting == setting]
        x = np.array([one.values(y) for one, y in asked_for if one.moments == moments])
        numbers = (moments.mean, x.mean()) if what == "mean" else (moments.std, x.std())
        right = as_printed(numbers[0], asked) and as_printed(numbers[1], came)
        if right and x.size == int(size.replace(" ", "")) and told in {None, setting}:
            return True
    return False


def test_a_mean_and_a_spread_are_those_of_the_draws(grade_function: GradeFunction) -> None:
    for body, value in (("0.5 + ", 0.5), ("2.0 * ", 2.0)):
        text = (
            "def sample_static(height, width, channels, rng):\n"
            f"    return {body}rng.standard_normal((height, width, channels))\n"
        )
        found = MOMENTS.search(grade_function("sample_static", text).says)
        assert found is not None
        assert float(found[5]) == pytest.approx(value, abs=0.1)


def test_a_call_can_be_typed_and_gives_the_arguments_again() -> None:
    args = (np.array([[1.5, 2.0]], np.float32), [0.25] * 60, (3, 4), 0.1, Rng(0))
    typed = in_one_line("f", ("x", "betas", "shape", "std", "rng"), args, seed=9)
    given = eval(typed, {"np": np, "f": lambda *all_: all_})  # noqa: S307 - written by us
    assert given[0].dtype == np.float32
    assert np.array_equal(given[0], args[0])
    assert given[1:4] == args[1:4]
    assert given[4].random() == np.random.default_rng(9).random()
    assert is_written_out(args)


def test_a_long_array_goes_by_its_name_and_is_whole_in_the_script() -> None:
    image = np.random.default_rng(1).random((5, 4, 3))
    typed = in_one_line("f", ("image", "rng"), (image, Rng(0)), seed=9)
    assert typed == (
        "f(image, np.random.default_rng(9)), where image is an array of shape (5, 4, 3)"
    )
    assert not is_written_out((image,))
    text = script("f", ("image", "rng"), (image, Rng(0)), seed=9, module="own")
    namespace: dict[str, Any] = {}
    exec(text.replace("from own import f", "f = lambda *_: 0.0"), namespace)  # noqa: S102
    assert np.array_equal(namespace["image"], image)


def test_a_crash_shows_the_learners_own_line(grade_function: GradeFunction) -> None:
    text = (
        "def sample_static(height, width, channels, rng):\n"
        "    return rng.randn(height, width, channels)\n"
    )
    said = list(sentences(grade_function("sample_static", text)))
    assert "Your line: return rng.randn(height, width, channels)" in said
    assert any(one.startswith("The call: sample_static(") for one in said)
    assert said[-1] == "Next: use rng.standard_normal."


def test_a_crash_on_some_inputs_shows_the_line_where_it_stopped(
    grade_function: GradeFunction,
) -> None:
    report = grade_function(
        "standardize", "def standardize(x, mean, std):\n    return (x - std) / mean\n"
    )
    assert report.line == "return (x - std) / mean"
    assert report.call is not None
    assert ", 0.0, " in report.call or ", 0, " in report.call


def test_sentences_and_call_speak_of_one_setting(grade_function: GradeFunction) -> None:
    text = (
        "def sample_gaussian(mean, std, shape, rng):\n"
        "    return 3 * mean + std * rng.standard_normal(shape)\n"
    )
    report = grade_function("sample_gaussian", text)
    asked = re.search(r"asked for mean (\S+);", report.says)
    assert asked is not None
    assert report.coverage is not None
    assert report.coverage.startswith(f"Within {asked[1]} ± ")
    assert report.call is not None
    assert report.call.startswith(f"sample_gaussian({float(asked[1])}, ")


def test_right_noise_that_is_not_reproducible_is_called_right(
    grade_function: GradeFunction,
) -> None:
    text = (
        "def sample_static(height, width, channels, rng):\n"
        "    return np.random.normal(0, 1, (height, width, channels))\n"
    )
    says = grade_function("sample_static", text).says
    assert says.startswith("Your draws are right: 4 of 5 points. The last one: the same rng state")


@pytest.mark.parametrize(
    ("body", "step"),
    [
        ("mean - std * eps", "work this one out by hand"),
        ("2 * (mean + std * eps)", "2 times"),
        ("-(mean + std * eps)", "only the sign"),
        ("mean + std * eps + 1", "off by exactly 1"),
        ("0 * eps", "yours is 0"),
        ("1.001 * (mean + std * eps)", "near, but not exact"),
    ],
)
def test_a_step_speaks_of_this_very_answer(
    grade_function: GradeFunction, body: str, step: str
) -> None:
    report = grade_function(
        "shift_and_scale", f"def shift_and_scale(eps, mean, std):\n    return {body}\n"
    )
    assert step in (report.next_step or "") or report.misconception is not None
