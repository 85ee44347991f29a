"""How `roll_die` goes wrong, and right in other ways."""

from __future__ import annotations

from noisegrade import implementations

__all__ = ["IMPLEMENTATIONS"]

IMPLEMENTATIONS = implementations(
    "roll_die(count, rng)",
    misconceptions={
        "rng-ignored": "return np.random.randint(1, 7, count)",
        "constant-seed": "return np.random.default_rng(42).integers(1, 7, count)",
        "one-draw-for-all": "return np.full(count, rng.integers(1, 7))",
        "counted-from-zero": "return rng.integers(0, 6, count)",
        "no-six": "return rng.integers(1, 6, count)",
        "ends-half-as-likely": "return np.rint(rng.uniform(1, 6, count)).astype(int)",
        "seven-taken-for-six": "return np.minimum(rng.integers(1, 8, count), 6)",
    },
    unnamed={
        "the sum of two halves": "return rng.integers(1, 4, count) + rng.integers(0, 4, count)",
        "every roll twice": "return np.repeat(rng.integers(1, 7, count), 2)[:count]",
        "never the same face twice": """
            faces = [int(rng.integers(1, 7))]
            while len(faces) < count:
                face = int(rng.integers(1, 7))
                if face != faces[-1]:
                    faces.append(face)
            return np.array(faces)
        """,
        "a rounded bell": "return np.clip(np.rint(rng.normal(3.5, 1.7, count)), 1, 6).astype(int)",
        "every face equally often": "return rng.permutation(np.resize(np.arange(1, 7), count))",
    },
    right={
        "floor": "return 1 + np.floor(6 * rng.random(count))",
        "choice": "return rng.choice([1, 2, 3, 4, 5, 6], size=count)",
        "one at a time": "return np.array([rng.integers(1, 7) for _ in range(count)])",
        "ceiling": "return np.ceil(6 * (1 - rng.random(count))).astype(np.int32)",
    },
)
