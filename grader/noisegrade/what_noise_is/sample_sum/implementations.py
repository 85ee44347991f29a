"""How `sample_sum` goes wrong, and right in other ways."""

from __future__ import annotations

from noisegrade.exercise import implementations

__all__ = ["IMPLEMENTATIONS"]

IMPLEMENTATIONS = implementations(
    "sample_sum(means, stds, size, rng)",
    misconceptions={
        "terms-not-added": "return np.array([rng.normal(m, s, size) for m, s in zip(means, stds)])",
        "draws-added-up": """
            return np.array([rng.normal(m, s, size) for m, s in zip(means, stds)]).sum(axis=1)
        """,
        "integers": """
            total = np.zeros(size)
            for mean, std in zip(means, stds):
                total += rng.normal(mean, std, size)
            return total.astype(int)
        """,
        "flat-from-zero-to-one": """
            std = np.sqrt(np.sum(np.square(stds)))
            return np.sum(means) + std * rng.random(size)
        """,
        "one-draw-for-all": """
            total = np.zeros(size)
            for mean, std in zip(means, stds):
                total += rng.normal(mean, std)
            return total
        """,
        "constant-seed": """
            rng = np.random.default_rng(7)
            total = np.zeros(size)
            for mean, std in zip(means, stds):
                total += mean + std * rng.standard_normal(size)
            return total
        """,
        "standardised-by-itself": """
            mean, std = np.sum(means), np.sqrt(np.sum(np.square(stds)))
            x = rng.standard_normal(size)
            return mean + std * (x - x.mean()) / x.std()
        """,
        "rng-ignored": """
            total = np.zeros(size)
            for mean, std in zip(means, stds):
                total += np.random.normal(mean, std, size)
            return total
        """,
        "average-not-sum": """
            return np.mean([rng.normal(m, s, size) for m, s in zip(means, stds)], axis=0)
        """,
        "means-forgotten": """
            total = np.zeros(size)
            for mean, std in zip(means, stds):
                total += std * rng.standard_normal(size)
            return total
        """,
        "first-term-only": """
            for mean, std in zip(means, stds):
                return mean + std * rng.standard_normal(size)
        """,
        "one-of-them": """
            which = rng.integers(len(means), size=size)
            return rng.normal(np.array(means)[which], np.array(stds)[which])
        """,
        "stds-added": """
            eps = rng.standard_normal(size)
            return sum(mean + std * eps for mean, std in zip(means, stds))
        """,
        "variances-for-scales": """
            total = np.zeros(size)
            for mean, std in zip(means, stds):
                total += rng.normal(mean, std**2, size)
            return total
        """,
        "root-missing": "return rng.normal(np.sum(means), np.sum(np.square(stds)), size)",
        "stds-forgotten": """
            total = np.zeros(size)
            for mean, std in zip(means, stds):
                total += mean + rng.standard_normal(size)
            return total
        """,
        "rounded": """
            total = sum(rng.normal(m, s, size) for m, s in zip(means, stds))
            return np.round(total, 1)
        """,
    },
    unnamed={
        "subtracted": """
            total = np.zeros(size)
            for mean, std in zip(means, stds):
                total = mean + std * rng.standard_normal(size) - total
            return total
        """,
        "the product": """
            total = np.ones(size)
            for mean, std in zip(means, stds):
                total *= mean + std * rng.standard_normal(size)
            return total
        """,
        "one after the other": """
            parts = [rng.normal(m, s, size) for m, s in zip(means, stds)]
            return np.concatenate(parts)[:: len(parts)]
        """,
    },
    right={
        "by broadcasting": "return rng.normal(means, stds, (size, len(means))).sum(axis=1)",
        "by matrix product": """
            eps = rng.standard_normal((size, len(means)))
            return np.sum(means) + eps @ np.array(stds)
        """,
    },
)
