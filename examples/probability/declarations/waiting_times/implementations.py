"""How `waiting_times` goes wrong, and right in other ways."""

from __future__ import annotations

from noisegrade import implementations

__all__ = ["IMPLEMENTATIONS"]

IMPLEMENTATIONS = implementations(
    "waiting_times(count, rate, rng)",
    misconceptions={
        "rng-ignored": "return np.array([random.expovariate(rate) for _ in range(count)])",
        "constant-seed": """
            generator = np.random.default_rng(0)
            return generator.exponential(1 / rate, count)
        """,
        "rate-for-mean": "return rng.exponential(rate, count)",
        "rate-left-out": "return -np.log(1 - rng.random(count))",
        "regular-buses": "return rng.uniform(0, 1 / rate, size=count)",
        "flat-with-the-right-mean": "return rng.uniform(0, 2 / rate, size=count)",
        "logarithm-to-base-ten": "return -np.log10(1 - rng.random(count)) / rate",
    },
    unnamed={
        "a bell without its left half": "return np.abs(rng.normal(0, 1 / rate, count))",
        "times of arrival": "return np.cumsum(rng.exponential(1 / rate, count))",
        "five hours at most": "return np.minimum(rng.exponential(1 / rate, count), 5 / rate)",
        "whole minutes": "return np.rint(60 * rng.exponential(1 / rate, count)) / 60",
        "a sign lost": "return np.log(1 - rng.random(count)) / rate",
    },
    right={
        "inverse transform": "return -np.log(1 - rng.random(count)) / rate",
        "standard exponential": "return rng.standard_exponential(count) / rate",
        "gamma": "return rng.gamma(1, 1 / rate, count)",
        "two squares": """
            x, y = rng.standard_normal((2, count))
            return (x**2 + y**2) / (2 * rate)
        """,
    },
)
