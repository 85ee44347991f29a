"""How `sample_gaussian` goes wrong, and right in other ways."""

from __future__ import annotations

from noisegrade.exercise import implementations

__all__ = ["IMPLEMENTATIONS"]

IMPLEMENTATIONS = implementations(
    "sample_gaussian(mean, std, shape, rng)",
    misconceptions={
        "one-field-for-all-channels": """
            x = rng.normal(mean, std, shape[:-1] + (1,))
            return np.repeat(x, shape[-1], axis=-1)
        """,
        "one-row-for-all": """
            x = rng.normal(mean, std, shape)
            for i in range(1, len(x)):
                x[i] = x[0]
            return x
        """,
        "shape-reversed": "return rng.normal(mean, std, shape[::-1])",
        "mean-twice": "return mean + rng.normal(mean, std, shape)",
        "nothing-drawn": """
            eps = np.zeros(shape)
            return mean + std * eps
        """,
        "flat-from-minus-one-to-one": """
            eps = rng.uniform(-1, 1, shape)
            return mean + std * eps
        """,
        "uniform-minus-half": """
            eps = rng.random(shape) - 0.5
            return mean + std * eps
        """,
        "pointed-bell": """
            eps = rng.laplace(0, np.sqrt(0.5), shape)
            return mean + std * eps
        """,
        "factor-two-missing": """
            radius = np.sqrt(-np.log(1 - rng.random(shape)))
            eps = radius * np.cos(2 * np.pi * rng.random(shape))
            return mean + std * eps
        """,
        "logarithm-to-base-ten": """
            radius = np.sqrt(-2 * np.log10(1 - rng.random(shape)))
            eps = radius * np.cos(2 * np.pi * rng.random(shape))
            return mean + std * eps
        """,
        "two-draws-added": """
            eps = rng.standard_normal(shape)
            eps = eps + rng.standard_normal(shape)
            return mean + std * eps
        """,
        "own-mean": """
            eps = rng.standard_normal(shape)
            eps = eps - eps.mean()
            return mean + std * eps
        """,
        "own-std": """
            eps = rng.standard_normal(shape)
            eps = eps / eps.std()
            return mean + std * eps
        """,
        "sorted-draws": """
            eps = np.sort(rng.standard_normal(shape), axis=None).reshape(shape)
            return mean + std * eps
        """,
        "opposite-calls": """
            kept = globals().setdefault("kept", [])
            eps = -kept.pop() if kept else rng.standard_normal(shape)
            if not kept and not globals().get("turned"):
                kept.append(eps)
            globals()["turned"] = not globals().get("turned")
            return mean + std * eps
        """,
        "mirrored-halves": """
            count = int(np.prod(shape))
            half = rng.standard_normal((count + 1) // 2)
            eps = np.concatenate([half, -half])[:count].reshape(shape)
            return mean + std * eps
        """,
        "places-left-out": """
            eps = rng.standard_normal(shape)
            eps[-1] = 0
            return mean + std * eps
        """,
        "blurred": """
            eps = rng.standard_normal(shape)
            eps = (eps + np.roll(eps, 1, axis=0)) / np.sqrt(2)
            return mean + std * eps
        """,
        "stretched": """
            eps = rng.standard_normal(shape)
            y = mean + std * eps
            return (y - y.min()) / (y.max() - y.min())
        """,
        "one-number-only": "return rng.normal(mean, std)",
        "flattened": "return rng.normal(mean, std, math.prod(shape))",
        "integers": "return (mean + std * rng.standard_normal(shape)).astype(np.int64)",
        "flat-from-zero-to-one": "return mean + std * rng.random(shape)",
        "one-draw-for-all": "return np.ones(shape) * rng.normal(mean, std)",
        "constant-seed": """
            np.random.seed(0)
            return mean + std * np.random.randn(*shape)
        """,
        "standardised-by-itself": """
            eps = rng.standard_normal(shape)
            eps = (eps - eps.mean()) / eps.std(ddof=1)
            return mean + std * eps
        """,
        "rng-ignored": "return np.random.normal(mean, std, shape)",
        "mean-forgotten": "return std * rng.standard_normal(shape)",
        "shift-before-scale": "return (mean + rng.standard_normal(shape)) * std",
        "mean-and-std-swapped": "return std + mean * rng.standard_normal(shape)",
        "variance-for-scale": "return rng.normal(mean, std**2, shape)",
        "root-of-std": "return rng.normal(mean, np.sqrt(std), shape)",
        "std-forgotten": "return mean + rng.standard_normal(shape)",
        "absolute-values": "return mean + std * np.abs(rng.standard_normal(shape))",
        "flat-around-zero": """
            half = std * np.sqrt(3)
            return rng.uniform(mean - half, mean + half, shape)
        """,
        "clipped": """
            return np.clip(rng.normal(mean, std, shape), mean - 3 * std, mean + 3 * std)
        """,
        "rounded": "return np.round(rng.normal(mean, std, shape), 1)",
    },
    unnamed={
        "three times the mean": "return 3 * mean + std * rng.standard_normal(shape)",
        "a tenth too wide": "return mean + 1.1 * std * rng.standard_normal(shape)",
        "logistic": "return rng.logistic(mean, std * np.sqrt(3) / np.pi, shape)",
        "a quarter of the values twice": """
            x = rng.normal(mean, std, shape)
            x[: len(x) // 4] = x[len(x) // 4 : 2 * (len(x) // 4)]
            return x
        """,
        "three channels, whatever is asked for": "return rng.normal(mean, std, (*shape[:2], 3))",
        "one value as a number": """
            if math.prod(shape) == 1:
                return rng.normal(mean, std)
            return rng.normal(mean, std, shape)
        """,
        "axes of length 1 squeezed away": "return rng.normal(mean, std, shape).squeeze()",
        "an array of the mean's type": """
            x = np.full(shape, mean)
            x[...] = mean + std * rng.standard_normal(shape)
            return x
        """,
        "mean 0 taken for the standard bell": """
            if mean == 0:
                return rng.standard_normal(shape)
            return rng.normal(mean, std, shape)
        """,
        "std of a thousandth at least": "return rng.normal(mean, max(std, 1e-3), shape)",
        "an even number of rows": """
            shape = (shape[0] // 2 * 2, *shape[1:])
            return rng.normal(mean, std, shape)
        """,
    },
    right={
        "rng.normal": "return rng.normal(mean, std, shape)",
        "float32": """
            eps = rng.standard_normal(shape, dtype=np.float32)
            return np.float32(mean) + np.float32(std) * eps
        """,
        "value by value": """
            count = math.prod(shape)
            values = [mean + std * rng.standard_normal() for _ in range(count)]
            return np.array(values).reshape(shape)
        """,
        "polar": """
            count = math.prod(shape)
            u, v = rng.uniform(-1, 1, (2, 2 * count + 40))
            s = u * u + v * v
            kept = (s > 0) & (s < 1)
            eps = (u[kept] * np.sqrt(-2 * np.log(s[kept]) / s[kept]))[:count]
            return mean + std * eps.reshape(shape)
        """,
    },
)
