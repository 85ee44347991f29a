"""How `coin_runs` goes wrong, and right in other ways."""

from __future__ import annotations

from noisegrade import implementations

__all__ = ["IMPLEMENTATIONS"]

IMPLEMENTATIONS = implementations(
    "coin_runs(count, p, rng)",
    misconceptions={
        "rng-ignored": "return np.random.geometric(1 - p, count) - 1",
        "constant-seed": "return np.random.default_rng(0).geometric(1 - p, count) - 1",
        "tail-counted": "return rng.geometric(1 - p, size=count)",
        "heads-for-tails": "return rng.geometric(p, size=count) - 1",
        "fair-coin": """
            runs = np.zeros(count)
            for i in range(count):
                while rng.integers(2):
                    runs[i] += 1
            return runs
        """,
        "ten-tosses-at-most": """
            heads = rng.random((count, 10)) < p
            return np.cumprod(heads, axis=1).sum(axis=1)
        """,
    },
    unnamed={
        "the longest run of ten tosses": """
            heads = rng.random((count, 10)) < p
            longest = np.zeros(count, int)
            current = np.zeros(count, int)
            for toss in heads.T:
                current = np.where(toss, current + 1, 0)
                longest = np.maximum(longest, current)
            return longest
        """,
        "heads in ten tosses": "return rng.binomial(10, p, size=count)",
        "the mean of a run": "return np.full(count, p / (1 - p))",
        "rounded exponential": "return np.rint(rng.exponential(p / (1 - p), size=count))",
    },
    right={
        "a loop of tosses": """
            runs = []
            for _ in range(count):
                heads = 0
                while rng.random() < p:
                    heads += 1
                runs.append(heads)
            return np.array(runs)
        """,
        "inverse transform": "return np.floor(np.log(1 - rng.random(count)) / np.log(p)).astype(int)",
        "negative binomial": "return rng.negative_binomial(1, 1 - p, size=count)",
        "runs that go on": """
            runs = np.zeros(count, dtype=int)
            going = np.arange(count)
            while going.size:
                going = going[rng.random(going.size) < p]
                runs[going] += 1
            return runs
        """,
    },
)
