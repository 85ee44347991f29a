"""How `first_six` goes wrong, and right in other ways."""

from __future__ import annotations

from noisegrade import implementations

__all__ = ["IMPLEMENTATIONS"]

IMPLEMENTATIONS = implementations(
    "first_six(count, rng)",
    misconceptions={
        "rng-ignored": "return np.random.geometric(1 / 6, count)",
        "constant-seed": """
            rng = np.random.default_rng(2024)
            return rng.geometric(1 / 6, count)
        """,
        "six-not-counted": """
            counts = np.zeros(count, dtype=int)
            for i in range(count):
                while rng.integers(1, 7) != 6:
                    counts[i] += 1
            return counts
        """,
        "one-face-missing": """
            rolls = np.ones(count, dtype=int)
            for i in range(count):
                while rng.integers(2, 7) != 6:
                    rolls[i] += 1
            return rolls
        """,
        "any-other-face": """
            rolls = np.ones(count, dtype=int)
            for i in range(count):
                while rng.integers(1, 7) == 6:
                    rolls[i] += 1
            return rolls
        """,
        "one-to-eleven": "return rng.integers(1, 12, size=count)",
    },
    unnamed={
        "a roll is counted twice": """
            rolls = np.ones(count, dtype=int)
            for i in range(count):
                while rng.integers(1, 7) != 6:
                    rolls[i] += 2
            return rolls
        """,
        "twenty rolls at most": "return np.minimum(rng.geometric(1 / 6, count), 20)",
        "rounded exponential": "return np.maximum(1, np.rint(rng.exponential(6, count)))",
        "a position among a hundred": """
            faces = rng.integers(1, 7, size=100)
            where = np.flatnonzero(faces == 6) + 1
            return rng.choice(where, size=count)
        """,
    },
    right={
        "a loop of rolls": """
            counts = []
            for _ in range(count):
                rolls = 1
                while rng.integers(1, 7) != 6:
                    rolls += 1
                counts.append(rolls)
            return np.array(counts)
        """,
        "gaps between sixes": """
            sixes = np.flatnonzero(rng.integers(1, 7, size=20 * count + 400) == 6)
            return np.diff(sixes, prepend=-1)[:count]
        """,
        "inverse transform": "return np.ceil(np.log(1 - rng.random(count)) / np.log(5 / 6))",
    },
)
