"""How `shift_and_scale` goes wrong, and right in other ways."""

from __future__ import annotations

from noisegrade.exercise import implementations

__all__ = ["IMPLEMENTATIONS"]

IMPLEMENTATIONS = implementations(
    "shift_and_scale(eps, mean, std)",
    misconceptions={
        "sign-turned": "return mean - std * eps",
        "clipped": "return np.clip(mean + std * eps, 0, 255)",
        "sign-lost": "return mean + std * np.abs(eps)",
        "mean-twice": "return mean + (mean + std * eps)",
        "own-std": "return mean + np.std(eps) * eps",
        "variance-for-scale": "return mean + std**2 * eps",
        "root-of-std": "return mean + np.sqrt(std) * eps",
        "shift-before-scale": "return std * (mean + eps)",
        "mean-forgotten": "return std * eps",
        "std-forgotten": "return eps + mean",
        "divided-by-std": "return mean + eps / std",
        "way-back": "return (eps - mean) / std",
        "mean-and-std-swapped": "return std + mean * eps",
    },
    unnamed={
        "three times the mean": "return 3 * mean + std * eps",
    },
    right={
        "scaled in two steps": "return eps * std + mean",
    },
)
