"""How `gaussian_coverage` goes wrong, and right in other ways."""

from __future__ import annotations

from noisegrade.exercise import implementations

__all__ = ["IMPLEMENTATIONS"]

IMPLEMENTATIONS = implementations(
    "gaussian_coverage(k)",
    misconceptions={
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
