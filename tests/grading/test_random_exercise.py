"""A sampler graded in this process: its calls, its states, its name."""

from __future__ import annotations

from collections.abc import Callable
from itertools import chain, repeat

import numpy as np

from built_in import COURSE, MISTAKES
from grading.conftest import GradeFunction
from noisegrade import grading, model
from noisegrade.exercise import RandomExercise
from noisegrade.grading import sampling
from noisegrade.model import FloatArray, Verdict
from noisegrade.sandbox.live_session import LiveSession

EXERCISE = COURSE.find("sample_static")
assert isinstance(EXERCISE, RandomExercise)
FIRST = len(sampling.FIRST) * sampling.CALLS  # calls of the first look
PLAN = grading.Settings(course=COURSE, seed=1).plan


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
    report = grading.examine(EXERCISE, live, grading.Settings(course=COURSE, seed=2))
    return report, states, sizes


def test_the_two_calls_from_one_state_share_it_with_no_stage() -> None:
    report, states, _ = sampled_live(lambda rng, shape: rng.standard_normal(shape))
    assert report.verdict is Verdict.PASSED
    edges = len(EXERCISE.edges(np.random.default_rng(0)))
    blocks = next(look.blocks for look in PLAN.looks if look.false_pass)
    assert len(states) == FIRST + blocks * sampling.CALLS + edges + 2
    drawn = states[: FIRST + blocks * sampling.CALLS]
    starts = drawn[:: sampling.CALLS]
    assert len(set(starts)) == len(starts)
    assert states[-1] == states[-2]
    assert states[-1] not in drawn
    assert sum(report.histogram) == 4096


def test_a_name_is_put_to_the_larger_sample_of_the_next_stage() -> None:
    report, states, sizes = sampled_live(lambda rng, shape: 2**0.5 * rng.standard_normal(shape))
    assert report.misconception == "two-draws-added"
    assert len(states) == len(set(states)) == FIRST + sampling.CALLS
    plan = grading.Settings(course=COURSE, seed=1).plan
    for needed, asked_for in zip(plan.draws, (sizes[:FIRST], sizes[FIRST:]), strict=False):
        assert needed <= sum(asked_for) < 1.1 * needed


def test_a_name_from_a_later_stage_needs_no_more_draws() -> None:
    widths = chain(repeat(1.0, FIRST), repeat(2**0.5))
    report, states, _ = sampled_live(lambda rng, shape: next(widths) * rng.standard_normal(shape))
    assert report.misconception == "two-draws-added"
    blocks = next(look.blocks for look in PLAN.looks if look.false_pass)
    assert len(states) == FIRST + blocks * sampling.CALLS


def test_of_several_claims_that_fail_the_named_mistakes_own_speaks() -> None:
    report, _, _ = sampled_live(lambda rng, shape: np.full(shape, rng.standard_normal()))
    assert report.misconception == "one-draw-for-all"
    failed = {one.claim: one.says for one in report.findings if one.verdict is Verdict.FAILED}
    assert next(iter(failed)) != "neighbours"
    assert report.says == failed["neighbours"]


def test_the_law_beside_a_name_is_the_one_that_its_claim_misses_most(
    grade_function: GradeFunction,
) -> None:
    report = grade_function("add_noise", MISTAKES["add_noise"]["noise-times-image"], seed=1)
    failed = [one.claim for one in report.findings if one.verdict is Verdict.FAILED]
    assert failed[:2] == ["location", "spread"]
    assert report.misconception == "noise-times-image"  # which breaks the spread
    assert (report.coverage or "").startswith("Within 0 ± 50: ")  # the mean: most off at σ = 0.25


def test_a_histogram_has_every_bar_though_no_draw_is_far_out() -> None:
    report, _, _ = sampled_live(lambda rng, shape: rng.standard_normal(shape) / 10)
    assert report.verdict is Verdict.FAILED
    assert len(report.histogram) == len(model.HISTOGRAM_EDGES) + 1
    assert report.histogram[0] == report.histogram[-1] == 0
