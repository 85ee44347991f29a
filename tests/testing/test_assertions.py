"""Assertions on samplers: right ones pass, wrong ones fail, and the message says why."""

from __future__ import annotations

import doctest
import subprocess
import sys
from importlib import import_module
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import stats

from noisegrade.errors import DeclarationError, UsageError
from noisegrade.stats import budget
from noisegrade.testing import (
    Conditionals,
    Mixture,
    assert_follows,
    assert_independent,
    assert_same_distribution,
    examine,
)
from noisegrade.testing.promises import for_two_samplers
from testing import samplers

SHARE = 7  # one sampler of so many in the fast tests; benchmarks/samplers runs all of them


def uniform(size: int, rng: np.random.Generator) -> Any:
    return rng.random(size)


def test_a_share_of_the_right_samplers_passes() -> None:
    few = list(samplers.right())[::SHARE]
    failed = [
        (case.name, name)
        for case, name, sampler in few
        if not examine(sampler, case.distribution, seed=11, effect=0.1).passed
    ]
    assert len(few) > 10
    assert failed == []


def test_a_share_of_the_wrong_samplers_fails() -> None:
    few = list(samplers.wrong())[::SHARE]
    passed = [
        (case.name, name)
        for case, name, sampler in few
        if examine(sampler, case.distribution, seed=12).passed
    ]
    assert len(few) > 20
    assert passed == []


@pytest.mark.slow
def test_all_right_samplers_pass_and_all_wrong_ones_fail() -> None:
    for case, name, sampler in samplers.right():
        assert examine(sampler, case.distribution, seed=13).passed, (case.name, name)
    for case, name, sampler in samplers.wrong():
        assert not examine(sampler, case.distribution, seed=14).passed, (case.name, name)


def test_the_message_says_what_was_asked_what_came_and_how_to_repeat_it() -> None:
    with pytest.raises(AssertionError) as failure:
        assert_follows(lambda size, rng: rng.gamma(2.1, size=size), stats.gamma(2), seed=5)
    text = str(failure.value)
    assert "asked   independent draws from gamma(2)." in text
    assert "mean = 0.07" in text or "distribution" in text
    assert "luck    No: p = " in text
    assert "1e-09 was allowed" in text
    assert "Kolmogorov distance: 0.0156 or more passes with probability 1e-09 at most" in text
    assert text.endswith("seed=5")


def test_a_seed_repeats_an_examination() -> None:
    first, second, other = (
        examine(uniform, stats.uniform(), seed=seed, effect=0.3) for seed in (1, 1, 2)
    )
    assert first.p_value == second.p_value
    assert first.drawn == second.drawn
    assert first.drawn != other.drawn


@pytest.mark.parametrize(
    ("sampler", "distribution", "says"),
    [
        (
            lambda size, rng: rng.integers(0, 6, size),
            stats.randint(1, 7),
            "All values lie between 1 and 6; yours contains 0.",
        ),
        (
            lambda size, rng: rng.uniform(1, 6, size),
            stats.randint(1, 7),
            "Only whole numbers can occur",
        ),
        (
            lambda size, rng: rng.normal(0, 9, size).astype(int),
            stats.norm(0, 9),
            "Numbers with decimals are asked for; it returned values of type int64.",
        ),
        (lambda size, rng: -rng.random(size), stats.expon(), "No value can be below 0"),
        (
            lambda size, rng: rng.random((size, 2)),
            stats.uniform(),
            "it returned one of shape (",
        ),
        (lambda rng: rng.random(3), stats.uniform(), "Each call should return a single number"),
        (lambda size, rng: np.log(rng.integers(0, 2, size)), stats.norm(), "finite"),
        (lambda size, rng: [str(rng)] * size, stats.norm(), "Numbers were asked for"),
        (
            lambda size, rng: rng.normal(size=(size, 2)),
            [stats.norm(), stats.expon()],
            "Entry 1: No value can be below 0",
        ),
    ],
)
@pytest.mark.filterwarnings("ignore:divide by zero")
def test_what_can_not_occur_has_a_sentence_of_its_own(
    sampler: Any, distribution: Any, says: Any
) -> None:
    found = examine(sampler, distribution, seed=1)
    assert not found.passed
    assert says in str(found.refused)
    assert "None: a right sampler never returns this." in str(found)


