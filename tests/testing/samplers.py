"""Right and wrong samplers: from NumPy, SciPy, the standard library, textbooks and mistakes.

The tests take a cheap share of them; `python benchmarks/samplers` runs all.
"""

from __future__ import annotations

import importlib.util
import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

__all__ = ["DEPENDENT", "Case", "Sampler", "cases", "right", "wrong"]

DEPENDENT = (  # draws with the right distribution, which are not independent
    "every value twice",
    "sorted",
    "one seed for all calls",
    "a store that is shuffled",
    "never twice in a row",
    "one χ² for all",
    "three of ten, in order",
    "van der Corput",
)

Rng = np.random.Generator
Sampler = Callable[..., Any]


@dataclass(frozen=True)
class Case:
    """A distribution, samplers that draw from it, and samplers that don't."""

    name: str
    distribution: Any
    right: Mapping[str, Sampler]
    wrong: Mapping[str, Sampler]


def right() -> Iterator[tuple[Case, str, Sampler]]:
    for case in cases():
        for name, sampler in case.right.items():
            yield case, name, sampler


def wrong() -> Iterator[tuple[Case, str, Sampler]]:
    for case in cases():
        for name, sampler in case.wrong.items():
            yield case, name, sampler


@lru_cache(maxsize=1)
def cases() -> tuple[Case, ...]:
    """Return all of them; scipy.stats is imported when they are asked for."""
    return (*_continuous(), *_discrete(), *_others())


def _stdlib(draw: Callable[[random.Random], float]) -> Sampler:
    """Draw by the standard library's generator, seeded once a call."""

    def sampler(size: int, rng: Rng) -> list[float]:
        source = random.Random(int(rng.integers(2**63)))  # noqa: S311 - not for secrets
        return [draw(source) for _ in range(size)]

    return sampler


def _bits(kind: Callable[[int], Any], draw: Callable[[int, Rng], Any]) -> Sampler:
    """Draw by another of NumPy's bit generators."""
    return lambda size, rng: draw(size, np.random.Generator(kind(int(rng.integers(2**63)))))


def _inverse(distribution: Any) -> Sampler:
    return lambda size, rng: distribution.isf(1 - rng.random(size))


def _rvs(distribution: Any) -> Sampler:
    return lambda size, rng: distribution.rvs(size, random_state=rng)


def _randomgen(draw: Callable[[int, Rng], Any]) -> dict[str, Sampler]:
    """Draw by bit generators of randomgen, where it is installed."""
    if importlib.util.find_spec("randomgen") is None:
        return {}
    import randomgen

    kinds = (randomgen.SFC64, randomgen.Xoshiro512, randomgen.Romu)
    return {f"randomgen's {kind.__name__}": _bits(kind, draw) for kind in kinds}


