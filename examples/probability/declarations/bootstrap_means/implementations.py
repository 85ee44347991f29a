"""How `bootstrap_means` goes wrong, and right in other ways."""

from __future__ import annotations

from noisegrade import implementations

__all__ = ["IMPLEMENTATIONS"]

IMPLEMENTATIONS = implementations(
    "bootstrap_means(sample, count, rng)",
    misconceptions={
        "rng-ignored": "return np.random.choice(sample, (count, len(sample))).mean(axis=1)",
        "constant-seed": """
            rng = np.random.default_rng(0)
            return rng.choice(sample, (count, len(sample))).mean(axis=1)
        """,
        "inputs-changed": """
            means = np.empty(count)
            kept = sample.copy()
            for i in range(count):
                sample[:] = rng.choice(kept, len(kept))
                means[i] = sample.mean()
            return means
        """,
        "nothing-drawn": "return np.full(count, sample.mean())",
        "one-value-for-a-mean": "return rng.choice(sample, size=count)",
        "one-value-missing": "return rng.choice(sample, size=(count, len(sample) - 1)).mean(axis=1)",
        "divided-by-one-less": """
            n = len(sample)
            return rng.choice(sample, size=(count, n)).sum(axis=1) / (n - 1)
        """,
    },
    unnamed={
        "one value left out": """
            means = [rng.choice(sample, len(sample) - 1, replace=False).mean() for _ in range(count)]
            return np.array(means)
        """,
        "medians": "return np.median(rng.choice(sample, (count, len(sample))), axis=1)",
        "a bell": """
            return rng.normal(sample.mean(), sample.std() / np.sqrt(len(sample)), count)
        """,
        "weighted by their order": """
            weights = np.arange(1, len(sample) + 1)
            values = rng.choice(sample, (count, len(sample)), p=weights / weights.sum())
            return values.mean(axis=1)
        """,
        "the last value never comes": """
            at = rng.integers(len(sample) - 1, size=(count, len(sample)))
            return sample[at].mean(axis=1)
        """,
    },
    right={
        "a loop": """
            return np.array([rng.choice(sample, len(sample)).mean() for _ in range(count)])
        """,
        "places drawn": """
            at = rng.integers(len(sample), size=(count, len(sample)))
            return sample[at].mean(axis=1)
        """,
        "counts": """
            n = len(sample)
            return rng.multinomial(n, np.full(n, 1 / n), size=count) @ sample / n
        """,
    },
)
