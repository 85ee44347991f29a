"""How `scale_gaussian` goes wrong, and right in other ways."""

from __future__ import annotations

from noisegrade.exercise import implementations

__all__ = ["IMPLEMENTATIONS"]

IMPLEMENTATIONS = implementations(
    "scale_gaussian(mean, std, factor)",
    misconceptions={
        "std-divided": "return factor * mean, std / abs(factor) if factor else 0.0",
        "factor-added": "return mean + factor, std",
        "std-cut-at-zero": "return factor * mean, max(0.0, factor * std)",
        "rounded": "return round(factor * mean), round(abs(factor) * std)",
        "std-negated": "return factor * mean, -factor * std",
        "zero-skipped": """
            if factor:
                mean = factor * mean
                std = abs(factor) * std
            return mean, std
        """,
        "factor-added-to-std": "return factor * mean, std + abs(factor)",
        "negative-unscaled": """
            if factor >= 0:
                return factor * mean, factor * std
            return factor * mean, std
        """,
        "mean-scaled-twice": """
            mean = mean * factor
            std = std * abs(factor)
            return mean * factor, std
        """,
        "sign-of-mean": """
            new_std = factor * std
            if mean < 0:
                new_std = -new_std
            return factor * mean, new_std
        """,
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
        "factor as a whole number": "return int(factor) * mean, abs(int(factor)) * std",
        "std of 1 at least": "return factor * mean, abs(factor) * max(std, 1)",
        "a mean below 0 turned up": "return factor * abs(mean), abs(factor) * std",
        "a tiny factor taken for none": """
            if abs(factor) < 1e-3:
                return 0.0, 0.0
            return factor * mean, abs(factor) * std
        """,
        "mirrored, but not stretched": """
            if factor < 0:
                return -mean, std
            return factor * mean, factor * std
        """,
        "factors below 1 turned over": """
            if 0 < factor < 1:
                factor = 1 / factor
            return factor * mean, abs(factor) * std
        """,
        "mean 0 left with its std": """
            if mean == 0:
                return mean, std
            return factor * mean, abs(factor) * std
        """,
        "whole numbers stay whole": """
            if isinstance(mean, int):
                return int(factor * mean), abs(factor) * std
            return factor * mean, abs(factor) * std
        """,
    },
    slips={
        "not-all-numbers": "return factor * mean, None",
        "too-few-values": "return factor * mean",
        "dict-returned": 'return {"mean": factor * mean, "std": abs(factor) * std}',
        "no-such-root": "return factor * mean, math.sqrt(factor) ** 2 * std",
        "text-as-number": 'return factor * mean, abs(factor) * std + "1"',
    },
    right={
        "by the root of a square": "return factor * mean, math.sqrt(factor**2) * std",
        "by a comparison": """
            new_std = float(factor) * std
            if new_std < 0:
                new_std = -new_std
            return (float(factor) * mean, new_std)
        """,
        "by fabs": "return float(np.multiply(mean, factor)), math.fabs(factor) * std",
        "the larger of both signs": """
            return factor * mean * 1.0, max(factor * std, -factor * std) * 1.0
        """,
    },
)