def _dependent(draw: Callable[[int, Rng], Any]) -> dict[str, Sampler]:
    """Return samplers with the right distribution whose draws depend on each other."""
    store: list[Any] = []

    def cached(size: int, rng: Rng) -> Any:
        if not store or len(store[0]) != size:
            store[:] = [np.asarray(draw(size, rng))]
        return rng.permutation(store[0])

    return {
        "every value twice": lambda size, rng: np.repeat(draw(-(-size // 2), rng), 2)[:size],
        "sorted": lambda size, rng: np.sort(draw(size, rng)),
        "one seed for all calls": lambda size, rng: (rng, draw(size, np.random.default_rng(1)))[1],
        "a store that is shuffled": cached,
    }


def _continuous() -> Iterator[Case]:
    from scipy import stats

    def case(
        distribution: Any,
        numpy: Callable[[int, Rng], Any],
        others: dict[str, Sampler],
        wrong: dict[str, Sampler],
    ) -> Case:
        good: dict[str, Sampler] = {
            "NumPy": numpy,
            "SciPy's rvs": _rvs(distribution),
            "inverse transform": _inverse(distribution),
            **others,
            **_randomgen(numpy),
        }
        bad = {
            **wrong,
            "σ off by 5 %": lambda size, rng: _stretched(numpy(size, rng), distribution, 1.05),
            **_dependent(numpy),
        }
        name = distribution.dist.name
        return Case(name, distribution, good, bad)

    yield case(
        stats.norm(5, 3),
        lambda size, rng: rng.normal(5, 3, size),
        {
            "float32": lambda size, rng: 5 + 3 * rng.standard_normal(size, np.float32),
            "Box-Muller": lambda size, rng: (
                5
                + 3
                * np.sqrt(-2 * np.log1p(-rng.random(size)))
                * np.cos(2 * np.pi * rng.random(size))
            ),
            "random.gauss": _stdlib(lambda source: source.gauss(5, 3)),
            "one a call": lambda rng: rng.normal(5, 3),
            "Philox": _bits(np.random.Philox, lambda size, rng: rng.normal(5, 3, size)),
        },
        {
            "variance for σ": lambda size, rng: rng.normal(5, 9, size),
            "mean off by 0.2": lambda size, rng: rng.normal(5.2, 3, size),
            "sum of twelve uniforms": lambda size, rng: 5 + 3 * (rng.random((12, size)).sum(0) - 6),
            "cut at 3 σ": lambda size, rng: 5 + 3 * np.clip(rng.standard_normal(size), -3, 3),
            "rounded to one decimal": lambda size, rng: np.round(rng.normal(5, 3, size), 1),
            "t(20), same σ": lambda size, rng: 5 + 3 * rng.standard_t(20, size) * np.sqrt(0.9),
            "whole numbers": lambda size, rng: rng.normal(5, 3, size).astype(int),
        },
    )
    yield case(
        stats.uniform(2, 3),
        lambda size, rng: rng.uniform(2, 5, size),
        {"random.uniform": _stdlib(lambda source: source.uniform(2, 5))},
        {
            "to 5.2": lambda size, rng: rng.uniform(2, 5.2, size),
            "mean of two": lambda size, rng: rng.uniform(2, 5, (2, size)).mean(0),
            "a grid of 256": lambda size, rng: 2 + 3 * rng.integers(0, 256, size) / 256,
            "van der Corput": lambda size, rng: (
                2 + 3 * stats.qmc.Halton(1, rng=rng).random(size)[:, 0]
            ),
        },
    )
    yield case(
        stats.expon(scale=2),
        lambda size, rng: rng.exponential(2, size),
        {
            "random.expovariate": _stdlib(lambda source: source.expovariate(0.5)),
            "−2·log(u)": lambda size, rng: -2 * np.log1p(-rng.random(size)),
        },
        {
            "rate for scale": lambda size, rng: rng.exponential(0.5, size),
            "rounded up": lambda size, rng: np.ceil(rng.exponential(2, size)),
            "cut at 10": lambda size, rng: np.minimum(rng.exponential(2, size), 10),
        },
    )
    yield case(
        stats.gamma(2, scale=1.5),
        lambda size, rng: rng.gamma(2, 1.5, size),
        {
            "random.gammavariate": _stdlib(lambda source: source.gammavariate(2, 1.5)),
            "sum of two exponentials": lambda size, rng: rng.exponential(1.5, (2, size)).sum(0),
        },
        {
            "rate for scale": lambda size, rng: rng.gamma(2, 1 / 1.5, size),
            "shape 2.1": lambda size, rng: rng.gamma(2.1, 1.5, size),
            "twice one exponential": lambda size, rng: 2 * rng.exponential(1.5, size),
        },
    )
    yield case(
        stats.beta(2, 5),
        lambda size, rng: rng.beta(2, 5, size),
        {
            "random.betavariate": _stdlib(lambda source: source.betavariate(2, 5)),
            "second of six uniforms": lambda size, rng: np.sort(rng.random((size, 6)))[:, 1],
            "of two gammas": lambda size, rng: _share(
                rng.gamma(2, size=size), rng.gamma(5, size=size)
            ),
        },
        {
            "turned round": lambda size, rng: rng.beta(5, 2, size),
            "Jöhnk without rejection": lambda size, rng: _share(
                rng.random(size) ** 0.5, rng.random(size) ** 0.2
            ),
        },
    )
    yield case(
        stats.lognorm(0.5),
        lambda size, rng: rng.lognormal(0, 0.5, size),
        {"random.lognormvariate": _stdlib(lambda source: source.lognormvariate(0, 0.5))},
        {
            "variance for σ": lambda size, rng: rng.lognormal(0, 0.25, size),
            "mean 1": lambda size, rng: rng.lognormal(-0.125, 0.5, size),
        },
    )
    yield case(
        stats.weibull_min(1.5),
        lambda size, rng: rng.weibull(1.5, size),
        {"random.weibullvariate": _stdlib(lambda source: source.weibullvariate(1, 1.5))},
        {
            "power for root": lambda size, rng: rng.exponential(1, size) ** 1.5,
            "shape 1.55": lambda size, rng: rng.weibull(1.55, size),
        },
    )
    yield case(
        stats.laplace(1, 2),
        lambda size, rng: rng.laplace(1, 2, size),
        {
            "difference of exponentials": lambda size, rng: (
                1 + rng.exponential(2, size) - rng.exponential(2, size)
            ),
        },
        {
            "Gaussian of the same σ": lambda size, rng: rng.normal(1, np.sqrt(8), size),
            "one side": lambda size, rng: 1 + rng.exponential(2, size),
        },
    )
    yield case(
        stats.logistic(),
        lambda size, rng: rng.logistic(size=size),
        {"log odds": lambda size, rng: -np.log(1 / (1 - rng.random(size)) - 1 + 1e-300)},
        {
            "Gaussian of the same σ": lambda size, rng: rng.normal(0, np.pi / np.sqrt(3), size),
            "scale 1.05": lambda size, rng: rng.logistic(0, 1.05, size),
        },
    )
    yield case(
        stats.t(5),
        lambda size, rng: rng.standard_t(5, size),
        {
            "by definition": lambda size, rng: (
                rng.standard_normal(size) / np.sqrt(rng.chisquare(5, size) / 5)
            ),
        },
        {
            "six degrees": lambda size, rng: rng.standard_t(6, size),
            "one χ² for all": lambda size, rng: (
                rng.standard_normal(size) / np.sqrt(rng.chisquare(5) / 5)
            ),
        },
    )
    yield case(
        stats.chi2(3),
        lambda size, rng: rng.chisquare(3, size),
        {"three squares": lambda size, rng: (rng.standard_normal((3, size)) ** 2).sum(0)},
        {
            "one square, thrice": lambda size, rng: 3 * rng.standard_normal(size) ** 2,
            "no square": lambda size, rng: np.abs(rng.standard_normal((3, size))).sum(0),
        },
    )
    yield case(
        stats.gumbel_r(),
        lambda size, rng: rng.gumbel(size=size),
        {"−log of an exponential": lambda size, rng: -np.log(rng.exponential(1, size))},
        {
            "turned round": lambda size, rng: -rng.gumbel(size=size),
            "largest of ten": lambda size, rng: rng.exponential(1, (10, size)).max(0) - np.log(10),
        },
    )
    yield case(
        stats.rayleigh(),
        lambda size, rng: rng.rayleigh(size=size),
        {"length of two normals": lambda size, rng: np.hypot(*rng.standard_normal((2, size)))},
        {
            "of two uniforms": lambda size, rng: np.hypot(*rng.uniform(-1.7, 1.7, (2, size))),
            "half-normal": lambda size, rng: np.abs(rng.standard_normal(size)),
        },
    )
    yield case(
        stats.triang(0.3),
        lambda size, rng: rng.triangular(0, 0.3, 1, size),
        {"random.triangular": _stdlib(lambda source: source.triangular(0, 1, 0.3))},
        {
            "mode 0.35": lambda size, rng: rng.triangular(0, 0.35, 1, size),
            "symmetric": lambda size, rng: rng.random((2, size)).mean(0),
        },
    )


def _discrete() -> Iterator[Case]:
    from scipy import stats

    def case(
        distribution: Any,
        numpy: Callable[[int, Rng], Any],
        others: dict[str, Sampler],
        wrong: dict[str, Sampler],
    ) -> Case:
        good: dict[str, Sampler] = {
            "NumPy": numpy,
            "SciPy's rvs": _rvs(distribution),
            **others,
            **_randomgen(numpy),
        }
        bad = {**wrong, **_dependent(numpy)}
        return Case(distribution.dist.name, distribution, good, bad)

    yield case(
        stats.randint(1, 7),
        lambda size, rng: rng.integers(1, 7, size),
        {
            "one a call": lambda rng: int(rng.integers(1, 7)),
            "random.randint": _stdlib(lambda source: source.randint(1, 6)),
            "random.choice": _stdlib(lambda source: source.choice([1, 2, 3, 4, 5, 6])),
            "rng.choice": lambda size, rng: rng.choice(np.arange(1, 7), size),
            "floor": lambda size, rng: 1 + np.floor(6 * rng.random(size)),
            "MT19937": _bits(np.random.MT19937, lambda size, rng: rng.integers(1, 7, size)),
        },
        {
            "a 0": lambda size, rng: rng.integers(0, 7, size),
            "no 6": lambda size, rng: rng.integers(1, 6, size),
            "rounded": lambda size, rng: np.rint(1 + 5 * rng.random(size)),
            "loaded": lambda size, rng: rng.choice(np.arange(1, 7), size, p=[0.15] * 5 + [0.25]),
            "three bits modulo 6": lambda size, rng: 1 + rng.integers(0, 8, size) % 6,
            "decimals": lambda size, rng: rng.uniform(1, 6, size),
            "never twice in a row": _no_repeats,
        },
    )
    yield case(
        stats.binom(10, 0.3),
        lambda size, rng: rng.binomial(10, 0.3, size),
        {
            "ten coins": lambda size, rng: (rng.random((size, 10)) < 0.3).sum(1),
            "random.binomialvariate": _stdlib(
                lambda source: sum(source.random() < 0.3 for _ in range(10))
            ),
        },
        {
            "p = 0.31": lambda size, rng: rng.binomial(10, 0.31, size),
            "one coin, ten times": lambda size, rng: 10 * (rng.random(size) < 0.3),
            "Poisson": lambda size, rng: rng.poisson(3, size),
            "a rounded Gaussian": lambda size, rng: np.clip(
                np.rint(rng.normal(3, np.sqrt(2.1), size)), 0, 10
            ),
        },
    )
    yield case(
        stats.poisson(4),
        lambda size, rng: rng.poisson(4, size),
        {
            "Knuth": lambda size, rng: (
                np.cumprod(rng.random((size, 40)), axis=1) > np.exp(-4)
            ).sum(1),
            "arrivals": lambda size, rng: (
                np.cumsum(rng.exponential(1, (size, 40)), axis=1) < 4
            ).sum(1),
        },
        {
            "one too many": lambda size, rng: rng.poisson(4, size) + 1,
            "binomial": lambda size, rng: rng.binomial(40, 0.1, size),
            "mean 4.1": lambda size, rng: rng.poisson(4.1, size),
            "a rounded Gaussian": lambda size, rng: np.maximum(0, np.rint(rng.normal(4, 2, size))),
        },
    )
    yield case(
        stats.geom(0.25),
        lambda size, rng: rng.geometric(0.25, size),
        {
            "by logarithms": lambda size, rng: np.maximum(
                1, np.ceil(np.log1p(-rng.random(size)) / np.log(0.75))
            )
        },
        {
            "failures, not trials": lambda size, rng: rng.geometric(0.25, size) - 1,
            "p = 0.26": lambda size, rng: rng.geometric(0.26, size),
            "at most ten": lambda size, rng: np.minimum(rng.geometric(0.25, size), 10),
        },
    )
    yield case(
        stats.nbinom(5, 0.4),
        lambda size, rng: rng.negative_binomial(5, 0.4, size),
        {"Poisson of a gamma": lambda size, rng: rng.poisson(rng.gamma(5, 1.5, size))},
        {
            "p turned round": lambda size, rng: rng.negative_binomial(5, 0.6, size),
            "Poisson": lambda size, rng: rng.poisson(7.5, size),
            "trials, not failures": lambda size, rng: rng.negative_binomial(5, 0.4, size) + 5,
        },
    )
    yield case(
        stats.hypergeom(50, 20, 10),
        lambda size, rng: rng.hypergeometric(20, 30, 10, size),
        {
            "ten cards": lambda size, rng: (
                np.argpartition(rng.random((size, 50)), 10, axis=1)[:, :10] < 20
            ).sum(1),
        },
        {
            "with replacement": lambda size, rng: rng.binomial(10, 0.4, size),
            "the others": lambda size, rng: 10 - rng.hypergeometric(20, 30, 10, size),
        },
    )
    yield case(
        stats.bernoulli(0.3),
        lambda size, rng: rng.random(size) < 0.3,
        {"rng.choice": lambda size, rng: rng.choice([0, 1], size, p=[0.7, 0.3])},
        {
            "p = 0.32": lambda size, rng: rng.random(size) < 0.32,
            "±1": lambda size, rng: np.where(rng.random(size) < 0.3, 1, -1),
            "three of ten, in order": lambda size, rng: (
                (np.arange(size) + rng.integers(10)) % 10 < 3
            ),
        },
    )


def _others() -> Iterator[Case]:
    from scipy import stats

    from noisegrade.testing import Conditionals, Mixture

    def rain(size: int, rng: Rng) -> Any:
        return np.where(rng.random(size) < 0.7, 0.0, rng.exponential(4, size))

    yield Case(
        "rain",
        Mixture({0.0: 0.7}, stats.expon(scale=4)),
        {
            "NumPy": rain,
            "one a call": lambda rng: 0.0 if rng.random() < 0.7 else rng.exponential(4),
            "float32": lambda size, rng: rain(size, rng).astype(np.float32),
        },
        {
            "dry 72 %": lambda size, rng: np.where(
                rng.random(size) < 0.72, 0.0, rng.exponential(4, size)
            ),
            "never dry": lambda size, rng: rng.exponential(1.2, size),
            "negative rain": lambda size, rng: np.where(
                rng.random(size) < 0.7, 0.0, rng.normal(4, 4, size)
            ),
            **_dependent(rain),
        },
    )
    mean, covariance = [0.0, 1.0], [[1.0, 0.6], [0.6, 2.0]]
    yield Case(
        "multivariate_normal",
        stats.multivariate_normal(mean, covariance),
        {
            "NumPy": lambda size, rng: rng.multivariate_normal(mean, covariance, size),
            "SciPy's rvs": lambda size, rng: stats.multivariate_normal(mean, covariance).rvs(
                size, random_state=rng
            ),
            "Cholesky": lambda size, rng: (
                mean + rng.standard_normal((size, 2)) @ np.linalg.cholesky(covariance).T
            ),
        },
        {
            "factor not transposed": lambda size, rng: (
                mean + rng.standard_normal((size, 2)) @ np.linalg.cholesky(covariance)
            ),
            "no correlation": lambda size, rng: rng.normal(mean, [1, np.sqrt(2)], (size, 2)),
            "covariance for factor": lambda size, rng: (
                mean + rng.standard_normal((size, 2)) @ np.array(covariance)
            ),
            "flat": lambda size, rng: rng.normal(0, 1, size),
        },
    )
    yield Case(
        "random walk",
        Conditionals(
            stats.norm(), lambda x: stats.norm(x[..., 0]), lambda x: stats.norm(x[..., 1])
        ),
        {"cumsum": lambda size, rng: np.cumsum(rng.standard_normal((size, 3)), axis=1)},
        {
            "cumsum along the draws": lambda size, rng: np.cumsum(
                rng.standard_normal((size, 3)), axis=0
            ),
            "no sum": lambda size, rng: rng.standard_normal((size, 3)),
        },
    )
    yield Case(
        "one distribution per entry",
        [stats.norm(), stats.expon(), stats.uniform()],
        {"NumPy": _entries},
        {
            "entries in another order": lambda size, rng: _entries(size, rng)[:, [0, 2, 1]],
            "one uniform for all": _one_uniform,
        },
    )


def _entries(size: int, rng: Rng) -> Any:
    return np.stack([rng.normal(size=size), rng.exponential(size=size), rng.random(size)], axis=1)


def _one_uniform(size: int, rng: Rng) -> Any:
    u = rng.random(size)
    return np.stack([rng.normal(size=size), -np.log1p(-u), u], axis=1)


def _no_repeats(size: int, rng: Rng) -> Any:
    return 1 + np.cumsum(rng.integers(1, 6, size)) % 6


def _share(part: Any, rest: Any) -> Any:
    return part / (part + rest)


def _stretched(values: Any, distribution: Any, factor: float) -> Any:
    """Stretch about the mean, as far as the support allows."""
    low, high = distribution.support()
    mean = distribution.mean()
    return np.clip(mean + factor * (values - mean), low, high)
