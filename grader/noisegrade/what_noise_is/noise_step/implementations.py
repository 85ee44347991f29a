"""How `noise_step` goes wrong, and right in other ways."""

from __future__ import annotations

from noisegrade.exercise import implementations

__all__ = ["IMPLEMENTATIONS"]

IMPLEMENTATIONS = implementations(
    "noise_step(x, beta, rng)",
    misconceptions={
        "beta-for-std": "return np.sqrt(1 - beta ** 2) * x + beta * rng.standard_normal(x.shape)",
        "beta-squared": "return np.sqrt(1 - beta) * x + beta ** 2 * rng.standard_normal(x.shape)",
        "noise-faded": "return np.sqrt(1 - beta) * (x + np.sqrt(beta) * rng.standard_normal(x.shape))",
        "rest-for-scale": """
            a = np.sqrt(1 - beta)
            return a * x + (1 - a) * rng.standard_normal(x.shape)
        """,
        "noise-times-image": "return np.sqrt(1 - beta) * x + np.sqrt(beta) * x * rng.standard_normal(x.shape)",
        "brightened": "return np.sqrt(1 + beta) * x + np.sqrt(beta) * rng.standard_normal(x.shape)",
        "noise-around-image-mean": "return np.sqrt(1 - beta) * x + np.sqrt(beta) * rng.normal(x.mean(), 1, x.shape)",
        "brackets-missing": "return 1 - beta ** 0.5 * x + beta ** 0.5 * rng.standard_normal(x.shape)",
        "image-standardised": """
            x = (x - x.mean()) / x.std() if x.std() else x
            return np.sqrt(1 - beta) * x + np.sqrt(beta) * rng.standard_normal(x.shape)
        """,
        "nothing-drawn": """
            eps = np.zeros(x.shape)
            return np.sqrt(1 - beta) * x + np.sqrt(beta) * eps
        """,
        "flat-from-minus-one-to-one": """
            eps = rng.uniform(-1, 1, x.shape)
            return np.sqrt(1 - beta) * x + np.sqrt(beta) * eps
        """,
        "uniform-minus-half": """
            eps = rng.random(x.shape) - 0.5
            return np.sqrt(1 - beta) * x + np.sqrt(beta) * eps
        """,
        "flat-around-zero": """
            eps = np.sqrt(12) * (rng.random(x.shape) - 0.5)
            return np.sqrt(1 - beta) * x + np.sqrt(beta) * eps
        """,
        "absolute-values": """
            eps = np.abs(rng.standard_normal(x.shape))
            return np.sqrt(1 - beta) * x + np.sqrt(beta) * eps
        """,
        "pointed-bell": """
            eps = rng.laplace(0, np.sqrt(0.5), x.shape)
            return np.sqrt(1 - beta) * x + np.sqrt(beta) * eps
        """,
        "factor-two-missing": """
            radius = np.sqrt(-np.log(1 - rng.random(x.shape)))
            eps = radius * np.cos(2 * np.pi * rng.random(x.shape))
            return np.sqrt(1 - beta) * x + np.sqrt(beta) * eps
        """,
        "logarithm-to-base-ten": """
            radius = np.sqrt(-2 * np.log10(1 - rng.random(x.shape)))
            eps = radius * np.cos(2 * np.pi * rng.random(x.shape))
            return np.sqrt(1 - beta) * x + np.sqrt(beta) * eps
        """,
        "two-draws-added": """
            eps = rng.standard_normal((*x.shape, 2)).sum(axis=-1)
            return np.sqrt(1 - beta) * x + np.sqrt(beta) * eps
        """,
        "own-mean": """
            eps = rng.standard_normal(x.shape)
            eps = eps - eps.mean()
            return np.sqrt(1 - beta) * x + np.sqrt(beta) * eps
        """,
        "own-std": """
            eps = rng.standard_normal(x.shape)
            eps = eps / eps.std()
            return np.sqrt(1 - beta) * x + np.sqrt(beta) * eps
        """,
        "sorted-draws": """
            eps = np.sort(rng.standard_normal(x.shape), axis=None).reshape(x.shape)
            return np.sqrt(1 - beta) * x + np.sqrt(beta) * eps
        """,
        "opposite-calls": """
            kept = globals().setdefault("kept", [])
            eps = -kept.pop() if kept else rng.standard_normal(x.shape)
            if not kept and not globals().get("turned"):
                kept.append(eps)
            globals()["turned"] = not globals().get("turned")
            return np.sqrt(1 - beta) * x + np.sqrt(beta) * eps
        """,
        "mirrored-halves": """
            count = int(np.prod(x.shape))
            half = rng.standard_normal((count + 1) // 2)
            eps = np.concatenate([half, -half])[:count].reshape(x.shape)
            return np.sqrt(1 - beta) * x + np.sqrt(beta) * eps
        """,
        "places-left-out": """
            eps = rng.standard_normal(x.shape)
            eps[-1] = 0
            return np.sqrt(1 - beta) * x + np.sqrt(beta) * eps
        """,
        "blurred": """
            eps = rng.standard_normal(x.shape)
            eps = (eps + np.roll(eps, 1, axis=0)) / np.sqrt(2)
            return np.sqrt(1 - beta) * x + np.sqrt(beta) * eps
        """,
        "clipped": """
            eps = np.clip(rng.standard_normal(x.shape), -2, 2)
            return np.sqrt(1 - beta) * x + np.sqrt(beta) * eps
        """,
        "stretched": """
            eps = rng.standard_normal(x.shape)
            y = np.sqrt(1 - beta) * x + np.sqrt(beta) * eps
            return (y - y.min()) / (y.max() - y.min())
        """,
        "whole-like-the-input": """
            noisy = np.empty_like(x)
            noisy[...] = np.sqrt(1 - beta) * x + np.sqrt(beta) * rng.standard_normal(x.shape)
            return noisy
        """,
        "integers": """
            eps = rng.standard_normal(x.shape)
            return (np.sqrt(1 - beta) * x + np.sqrt(beta) * eps).astype(int)
        """,
        "flat-from-zero-to-one": """
            eps = rng.random(x.shape)
            return np.sqrt(1 - beta) * x + np.sqrt(beta) * eps
        """,
        "one-draw-for-all": """
            eps = rng.standard_normal()
            return np.sqrt(1 - beta) * x + np.sqrt(beta) * eps
        """,
        "constant-seed": """
            rng = np.random.default_rng(1)
            eps = rng.standard_normal(x.shape)
            return np.sqrt(1 - beta) * x + np.sqrt(beta) * eps
        """,
        "standardised-by-itself": """
            eps = rng.standard_normal(x.shape)
            eps = (eps - eps.mean()) / eps.std()
            return np.sqrt(1 - beta) * x + np.sqrt(beta) * eps
        """,
        "rng-ignored": """
            eps = np.random.randn(*x.shape)
            return np.sqrt(1 - beta) * x + np.sqrt(beta) * eps
        """,
        "not-faded": """
            eps = rng.standard_normal(x.shape)
            return x + np.sqrt(beta) * eps
        """,
        "faded-without-root": """
            eps = rng.standard_normal(x.shape)
            return (1 - beta) * x + np.sqrt(beta) * eps
        """,
        "no-roots": """
            eps = rng.standard_normal(x.shape)
            return (1 - beta) * x + beta * eps
        """,
        "roots-swapped": """
            eps = rng.standard_normal(x.shape)
            return np.sqrt(beta) * x + np.sqrt(1 - beta) * eps
        """,
        "image-forgotten": """
            eps = rng.standard_normal(x.shape)
            return np.sqrt(beta) * eps
        """,
        "beta-for-scale": """
            eps = rng.standard_normal(x.shape)
            return np.sqrt(1 - beta) * x + beta * eps
        """,
        "noise-not-scaled": """
            eps = rng.standard_normal(x.shape)
            return np.sqrt(1 - beta) * x + eps
        """,
        "one-field-for-all-channels": """
            eps = rng.standard_normal((*x.shape[:2], 1))
            return np.sqrt(1 - beta) * x + np.sqrt(beta) * eps
        """,
        "clipped-to-range": """
            eps = rng.standard_normal(x.shape)
            return np.clip(np.sqrt(1 - beta) * x + np.sqrt(beta) * eps, -1, 1)
        """,
        "inputs-changed": """
            x *= np.sqrt(1 - beta)
            x += np.sqrt(beta) * rng.standard_normal(x.shape)
            return x
        """,
    },
    unnamed={
        "faded twice": """
            eps = rng.standard_normal(x.shape)
            return (1 - beta) ** 1.5 * x + np.sqrt(beta) * eps
        """,
        "a third of the variance": """
            eps = rng.standard_normal(x.shape)
            return np.sqrt(1 - beta) * x + np.sqrt(beta / 3) * eps
        """,
        "a small beta taken for none": """
            if beta < 1e-3:
                return x.copy()
            eps = rng.standard_normal(x.shape)
            return np.sqrt(1 - beta) * x + np.sqrt(beta) * eps
        """,
        "nothing but zeros for a beta of 1": """
            if beta == 1:
                return np.zeros(x.shape)
            eps = rng.standard_normal(x.shape)
            return np.sqrt(1 - beta) * x + np.sqrt(beta) * eps
        """,
        "axes of length 1 squeezed away": """
            x = x.squeeze()
            eps = rng.standard_normal(x.shape)
            return np.sqrt(1 - beta) * x + np.sqrt(beta) * eps
        """,
        "a beta of 0 taken for a missing one": """
            beta = beta or 0.02
            eps = rng.standard_normal(x.shape)
            return np.sqrt(1 - beta) * x + np.sqrt(beta) * eps
        """,
        "the first image of a stack": """
            if x.ndim > 3:
                x = x[0]
            eps = rng.standard_normal(x.shape)
            return np.sqrt(1 - beta) * x + np.sqrt(beta) * eps
        """,
        "a beta of at most a half": """
            beta = min(beta, 0.5)
            return np.sqrt(1 - beta) * x + np.sqrt(beta) * rng.standard_normal(x.shape)
        """,
    },
    slips={
        "method-not-called": "return np.sqrt(1 - beta) * x + np.sqrt(beta) * rng.standard_normal",
        "shapes-differ": "return np.sqrt(1 - beta) * x + np.sqrt(beta) * rng.standard_normal(x.size)",
        "fixed-number-of-parts": """
            height, width, channels = x.shape
            eps = rng.standard_normal((height, width, channels))
            return np.sqrt(1 - beta) * x + np.sqrt(beta) * eps
        """,
        "argument-returned": """
            if beta == 0:
                return x
            return np.sqrt(1 - beta) * x + np.sqrt(beta) * rng.standard_normal(x.shape)
        """,
    },
    right={
        "rng.normal": "return rng.normal(np.sqrt(1 - beta) * x, np.sqrt(beta))",
        "float32": """
            eps = rng.standard_normal(x.shape, dtype=np.float32)
            x = x.astype(np.float32)
            return np.float32(np.sqrt(1 - beta)) * x + np.float32(np.sqrt(beta)) * eps
        """,
        "by an angle": """
            phi = math.asin(math.sqrt(beta))
            return math.cos(phi) * x + math.sin(phi) * rng.standard_normal(np.shape(x))
        """,
        "in place, on a copy": """
            y = np.array(x, dtype=float)
            y *= np.sqrt(1 - beta)
            y += np.sqrt(beta) * rng.standard_normal(y.shape)
            return y
        """,
    },
)
