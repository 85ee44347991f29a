"""Sentences and values that small faults in the grading would change, without any sandbox."""

from __future__ import annotations

import dataclasses
import math
import time
from collections import namedtuple
from collections.abc import Callable
from itertools import chain, repeat
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import special  # type: ignore[import-untyped]  # SciPy ships no types

from grading.conftest import Grade, GradeFunction
from misconceptions.table import MISTAKES
from noisegrade import course, exercise, grading, model
from noisegrade.exercise import RandomExercise, TargetMoments
from noisegrade.grading import (
    evaluation,
    exact_exercise,
    grader,
    messages,
    random_exercise,
    requests,
    sampling,
    seeds,
)
from noisegrade.grading.points import award, complete
from noisegrade.grading.random_exercise import CLAIMS
from noisegrade.grading.requests import explain_failure
from noisegrade.grading.seeds import Seeds
from noisegrade.model import Evidence, Finding, FloatArray, TestKind, Verdict
from noisegrade.sandbox import calls
from noisegrade.sandbox.calls import Death, LoadError, Outcome, Reply, ReplyKind
from noisegrade.sandbox.live_session import LiveSession
from noisegrade.stats import battery, budget, hermite, lines
from noisegrade.stats.battery import Family

MODULES = (
    *(
        exercise,
        model,
        calls,
        requests,
        sampling,
        exact_exercise,
        evaluation,
        grader,
        random_exercise,
        seeds,
        messages,
    ),
    *(battery, budget, lines, hermite),
)


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
def test_values_can_not_be_changed_and_take_no_more_than_their_fields(module: ModuleType) -> None:
    here = [one for one in vars(module).values() if isinstance(one, type)]
    for one in here:
        if dataclasses.is_dataclass(one) and one is not requests.CallRunner:  # which remembers
            assert one.__dataclass_params__.frozen, one  # type: ignore[attr-defined]  # dataclasses have it
            assert "__slots__" in vars(one), one


@pytest.mark.parametrize(
    ("value", "text"),
    [
        *((0.0, "0"), (-3.0, "-3"), (999_999.0, "999999"), (1e6, "1e+06"), (-1e6, "-1e+06")),
        *((1.23456, "1.235"), (1e-7, "1e-07"), (0.5, "0.5"), (math.inf, "infinity")),
        *((-math.inf, "-infinity"), (math.nan, "not a number")),
    ],
)
def test_a_number_is_written_as_a_person_would(value: float, text: str) -> None:
    assert messages.number(value) == text


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (0.0, "0 %"),
        (0.0123, "1.2 %"),
        (0.0999, "10 %"),
        (0.1, "10 %"),
        (0.687, "69 %"),
        (1, "100 %"),
    ],
)
def test_a_share_is_finer_where_it_is_small(share: float, text: str) -> None:
    assert messages.percent(share) == text


def test_counts_shapes_and_calls_are_written_out() -> None:
    assert messages.count(1234567) == "1 234 567"
    assert messages.shape_text((2, 3)) == "(2, 3)"
    assert messages.shape_text((7,)) == "(7,)"
    assert messages.shape_text(()) == "a single number"
    names = ("x", "y", "z", "mean", "means", "rng")
    args = (np.arange(4.0), np.arange(5.0), np.ones((2, 2)), 0.5, [1.0, 2.0], exercise.RNG)
    assert messages.call_text("f", names, args) == "f([0, 1, 2, 3], y, z, mean = 0.5, [1, 2], rng)"
    assert messages.call_text("f", ("k",), (np.array(2.0),)) == "f(k)"


STRAY = messages.LawMismatch(TargetMoments(5.0, 3.0), np.array([-2.0, 0.0, 1.0, 3.0]), "draws")


def test_what_strays_is_quoted_in_the_units_of_the_law() -> None:
    assert STRAY.mean == 5 + 3 * 0.5
    assert STRAY.std == pytest.approx(3 * math.sqrt(3.25))
    assert STRAY.near == 0.5
    assert STRAY.distance(Family.LOCATION) == 0.5
    assert STRAY.distance(Family.SPREAD) == 14 / 4 - 1
    assert STRAY.distance(Family.SHAPE) == pytest.approx(0.6827 - 0.5)
    assert messages.coverage_sentence(STRAY) == "Within 5 ± 3: the bell says 68 %, yours 50 %."


