"""How `standard_error` goes wrong, and right in other ways."""

from __future__ import annotations

from noisegrade.exercise import implementations

__all__ = ["IMPLEMENTATIONS"]

IMPLEMENTATIONS = implementations(
    "standard_error(std, count)",
    misconceptions={
        "divided-by-count": "return std / count",
        "one-less-than-count": "return std / np.sqrt(count - 1)",
        "one-more-than-count": "return std / np.sqrt(count + 1)",
        "variance-of-mean": "return std**2 / count",
        "variance-for-scale": "return std**2 / np.sqrt(count)",
        "root-over-all": "return np.sqrt(std / count)",
        "root-of-std-only": "return np.sqrt(std) / count",
        "sum-not-mean": "return std * np.sqrt(count)",
        "sum-of-stds": "return std * count",
        "std-unchanged": """
            total = count * std
            return total / count
        """,
        "std-forgotten": "return np.ones_like(std, dtype=float) / np.sqrt(count)",
        "count-squared": "return std / np.asarray(count, dtype=float) ** 2",
        "upside-down": "return np.sqrt(count) / std",
        "halved": "return np.ones(np.shape(count)) * std / 2",
        "two-sigma": "return 1.96 * std / np.sqrt(count)",
        "error-of-std": "return std / np.sqrt(2 * count)",
        "cube-root": "return std / count ** (1 / 3)",
        "logarithm-of-count": "return std / np.log2(count)",
        "rounded": "return np.round(std / np.sqrt(count), 2)",
        "divided-without-rest": "return std // np.sqrt(count)",
        "averaged-over-all": "return float(np.mean(std / np.sqrt(count)))",
        "flattened": "return np.ravel(std / np.sqrt(count))",
        "array-counted": "return std / np.sqrt(np.size(count))",
        "doubled": "return 2 * std / np.sqrt(count)",
        "natural-logarithm-of-count": "return std / np.log(count)",
        "first-count-only": """
            if isinstance(count, np.ndarray):
                count = count.flat[0]
            return std / math.sqrt(count)
        """,
    },
    unnamed={
        "a hundred draws at most": "return std / np.sqrt(np.minimum(count, 100))",
        "one draw does not stray": """
            return np.where(np.asarray(count) == 1, 0.0, std / np.sqrt(count))[()]
        """,
        "one number for all std": """
            if np.ndim(std) and np.ndim(count):
                std = np.ravel(std)[0]
            return std / np.sqrt(count)
        """,
        "the largest count for all": """
            if np.ndim(std) and np.ndim(count):
                count = np.max(count)
            return std / np.sqrt(count)
        """,
        "in rising order": """
            if np.ndim(count):
                count = np.sort(count)
            return std / np.sqrt(count)
        """,
        "axes of length 1 squeezed away": "return np.squeeze(std / np.sqrt(count))",
        "kept in the type of std": """
            if np.ndim(std):
                return (std / np.sqrt(count)).astype(std.dtype)
            return std / np.sqrt(count)
        """,
        "whole roots": "return std / np.floor(np.sqrt(count))",
        "never below a thousandth": "return np.maximum(std / np.sqrt(count), 1e-3)",
        "every pair of std and count": """
            if np.ndim(std) and np.ndim(count):
                return np.divide.outer(std, np.sqrt(count))
            return std / np.sqrt(count)
        """,
    },
    slips={
        "not-finite": """
            return np.where(np.asarray(count) == 1, np.inf, std / np.sqrt(count))[()]
        """,
    },
    right={
        "a power": "return std * np.power(np.asarray(count, dtype=float), -0.5)",
        "the variance first": "return np.sqrt(np.square(std, dtype=float) / count)",
        "value by value": """
            std, count = np.broadcast_arrays(std, count)
            if std.ndim == 0:
                return float(std) / math.sqrt(int(count))
            found = [s / math.sqrt(n) for s, n in zip(std.ravel().tolist(), count.ravel().tolist())]
            return np.array(found).reshape(std.shape)
        """,
        "the sum, divided": "return np.sqrt(count) * std / count",
        "float32": "return np.float32(1) * std / np.sqrt(count, dtype=np.float32)",
        "by the logarithm": "return std * np.exp(-np.log(count) / 2)",
    },
)
