"""How `sum_gaussians` goes wrong, and right in other ways."""

from __future__ import annotations

from noisegrade.exercise import implementations

__all__ = ["IMPLEMENTATIONS"]

IMPLEMENTATIONS = implementations(
    "sum_gaussians(means, stds)",
    misconceptions={
        "both-averaged": "return float(np.mean(means)), float(np.mean(stds))",
        "largest-std": "return float(np.sum(means)), float(np.max(stds))",
        "first-term-skipped": """
            m = 0.0
            v = 0.0
            for i in range(1, len(means)):
                m += means[i]
                v += stds[i] ** 2
            return m, math.sqrt(v)
        """,
        "last-term-skipped": """
            m = 0.0
            v = 0.0
            for i in range(len(means) - 1):
                m += means[i]
                v += stds[i] ** 2
            return m, math.sqrt(v)
        """,
        "last-term-only": """
            for i in range(len(means)):
                m = means[i]
                v = stds[i] ** 2
            return m, math.sqrt(v)
        """,
        "first-term-only": """
            m, v = 0.0, 0.0
            for mean, std in zip(means, stds):
                m += mean
                v += std**2
                return m, math.sqrt(v)
        """,
        "std-of-the-means": "return float(np.sum(means)), float(np.std(means))",
        "signs-of-means-lost": "return float(np.sum(np.abs(means))), float(np.sqrt(np.sum(np.square(stds))))",
        "divided-by-count": """
            n = len(stds)
            return float(np.sum(means)), math.sqrt(sum(s ** 2 for s in stds)) / n
        """,
        "means-as-variances": "return float(np.sqrt(np.sum(np.square(means)))), float(np.sqrt(np.sum(np.square(stds))))",
        "stds-multiplied": "return float(np.sum(means)), float(np.prod(stds))",
        "truncated": "return float(int(sum(means))), float(int(math.sqrt(sum(s**2 for s in stds))))",
        "doubled-not-squared": "return float(sum(means)), math.sqrt(sum(s * 2 for s in stds))",
        "root-of-count": """
            n = len(stds)
            return float(sum(means)), float(np.mean(stds) * math.sqrt(n))
        """,
        "equal-stds": """
            n = len(stds)
            return float(sum(means)), float(stds[0] * math.sqrt(n))
        """,
        "as-if-weighted": "return float(sum(means)), math.sqrt(1 / sum(1 / s ** 2 for s in stds))",
        "first-term-twice": """
            m, v = means[0], stds[0] ** 2
            for a, s in zip(means, stds):
                m += a
                v += s ** 2
            return float(m), math.sqrt(v)
        """,
        "equal-terms-once": "return float(sum(set(means))), math.sqrt(sum(s ** 2 for s in set(stds)))",
        "stds-added": "return float(np.sum(means)), float(np.sum(stds))",
        "variance-returned": "return sum(means), sum(std**2 for std in stds)",
        "roots-added": "return sum(means), math.sqrt(sum(stds))",
        "average-not-sum": """
            n = len(means)
            return sum(means) / n, math.sqrt(sum(std**2 for std in stds)) / n
        """,
        "means-averaged": "return np.mean(means), np.sqrt(np.sum(np.square(stds)))",
        "stds-averaged": "return np.sum(means), np.mean(stds)",
        "variances-averaged": "return np.sum(means), np.sqrt(np.mean(np.square(stds)))",
        "two-terms-only": """
            if len(means) == 1:
                return means[0], stds[0]
            return means[0] + means[1], math.sqrt(stds[0] ** 2 + stds[1] ** 2)
        """,
        "order-swapped": "return np.sqrt(np.sum(np.square(stds))), np.sum(means)",
    },
    unnamed={
        "the narrowest": "return sum(means), min(stds)",
        "the first three terms": """
            return sum(means[:3]), math.sqrt(sum(std**2 for std in stds[:3]))
        """,
        "ten terms at most": "return sum(means[:10]), math.sqrt(sum(std**2 for std in stds[:10]))",
        "equal means counted once": """
            terms = dict(zip(means, stds))
            return sum(terms), math.sqrt(sum(std**2 for std in terms.values()))
        """,
        "equal stds counted once": """
            return sum(means), math.sqrt(sum(std**2 for std in set(stds)))
        """,
        "one term with its variance": """
            if len(means) == 1:
                return means[0], stds[0] ** 2
            return sum(means), math.sqrt(sum(std**2 for std in stds))
        """,
        "terms in pairs, so that a last odd one is missing": """
            mean, variance = 0.0, 0.0
            for i in range(0, len(means) - 1, 2):
                mean += means[i] + means[i + 1]
                variance += stds[i] ** 2 + stds[i + 1] ** 2
            return mean, math.sqrt(variance)
        """,
        "terms with mean 0 skipped": """
            mean, variance = 0.0, 0.0
            for m, s in zip(means, stds):
                if m != 0:
                    mean += m
                    variance += s**2
            return mean, math.sqrt(variance)
        """,
        "means added as whole numbers": "return sum(int(m) for m in means), math.hypot(*stds)",
    },
    slips={
        "list-as-array": "return sum(means), math.sqrt(sum(stds**2))",
        "index-too-far": "return means[0] + means[1] + means[2], math.hypot(*stds)",
        "argument-changed": """
            stds = np.asarray(stds)
            if isinstance(means, list):
                means.sort()
            return float(np.sum(means)), float(np.sqrt(np.sum(stds**2)))
        """,
        "tuple-changed": """
            for i in range(len(stds)):
                stds[i] = stds[i] ** 2
            return float(sum(means)), math.sqrt(sum(stds))
        """,
        "generator-returned": "return (f(means) for f in (sum, math.hypot))",
    },
    right={
        "by a loop": """
            total, variance = 0.0, 0.0
            for mean, std in zip(means, stds):
                total += mean
                variance += std * std
            return total, variance**0.5
        """,
        "an array of two": "return np.array([np.sum(means), np.linalg.norm(stds)])",
        "two at a time": """
            mean, std = 0.0, 0.0
            for i in range(len(means)):
                mean = mean + means[i]
                std = math.sqrt(std ** 2 + stds[i] ** 2)
            return mean, std
        """,
        "float32": """
            m = np.asarray(means, dtype=np.float32)
            s = np.asarray(stds, dtype=np.float32)
            return m.sum(), np.sqrt((s * s).sum())
        """,
    },
)
