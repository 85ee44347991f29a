"""How `standardize` goes wrong, and right in other ways."""

from __future__ import annotations

from noisegrade.exercise import implementations

__all__ = ["IMPLEMENTATIONS"]

IMPLEMENTATIONS = implementations(
    "standardize(x, mean, std)",
    misconceptions={
        "divided-by-variance": "return (x - mean) / std**2",
        "divided-by-root": "return (x - mean) / np.sqrt(std)",
        "own-mean-and-std": "return (x - np.mean(x)) / np.std(x)",
        "brackets-missing": "return x - mean / std",
        "mean-forgotten": "return x / std",
        "std-forgotten": "return x - mean",
        "sign-turned": "return (mean - x) / std",
        "multiplied-by-std": "return (x - mean) * std",
        "way-there": "return mean + std * x",
    },
    right={
        "in two fractions": "return x / std - mean / std",
    },
)
