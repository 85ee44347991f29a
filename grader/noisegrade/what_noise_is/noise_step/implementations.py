"""How `noise_step` goes wrong, and right in other ways."""

from __future__ import annotations

from noisegrade.exercise import implementations

__all__ = ["IMPLEMENTATIONS"]

IMPLEMENTATIONS = implementations(
    "noise_step(x, beta, rng)",
    misconceptions={
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
        "half the variance": """
            eps = rng.standard_normal(x.shape)
            return np.sqrt(1 - beta) * x + np.sqrt(beta / 2) * eps
        """,
    },
    right={
        "rng.normal": "return rng.normal(np.sqrt(1 - beta) * x, np.sqrt(beta))",
        "float32": """
            eps = rng.standard_normal(x.shape, dtype=np.float32)
            x = x.astype(np.float32)
            return np.float32(np.sqrt(1 - beta)) * x + np.float32(np.sqrt(beta)) * eps
        """,
    },
)
