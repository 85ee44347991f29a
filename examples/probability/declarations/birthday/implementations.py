"""How `birthday` goes wrong, and right in other ways."""

from __future__ import annotations

from noisegrade import implementations

__all__ = ["IMPLEMENTATIONS"]

IMPLEMENTATIONS = implementations(
    "birthday(people, days)",
    misconceptions={
        "all-different": "return float(np.prod(1 - np.arange(people) / days))",
        "with-one-of-them": "return 1 - ((days - 1) / days) ** (people - 1)",
        "people-over-days": "return people / days",
        "one-factor-too-many": "return float(1 - np.prod(1 - np.arange(people + 1) / days))",
        "pairs-are-independent": "return 1 - (1 - 1 / days) ** math.comb(people, 2)",
        "days-left-out": "return float(1 - np.prod(1 - np.arange(people) / 365))",
    },
    unnamed={
        "a sum for a product": "return float(1 - sum(1 - k / days for k in range(people)))",
        "an experiment": """
            rng = np.random.default_rng(1)
            born = np.sort(rng.integers(days, size=(2000, people)), axis=1)
            return float((np.diff(born, axis=1) == 0).any(axis=1).mean())
        """,
        "an exponential": "return 1 - math.exp(-people * (people - 1) / (2 * days))",
        "rounded": "return round(float(1 - np.prod(1 - np.arange(people) / days)), 3)",
    },
    right={
        "a loop": """
            different = 1.0
            for k in range(people):
                different *= (days - k) / days
            return 1 - different
        """,
        "counting": "return 1 - math.perm(days, people) / days**people",
        "logarithms": """
            if people > days:
                return 1.0
            return -math.expm1(sum(math.log1p(-k / days) for k in range(people)))
        """,
    },
)