def evidence(
    kind: TestKind,
    found: float | None = None,
    expected: float | None = None,
    *,
    axis: str | None = None,
) -> Evidence:
    return Evidence(
        test="a name for people: no sentence may rest on it",
        kind=kind,
        axis=axis,
        statistic=7.0,
        p_value=0.0,
        law="",
        n=4,
        false_fail=1e-9,
        estimate=found,
        expected=expected,
    )


@pytest.mark.parametrize(
    ("family", "one", "says"),
    [
        (
            Family.LOCATION,
            evidence(TestKind.MEAN),
            "You were asked for mean 5; your 4 draws have mean 6.5.",
        ),
        (
            Family.SPREAD,
            evidence(TestKind.VARIANCE),
            "You were asked for σ = 3; your 4 draws have σ = 5.408.",
        ),
        (
            Family.SHAPE,
            evidence(TestKind.SKEW, 0.2, 0.1),
            "The bell is the same on both sides; your draws lean to the right.",
        ),
        (
            Family.SHAPE,
            evidence(TestKind.SKEW, -0.2),
            "The bell is the same on both sides; your draws lean to the left.",
        ),
        (
            Family.SHAPE,
            evidence(TestKind.KURTOSIS, 0.2, 0.1),
            "Your draws are more pointed, with longer tails, than the bell.",
        ),
        (
            Family.SHAPE,
            evidence(TestKind.KURTOSIS, 0.0, 0.1),
            "Your draws are flatter than the bell.",
        ),
        (
            Family.SHAPE,
            evidence(TestKind.DISTRIBUTION, 0.25, 0.0),
            "Your draws don't follow the bell: 25 % of them lie on the wrong side.",
        ),
        (
            Family.TAILS,
            evidence(TestKind.MAXIMUM),
            "The farthest of your draws lies 7 σ out: too far for a bell.",
        ),
        (
            Family.TAILS,
            evidence(TestKind.BEYOND_2_SIGMA, 0.01, 0.0455),
            "Beyond 2 σ the bell has 4.5 %; your draws have 1 %.",
        ),
        (
            Family.NEIGHBOURS,
            evidence(TestKind.AUTOCORRELATION, 0.5, axis="row"),
            "From row to row noise has correlation 0; yours has 0.5.",
        ),
        (
            Family.NEIGHBOURS,
            evidence(TestKind.ABS_AUTOCORRELATION, 0.5, axis="row"),
            "From row to row your values are large or small together; noise is not.",
        ),
        (
            Family.FRESH,
            evidence(TestKind.AUTOCORRELATION, 1.0, axis="call"),
            "Fresh noise has correlation 0 from call to call; yours has 1.",
        ),
        (
            Family.FRESH,
            evidence(TestKind.ABS_AUTOCORRELATION, 1.0, axis="call"),
            "Your values are large or small at the same places in every call.",
        ),
        (
            Family.SCATTER,
            evidence(TestKind.GROUP_MEANS, 0.5, 1.0, axis="call"),
            "From call to call the means of your noise scatter less than chance makes them.",
        ),
        (
            Family.SCATTER,
            evidence(TestKind.GROUP_VARIANCES, 1.5, 1.0, axis="call"),
            "From call to call the widths of your noise scatter more than chance makes them.",
        ),
        (
            Family.RESOLUTION,
            evidence(TestKind.COLLISIONS, 0.03),
            "Noise hardly ever repeats a value; only 3 % of your draws differ.",
        ),
    ],
)
def test_evidence_becomes_a_sentence(family: Family, one: Evidence, says: str) -> None:
    assert messages.evidence_sentence(family, one, STRAY) == says


EXERCISE = course.find("sample_static")
RETURNED = Reply(kind=ReplyKind.RETURNED)


