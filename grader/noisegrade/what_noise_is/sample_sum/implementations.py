"""How `sample_sum` goes wrong, and right in other ways."""

from __future__ import annotations

from noisegrade.exercise import implementations

__all__ = ["IMPLEMENTATIONS"]

IMPLEMENTATIONS = implementations(
    "sample_sum(means, stds, size, rng)",
    misconceptions={
        "first-term-skipped": """
            total = np.zeros(size)
            for i in range(1, len(means)):
                total += rng.normal(means[i], stds[i], size)
            return total
        """,
        "last-term-skipped": """
            total = np.zeros(size)
            for i in range(len(means) - 1):
                total += rng.normal(means[i], stds[i], size)
            return total
        """,
        "last-term-only": """
            total = np.zeros(size)
            for m, s in zip(means, stds):
                total = rng.normal(m, s, size)
            return total
        """,
        "means-twice": """
            total = np.full(size, float(sum(means)))
            for m, s in zip(means, stds):
                total += rng.normal(m, s, size)
            return total
        """,
        "divided-by-root-of-count": """
            draws = rng.normal(means, stds, (size, len(means)))
            return draws.sum(axis=1) / np.sqrt(len(means))
        """,
        "first-gaussian-for-all": """
            n = len(means)
            return rng.normal(means[0], stds[0], (size, n)).sum(axis=1)
        """,
        "terms-in-columns": "return rng.normal(means, stds, (size, len(means)))",
        "column-left": """
            draws = rng.normal(means, stds, (size, len(means)))
            return draws.sum(axis=1, keepdims=True)
        """,
        "added-to-one-number": """
            draws = rng.normal(means, stds, (size, len(means)))
            return draws.sum()
        """,
        "end-to-end": """
            draws = [rng.normal(m, s, size) for m, s in zip(means, stds)]
            return np.concatenate(draws)
        """,
        "nothing-drawn": """
            eps = np.zeros(size)
            return sum(means) + np.sqrt(np.sum(np.square(stds))) * eps
        """,
        "flat-from-minus-one-to-one": """
            eps = rng.uniform(-1, 1, size)
            return sum(means) + np.sqrt(np.sum(np.square(stds))) * eps
        """,
        "uniform-minus-half": """
            eps = rng.random(size) - 0.5
            return sum(means) + np.sqrt(np.sum(np.square(stds))) * eps
        """,
        "flat-around-zero": """
            eps = np.sqrt(12) * (rng.random(size) - 0.5)
            return sum(means) + np.sqrt(np.sum(np.square(stds))) * eps
        """,
        "absolute-values": """
            eps = np.abs(rng.standard_normal(size))
            return sum(means) + np.sqrt(np.sum(np.square(stds))) * eps
        """,
        "pointed-bell": """
            eps = rng.laplace(0, np.sqrt(0.5), size)
            return sum(means) + np.sqrt(np.sum(np.square(stds))) * eps
        """,
        "factor-two-missing": """
            radius = np.sqrt(-np.log(1 - rng.random(size)))
            eps = radius * np.cos(2 * np.pi * rng.random(size))
            return sum(means) + np.sqrt(np.sum(np.square(stds))) * eps
        """,
        "logarithm-to-base-ten": """
            radius = np.sqrt(-2 * np.log10(1 - rng.random(size)))
            eps = radius * np.cos(2 * np.pi * rng.random(size))
            return sum(means) + np.sqrt(np.sum(np.square(stds))) * eps
        """,
        "two-draws-added": """
            eps = rng.standard_normal(size)
            eps = eps + rng.standard_normal(size)
            return sum(means) + np.sqrt(np.sum(np.square(stds))) * eps
        """,
        "own-mean": """
            eps = rng.standard_normal(size)
            eps = eps - eps.mean()
            return sum(means) + np.sqrt(np.sum(np.square(stds))) * eps
        """,
        "own-std": """
            eps = rng.standard_normal(size)
            eps = eps / eps.std()
            return sum(means) + np.sqrt(np.sum(np.square(stds))) * eps
        """,
        "sorted-draws": """
            eps = np.sort(rng.standard_normal(size), axis=None).reshape(size)
            return sum(means) + np.sqrt(np.sum(np.square(stds))) * eps
        """,
        "opposite-calls": """
            kept = globals().setdefault("kept", [])
            eps = -kept.pop() if kept else rng.standard_normal(size)
            if not kept and not globals().get("turned"):
                kept.append(eps)
            globals()["turned"] = not globals().get("turned")
            return sum(means) + np.sqrt(np.sum(np.square(stds))) * eps
        """,
        "mirrored-halves": """
            count = int(np.prod(size))
            half = rng.standard_normal((count + 1) // 2)
            eps = np.concatenate([half, -half])[:count].reshape(size)
            return sum(means) + np.sqrt(np.sum(np.square(stds))) * eps
        """,
        "places-left-out": """
            eps = rng.standard_normal(size)
            eps[: size // 2] = 0
            return sum(means) + np.sqrt(np.sum(np.square(stds))) * eps
        """,
        "blurred": """
            eps = rng.standard_normal(size)
            eps = (eps + np.roll(eps, 1, axis=0)) / np.sqrt(2)
            return sum(means) + np.sqrt(np.sum(np.square(stds))) * eps
        """,
        "clipped": """
            eps = np.clip(rng.standard_normal(size), -2, 2)
            return sum(means) + np.sqrt(np.sum(np.square(stds))) * eps
        """,
        "stretched": """
            eps = rng.standard_normal(size)
            y = sum(means) + np.sqrt(np.sum(np.square(stds))) * eps
            return (y - y.min()) / (y.max() - y.min())
        """,
        "terms-not-added": "return np.array([rng.normal(m, s, size) for m, s in zip(means, stds)])",
        "draws-added-up": """
            return np.array([rng.normal(m, s, size) for m, s in zip(means, stds)]).sum(axis=1)
        """,
        "integers": """
            total = np.zeros(size)
            for mean, std in zip(means, stds):
                total += rng.normal(mean, std, size)
            return total.astype(int)
        """,
        "flat-from-zero-to-one": """
            std = np.sqrt(np.sum(np.square(stds)))
            return np.sum(means) + std * rng.random(size)
        """,
        "one-draw-for-all": """
            total = np.zeros(size)
            for mean, std in zip(means, stds):
                total += rng.normal(mean, std)
            return total
        """,
        "constant-seed": """
            rng = np.random.default_rng(7)
            total = np.zeros(size)
            for mean, std in zip(means, stds):
                total += mean + std * rng.standard_normal(size)
            return total
        """,
        "standardised-by-itself": """
            mean, std = np.sum(means), np.sqrt(np.sum(np.square(stds)))
            x = rng.standard_normal(size)
            return mean + std * (x - x.mean()) / x.std()
        """,
        "rng-ignored": """
            total = np.zeros(size)
            for mean, std in zip(means, stds):
                total += np.random.normal(mean, std, size)
            return total
        """,
        "average-not-sum": """
            return np.mean([rng.normal(m, s, size) for m, s in zip(means, stds)], axis=0)
        """,
        "means-forgotten": """
            total = np.zeros(size)
            for mean, std in zip(means, stds):
                total += std * rng.standard_normal(size)
            return total
        """,
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
        "variances-for-scales": """
            total = np.zeros(size)
            for mean, std in zip(means, stds):
                total += rng.normal(mean, std**2, size)
            return total
        """,
        "root-missing": "return rng.normal(np.sum(means), np.sum(np.square(stds)), size)",
        "stds-forgotten": """
            total = np.zeros(size)
            for mean, std in zip(means, stds):
                total += mean + rng.standard_normal(size)
            return total
        """,
        "rounded": """
            total = sum(rng.normal(m, s, size) for m, s in zip(means, stds))
            return np.round(total, 1)
        """,
    },
    unnamed={
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
        "the first three terms": """
            total = np.zeros(size)
            for mean, std in zip(means[:3], stds[:3]):
                total += mean + std * rng.standard_normal(size)
            return total
        """,
        "ten terms at most": """
            total = np.zeros(size)
            for mean, std in zip(means[:10], stds[:10]):
                total += mean + std * rng.standard_normal(size)
            return total
        """,
        "equal means counted once": """
            total = np.zeros(size)
            for mean, std in dict(zip(means, stds)).items():
                total += mean + std * rng.standard_normal(size)
            return total
        """,
        "one sum as a number": """
            total = np.zeros(size)
            for mean, std in zip(means, stds):
                total += mean + std * rng.standard_normal(size)
            return total if size > 1 else total[0]
        """,
        "whole means make whole sums": """
            total = np.full(size, sum(means))
            for std in stds:
                total[:] = total + std * rng.standard_normal(size)
            return total
        """,
        "terms in pairs, so that a last odd one is missing": """
            total = np.zeros(size)
            for i in range(0, len(means) - 1, 2):
                total += rng.normal(means[i], stds[i], size)
                total += rng.normal(means[i + 1], stds[i + 1], size)
            return total
        """,
        "terms with mean 0 skipped": """
            total = np.zeros(size)
            for mean, std in zip(means, stds):
                if mean:
                    total += mean + std * rng.standard_normal(size)
            return total
        """,
        "one term without noise": """
            if len(means) == 1:
                return np.full(size, means[0])
            total = np.zeros(size)
            for mean, std in zip(means, stds):
                total += mean + std * rng.standard_normal(size)
            return total
        """,
        "as many terms as sums at most": """
            total = np.zeros(size)
            for i in range(min(len(means), size)):
                total += rng.normal(means[i], stds[i], size)
            return total
        """,
    },
    right={
        "by broadcasting": "return rng.normal(means, stds, (size, len(means))).sum(axis=1)",
        "by matrix product": """
            eps = rng.standard_normal((size, len(means)))
            return np.sum(means) + eps @ np.array(stds)
        """,
        "sum by sum": """
            x = np.empty(size)
            for i in range(size):
                total = 0.0
                for j in range(len(means)):
                    total += means[j] + stds[j] * rng.standard_normal()
                x[i] = total
            return x
        """,
        "float32": """
            total = np.full(size, np.float32(np.sum(means)), dtype=np.float32)
            for s in stds:
                total += np.float32(s) * rng.standard_normal(size, dtype=np.float32)
            return total
        """,
    },
)
