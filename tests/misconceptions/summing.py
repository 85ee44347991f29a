"""How the four exercises of summing go wrong, and right in other ways."""

from __future__ import annotations

from misconceptions.writing import functions

_SCALE = "scale_gaussian(mean, std, factor)"
_SUM = "sum_gaussians(means, stds)"
_SAMPLE = "sample_sum(means, stds, size, rng)"
_MANY = "many_small_effects(count, size, rng)"


def _effects(formula: str) -> str:
    return f"total = rng.random((count, size)).sum(axis=0)\nreturn {formula}"


def _terms(formula: str) -> str:
    return f"""total = np.zeros(size)
for mean, std in zip(means, stds):
    total += {formula}
return total"""


MISTAKES = {
    "scale_gaussian": functions(
        _SCALE,
        {
            "negative-std": "return factor * mean, factor * std",
            "sign-lost": "return abs(factor) * mean, abs(factor) * std",
            "std-unchanged": "return factor * mean, std",
            "mean-unchanged": "return mean, abs(factor) * std",
            "factor-squared": "return factor * mean, factor**2 * std",
            "root-of-factor": "return factor * mean, math.sqrt(abs(factor)) * std",
            "variance-returned": "return factor * mean, factor**2 * std**2",
            "order-swapped": "return abs(factor) * std, factor * mean",
        },
    ),
    "sum_gaussians": functions(
        _SUM,
        {
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
    ),
    "sample_sum": functions(
        _SAMPLE,
        {
            "terms-not-added": """
                return np.array([rng.normal(m, s, size) for m, s in zip(means, stds)])
            """,
            "draws-added-up": """
                return np.array([rng.normal(m, s, size) for m, s in zip(means, stds)]).sum(axis=1)
            """,
            "integers": _terms("rng.normal(mean, std, size)") + ".astype(int)",
            "flat-from-zero-to-one": """
                std = np.sqrt(np.sum(np.square(stds)))
                return np.sum(means) + std * rng.random(size)
            """,
            "one-draw-for-all": _terms("rng.normal(mean, std)"),
            "constant-seed": "rng = np.random.default_rng(7)\n"
            + _terms("mean + std * rng.standard_normal(size)"),
            "standardised-by-itself": """
                mean, std = np.sum(means), np.sqrt(np.sum(np.square(stds)))
                x = rng.standard_normal(size)
                return mean + std * (x - x.mean()) / x.std()
            """,
            "rng-ignored": _terms("np.random.normal(mean, std, size)"),
            "average-not-sum": """
                return np.mean([rng.normal(m, s, size) for m, s in zip(means, stds)], axis=0)
            """,
            "means-forgotten": _terms("std * rng.standard_normal(size)"),
            "first-term-only": """
                for mean, std in zip(means, stds):
                    return mean + std * rng.standard_normal(size)
            """,
            "one-of-them": """
                which = rng.integers(len(means), size=size)
                return rng.normal(np.array(means)[which], np.array(stds)[which])
            """,
            "stds-added": """
                eps = rng.standard_normal(size)
                return sum(mean + std * eps for mean, std in zip(means, stds))
            """,
            "variances-for-scales": _terms("rng.normal(mean, std**2, size)"),
            "root-missing": "return rng.normal(np.sum(means), np.sum(np.square(stds)), size)",
            "stds-forgotten": _terms("mean + rng.standard_normal(size)"),
            "rounded": """
                total = sum(rng.normal(m, s, size) for m, s in zip(means, stds))
                return np.round(total, 1)
            """,
        },
    ),
    "many_small_effects": functions(
        _MANY,
        {
            "integers": _effects("((total - count / 2) / np.sqrt(count / 12)).astype(int)"),
            "effects-not-added": """
                return (rng.random((size, count)) - 0.5) / np.sqrt(1 / 12)
            """,
            "effects-in-rows": """
                return (rng.random((count, size)) - 0.5) / np.sqrt(1 / 12)
            """,
            "not-shifted": _effects("total / np.sqrt(count / 12)"),
            "neither-shifted-nor-scaled": _effects("total"),
            "not-scaled": _effects("total - count / 2"),
            "variance-for-scale": _effects("(total - count / 2) / (count / 12)"),
            "divided-by-root-of-count": _effects("(total - count / 2) / np.sqrt(count)"),
            "divided-by-count": _effects("total / count - 0.5"),
            "stds-added": _effects("(total - count / 2) / (count * np.sqrt(1 / 12))"),
            "from-minus-one-to-one": """
                total = rng.uniform(-1, 1, (count, size)).sum(axis=0)
                return total / np.sqrt(count / 12)
            """,
            "bell-at-once": "return rng.standard_normal(size)",
            "one-effect-counted-often": """
                total = count * rng.random(size)
                return (total - count / 2) / np.sqrt(count / 12)
            """,
            "always-one": "return (rng.random(size) - 0.5) * np.sqrt(12)",
            "one-draw-for-all": """
                total = sum(rng.random() for _ in range(count))
                return np.full(size, (total - count / 2) / np.sqrt(count / 12))
            """,
            "constant-seed": "rng = np.random.default_rng(0)\n"
            + _effects("(total - count / 2) / np.sqrt(count / 12)"),
            "standardised-by-itself": _effects("(total - total.mean()) / total.std()"),
            "rounded": _effects("np.round((total - count / 2) / np.sqrt(count / 12), 2)"),
            "rng-ignored": """
                total = np.random.rand(count, size).sum(axis=0)
                return (total - count / 2) / np.sqrt(count / 12)
            """,
        },
    ),
}

UNCATALOGUED = {
    "scale_gaussian": functions(_SCALE, {"added": "return factor + mean, abs(factor) + std"}),
    "sum_gaussians": functions(_SUM, {"the widest": "return sum(means), max(stds)"}),
    "sample_sum": functions(
        _SAMPLE,
        {
            "subtracted": """
                total = np.zeros(size)
                for mean, std in zip(means, stds):
                    total = mean + std * rng.standard_normal(size) - total
                return total
            """,
            "the product": """
                total = np.ones(size)
                for mean, std in zip(means, stds):
                    total *= mean + std * rng.standard_normal(size)
                return total
            """,
            "one after the other": """
                parts = [rng.normal(m, s, size) for m, s in zip(means, stds)]
                return np.concatenate(parts)[:: len(parts)]
            """,
        },
    ),
    "many_small_effects": functions(
        _MANY,
        {
            "exponential effects": """
                total = rng.exponential(size=(count, size)).sum(axis=0)
                return (total - count) / np.sqrt(count)
            """,
            "coins": """
                total = rng.integers(2, size=(count, size)).sum(axis=0)
                return (total - count / 2) / np.sqrt(count / 4)
            """,
            "one too many": """
                total = rng.random((count + 1, size)).sum(axis=0)
                return (total - (count + 1) / 2) / np.sqrt((count + 1) / 12)
            """,
        },
    ),
}

RIGHT = {
    "scale_gaussian": functions(
        _SCALE, {"by the root of a square": "return factor * mean, math.sqrt(factor**2) * std"}
    ),
    "sum_gaussians": functions(
        _SUM,
        {
            "by a loop": """
                total, variance = 0.0, 0.0
                for mean, std in zip(means, stds):
                    total += mean
                    variance += std * std
                return total, variance**0.5
            """,
            "an array of two": "return np.array([np.sum(means), np.linalg.norm(stds)])",
        },
    ),
    "sample_sum": functions(
        _SAMPLE,
        {
            "by broadcasting": "return rng.normal(means, stds, (size, len(means))).sum(axis=1)",
            "by matrix product": """
                eps = rng.standard_normal((size, len(means)))
                return np.sum(means) + eps @ np.array(stds)
            """,
        },
    ),
    "many_small_effects": functions(
        _MANY,
        {
            "by the uniform from -1 to 1": """
                total = rng.uniform(-1, 1, (size, count)).sum(axis=1)
                return total / np.sqrt(count / 3)
            """,
            "float32": """
                total = rng.random((count, size), dtype=np.float32).sum(axis=0)
                return (total - np.float32(count / 2)) / np.float32(np.sqrt(count / 12))
            """,
        },
    ),
}
