"""How `inverse_transform` goes wrong, and right in other ways."""

from __future__ import annotations

from noisegrade import implementations

__all__ = ["IMPLEMENTATIONS"]

IMPLEMENTATIONS = implementations(
    "inverse_transform(count, rng)",
    misconceptions={
        "rng-ignored": "return np.array([random.random() ** (1 / 3) for _ in range(count)])",
        "constant-seed": "return np.cbrt(np.random.default_rng(3).random(count))",
        "not-turned-around": "return rng.random(count) ** 3",
        "square-root": "return np.sqrt(rng.random(count))",
        "flat": "return rng.random(count)",
        "from-the-other-end": "return 1 - np.cbrt(rng.random(count))",
    },
    unnamed={
        "the density of u": "return 3 * rng.random(count) ** 2",
        "the mean of three": "return rng.random((count, 3)).mean(axis=1)",
        "the middle of three": "return np.median(rng.random((count, 3)), axis=1)",
        "sorted": "return np.sort(np.cbrt(rng.random(count)))",
        "u over three": "return rng.random(count) / 3",
    },
    right={
        "a power": "return rng.random(count) ** (1 / 3)",
        "the largest of three": "return rng.random((count, 3)).max(axis=1)",
        "beta": "return rng.beta(3, 1, size=count)",
        "one minus u": "return np.cbrt(1 - rng.random(count))",
        "a table": """
            grid = np.linspace(0, 1, 100_001)
            return np.interp(rng.random(count), grid**3, grid)
        """,
    },
)