@pytest.mark.parametrize(
    ("reply", "claim", "verdict", "says", "where"),
    [
        (
            Reply(kind=ReplyKind.MISSING),
            *("attempted", Verdict.NOT_ATTEMPTED),
            *("There is no function named sample_static yet.", None),
        ),
        (
            Reply(kind=ReplyKind.NOT_IMPLEMENTED, where="a.py:3"),
            *("attempted", Verdict.NOT_ATTEMPTED, "sample_static is not written yet.", "a.py:3"),
        ),
        (
            Reply(kind=ReplyKind.NOT_CALLABLE, type_name="int"),
            *("signature", Verdict.FAILED),
            *("sample_static is a name for a value of type int, not for a function.", None),
        ),
        (
            Reply(kind=ReplyKind.MISFIT, where="a.py:3"),
            *("signature", Verdict.FAILED),
            *("Its parameters must be (height, width, channels, rng), in this order.", "a.py:3"),
        ),
        (
            Reply(kind=ReplyKind.UNFIT, type_name="NoneType", where="a.py:3"),
            *("returns", Verdict.FAILED),
            *("It returned nothing, where numbers were asked for: is there a return?", "a.py:3"),
        ),
        (
            Reply(kind=ReplyKind.UNFIT, type_name="str", text="a str", where="a.py:3"),
            *("returns", Verdict.FAILED, "It returned what can't be judged: a str.", "a.py:3"),
        ),
        (
            Reply(kind=ReplyKind.OUT_OF_MEMORY, where="a.py:4"),
            *("returns", Verdict.OUT_OF_LIMITS),
            *("It needed more memory than the 512 MB that an exercise may have.", "a.py:4"),
        ),
        (
            Reply(kind=ReplyKind.RAISED, text="Traceback\n  KeyError: 'x'\n", where="a.py:4"),
            *("returns", Verdict.CRASHED, "It stopped with KeyError: 'x'.", "a.py:4"),
        ),
        (
            Reply(kind=ReplyKind.RAISED, text="x" * 300),
            *("returns", Verdict.CRASHED, f"It stopped with {'x' * 199}….", None),
        ),
        (
            Reply(kind=ReplyKind.RAISED, text="y" * 200),
            *("returns", Verdict.CRASHED, f"It stopped with {'y' * 200}.", None),
        ),
        (
            Reply(kind=ReplyKind.RAISED),
            *("returns", Verdict.CRASHED),
            *("It stopped with an error without a message.", None),
        ),
    ],
)
def test_a_refused_call_becomes_a_sentence(
    reply: Reply, claim: str, verdict: Verdict, says: str, where: str | None
) -> None:
    found = explain_failure(Outcome(replies=(reply,), cpu_seconds=0.0), EXERCISE, asked=1)
    assert found is not None
    assert (found.finding.claim, found.finding.verdict) == (claim, verdict)
    assert found.finding.says == says
    assert found.where == where


def test_a_stub_that_raises_after_it_has_answered_has_stopped() -> None:
    late = Reply(kind=ReplyKind.NOT_IMPLEMENTED, text="NotImplementedError", where="a.py:9")
    found = explain_failure(Outcome(replies=(RETURNED, late), cpu_seconds=0.0), EXERCISE, asked=2)
    assert found is not None
    assert found.finding.verdict is Verdict.CRASHED
    assert found.where == "a.py:9"


def test_a_source_that_did_not_load_is_told_its_error() -> None:
    errors = (LoadError("a.py:2", "SyntaxError: '(' was never closed"), LoadError("b.py:1", "no"))
    missing = Reply(kind=ReplyKind.MISSING)
    outcome = Outcome(replies=(missing,), cpu_seconds=0.0, load_errors=errors)
    found = explain_failure(outcome, EXERCISE, asked=1)
    assert found is not None
    assert found.finding.says == "a.py:2: SyntaxError: '(' was never closed."
    assert (found.where, found.finding.verdict) == ("a.py:2", Verdict.CRASHED)


@pytest.mark.parametrize("death", [None, *Death])
def test_a_death_is_told_only_where_an_answer_is_missing(death: Death | None) -> None:
    outcome = Outcome(replies=(RETURNED, RETURNED), cpu_seconds=0.0, death=death)
    assert explain_failure(outcome, EXERCISE, asked=2) is None
    found = explain_failure(outcome, EXERCISE, asked=3)
    assert found is not None
    crashed = death in {None, Death.EXIT, Death.SIGNAL}
    assert found.finding.verdict is (Verdict.CRASHED if crashed else Verdict.OUT_OF_LIMITS)


def test_no_two_purposes_rounds_or_exercises_share_their_seeds() -> None:
    drawn: list[float] = []
    for which in range(3):
        for round_ in range(3):
            one = Seeds(5, which)
            drawn += [float(one.data(round_).random()), float(one.rng(round_))]
            drawn += map(float, one.entropy(round_, 4))
    assert len(set(drawn)) == len(drawn) == 9 * 6
    again = Seeds(5, 2)
    assert again.entropy(2, 4) == Seeds(5, 2).entropy(2, 4)
    assert all(0 < word < 2**128 for word in again.entropy(0, 50))
    assert max(again.entropy(0, 50)) > 2**120
    assert 2**32 < max(again.rng(round_) for round_ in range(9)) < 2**64


