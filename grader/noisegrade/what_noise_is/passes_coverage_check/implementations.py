"""How `passes_coverage_check` goes wrong, and right in other ways."""

from __future__ import annotations

from noisegrade.exercise import implementations

__all__ = ["IMPLEMENTATIONS"]

IMPLEMENTATIONS = implementations(
    "passes_coverage_check(x, mean, std, tolerance)",
    misconceptions={
        "in-percent": """
            for k in (1, 2):
                share = 100 * np.mean(np.abs(x - mean) <= k * std)
                expected = 100 * math.erf(k / math.sqrt(2))
                if abs(share - expected) > tolerance:
                    return False
            return True
        """,
        "tolerance-ignored": """
            for k in (1, 2):
                share = np.mean(np.abs(x - mean) <= k * std)
                if abs(share - math.erf(k / math.sqrt(2))) > 0.02:
                    return False
            return True
        """,
        "distances-averaged": """
            d = 0
            for k in (1, 2):
                share = np.mean(np.abs(x - mean) <= k * std)
                d += abs(share - math.erf(k / math.sqrt(2)))
            return bool(d / 2 <= tolerance)
        """,
        "distances-cancel": """
            d = 0
            for k in (1, 2):
                share = np.mean(np.abs(x - mean) <= k * std)
                d += share - math.erf(k / math.sqrt(2))
            return bool(abs(d) <= tolerance)
        """,
        "same-share-for-both": """
            for k in (1, 2):
                share = np.mean(np.abs(x - mean) <= k * std)
                if abs(share - 0.6826894921370859) > tolerance:
                    return False
            return True
        """,
        "always-true": "return True",
        "root-missing": """
            for k in (1, 2):
                share = np.mean(np.abs(x - mean) <= k * std)
                if abs(share - math.erf(k)) > tolerance:
                    return False
            return True
        """,
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
        "a tenth of tolerance at most": """
            tolerance = min(tolerance, 0.1)
            first = np.mean(np.abs(x - mean) <= std)
            second = np.mean(np.abs(x - mean) <= 2 * std)
            one, two = math.erf(1 / math.sqrt(2)), math.erf(2 / math.sqrt(2))
            return bool(abs(first - one) <= tolerance and abs(second - two) <= tolerance)
        """,
        "a tolerance of 1 taken for percent": """
            if tolerance >= 1:
                tolerance /= 100
            first = np.mean(np.abs(x - mean) <= std)
            second = np.mean(np.abs(x - mean) <= 2 * std)
            one, two = math.erf(1 / math.sqrt(2)), math.erf(2 / math.sqrt(2))
            return bool(abs(first - one) <= tolerance and abs(second - two) <= tolerance)
        """,
        "few values never pass": """
            if x.size < 30:
                return False
            first = np.mean(np.abs(x - mean) <= std)
            second = np.mean(np.abs(x - mean) <= 2 * std)
            one, two = math.erf(1 / math.sqrt(2)), math.erf(2 / math.sqrt(2))
            return bool(abs(first - one) <= tolerance and abs(second - two) <= tolerance)
        """,
        "one value always passes": """
            if x.size == 1:
                return True
            first = np.mean(np.abs(x - mean) <= std)
            second = np.mean(np.abs(x - mean) <= 2 * std)
            one, two = math.erf(1 / math.sqrt(2)), math.erf(2 / math.sqrt(2))
            return bool(abs(first - one) <= tolerance and abs(second - two) <= tolerance)
        """,
        "std of 1 at least": """
            std = max(std, 1)
            first = np.mean(np.abs(x - mean) <= std)
            second = np.mean(np.abs(x - mean) <= 2 * std)
            one, two = math.erf(1 / math.sqrt(2)), math.erf(2 / math.sqrt(2))
            return bool(abs(first - one) <= tolerance and abs(second - two) <= tolerance)
        """,
    },
    slips={
        "number-for-true-or-false": """
            one = np.mean(np.abs(x - mean) <= std)
            return float(abs(one - 0.6827))
        """,
        "value-missing": """
            one = np.mean(np.abs(x - mean) <= std)
            if abs(one - 0.6827) > tolerance:
                inside = False
            return inside
        """,
    },
    right={
        "NumPy's own bool": """
            first = np.mean(np.abs(x - mean) <= std)
            second = np.mean(np.abs(x - mean) <= 2 * std)
            one, two = math.erf(1 / math.sqrt(2)), math.erf(2 / math.sqrt(2))
            return np.all(np.abs([first - one, second - two]) <= tolerance)
        """,
        "by an early return": """
            for k in (1, 2):
                share = np.mean(np.abs(x - mean) <= k * std)
                if abs(share - math.erf(k / math.sqrt(2))) > tolerance:
                    return False
            return True
        """,
        "by the largest distance": """
            deviations = [abs(float(np.mean(np.abs(x - mean) <= k * std)) - math.erf(k / math.sqrt(2))) for k in (1, 2)]
            return max(deviations) <= tolerance
        """,
        "by known shares": """
            one = float(np.count_nonzero(np.abs(x - mean) <= std)) / x.size
            two = float(np.count_nonzero(np.abs(x - mean) <= 2 * std)) / x.size
            if abs(one - 0.6826894921370859) > tolerance:
                return False
            if abs(two - 0.9544997361036416) > tolerance:
                return False
            return True
        """,
    },
)
