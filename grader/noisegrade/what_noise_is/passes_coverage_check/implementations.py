"""How `passes_coverage_check` goes wrong, and right in other ways."""

from __future__ import annotations

from noisegrade.exercise import implementations

__all__ = ["IMPLEMENTATIONS"]

IMPLEMENTATIONS = implementations(
    "passes_coverage_check(x, mean, std, tolerance)",
    misconceptions={
        "one-sigma-only": """
            first = np.mean(np.abs(x - mean) <= std)
            second = np.mean(np.abs(x - mean) <= 2 * std)
            one, two = math.erf(1 / math.sqrt(2)), math.erf(2 / math.sqrt(2))
            return bool(abs(first - one) <= tolerance)
        """,
        "two-sigma-only": """
            first = np.mean(np.abs(x - mean) <= std)
            second = np.mean(np.abs(x - mean) <= 2 * std)
            one, two = math.erf(1 / math.sqrt(2)), math.erf(2 / math.sqrt(2))
            return bool(abs(second - two) <= tolerance)
        """,
        "either-is-enough": """
            first = np.mean(np.abs(x - mean) <= std)
            second = np.mean(np.abs(x - mean) <= 2 * std)
            one, two = math.erf(1 / math.sqrt(2)), math.erf(2 / math.sqrt(2))
            return bool(abs(first - one) <= tolerance or abs(second - two) <= tolerance)
        """,
        "too-few-let-through": """
            first = np.mean(np.abs(x - mean) <= std)
            second = np.mean(np.abs(x - mean) <= 2 * std)
            one, two = math.erf(1 / math.sqrt(2)), math.erf(2 / math.sqrt(2))
            return bool(first - one <= tolerance and second - two <= tolerance)
        """,
        "too-many-let-through": """
            first = np.mean(np.abs(x - mean) <= std)
            second = np.mean(np.abs(x - mean) <= 2 * std)
            one, two = math.erf(1 / math.sqrt(2)), math.erf(2 / math.sqrt(2))
            return bool(one - first <= tolerance and two - second <= tolerance)
        """,
        "rounded-shares": """
            first = np.mean(np.abs(x - mean) <= std)
            second = np.mean(np.abs(x - mean) <= 2 * std)
            one, two = math.erf(1 / math.sqrt(2)), math.erf(2 / math.sqrt(2))
            return bool(abs(first - 0.68) <= tolerance and abs(second - 0.95) <= tolerance)
        """,
        "relative-tolerance": """
            first = np.mean(np.abs(x - mean) <= std)
            second = np.mean(np.abs(x - mean) <= 2 * std)
            one, two = math.erf(1 / math.sqrt(2)), math.erf(2 / math.sqrt(2))
            return bool(abs(first / one - 1) <= tolerance and abs(second / two - 1) <= tolerance)
        """,
        "distances-added": """
            first = np.mean(np.abs(x - mean) <= std)
            second = np.mean(np.abs(x - mean) <= 2 * std)
            one, two = math.erf(1 / math.sqrt(2)), math.erf(2 / math.sqrt(2))
            return bool(abs(first - one) + abs(second - two) <= tolerance)
        """,
        "own-mean-and-std": """
            mean, std = x.mean(), x.std()

            first = np.mean(np.abs(x - mean) <= std)
            second = np.mean(np.abs(x - mean) <= 2 * std)
            one, two = math.erf(1 / math.sqrt(2)), math.erf(2 / math.sqrt(2))
            return bool(abs(first - one) <= tolerance and abs(second - two) <= tolerance)
        """,
        "answer-turned": """
            first = np.mean(np.abs(x - mean) <= std)
            second = np.mean(np.abs(x - mean) <= 2 * std)
            one, two = math.erf(1 / math.sqrt(2)), math.erf(2 / math.sqrt(2))
            return bool(abs(first - one) > tolerance or abs(second - two) > tolerance)
        """,
    },
    unnamed={
        "always": "return True",
    },
    right={
        "NumPy's own bool": """
            first = np.mean(np.abs(x - mean) <= std)
            second = np.mean(np.abs(x - mean) <= 2 * std)
            one, two = math.erf(1 / math.sqrt(2)), math.erf(2 / math.sqrt(2))
            return np.all(np.abs([first - one, second - two]) <= tolerance)
        """,
    },
)
