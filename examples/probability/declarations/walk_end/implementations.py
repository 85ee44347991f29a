"""How `walk_end` goes wrong, and right in other ways."""

from __future__ import annotations

from noisegrade import implementations

__all__ = ["IMPLEMENTATIONS"]

IMPLEMENTATIONS = implementations(
    "walk_end(count, steps, rng)",
    misconceptions={
        "rng-ignored": "return np.random.choice([-1, 1], (count, steps)).sum(axis=1)",
        "constant-seed": """
            rng = np.random.default_rng(42)
            return rng.choice([-1, 1], (count, steps)).sum(axis=1)
        """,
        "standing-still": "return rng.integers(-1, 2, size=(count, steps)).sum(axis=1)",
        "never-down": "return rng.integers(0, 2, size=(count, steps)).sum(axis=1)",
        "one-step-missing": """
            place = np.zeros(count, dtype=int)
            for _ in range(1, steps):
                place += rng.choice([-1, 1], size=count)
            return place
        """,
        "one-step-times-steps": "return steps * rng.choice([-1, 1], size=count)",
    },
    unnamed={
        "the distance from the start": "return np.abs(rng.choice([-1, 1], (count, steps)).sum(axis=1))",
        "the highest place": "return np.cumsum(rng.choice([-1, 1], (count, steps)), axis=1).max(axis=1)",
        "one walk that goes on": """
            walk = np.cumsum(rng.choice([-1, 1], count * steps))
            return walk[steps - 1 :: steps]
        """,
        "a rounded bell": """
            ends = rng.normal(0, np.sqrt(steps), count)
            return steps % 2 + 2 * np.rint((ends - steps % 2) / 2).astype(int)
        """,
        "a step like the last": """
            step = rng.choice([-1, 1], count)
            place = step.copy()
            for _ in range(steps - 1):
                step = np.where(rng.random(count) < 0.6, step, -step)
                place += step
            return place
        """,
    },
    right={
        "a loop": """
            place = np.zeros(count, dtype=int)
            for _ in range(steps):
                place += 2 * rng.integers(2, size=count) - 1
            return place
        """,
        "binomial": "return 2 * rng.binomial(steps, 0.5, size=count) - steps",
        "signs": "return np.where(rng.random((steps, count)) < 0.5, -1.0, 1.0).sum(axis=0)",
    },
)
