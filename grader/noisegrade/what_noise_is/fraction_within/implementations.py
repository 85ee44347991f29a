"""How `fraction_within` goes wrong, and right in other ways."""

from __future__ import annotations

from noisegrade.exercise import implementations

__all__ = ["IMPLEMENTATIONS"]

IMPLEMENTATIONS = implementations(
    "fraction_within(x, mean, std, k)",
    misconceptions={
        "own-mean": "return float(np.mean(np.abs(x - np.mean(x)) <= k * std))",
        "own-std": "return float(np.mean(np.abs(x - mean) <= k * np.std(x)))",
        "upper-half-only": "return float(np.mean((x >= mean) & (x <= mean + k * std)))",
        "root-of-std": "return float(np.mean(np.abs(x - mean) <= k * np.sqrt(std)))",
        "rounded": "return round(float(np.mean(np.abs(x - mean) <= k * std)), 2)",
        "divided-without-rest": """
            inside = np.sum(np.abs(x - mean) <= k * std)
            return float(inside // x.size)
        """,
        "lower-border-left-out": """
            inside = (x > mean - k * std) & (x <= mean + k * std)
            return float(np.mean(inside))
        """,
        "upper-border-left-out": """
            inside = (x >= mean - k * std) & (x < mean + k * std)
            return float(inside.sum() / inside.size)
        """,
        "mean-of-the-near": """
            inside = x[np.abs(x - mean) <= k * std]
            return float(inside.mean())
        """,
        "always-all": """
            inside = (x >= mean - k * std) | (x <= mean + k * std)
            return float(np.mean(inside))
        """,
        "theory-not-count": "return math.erf(k / math.sqrt(2))",
        "half-as-wide": "return float(np.mean(np.abs(x - mean) <= k * std / 2))",
        "distance-rounded": """
            z = np.round(np.abs(x - mean) / std)
            return float(np.mean(z <= k))
        """,
        "equal-values-once": """
            values = np.unique(x)
            return float(np.mean(np.abs(values - mean) <= k * std))
        """,
        "divided-by-one-less": """
            inside = np.sum(np.abs(x - mean) <= k * std)
            return float(inside / (x.size - 1))
        """,
        "inside-by-outside": """
            inside = np.sum(np.abs(x - mean) <= k * std)
            return float(inside / np.sum(np.abs(x - mean) > k * std))
        """,
        "border-left-out": "return np.mean(np.abs(x - mean) < k * std)",
        "lower-border-missing": "return np.mean(x <= mean + k * std)",
        "k-forgotten": "return np.mean(np.abs(x - mean) <= std)",
        "std-forgotten": "return np.mean(np.abs(x - mean) <= k)",
        "mean-forgotten": "return np.mean(np.abs(x) <= k * std)",
        "variance-for-std": "return np.mean(np.abs(x - mean) <= k * std**2)",
        "own-mean-and-std": "return np.mean(np.abs(x - x.mean()) <= k * x.std())",
        "count-not-share": "return float(np.sum(np.abs(x - mean) <= k * std))",
        "divided-by-rows": "return np.sum(np.abs(x - mean) <= k * std) / len(x)",
        "outside-not-inside": "return np.mean(np.abs(x - mean) > k * std)",
        "percent": "return 100 * np.mean(np.abs(x - mean) <= k * std)",
    },
    unnamed={
        "the upper half": "return np.mean((x >= mean) & (x <= mean + k * std)) * 1.5",
        "k as a whole number": "return np.mean(np.abs(x - mean) <= int(k) * std)",
        "k of 0 taken for a missing one": """
            k = k or 1
            return np.mean(np.abs(x - mean) <= k * std)
        """,
        "one value is always near": """
            if x.size == 1:
                return 1.0
            return np.mean(np.abs(x - mean) <= k * std)
        """,
        "divided by rows and columns only": """
            near = np.abs(x - mean) <= k * std
            return near.sum() / math.prod(x.shape[:2])
        """,
        "std of 1 at least": "return np.mean(np.abs(x - mean) <= k * max(std, 1))",
        "a margin of a thousandth": "return np.mean(np.abs(x - mean) <= k * std + 1e-3)",
        "mean and std as whole numbers": "return np.mean(np.abs(x - int(mean)) <= k * int(std))",
    },
    slips={
        "truth-of-array": """
            inside = mean - k * std <= x <= mean + k * std
            return float(np.mean(inside))
        """,
        "text-returned": """
            share = np.mean(np.abs(x - mean) <= k * std)
            return f"{share:.0%}"
        """,
        "array-for-one-value": "return np.abs(x - mean) <= k * std",
        "nothing-returned": "print(np.mean(np.abs(x - mean) <= k * std))",
    },
    right={
        "by both borders": """
            inside = (x >= mean - k * std) & (x <= mean + k * std)
            return float(inside.sum() / x.size)
        """,
        "counted in a loop": """
            count = 0
            for value in x.ravel():
                if abs(value - mean) <= k * std:
                    count += 1
            return count / x.size
        """,
        "by what lies outside": """
            outside = np.abs(x - mean) > k * std
            return 1.0 - float(np.sum(outside)) / outside.size
        """,
        "by the length of a selection": """
            near = x[abs(x - mean) <= k * std]
            return near.size / x.size
        """,
    },
)
