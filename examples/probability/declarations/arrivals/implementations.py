"""How `arrivals` goes wrong, and right in other ways."""

from __future__ import annotations

from noisegrade import implementations

__all__ = ["IMPLEMENTATIONS"]

IMPLEMENTATIONS = implementations(
    "arrivals(count, rate, hours, rng)",
    misconceptions={
        "rng-ignored": "return np.random.poisson(rate * hours, count)",
        "constant-seed": "return np.random.default_rng(1).poisson(rate * hours, count)",
        "hours-left-out": "return rng.poisson(rate, count)",
        "divided-by-hours": "return rng.poisson(rate / hours, count)",
        "next-bus-counted": """
            buses = np.zeros(count, dtype=int)
            for i in range(count):
                time = 0.0
                while time < hours:
                    time += rng.exponential(1 / rate)
                    buses[i] += 1
            return buses
        """,
        "rate-for-mean": """
            waits = rng.exponential(rate, size=(count, 60))
            return (np.cumsum(waits, axis=1) < hours).sum(axis=1)
        """,
    },
    unnamed={
        "a bus every half hour": """
            waits = rng.uniform(0, 2 / rate, size=(count, 60))
            return (np.cumsum(waits, axis=1) < hours).sum(axis=1)
        """,
        "five buses at most": "return np.minimum(rng.poisson(rate * hours, count), 5)",
        "ten waits": """
            waits = rng.exponential(1 / rate, size=(count, 10))
            return (np.cumsum(waits, axis=1) < hours).sum(axis=1)
        """,
        "a rounded bell": """
            mean = rate * hours
            return np.maximum(0, np.rint(rng.normal(mean, np.sqrt(mean), count)))
        """,
        "a coin each quarter hour": """
            quarters = int(4 * hours)
            return rng.binomial(quarters, rate / 4, size=count)
        """,
    },
    right={
        "a loop of waits": """
            buses = np.zeros(count, dtype=int)
            for i in range(count):
                time = rng.exponential(1 / rate)
                while time < hours:
                    buses[i] += 1
                    time += rng.exponential(1 / rate)
            return buses
        """,
        "waits added up": """
            waits = rng.exponential(1 / rate, size=(count, 60))
            return (np.cumsum(waits, axis=1) < hours).sum(axis=1)
        """,
        "products of uniform draws": """
            product = rng.random(count)
            buses = np.zeros(count)
            going = product > np.exp(-rate * hours)
            while going.any():
                buses[going] += 1
                product[going] *= rng.random(going.sum())
                going = product > np.exp(-rate * hours)
            return buses
        """,
    },
)
