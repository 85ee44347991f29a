"""How `box_muller` goes wrong, and right in other ways."""

from __future__ import annotations

from noisegrade import implementations

__all__ = ["IMPLEMENTATIONS"]

IMPLEMENTATIONS = implementations(
    "box_muller(count, rng)",
    misconceptions={
        "rng-ignored": """
            u, v = np.random.rand(2, count)
            radius = np.sqrt(-2 * np.log(1 - u))
            return np.stack([radius * np.cos(2 * np.pi * v), radius * np.sin(2 * np.pi * v)], axis=1)
        """,
        "constant-seed": """
            rng = np.random.default_rng(0)
            radius = np.sqrt(-2 * np.log(1 - rng.random(count)))
            angle = 2 * np.pi * rng.random(count)
            return np.column_stack([radius * np.cos(angle), radius * np.sin(angle)])
        """,
        "factor-two-missing": """
            radius = np.sqrt(-np.log(1 - rng.random(count)))
            angle = 2 * np.pi * rng.random(count)
            return np.column_stack([radius * np.cos(angle), radius * np.sin(angle)])
        """,
        "logarithm-to-base-ten": """
            radius = np.sqrt(-2 * np.log10(1 - rng.random(count)))
            angle = 2 * np.pi * rng.random(count)
            return np.column_stack([radius * np.cos(angle), radius * np.sin(angle)])
        """,
        "cosine-twice": """
            radius = np.sqrt(-2 * np.log(1 - rng.random(count)))
            angle = 2 * np.pi * rng.random(count)
            return np.column_stack([radius * np.cos(angle), radius * np.cos(angle)])
        """,
        "pairs-in-columns": """
            radius = np.sqrt(-2 * np.log(1 - rng.random(count)))
            angle = 2 * np.pi * rng.random(count)
            return np.array([radius * np.cos(angle), radius * np.sin(angle)])
        """,
    },
    unnamed={
        "the same number for radius and angle": """
            u = 1 - rng.random(count)
            radius = np.sqrt(-2 * np.log(u))
            return np.column_stack([radius * np.cos(2 * np.pi * u), radius * np.sin(2 * np.pi * u)])
        """,
        "half a turn": """
            radius = np.sqrt(-2 * np.log(1 - rng.random(count)))
            angle = np.pi * rng.random(count)
            return np.column_stack([radius * np.cos(angle), radius * np.sin(angle)])
        """,
        "degrees for radians": """
            radius = np.sqrt(-2 * np.log(1 - rng.random(count)))
            angle = rng.random(count)
            return np.column_stack([radius * np.cos(angle), radius * np.sin(angle)])
        """,
        "the root left out": """
            radius = -2 * np.log(1 - rng.random(count))
            angle = 2 * np.pi * rng.random(count)
            return np.column_stack([radius * np.cos(angle), radius * np.sin(angle)])
        """,
    },
    right={
        "the library's own": "return rng.standard_normal((count, 2))",
        "the polar method": """
            pairs = np.empty((0, 2))
            while len(pairs) < count:
                points = rng.uniform(-1, 1, size=(count, 2))
                squares = (points**2).sum(axis=1)
                inside = (squares > 0) & (squares < 1)
                points, squares = points[inside], squares[inside]
                scale = np.sqrt(-2 * np.log(squares) / squares)
                pairs = np.concatenate([pairs, points * scale[:, None]])
            return pairs[:count]
        """,
        "a complex exponential": """
            radius = np.sqrt(2 * rng.standard_exponential(count))
            point = radius * np.exp(2j * np.pi * rng.random(count))
            return np.column_stack([point.imag, point.real])
        """,
    },
)
