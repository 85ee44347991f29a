"""How `shuffles` goes wrong, and right in other ways."""

from __future__ import annotations

from noisegrade import implementations

__all__ = ["IMPLEMENTATIONS"]

IMPLEMENTATIONS = implementations(
    "shuffles(count, length, rng)",
    misconceptions={
        "rng-ignored": "return np.array([np.random.permutation(length) for _ in range(count)])",
        "constant-seed": """
            rng = np.random.default_rng(42)
            return rng.permuted(np.tile(np.arange(length), (count, 1)), axis=1)
        """,
        "one-draw-for-all": "return np.tile(rng.permutation(length), (count, 1))",
        "swapped-with-any": """
            orders = np.tile(np.arange(length), (count, 1))
            row = np.arange(count)
            for place in range(length):
                other = rng.integers(length, size=count)
                kept = orders[row, other]
                orders[row, other] = orders[:, place]
                orders[:, place] = kept
            return orders
        """,
        "never-itself": """
            orders = []
            for _ in range(count):
                order = list(range(length))
                for place in range(length - 1):
                    other = rng.integers(place + 1, length)
                    order[place], order[other] = order[other], order[place]
                orders.append(order)
            return np.array(orders)
        """,
        "turned-only": """
            by = rng.integers(length, size=(count, 1))
            return (np.arange(length) - by) % length
        """,
    },
    unnamed={
        "with replacement": "return rng.integers(length, size=(count, length))",
        "keys that are often equal": """
            keys = rng.integers(0, 6, size=(count, length))
            return np.argsort(keys, axis=1, kind="stable")
        """,
        "two numbers swapped": """
            orders = np.tile(np.arange(length), (count, 1))
            for order in orders:
                a, b = rng.integers(length, size=2)
                order[a], order[b] = order[b], order[a]
            return orders
        """,
        "the first place is left out": """
            orders = np.tile(np.arange(length), (count, 1))
            return np.concatenate([orders[:, :1], rng.permuted(orders[:, 1:], axis=1)], axis=1)
        """,
        "each row shuffled from the last": """
            order = np.arange(length)
            orders = []
            for _ in range(count):
                a, b = rng.integers(length, size=2)
                order[a], order[b] = order[b], order[a]
                orders.append(order.copy())
            return np.array(orders)
        """,
        "counted from one": """
            return 1 + rng.permuted(np.tile(np.arange(length), (count, 1)), axis=1)
        """,
    },
    right={
        "the library's own": "return rng.permuted(np.tile(np.arange(length), (count, 1)), axis=1)",
        "random keys": "return np.argsort(rng.random((count, length)), axis=1)",
        "one at a time": """
            orders = []
            for _ in range(count):
                left = list(range(length))
                orders.append([left.pop(rng.integers(len(left))) for _ in range(length)])
            return np.array(orders)
        """,
    },
)
