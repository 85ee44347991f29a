"""How `monty_hall` goes wrong, and right in other ways."""

from __future__ import annotations

from noisegrade import implementations

__all__ = ["IMPLEMENTATIONS"]

IMPLEMENTATIONS = implementations(
    "monty_hall(count, doors, rng)",
    misconceptions={
        "rng-ignored": "return np.array([int(random.randrange(doors) > 0) for _ in range(count)])",
        "constant-seed": "return (np.random.default_rng(5).random(count) < 1 - 1 / doors).astype(int)",
        "one-draw-for-all": "return np.full(count, int(rng.integers(doors) != 0))",
        "stayed": """
            car = rng.integers(doors, size=count)
            chosen = rng.integers(doors, size=count)
            return (car == chosen).astype(int)
        """,
        "one-half": """
            won = np.zeros(count, dtype=int)
            for game in range(count):
                car, other = rng.permutation(doors)[:2]
                won[game] = rng.choice([car, other]) == car
            return won
        """,
        "three-doors": """
            car = rng.integers(3, size=count)
            chosen = rng.integers(3, size=count)
            return (car != chosen).astype(int)
        """,
        "one-door-opened": """
            car = rng.integers(doors, size=count)
            chosen = rng.integers(doors, size=count)
            lucky = rng.integers(doors - 2, size=count) == 0
            return ((car != chosen) & lucky).astype(int)
        """,
    },
    unnamed={
        "the host does not know": """
            won = np.zeros(count, dtype=int)
            for game in range(count):
                car, chosen = rng.integers(doors, size=2)
                left = rng.integers(doors)
                won[game] = left == car and left != chosen
            return won
        """,
        "every third game is lost": "return ((np.arange(count) + rng.integers(doors)) % doors != 0).astype(int)",
        "doors counted from one": """
            car = rng.integers(1, doors, size=count)
            chosen = rng.integers(doors, size=count)
            return (car != chosen).astype(int) * (car != 1)
        """,
        "all games are won": "return np.ones(count, dtype=int)",
        "the chance itself": "return np.full(count, 1 - 1 / doors)",
    },
    right={
        "true and false": "return rng.integers(doors, size=count) != 0",
        "a game in full": """
            won = []
            for _ in range(count):
                car, chosen = rng.integers(doors, size=2)
                if car == chosen:
                    left = (chosen + rng.integers(1, doors)) % doors
                else:
                    left = car
                won.append(int(left == car))
            return np.array(won)
        """,
        "a biased coin": "return rng.binomial(1, (doors - 1) / doors, size=count)",
    },
)
