"""How `many_small_effects` goes wrong, and right in other ways."""

from __future__ import annotations

from noisegrade.exercise import implementations

__all__ = ["IMPLEMENTATIONS"]

IMPLEMENTATIONS = implementations(
    "many_small_effects(count, size, rng)",
    misconceptions={
        "count-missing-in-scale": """
            total = rng.random((size, count)).sum(axis=1)
            return (total - count / 2) * np.sqrt(12)
        """,
        "average-scaled-as-sum": """
            m = rng.random((size, count)).mean(axis=1)
            return (m - 0.5) / np.sqrt(count / 12)
        """,
        "shifted-by-half": """
            total = rng.random((size, count)).sum(axis=1)
            return (total - 1 / 2) / np.sqrt(count / 12)
        """,
        "shifted-by-six": """
            total = rng.random((size, count)).sum(axis=1)
            return (total - 6) / np.sqrt(count / 12)
        """,
        "one-effect-too-many": """
            total = rng.random(size)
            for i in range(count):
                total += rng.random(size)
            return (total - (count + 1) / 2) / np.sqrt((count + 1) / 12)
        """,
        "one-effect-only": """
            for i in range(count):
                total = rng.random(size)
            return (total - count / 2) / np.sqrt(count / 12)
        """,
        "brackets-missing": """
            total = rng.random((size, count)).sum(axis=1)
            return total - count / 2 / np.sqrt(count / 12)
        """,
        "twelve-outside-the-root": """
            total = rng.random((size, count)).sum(axis=1)
            return (total - count / 2) / (np.sqrt(count) / 12)
        """,
        "draws-added-up": """
            total = rng.random((size, count)).sum(axis=0)
            return (total - count / 2) / np.sqrt(count / 12)
        """,
        "nothing-drawn": "return np.zeros(size)",
        "own-mean": """
            total = rng.random((size, count)).sum(axis=1)
            eps = (total - count / 2) / np.sqrt(count / 12)
            return eps - eps.mean()
        """,
        "own-std": """
            total = rng.random((size, count)).sum(axis=1)
            eps = (total - count / 2) / np.sqrt(count / 12)
            return eps / eps.std()
        """,
        "sorted-draws": """
            total = rng.random((size, count)).sum(axis=1)
            eps = (total - count / 2) / np.sqrt(count / 12)
            return np.sort(eps)
        """,
        "opposite-calls": """
            kept = globals().setdefault("kept", {})
            if count in kept:
                return -kept.pop(count)
            total = rng.random((size, count)).sum(axis=1)
            eps = (total - count / 2) / np.sqrt(count / 12)
            kept[count] = eps
            return eps
        """,
        "mirrored-halves": """
            total = rng.random((size, count)).sum(axis=1)
            eps = (total - count / 2) / np.sqrt(count / 12)
            half = eps[: (size + 1) // 2]
            return np.concatenate([half, -half])[:size]
        """,
        "places-left-out": """
            total = rng.random((size, count)).sum(axis=1)
            eps = (total - count / 2) / np.sqrt(count / 12)
            eps[: size // 2] = 0
            return eps
        """,
        "blurred": """
            total = rng.random((size, count)).sum(axis=1)
            eps = (total - count / 2) / np.sqrt(count / 12)
            return (eps + np.roll(eps, 1)) / np.sqrt(2)
        """,
        "integers": """
            total = rng.random((count, size)).sum(axis=0)
            return ((total - count / 2) / np.sqrt(count / 12)).astype(int)
        """,
        "effects-not-added": "return (rng.random((size, count)) - 0.5) / np.sqrt(1 / 12)",
        "effects-in-rows": "return (rng.random((count, size)) - 0.5) / np.sqrt(1 / 12)",
        "not-shifted": """
            total = rng.random((count, size)).sum(axis=0)
            return total / np.sqrt(count / 12)
        """,
        "neither-shifted-nor-scaled": """
            total = rng.random((count, size)).sum(axis=0)
            return total
        """,
        "not-scaled": """
            total = rng.random((count, size)).sum(axis=0)
            return total - count / 2
        """,
        "variance-for-scale": """
            total = rng.random((count, size)).sum(axis=0)
            return (total - count / 2) / (count / 12)
        """,
        "divided-by-root-of-count": """
            total = rng.random((count, size)).sum(axis=0)
            return (total - count / 2) / np.sqrt(count)
        """,
        "divided-by-count": """
            total = rng.random((count, size)).sum(axis=0)
            return total / count - 0.5
        """,
        "stds-added": """
            total = rng.random((count, size)).sum(axis=0)
            return (total - count / 2) / (count * np.sqrt(1 / 12))
        """,
        "from-minus-one-to-one": """
            total = rng.uniform(-1, 1, (count, size)).sum(axis=0)
            return total / np.sqrt(count / 12)
        """,
        "bell-at-once": "return rng.standard_normal(size)",
        "one-effect-counted-often": """
            total = count * rng.random(size)
            return (total - count / 2) / np.sqrt(count / 12)
        """,
        "always-one": "return (rng.random(size) - 0.5) * np.sqrt(12)",
        "one-draw-for-all": """
            total = sum(rng.random() for _ in range(count))
            return np.full(size, (total - count / 2) / np.sqrt(count / 12))
        """,
        "constant-seed": """
            rng = np.random.default_rng(0)
            total = rng.random((count, size)).sum(axis=0)
            return (total - count / 2) / np.sqrt(count / 12)
        """,
        "standardised-by-itself": """
            total = rng.random((count, size)).sum(axis=0)
            return (total - total.mean()) / total.std()
        """,
        "rounded": """
            total = rng.random((count, size)).sum(axis=0)
            return np.round((total - count / 2) / np.sqrt(count / 12), 2)
        """,
        "rng-ignored": """
            total = np.random.rand(count, size).sum(axis=0)
            return (total - count / 2) / np.sqrt(count / 12)
        """,
    },
    unnamed={
        "exponential effects": """
            total = rng.exponential(size=(count, size)).sum(axis=0)
            return (total - count) / np.sqrt(count)
        """,
        "coins": """
            total = rng.integers(2, size=(count, size)).sum(axis=0)
            return (total - count / 2) / np.sqrt(count / 4)
        """,
        "two too many": """
            total = rng.random((count + 2, size)).sum(axis=0)
            return (total - (count + 2) / 2) / np.sqrt((count + 2) / 12)
        """,
        "twelve effects at most": """
            total = rng.random((min(count, 12), size)).sum(axis=0)
            return (total - count / 2) / np.sqrt(count / 12)
        """,
        "effects in pairs, so that a last odd one is missing": """
            half = count // 2
            total = (rng.random((half, size)) + rng.random((half, size))).sum(axis=0)
            return (total - count / 2) / np.sqrt(count / 12)
        """,
        "half the count rounded down": """
            total = rng.random((count, size)).sum(axis=0)
            return (total - count // 2) / np.sqrt(count / 12)
        """,
        "scaled as if for two": """
            total = rng.random((count, size)).sum(axis=0)
            return (total - count / 2) / np.sqrt(2 / 12)
        """,
        "one effect left as it is": """
            if count == 1:
                return rng.random(size) - 0.5
            total = rng.random((count, size)).sum(axis=0)
            return (total - count / 2) / np.sqrt(count / 12)
        """,
        "one sum as a number": """
            total = rng.random((count, size)).sum(axis=0).squeeze()
            return (total - count / 2) / np.sqrt(count / 12)
        """,
    },
    right={
        "by the uniform from -1 to 1": """
            total = rng.uniform(-1, 1, (size, count)).sum(axis=1)
            return total / np.sqrt(count / 3)
        """,
        "float32": """
            total = rng.random((count, size), dtype=np.float32).sum(axis=0)
            return (total - np.float32(count / 2)) / np.float32(np.sqrt(count / 12))
        """,
        "effect by effect": """
            total = np.zeros(size)
            for _ in range(count):
                total += rng.random(size)
            return (total - 0.5 * count) * math.sqrt(12 / count)
        """,
        "by the mean": """
            m = rng.random((size, count)).mean(axis=1)
            return (m - 0.5) / np.sqrt(1 / (12 * count))
        """,
    },
)