def finding(claim: str, verdict: Verdict) -> Finding:
    return Finding(claim=claim, verdict=verdict, says="")


def test_claims_that_were_not_reached_are_listed_in_their_order() -> None:
    listed = list(complete(EXERCISE, [finding("spread", Verdict.FAILED)]))
    assert [one.claim for one in listed] == [claim for claim in CLAIMS if claim != "inputs"]
    reached = [one for one in listed if one.verdict is not Verdict.NOT_REACHED]
    assert [one.claim for one in reached] == ["spread"]
    odd = list(complete(EXERCISE, [finding("attempted", Verdict.CRASHED)]))
    assert (odd[0].claim, len(odd)) == ("attempted", len(CLAIMS))


@pytest.mark.parametrize("verdict", Verdict)
def test_nothing_but_a_pass_earns_points(verdict: Verdict) -> None:
    passes = verdict is Verdict.PASSED
    of_law = [finding(claim, verdict) for claim in CLAIMS]
    assert award(EXERCISE, of_law) == (5 if passes else 0)
    but_one = [finding(claim, Verdict.PASSED) for claim in CLAIMS if claim != "inputs"]
    assert award(EXERCISE, [*but_one, finding("inputs", verdict)]) == (5 if passes else 4)
    assert award(EXERCISE, [*but_one[:-1], finding(CLAIMS[-1], verdict)]) == (5 if passes else 4)
    formula = course.find("bell_curve")
    assert isinstance(formula, exercise.ExactExercise)
    points = [one.points for one in formula.claims]
    first = [finding(formula.claims[0].name, verdict)]
    assert award(formula, first) == (points[0] if passes else 0)


@pytest.mark.parametrize(
    ("factor", "verdict"), [(1.0, Verdict.PASSED), (1.0001, Verdict.FAILED), (2, Verdict.FAILED)]
)
def test_single_precision_may_be_off_by_its_rounding_alone(factor: float, verdict: Verdict) -> None:
    def bell_curve(x: FloatArray, mean: float, std: float) -> NDArray[np.float32]:
        z = (x - mean) / std
        top = factor * np.exp(-z * z / 2)
        return np.asarray(top / (std * math.sqrt(2 * math.pi)), np.float32)

    live = LiveSession({"bell_curve": bell_curve})
    report = grading.examine(course.find("bell_curve"), live, grading.Settings(seed=1))
    assert report.verdict is verdict, report.says


def test_two_answers_are_not_one_whatever_holds_them() -> None:
    both = namedtuple("both", ["first", "second"])  # noqa: PYI024 - as a learner would

    def gaussian_coverage(k: float) -> tuple[object, ...]:
        return both(np.asarray(special.erf(np.asarray(k) / math.sqrt(2)))[()], 0.5)

    live = LiveSession({"gaussian_coverage": gaussian_coverage})
    report = grading.examine(course.find("gaussian_coverage"), live, grading.Settings(seed=1))
    assert report.verdict is Verdict.FAILED
    assert report.score == 0


@pytest.mark.parametrize(
    ("exercise", "function", "says"),
    [
        ("passes_coverage_check", lambda *_: 0.5, "should give True or False; yours gives float64"),
        ("passes_coverage_check", lambda *_: True, "should give False; yours gives True."),
        ("bell_curve", lambda *_: (1.0, 2.0), "should give one float; yours gives a tuple."),
        ("bell_curve", lambda *_: [1.0], "should give one float; yours gives one list."),
        ("bell_curve", lambda *_: 0.0, "should give 0.7979; yours gives 0."),
        ("bell_curve", lambda *_: 0, "should give one float; yours gives whole numbers."),
        ("scale_gaussian", lambda m, _, f: [m * f], "give 2 numbers; yours gives one list."),
        ("scale_gaussian", lambda m, s, f: [m * f, s * f + 1], "should give 6; yours gives 7."),
        ("neighbour_correlation", lambda *_: np.zeros(3), "a single number; yours gives (3,)."),
    ],
)
def test_a_wrong_answer_is_told_beside_the_right_one(
    exercise: str, function: Callable[..., object], says: str
) -> None:
    report = grading.examine(
        course.find(exercise), LiveSession({exercise: function}), grading.Settings(seed=1)
    )
    assert says in report.says


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


