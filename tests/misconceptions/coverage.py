"""How the three exercises of coverage go wrong, and right in other ways."""

from __future__ import annotations

from misconceptions.writing import functions

_COVERAGE = "gaussian_coverage(k)"
_WITHIN = "fraction_within(x, mean, std, k)"
_CHECK = "passes_coverage_check(x, mean, std, tolerance)"


_SHARES = """
first = np.mean(np.abs(x - mean) <= std)
second = np.mean(np.abs(x - mean) <= 2 * std)
one, two = math.erf(1 / math.sqrt(2)), math.erf(2 / math.sqrt(2))
"""


def _erf(formula: str) -> str:
    return f"erf = np.vectorize(math.erf, otypes=[float])\nk = np.asarray(k)\nreturn {formula}"


def _judge(formula: str) -> str:
    return f"{_SHARES}return bool({formula})"


MISTAKES = {
    "gaussian_coverage": functions(
        _COVERAGE,
        {
            "root-missing": _erf("erf(k)"),
            "divided-by-two": _erf("erf(k / 2)"),
            "one-sided": _erf("0.5 * (1 + erf(k / np.sqrt(2)))"),
            "half-only": _erf("0.5 * erf(k / np.sqrt(2))"),
            "outside-not-inside": _erf("1 - erf(k / np.sqrt(2))"),
            "height-not-area": "return np.exp(-(k**2) / 2) / np.sqrt(2 * np.pi)",
            "percent": _erf("100 * erf(k / np.sqrt(2))"),
        },
    ),
    "fraction_within": functions(
        _WITHIN,
        {
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
    ),
    "passes_coverage_check": functions(
        _CHECK,
        {
            "one-sigma-only": _judge("abs(first - one) <= tolerance"),
            "two-sigma-only": _judge("abs(second - two) <= tolerance"),
            "either-is-enough": _judge(
                "abs(first - one) <= tolerance or abs(second - two) <= tolerance"
            ),
            "too-few-let-through": _judge("first - one <= tolerance and second - two <= tolerance"),
            "too-many-let-through": _judge(
                "one - first <= tolerance and two - second <= tolerance"
            ),
            "rounded-shares": _judge(
                "abs(first - 0.68) <= tolerance and abs(second - 0.95) <= tolerance"
            ),
            "relative-tolerance": _judge(
                "abs(first / one - 1) <= tolerance and abs(second / two - 1) <= tolerance"
            ),
            "distances-added": _judge("abs(first - one) + abs(second - two) <= tolerance"),
            "own-mean-and-std": "mean, std = x.mean(), x.std()\n"
            + _judge("abs(first - one) <= tolerance and abs(second - two) <= tolerance"),
            "answer-turned": _judge(
                "abs(first - one) > tolerance or abs(second - two) > tolerance"
            ),
        },
    ),
}

UNCATALOGUED = {
    "gaussian_coverage": functions(
        _COVERAGE, {"a logistic guess": "return np.tanh(0.8 * np.asarray(k) + 0.01)"}
    ),
    "fraction_within": functions(
        _WITHIN, {"the upper half": "return np.mean((x >= mean) & (x <= mean + k * std)) * 1.5"}
    ),
    "passes_coverage_check": functions(_CHECK, {"always": "return True"}),
}

RIGHT = {
    "gaussian_coverage": functions(
        _COVERAGE,
        {
            "value by value": """
                if np.ndim(k) == 0:
                    return math.erf(k / math.sqrt(2))
                flat = [math.erf(one / math.sqrt(2)) for one in np.ravel(k)]
                return np.array(flat).reshape(np.shape(k))
            """,
        },
    ),
    "fraction_within": functions(
        _WITHIN,
        {
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
        },
    ),
    "passes_coverage_check": functions(
        _CHECK,
        {
            "NumPy's own bool": _SHARES
            + "return np.all(np.abs([first - one, second - two]) <= tolerance)",
        },
    ),
}
