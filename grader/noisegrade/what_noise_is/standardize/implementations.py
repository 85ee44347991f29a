"""How `standardize` goes wrong, and right in other ways."""

from __future__ import annotations

from noisegrade.exercise import implementations

__all__ = ["IMPLEMENTATIONS"]

IMPLEMENTATIONS = implementations(
    "standardize(x, mean, std)",
    misconceptions={
        "own-mean": "return (x - np.mean(x)) / std",
        "own-std": "return (x - mean) / np.std(x)",
        "divided-before-shifting": "return x / std - mean",
        "mean-added": "return (x + mean) / std",
        "sign-lost": "return np.abs(x - mean) / std",
        "squared": "return ((x - mean) / std) ** 2",
        "divided-without-rest": "return (x - mean) // std",
        "rounded": "return np.round((x - mean) / std)",
        "clipped": "return np.clip((x - mean) / std, -3, 3)",
        "from-least-to-largest": "return (x - np.min(x)) / (np.max(x) - np.min(x))",
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