@pytest.mark.parametrize(
    ("distribution", "says"),
    [
        (stats.cauchy(), "no finite mean"),
        (stats.norm([0, 1]), "given arrays"),
        (stats.gamma(0.01), "too steep"),
        (stats.norm(1e5, 1), "hides an effect of 0.026"),
        (stats.geom(1e-7), "beyond 2\\^24"),
        ("normal", "not a distribution"),
        ([], "at least one entry"),
        (stats.multivariate_normal([0, 0], [[1, 1], [1, 1]], allow_singular=True), "positive"),
    ],
)
def test_what_can_not_be_computed_is_refused_when_it_is_declared(
    distribution: Any, says: Any
) -> None:
    with pytest.raises(DeclarationError, match=says):
        assert_follows(uniform, distribution)


@pytest.mark.parametrize(
    ("atoms", "rest"),
    [({}, stats.norm()), ({0: 1.0}, stats.norm()), ({0: 0.5}, stats.poisson(3))],
)
def test_a_mixture_that_makes_no_sense_is_refused(atoms: Any, rest: Any) -> None:
    with pytest.raises(DeclarationError):
        Mixture(atoms, rest)


@pytest.mark.parametrize(
    "sampler",
    [3, lambda: 1.0, lambda a, b, c: a, stats.uniform().rvs],  # noqa: ARG005 - the signature
)
def test_a_sampler_that_can_not_be_called_is_explained(sampler: Any) -> None:
    with pytest.raises(UsageError, match=r"sampler\(size, rng\), or as sampler\(rng\)"):
        assert_follows(sampler, stats.uniform())


def test_size_and_rng_are_told_apart_by_their_names() -> None:
    assert_follows(lambda rng, size: rng.random(size), stats.uniform(), effect=0.3, seed=1)
    assert_follows(lambda rng, size=None: rng.random(size), stats.uniform(), effect=0.3, seed=1)


@pytest.mark.parametrize("rates", [{"false_fail_rate": 0.0}, {"false_pass_rate": 1}, {"effect": 2}])
def test_rates_and_effects_that_make_no_sense_are_refused(rates: Any) -> None:
    with pytest.raises(UsageError, match="must lie"):
        assert_follows(uniform, stats.uniform(), **rates)


def test_looser_rates_ask_for_fewer_draws() -> None:
    strict = examine(uniform, stats.uniform(), seed=3)
    loose = examine(uniform, stats.uniform(), seed=3, false_fail_rate=1e-4, false_pass_rate=1e-3)
    assert strict.passed
    assert loose.passed
    assert loose.draws < strict.draws / 2


def test_independent_draws_of_any_distribution_are_independent() -> None:
    assert_independent(lambda size, rng: rng.standard_cauchy(size), seed=1, effect=0.1)
    assert_independent(lambda size, rng: rng.random(size) < 0.01, seed=1, effect=0.1)


