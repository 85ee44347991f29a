"""How `rejection_sampling` goes wrong, and right in other ways."""

from __future__ import annotations

from noisegrade import implementations

__all__ = ["IMPLEMENTATIONS"]

IMPLEMENTATIONS = implementations(
    "rejection_sampling(count, rng)",
    misconceptions={
        "rng-ignored": """
            kept = []
            while len(kept) < count:
                x = random.random()
                if 1.5 * random.random() < 6 * x * (1 - x):
                    kept.append(x)
            return np.array(kept)
        """,
        "constant-seed": "return np.random.default_rng(7).beta(2, 2, count)",
        "nothing-rejected": """
            x = rng.random(3 * count)
            height = 1.5 * rng.random(3 * count)
            below = x[height < 6]
            return below[:count]
        """,
        "rectangle-too-low": """
            x = rng.random(3 * count + 100)
            height = rng.random(3 * count + 100)
            return x[height < 6 * x * (1 - x)][:count]
        """,
        "half-of-it": """
            x = rng.random(3 * count + 100)
            height = rng.random(3 * count + 100)
            return x[height < x][:count]
        """,
    },
    unnamed={
        "those above are kept": """
            x = rng.random(6 * count + 400)
            height = 1.5 * rng.random(6 * count + 400)
            return x[height > 6 * x * (1 - x)][:count]
        """,
        "rejected ones become one half": """
            x = rng.random(count)
            height = 1.5 * rng.random(count)
            return np.where(height < 6 * x * (1 - x), x, 0.5)
        """,
        "tried once more, then kept": """
            x = rng.random(count)
            rejected = 1.5 * rng.random(count) > 6 * x * (1 - x)
            x[rejected] = rng.random(rejected.sum())
            return x
        """,
        "the last one is kept again": """
            kept = [0.5]
            while len(kept) <= count:
                x = rng.random()
                kept.append(x if 1.5 * rng.random() < 6 * x * (1 - x) else kept[-1])
            return np.array(kept[1:])
        """,
        "the mean of two": "return rng.random((count, 2)).mean(axis=1)",
        "one height for all": """
            kept = np.empty(0)
            while len(kept) < count:
                x = rng.random(count)
                kept = np.concatenate([kept, x[1.5 * rng.random() < 6 * x * (1 - x)]])
            return kept[:count]
        """,
    },
    right={
        "one dart at a time": """
            kept = []
            while len(kept) < count:
                x, height = rng.random(2)
                if height < 4 * x * (1 - x):
                    kept.append(x)
            return np.array(kept)
        """,
        "a higher rectangle": """
            kept = np.empty(0)
            while len(kept) < count:
                x = rng.random(count)
                height = rng.uniform(0, 2, size=count)
                kept = np.concatenate([kept, x[height < 6 * x * (1 - x)]])
            return kept[:count]
        """,
        "beta": "return rng.beta(2, 2, count)",
        "the middle of three": "return np.median(rng.random((count, 3)), axis=1)",
    },
)
