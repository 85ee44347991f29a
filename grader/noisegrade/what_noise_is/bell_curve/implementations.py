"""How `bell_curve` goes wrong, and right in other ways."""

from __future__ import annotations

from noisegrade.exercise import implementations

__all__ = ["IMPLEMENTATIONS"]

IMPLEMENTATIONS = implementations(
    "bell_curve(x, mean, std)",
    misconceptions={
        "minus-missing": """
            z = (x - mean) / std
            return np.exp(z ** 2 / 2) / (std * np.sqrt(2 * np.pi))
        """,
        "square-missing": """
            z = (x - mean) / std
            return np.exp(-z / 2) / (std * np.sqrt(2 * np.pi))
        """,
        "absolute-for-square": """
            z = (x - mean) / std
            return np.exp(-abs(z) / 2) / (std * np.sqrt(2 * np.pi))
        """,
        "multiplied-by-root": """
            z = (x - mean) / std
            return np.exp(-z ** 2 / 2) / std * np.sqrt(2 * np.pi)
        """,
        "brackets-missing": """
            z = x - mean / std
            return np.exp(-z ** 2 / 2) / (std * np.sqrt(2 * np.pi))
        """,
        "std-for-variance": """
            var = std
            return np.exp(-(x - mean) ** 2 / (2 * var)) / np.sqrt(2 * np.pi * var)
        """,
        "exponent-times-variance": "return np.exp(-(x - mean) ** 2 / 2 * std ** 2) / (std * np.sqrt(2 * np.pi))",
        "rounded-pi": """
            pi = 3.14
            z = (x - mean) / std
            return np.exp(-z ** 2 / 2) / (std * np.sqrt(2 * pi))
        """,
        "pi-outside-the-root": """
            z = (x - mean) / std
            return np.exp(-z ** 2 / 2) / (std * np.sqrt(2) * np.pi)
        """,
        "root-missing": """
            z = (x - mean) / std
            return np.exp(-z ** 2 / 2) / (std * 2 * np.pi)
        """,
        "capped-at-one": """
            z = (x - mean) / std
            y = np.exp(-z ** 2 / 2) / (std * np.sqrt(2 * np.pi))
            return np.minimum(y, 1)
        """,
        "rounded": """
            z = (x - mean) / std
            return np.round(np.exp(-z ** 2 / 2) / (std * np.sqrt(2 * np.pi)), 4)
        """,
        "mean-ignored": "return np.exp(-(x / std) ** 2 / 2) / (std * np.sqrt(2 * np.pi))",
        "divided-by-own-sum": """
            y = np.exp(-((x - mean) / std) ** 2 / 2)
            return y / np.sum(y)
        """,
        "front-factor-missing": "return np.exp(-((x - mean) / std) ** 2 / 2)",
        "half-missing": """
            z = (x - mean) / std
            return np.exp(-z**2) / (std * np.sqrt(2 * np.pi))
        """,
        "std-not-squared": """
            top = np.exp(-((x - mean) ** 2) / (2 * std))
            return top / (std * np.sqrt(2 * np.pi))
        """,
        "variance-in-front": """
            z = (x - mean) / std
            return np.exp(-z**2 / 2) / (std**2 * np.sqrt(2 * np.pi))
        """,
        "std-missing-in-front": """
            z = (x - mean) / std
            return np.exp(-z**2 / 2) / np.sqrt(2 * np.pi)
        """,
        "std-under-the-root": """
            return 1 / np.sqrt(2 * np.pi * std) * np.exp(-((x - mean) ** 2) / (2 * std**2))
        """,
        "area-not-height": """
            z = (np.asarray(x) - mean) / std
            return np.vectorize(lambda one: 0.5 * (1 + math.erf(one / math.sqrt(2))))(z)
        """,
    },
    unnamed={
        "a Cauchy curve": "return 1 / (np.pi * std * (1 + ((x - mean) / std) ** 2))",
        "a power too many": "return np.exp(-0.5 * ((x - mean) / std) ** 4) / (std * 2.5066)",
        "zero beyond six std": """
            z = (np.asarray(x) - mean) / std
            height = np.exp(-(z**2) / 2) / (std * np.sqrt(2 * np.pi))
            return np.where(np.abs(z) > 6, 0.0, height)
        """,
        "std of a thousandth at least": """
            std = max(std, 1e-3)
            return np.exp(-(((x - mean) / std) ** 2) / 2) / (std * np.sqrt(2 * np.pi))
        """,
        "axes of length 1 squeezed away": """
            z = (np.squeeze(x) - mean) / std
            return np.exp(-(z**2) / 2) / (std * np.sqrt(2 * np.pi))
        """,
        "mean 0 taken for the standard bell": """
            if mean == 0:
                return np.exp(-(x**2) / 2) / np.sqrt(2 * np.pi)
            return np.exp(-(((x - mean) / std) ** 2) / 2) / (std * np.sqrt(2 * np.pi))
        """,
    },
    slips={
        "caret-for-power": "return np.exp(-((x - mean) / std) ^ 2 / 2) / (std * np.sqrt(2 * np.pi))",
        "name-unknown": """
            return np.exp(-(((x - mean) / sigma) ** 2) / 2) / (std * np.sqrt(2 * np.pi))
        """,
        "array-for-one-number": """
            z = (x - mean) / std
            return math.exp(-z * z / 2) / (std * math.sqrt(2 * math.pi))
        """,
        "number-called": """
            z = (x - mean) / std
            return np.exp(-z * z / 2) / std(np.sqrt(2 * np.pi))
        """,
        "answer-drawn": "return np.random.default_rng().normal(mean, std, np.shape(x))",
        "calls-itself": """
            z = (x - mean) / std
            return bell_curve(z, 0, 1) / std
        """,
        "cut-to-whole-numbers": """
            height = np.zeros_like(x)
            height[...] = np.exp(-(((x - mean) / std) ** 2) / 2) / (std * np.sqrt(2 * np.pi))
            return height
        """,
    },
    right={
        "written out": """
            front = 1 / math.sqrt(2 * math.pi * std**2)
            return front * np.exp(-((x - mean) ** 2) / (2 * std**2))
        """,
        "by logarithms": """
            z = (np.asarray(x) - mean) / std
            return np.exp(-0.5 * z * z - np.log(std) - 0.5 * np.log(2 * np.pi))
        """,
        "value by value": """
            flat = [math.exp(-0.5 * ((v - mean) / std) ** 2) / (std * math.sqrt(2 * math.pi))
                    for v in np.ravel(np.asarray(x, dtype=float))]
            out = np.array(flat, dtype=float).reshape(np.shape(x))
            return out if out.ndim else float(out)
        """,
        "float32": """
            z = ((np.asarray(x, dtype=float) - mean) / std).astype(np.float32)
            return np.exp(-z * z / np.float32(2)) / np.float32(std * np.sqrt(2 * np.pi))
        """,
    },
)