@pytest.mark.parametrize(
    "sampler",
    [
        lambda size, rng: np.sort(rng.standard_cauchy(size)),
        lambda size, rng: np.repeat(rng.random(size // 2 + 1), 2)[:size],
        lambda size, rng: rng.random() + 0.2 * rng.standard_normal(size),
        lambda size, rng: (rng, np.random.default_rng(3).random(size))[1],
    ],
    ids=["sorted", "every value twice", "a mean of each call's own", "constant seed"],
)
def test_dependent_draws_of_an_unknown_distribution_are_caught(sampler: Any) -> None:
    with pytest.raises(AssertionError, match="whichever it is"):
        assert_independent(sampler, seed=1)


def test_two_samplers_of_one_distribution_are_told_from_two_of_different_ones() -> None:
    def exponential(size: int, rng: np.random.Generator) -> Any:
        return rng.standard_exponential(size)

    assert_same_distribution(exponential, lambda size, rng: -np.log1p(-rng.random(size)), seed=2)
    with pytest.raises(AssertionError, match="two samplers"):
        assert_same_distribution(exponential, lambda size, rng: rng.exponential(1.1, size), seed=2)


def test_a_wrong_entry_is_not_diluted_by_the_others() -> None:
    normals = [stats.norm()] * 8
    scale = np.array([1.0] * 7 + [1.03])
    found = examine(lambda size, rng: rng.standard_normal((size, 8)) * scale, normals, seed=6)
    assert not found.passed


def test_the_promise_is_stated_for_the_distribution_at_hand() -> None:
    gamma, die, bell = (
        {one.alternatives: one.min_detectable_effect for one in examine(*pair, seed=1).promises}
        for pair in (
            (lambda size, rng: rng.gamma(2, size=size), stats.gamma(2)),
            (lambda size, rng: rng.integers(1, 7, size), stats.randint(1, 7)),
            (lambda size, rng: rng.normal(size=size), stats.norm()),
        )
    )
    distance = gamma["any independent draws, Kolmogorov distance"]
    factor = 1 + gamma["independent draws, stretched, factor less 1"]
    median = stats.gamma(2).median()
    x = np.linspace(0, 20, 200_001)
    moved = stats.gamma(2).cdf(median + (x - median) / factor)
    assert np.abs(moved - stats.gamma(2).cdf(x)).max() == pytest.approx(distance, rel=1e-3)
    assert die["independent draws, probability of any one value, off by"] == 2 * 0.6 * 0.026
    assert bell["Gaussian, mean off, in σ"] == pytest.approx(0.026, abs=1e-4)


def test_conditionals_need_a_second_entry() -> None:
    with pytest.raises(DeclarationError, match="second entry"):
        Conditionals(stats.norm())


def test_the_docstrings_examples_hold() -> None:
    for name in ("", ".assertions", ".mixture", ".vectors"):
        module = import_module(f"noisegrade.testing{name}")
        result = doctest.testmod(module, extraglobs={"np": np})
        assert result.attempted > 1
        assert result.failed == 0


def test_neither_the_course_nor_a_terminal_is_imported() -> None:
    code = (
        "import sys; from noisegrade.testing import assert_follows;"
        "print(*(one for one in ('noisegrade.course', 'noisegrade.grading', 'rich', 'click',"
        "'scipy.stats', 'pytest') if one in sys.modules))"
    )
    done = subprocess.run(  # noqa: S603 - our own code
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == []


def test_what_is_promised_is_caught() -> None:
    gamma = stats.gamma(2)
    promised = {
        one.alternatives: one.min_detectable_effect
        for one in examine(gamma_2, gamma, seed=1, effect=0.2).promises
    }
    shift = gamma.std() * promised["independent draws, shifted, in σ"]
    factor = 1 + promised["independent draws, stretched, factor less 1"]
    median = gamma.median()
    for seed in range(15):
        terms: dict[str, Any] = {"seed": seed, "effect": 0.2}
        shifted = examine(lambda size, rng: shift + gamma_2(size, rng), gamma, **terms)
        stretched = examine(
            lambda size, rng: median + (gamma_2(size, rng) - median) / factor, gamma, **terms
        )
        assert not shifted.passed
        assert not stretched.passed


def gamma_2(size: int, rng: np.random.Generator) -> Any:
    return rng.gamma(2, size=size)


def fails(assertion: Any, *args: Any, **terms: Any) -> bool:
    try:
        assertion(*args, **terms)
    except AssertionError:
        return True
    return False


def test_two_samplers_that_are_promised_to_be_told_apart_are() -> None:
    plan = budget.plan(0.2, exercises=1, false_fail=1e-9, edge_share=0.0)
    (promise,) = for_two_samplers(plan)
    off = promise.min_detectable_effect
    for seed in range(15):
        assert fails(
            assert_same_distribution,
            uniform,
            lambda size, rng: off + rng.random(size),
            seed=seed,
            effect=0.2,
        )


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["continuous", "discrete"])
def test_ranks_keep_the_rate_of_false_fails(kind: str) -> None:
    def draw(size: int, rng: np.random.Generator) -> Any:
        return rng.standard_cauchy(size) if kind == "continuous" else rng.poisson(0.5, size)

    runs, rate = 1000, 0.05
    terms = {"effect": 0.3, "false_fail_rate": rate}
    for assertion, samplers_ in (
        (assert_independent, [draw]),
        (assert_same_distribution, [draw, draw]),
    ):
        failed = sum(fails(assertion, *samplers_, seed=seed, **terms) for seed in range(runs))
        assert stats.binom.sf(failed - 1, runs, rate) > 1e-6


def test_a_vector_may_have_a_single_entry() -> None:
    assert_follows(lambda size, rng: rng.standard_normal((size, 1)), [stats.norm()], seed=3)


def test_entries_that_hang_on_each_other_are_judged_in_double_precision() -> None:
    def walk(size: int, rng: np.random.Generator) -> NDArray[np.float32]:
        return rng.standard_normal((size, 2)).cumsum(axis=1).astype(np.float32)

    asked = Conditionals(stats.norm(), lambda x: stats.norm(x[..., 0], 1))
    with pytest.raises(AssertionError, match="judged in float64, not in float32"):
        assert_follows(walk, asked, seed=3)
