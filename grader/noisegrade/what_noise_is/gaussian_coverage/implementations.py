"""How `gaussian_coverage` goes wrong, and right in other ways."""

from __future__ import annotations

from noisegrade.exercise import implementations

__all__ = ["IMPLEMENTATIONS"]

IMPLEMENTATIONS = implementations(
    "gaussian_coverage(k)",
    misconceptions={
        "multiplied-by-root": "return np.vectorize(math.erf)(k * np.sqrt(2))",
        "counted-twice": """
            e = np.vectorize(math.erf)
            return e(k / np.sqrt(2)) - e(-k / np.sqrt(2))
        """,
        "rounded": "return np.round(np.vectorize(math.erf)(k / np.sqrt(2)), 2)",
        "root-after-erf": "return np.vectorize(math.erf)(k) / np.sqrt(2)",
        "two-dimensions": "return 1 - np.exp(-np.square(k) / 2)",
        "chebyshev": "return 1 - 1 / np.square(k)",
        "flattened": """
            flat = np.ravel(k)
            return np.array([math.erf(v / math.sqrt(2)) for v in flat])
        """,
        "first-k-only": """
            if isinstance(k, np.ndarray):
                k = k.flat[0]
            return math.erf(k / math.sqrt(2))
        """,
        "table-of-steps": """
            k = np.asarray(k)
            return np.where(k < 1, 0, np.where(k < 2, 0.68, np.where(k < 3, 0.95, 0.997)))
        """,
        "root-missing": """
            erf = np.vectorize(math.erf, otypes=[float])
            k = np.asarray(k)
            return erf(k)
        """,
        "divided-by-two": """
            erf = np.vectorize(math.erf, otypes=[float])
            k = np.asarray(k)
            return erf(k / 2)
        """,
        "one-sided": """
            erf = np.vectorize(math.erf, otypes=[float])
            k = np.asarray(k)
            return 0.5 * (1 + erf(k / np.sqrt(2)))
        """,
        "half-only": """
            erf = np.vectorize(math.erf, otypes=[float])
            k = np.asarray(k)
            return 0.5 * erf(k / np.sqrt(2))
        """,
        "outside-not-inside": """
            erf = np.vectorize(math.erf, otypes=[float])
            k = np.asarray(k)
            return 1 - erf(k / np.sqrt(2))
        """,
        "height-not-area": "return np.exp(-(k**2) / 2) / np.sqrt(2 * np.pi)",
        "percent": """
            erf = np.vectorize(math.erf, otypes=[float])
            k = np.asarray(k)
            return 100 * erf(k / np.sqrt(2))
        """,
    },
    unnamed={
        "a logistic guess": "return np.tanh(0.8 * np.asarray(k) + 0.01)",
    },
    right={
        "value by value": """
            if np.ndim(k) == 0:
                return math.erf(k / math.sqrt(2))
            flat = [math.erf(one / math.sqrt(2)) for one in np.ravel(k)]
            return np.array(flat).reshape(np.shape(k))
        """,
    },
)
