"""Distributions of scipy.stats as targets: right samplers pass, wrong ones are told the truth."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import scipy

from exercise.one_exercise import Sampler, grade_sampler
from noisegrade.errors import DeclarationError
from noisegrade.exercise.frozen import as_target
from noisegrade.model import Verdict

Made = Callable[[], Any]  # scipy.stats takes half a second to import: not when tests are collected
Row = tuple[Made, Sampler]

CONTINUOUS: dict[str, Row] = {
    "norm": (lambda: scipy.stats.norm(5, 3), lambda n, rng: rng.normal(5, 3, n)),
    "expon": (lambda: scipy.stats.expon(scale=2), lambda n, rng: rng.exponential(2, n)),
    "gamma": (lambda: scipy.stats.gamma(2.5, scale=0.5), lambda n, rng: rng.gamma(2.5, 0.5, n)),
    "beta": (lambda: scipy.stats.beta(2, 3), lambda n, rng: rng.beta(2, 3, n)),
    "uniform": (lambda: scipy.stats.uniform(-1, 3), lambda n, rng: rng.uniform(-1, 2, n)),
    "t": (lambda: scipy.stats.t(5), lambda n, rng: rng.standard_t(5, n)),
    "lognorm": (lambda: scipy.stats.lognorm(0.5), lambda n, rng: rng.lognormal(0, 0.5, n)),
    "rayleigh": (lambda: scipy.stats.rayleigh(), lambda n, rng: rng.rayleigh(1, n)),
}
DISCRETE: dict[str, Row] = {
    "poisson": (lambda: scipy.stats.poisson(4), lambda n, rng: rng.poisson(4, n)),
    "binom": (lambda: scipy.stats.binom(10, 0.3), lambda n, rng: rng.binomial(10, 0.3, n)),
    "randint": (lambda: scipy.stats.randint(1, 7), lambda n, rng: rng.integers(1, 7, n)),
    "geom": (lambda: scipy.stats.geom(0.2), lambda n, rng: rng.geometric(0.2, n)),
    "bernoulli": (
        lambda: scipy.stats.bernoulli(0.3),
        lambda n, rng: (rng.random(n) < 0.3).astype(int),
    ),
}
EVERY = {**CONTINUOUS, **DISCRETE}

every = pytest.mark.parametrize("name", EVERY)


@every
def test_a_right_sampler_passes(name: str) -> None:
    draws, sampler = EVERY[name]
    report = grade_sampler(draws(), sampler)
    assert report.verdict is Verdict.PASSED, report.says
    assert report.score == 5


@every
def test_float32_passes_too(name: str) -> None:
    draws, sampler = EVERY[name]
    report = grade_sampler(draws(), lambda n, rng: sampler(n, rng).astype(np.float32), seed=2)
    assert report.verdict is Verdict.PASSED, report.says


@pytest.mark.slow
@every
def test_right_samplers_never_fail(name: str) -> None:
    draws, sampler = EVERY[name]
    for seed in range(100):
        kind = np.float32 if seed % 2 else np.float64
        report = grade_sampler(draws(), lambda n, rng: sampler(n, rng).astype(kind), seed=seed)  # noqa: B023
        assert report.verdict is Verdict.PASSED, (seed, report.says)


WRONG: dict[str, tuple[Made, Sampler, str]] = {
    "a rate for a scale": (
        lambda: scipy.stats.expon(scale=2),
        lambda n, rng: rng.exponential(0.5, n),
        r"You were asked for mean 2; your [\d ]+ draws have mean 0\.\d+\.",
    ),
    "another shape with the mean and σ": (
        lambda: scipy.stats.expon(),
        lambda n, rng: np.abs(rng.normal(1, 1, n)),
        r"You were asked for|lie too (high|low|near to|far from)|don't follow the distribution",
    ),
    "below the support": (
        lambda: scipy.stats.expon(),
        lambda n, rng: rng.normal(1, 1, n),
        r"No value can be below 0; yours contains -\d\.\d+\.",
    ),
    "above the support": (
        lambda: scipy.stats.uniform(0, 1),
        lambda n, rng: rng.uniform(0, 2, n),
        r"All values lie between 0 and 1; yours contains 1\.\d+\.",
    ),
    "a die that counts from 0": (
        lambda: scipy.stats.randint(1, 7),
        lambda n, rng: rng.integers(0, 6, n),
        r"All values lie between 1 and 6; yours contains 0\.",
    ),
    "a die with decimals": (
        lambda: scipy.stats.randint(1, 7),
        lambda n, rng: rng.uniform(1, 6, n),
        r"Only whole numbers can occur; yours contains \d\.\d+\.",
    ),
    "a loaded die": (
        lambda: scipy.stats.randint(1, 7),
        lambda n, rng: np.minimum(rng.integers(1, 8, n), 6),
        r"You were asked for mean 3\.5; your [\d ]+ draws have mean 3\.8\d*\.",
    ),
    "a hole in the support": (
        lambda: scipy.stats.rv_discrete(values=([1, 3], [0.5, 0.5]))(),
        lambda n, rng: rng.choice([1, 2, 3], n),
        r"The value 2 can't occur\.",
    ),
    "counts for waiting times": (
        lambda: scipy.stats.expon(),
        lambda n, rng: rng.poisson(1, n),
        r"Numbers with decimals are asked for; your array holds whole numbers\.",
    ),
    "every die twice": (
        lambda: scipy.stats.randint(1, 7),
        lambda n, rng: np.repeat(rng.integers(1, 7, n), 2)[:n],
        r"From draw to draw right draws have correlation 0; yours has 0\.\d+\.",
    ),
    "the same dice in every call": (
        lambda: scipy.stats.randint(1, 7),
        lambda n, _: np.random.default_rng(3).integers(1, 7, n),
        r"Fresh draws have correlation 0 from call to call; yours has 0\.\d+\.",
    ),
    "rounded": (
        lambda: scipy.stats.t(5),
        lambda n, rng: np.round(rng.standard_t(5, n), 2),
        r"Such draws hardly ever repeat a value; only .* of your draws differ\.",
    ),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_sampler_is_told_so_in_true_words(case: str) -> None:
    draws, sampler, says = WRONG[case]
    report = grade_sampler(draws(), sampler)
    assert report.verdict is Verdict.FAILED
    assert re.search(says, report.says), report.says
    said = " ".join([report.says, report.luck or "", *(each.says for each in report.findings)])
    assert "bell" not in said.lower()
    assert "noise" not in said.lower()
    assert report.coverage is None


REFUSED: dict[str, tuple[Made, str]] = {
    "no distribution": (lambda: 3.0, "draws is not a distribution"),
    "without parameters": (lambda: scipy.stats.norm, "draws is not a distribution"),
    "no mean": (lambda: scipy.stats.cauchy(), "cauchy has no finite mean and σ"),
    "no variance": (lambda: scipy.stats.t(2), "t has no finite mean and σ"),
    "several": (lambda: scipy.stats.norm([0, 1]), "norm was given arrays"),
    "a pole": (lambda: scipy.stats.gamma(0.5), "gamma is too steep for its σ"),
    "poles at both ends": (lambda: scipy.stats.beta(0.5, 0.5), "beta is too steep"),
    "wide beyond measure": (lambda: scipy.stats.lognorm(3), "lognorm is too steep"),
    "beyond float32": (lambda: scipy.stats.poisson(1e9), "poisson draws numbers beyond 2\\^24"),
    "coarse tails": (lambda: scipy.stats.skellam(3, 2), "skellam: SciPy can't compute its tails"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cant_be_graded_as_is_promised_is_refused(case: str) -> None:
    draws, reason = REFUSED[case]
    with pytest.raises(DeclarationError, match=reason):
        as_target(draws())


def test_equal_parameters_are_worked_out_once() -> None:
    assert as_target(scipy.stats.gamma(2.5)) is as_target(scipy.stats.gamma(2.5))
    assert as_target(scipy.stats.gamma(2.5)) is not as_target(scipy.stats.gamma(2.6))


@every
def test_right_draws_become_a_bell(name: str) -> None:
    draws, sampler = EVERY[name]
    target, rng = as_target(draws()), np.random.default_rng(5)
    values = np.asarray(sampler(20_000, rng), np.float64).reshape(100, 200)
    z = target.standardize(values, tolerance=1e-6, rng=rng)
    assert z.shape == values.shape
    assert scipy.stats.kstest(z.ravel(), "norm").pvalue > 1e-4
