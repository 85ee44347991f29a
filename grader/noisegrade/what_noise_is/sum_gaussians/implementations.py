"""How `sum_gaussians` goes wrong, and right in other ways."""

from __future__ import annotations

from noisegrade.exercise import implementations

__all__ = ["IMPLEMENTATIONS"]

IMPLEMENTATIONS = implementations(
    "sum_gaussians(means, stds)",
    misconceptions={
        "stds-added": "return float(np.sum(means)), float(np.sum(stds))",
        "variance-returned": "return sum(means), sum(std**2 for std in stds)",
        "roots-added": "return sum(means), math.sqrt(sum(stds))",
        "average-not-sum": """
            n = len(means)
            return sum(means) / n, math.sqrt(sum(std**2 for std in stds)) / n
        """,
        "means-averaged": "return np.mean(means), np.sqrt(np.sum(np.square(stds)))",
        "stds-averaged": "return np.sum(means), np.mean(stds)",
        "variances-averaged": "return np.sum(means), np.sqrt(np.mean(np.square(stds)))",
        "two-terms-only": """
            if len(means) == 1:
                return means[0], stds[0]
            return means[0] + means[1], math.sqrt(stds[0] ** 2 + stds[1] ** 2)
        """,
        "order-swapped": "return np.sqrt(np.sum(np.square(stds))), np.sum(means)",
    },
    unnamed={
        "the widest": "return sum(means), max(stds)",
    },
    right={
        "by a loop": """
            total, variance = 0.0, 0.0
            for mean, std in zip(means, stds):
                total += mean
                variance += std * std
            return total, variance**0.5
        """,
        "an array of two": "return np.array([np.sum(means), np.linalg.norm(stds)])",
    },
)
