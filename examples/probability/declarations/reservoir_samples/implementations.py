"""How `reservoir_samples` goes wrong, and right in other ways."""

from __future__ import annotations

from noisegrade import implementations

__all__ = ["IMPLEMENTATIONS"]

IMPLEMENTATIONS = implementations(
    "reservoir_samples(length, size, count, rng)",
    misconceptions={
        "rng-ignored": """
            return np.array([random.sample(range(length), size) for _ in range(count)])
        """,
        "constant-seed": """
            rng = np.random.default_rng(0)
            return rng.permuted(np.tile(np.arange(length), (count, 1)), axis=1)[:, :size]
        """,
        "one-draw-for-all": """
            return np.tile(rng.permutation(length)[:size], (count, 1))
        """,
        "nothing-drawn": "return np.tile(np.arange(size), (count, 1))",
        "counted-from-zero": """
            chosen = np.tile(np.arange(size), (count, 1))
            for item in range(size, length):
                place = rng.integers(item, size=count)
                enters = place < size
                chosen[enters, place[enters]] = item
            return chosen
        """,
        "sets-in-columns": """
            chosen = np.tile(np.arange(size), (count, 1))
            for item in range(size, length):
                place = rng.integers(item + 1, size=count)
                enters = place < size
                chosen[enters, place[enters]] = item
            return chosen.T
        """,
    },
    unnamed={
        "with replacement": "return rng.integers(length, size=(count, size))",
        "always the first place": """
            chosen = np.tile(np.arange(size), (count, 1))
            for item in range(size, length):
                enters = rng.random(count) < size / (item + 1)
                chosen[enters, 0] = item
            return chosen
        """,
        "in with one half": """
            chosen = np.tile(np.arange(size), (count, 1))
            for item in range(size, length):
                enters = np.flatnonzero(rng.random(count) < 0.5)
                chosen[enters, rng.integers(size, size=enters.size)] = item
            return chosen
        """,
        "the last item never comes": """
            chosen = np.tile(np.arange(size), (count, 1))
            for item in range(size, length - 1):
                place = rng.integers(item + 1, size=count)
                enters = place < size
                chosen[enters, place[enters]] = item
            return chosen
        """,
        "counted from one": """
            return 1 + np.array([rng.permutation(length)[:size] for _ in range(count)])
        """,
    },
    right={
        "one at a time": """
            chosen = []
            for _ in range(count):
                reservoir = list(range(size))
                for item in range(size, length):
                    place = rng.integers(item + 1)
                    if place < size:
                        reservoir[place] = item
                chosen.append(reservoir)
            return np.array(chosen)
        """,
        "the smallest of random keys": "return np.argsort(rng.random((count, length)), axis=1)[:, :size]",
        "shuffled and cut": """
            items = np.tile(np.arange(length), (count, 1))
            return rng.permuted(items, axis=1)[:, :size].astype(float)
        """,
    },
)
