"""How `scale_gaussian` goes wrong, and right in other ways."""

from __future__ import annotations

from noisegrade.exercise import implementations

__all__ = ["IMPLEMENTATIONS"]

IMPLEMENTATIONS = implementations(
    "scale_gaussian(mean, std, factor)",
    misconceptions={
        "negative-std": "return factor * mean, factor * std",
        "sign-lost": "return abs(factor) * mean, abs(factor) * std",
        "std-unchanged": "return factor * mean, std",
        "mean-unchanged": "return mean, abs(factor) * std",
        "factor-squared": "return factor * mean, factor**2 * std",
        "root-of-factor": "return factor * mean, math.sqrt(abs(factor)) * std",
        "variance-returned": "return factor * mean, factor**2 * std**2",
        "order-swapped": "return abs(factor) * std, factor * mean",
    },
    unnamed={
        "added": "return factor + mean, abs(factor) + std",
    },
    right={
        "by the root of a square": "return factor * mean, math.sqrt(factor**2) * std",
    },
)