def sampled_live(
    returned: Callable[[np.random.Generator, tuple[int, ...]], FloatArray],
) -> tuple[model.ExerciseReport, list[int], list[int]]:
    """Grade a sampler of static; beside the report, the rng's state and the draws of every call."""
    states: list[int] = []
    sizes: list[int] = []

    def sample_static(
        height: int, width: int, channels: int, rng: np.random.Generator
    ) -> FloatArray:
        states.append(rng.bit_generator.state["state"]["state"])
        sizes.append(height * width * channels)
        return returned(rng, (height, width, channels))

    live = LiveSession({"sample_static": sample_static})
    report = grading.examine(EXERCISE, live, grading.Settings(seed=1))
    return report, states, sizes


def test_the_two_calls_from_one_state_share_it_with_no_stage() -> None:
    report, states, _ = sampled_live(lambda rng, shape: rng.standard_normal(shape))
    assert report.verdict is Verdict.PASSED
    assert len(states) == 3 * sampling.CALLS + 2
    starts = states[:: sampling.CALLS]
    assert states[-1] == states[-2] == starts[-1]
    assert len(set(starts)) == len(starts) == 4
    assert sum(report.histogram) == 4096


def test_a_name_is_put_to_the_larger_sample_of_the_next_stage() -> None:
    report, states, sizes = sampled_live(lambda rng, shape: 2**0.5 * rng.standard_normal(shape))
    assert report.misconception == "two-draws-added"
    assert len(states) == len(set(states)) == 2 * sampling.CALLS
    plan = grading.Settings(seed=1).plan
    for stage in (0, 1):
        asked_for = sum(sizes[sampling.CALLS * stage :][: sampling.CALLS])
        assert plan.draws[stage] <= asked_for < 1.1 * plan.draws[stage]


@pytest.mark.parametrize(("effect", "seconds"), [(0.026, 10), (0.1, 10), (0.013, 40)])
def test_more_draws_may_take_longer_and_fewer_as_long(effect: float, seconds: float) -> None:
    settings = grading.Settings(seed=1, effect=effect)
    assert settings.cpu_limit == pytest.approx(seconds, rel=0.05)


def test_a_report_counts_the_processor_time_of_both_sides(grade: Grade) -> None:
    before = time.process_time()
    report = grade(Path(__file__).parents[2] / "solutions", only="sample_static")
    here = time.process_time() - before
    assert 0.9 * here < report.cpu_seconds < here + 10


def test_a_name_from_a_later_stage_needs_no_more_draws() -> None:
    widths = chain(repeat(1.0, sampling.CALLS), repeat(2**0.5))
    report, states, _ = sampled_live(lambda rng, shape: next(widths) * rng.standard_normal(shape))
    assert report.misconception == "two-draws-added"
    assert len(states) == 2 * sampling.CALLS


def test_of_several_claims_that_fail_the_named_mistakes_own_speaks() -> None:
    report, _, _ = sampled_live(lambda rng, shape: np.full(shape, rng.standard_normal()))
    assert report.misconception == "one-draw-for-all"
    failed = {one.claim: one.says for one in report.findings if one.verdict is Verdict.FAILED}
    assert next(iter(failed)) != "neighbours"
    assert report.says == failed["neighbours"]


def test_the_law_beside_a_name_is_the_one_that_its_claim_misses_most(
    grade_function: GradeFunction,
) -> None:
    report = grade_function("add_noise", MISTAKES["add_noise"]["noise-times-image"], seed=2)
    failed = [one.claim for one in report.findings if one.verdict is Verdict.FAILED]
    assert failed[:2] == ["location", "spread"]
    assert report.misconception == "noise-times-image"  # which breaks the spread
    assert (report.coverage or "").startswith("Within 0 ± 50: ")  # the mean: most off at σ = 0.25


def test_a_histogram_has_every_bar_though_no_draw_is_far_out() -> None:
    report, _, _ = sampled_live(lambda rng, shape: rng.standard_normal(shape) / 10)
    assert report.verdict is Verdict.FAILED
    assert len(report.histogram) == len(model.HISTOGRAM_EDGES) + 1
    assert report.histogram[0] == report.histogram[-1] == 0
