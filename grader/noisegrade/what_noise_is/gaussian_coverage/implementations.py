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
        "two digits from a table": """
            table = {1: 0.68, 2: 0.95, 3: 0.997}
            if np.ndim(k) == 0 and float(k) in table:
                return table[float(k)]
            return np.vectorize(math.erf, otypes=[float])(np.asarray(k) / math.sqrt(2))
        """,
        "all of it from three on": """
            share = np.vectorize(math.erf, otypes=[float])(np.asarray(k) / math.sqrt(2))
            return np.where(np.asarray(k) >= 3, 1.0, share)
        """,
        "nothing below a hundredth": """
            share = np.vectorize(math.erf, otypes=[float])(np.asarray(k) / math.sqrt(2))
            return np.where(np.asarray(k) < 0.01, 0.0, share)
        """,
        "in rising order": """
            if np.ndim(k):
                k = np.sort(k)
            return np.vectorize(math.erf, otypes=[float])(np.asarray(k) / math.sqrt(2))
        """,
        "axes of length 1 squeezed away": """
            erf = np.vectorize(math.erf, otypes=[float])
            return erf(np.squeeze(k) / math.sqrt(2))
        """,
        "flattened": """
            if np.ndim(k) == 0:
                return math.erf(k / math.sqrt(2))
            return np.array([math.erf(one / math.sqrt(2)) for one in np.ravel(k)])
        """,
    },
    slips={
        "key-missing": "return {1: 0.6827, 2: 0.9545, 3: 0.9973}[k]",
        "not-in-module": "return np.erf(k / np.sqrt(2))",
        "arguments-missing": """
            root = math.sqrt(2)
            def inside(k, std):
                return np.vectorize(math.erf)(k / std / root)
            return inside(k)
        """,
        "number-as-array": "return np.array([math.erf(each / math.sqrt(2)) for each in k])",
        "cut-to-whole-numbers": """
            share = np.zeros_like(k)
            share[...] = np.vectorize(math.erf, otypes=[float])(np.asarray(k) / math.sqrt(2))
            return share
        """,
    },
    right={
        "value by value": """
            if np.ndim(k) == 0:
                return math.erf(k / math.sqrt(2))
            flat = [math.erf(one / math.sqrt(2)) for one in np.ravel(k)]
            return np.array(flat).reshape(np.shape(k))
        """,
        "by what lies outside": """
            erfc = np.vectorize(math.erfc, otypes=[float])
            return 1.0 - erfc(np.asarray(k) / 2 ** 0.5)[()]
        """,
        "by an integral": """
            k = np.asarray(k, dtype=float)
            n = 2000
            total = np.zeros(k.shape)
            for i in range(n + 1):
                w = 1 if i in (0, n) else (4 if i % 2 else 2)
                total = total + w * np.exp(-(k * i / n) ** 2 / 2)
            return (2 / np.sqrt(2 * np.pi) * total * k / n / 3)[()]
        """,
        "float32": """
            k = np.asarray(k, dtype=float)
            return np.array([math.erf(v / math.sqrt(2)) for v in k.ravel()], dtype=np.float32).reshape(k.shape)[()]
        """,
    },
)
