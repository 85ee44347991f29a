"""How `noise_shortcut` goes wrong, and right in other ways."""

from __future__ import annotations

from noisegrade.exercise import implementations

__all__ = ["IMPLEMENTATIONS"]

IMPLEMENTATIONS = implementations(
    "noise_shortcut(x0, betas, rng)",
    misconceptions={
        "integers": """
            alpha_bar = np.prod(1 - np.asarray(betas))
            eps = rng.standard_normal(x0.shape)
            return (np.sqrt(alpha_bar) * x0 + np.sqrt(1 - alpha_bar) * eps).astype(int)
        """,
        "flat-from-zero-to-one": """
            alpha_bar = np.prod(1 - np.asarray(betas))
            eps = rng.random(x0.shape)
            return np.sqrt(alpha_bar) * x0 + np.sqrt(1 - alpha_bar) * eps
        """,
        "one-draw-for-all": """
            alpha_bar = np.prod(1 - np.asarray(betas))
            eps = rng.standard_normal()
            return np.sqrt(alpha_bar) * x0 + np.sqrt(1 - alpha_bar) * eps
        """,
        "constant-seed": """
            rng = np.random.default_rng(0)
            alpha_bar = np.prod(1 - np.asarray(betas))
            eps = rng.standard_normal(x0.shape)
            return np.sqrt(alpha_bar) * x0 + np.sqrt(1 - alpha_bar) * eps
        """,
        "standardised-by-itself": """
            eps = rng.standard_normal(x0.shape)
            eps = (eps - eps.mean()) / eps.std()
            alpha_bar = np.prod(1 - np.array(betas))
            return np.sqrt(alpha_bar) * x0 + np.sqrt(1 - alpha_bar) * eps
        """,
        "rng-ignored": """
            alpha_bar = np.prod(1 - np.asarray(betas))
            eps = np.random.standard_normal(x0.shape)
            return np.sqrt(alpha_bar) * x0 + np.sqrt(1 - alpha_bar) * eps
        """,
        "not-faded": """
            alpha_bar = np.prod(1 - np.asarray(betas))
            eps = rng.standard_normal(x0.shape)
            return x0 + np.sqrt(1 - alpha_bar) * eps
        """,
        "faded-without-root": """
            alpha_bar = np.prod(1 - np.asarray(betas))
            eps = rng.standard_normal(x0.shape)
            return alpha_bar * x0 + np.sqrt(1 - alpha_bar) * eps
        """,
        "no-roots": """
            alpha_bar = np.prod(1 - np.asarray(betas))
            eps = rng.standard_normal(x0.shape)
            return alpha_bar * x0 + (1 - alpha_bar) * eps
        """,
        "roots-swapped": """
            alpha_bar = np.prod(1 - np.asarray(betas))
            eps = rng.standard_normal(x0.shape)
            return np.sqrt(1 - alpha_bar) * x0 + np.sqrt(alpha_bar) * eps
        """,
        "variance-for-scale": """
            alpha_bar = np.prod(1 - np.asarray(betas))
            eps = rng.standard_normal(x0.shape)
            return np.sqrt(alpha_bar) * x0 + (1 - alpha_bar) * eps
        """,
        "rest-for-scale": """
            alpha_bar = np.prod(1 - np.asarray(betas))
            eps = rng.standard_normal(x0.shape)
            return np.sqrt(alpha_bar) * x0 + (1 - np.sqrt(alpha_bar)) * eps
        """,
        "noise-not-scaled": """
            alpha_bar = np.prod(1 - np.asarray(betas))
            eps = rng.standard_normal(x0.shape)
            return np.sqrt(alpha_bar) * x0 + eps
        """,
        "betas-added": """
            alpha_bar = 1 - np.sum(betas)
            eps = rng.standard_normal(x0.shape)
            return np.sqrt(alpha_bar) * x0 + np.sqrt(1 - alpha_bar) * eps
        """,
        "product-of-betas": """
            alpha_bar = np.prod(betas)
            eps = rng.standard_normal(x0.shape)
            return np.sqrt(alpha_bar) * x0 + np.sqrt(1 - alpha_bar) * eps
        """,
        "last-beta-only": """
            alpha_bar = 1 - betas[-1]
            eps = rng.standard_normal(x0.shape)
            return np.sqrt(alpha_bar) * x0 + np.sqrt(1 - alpha_bar) * eps
        """,
        "first-beta-only": """
            alpha_bar = 1 - betas[0]
            eps = rng.standard_normal(x0.shape)
            return np.sqrt(alpha_bar) * x0 + np.sqrt(1 - alpha_bar) * eps
        """,
        "one-field-for-all-channels": """
            alpha_bar = np.prod(1 - np.array(betas))
            eps = rng.standard_normal(x0.shape[:2])[..., None]
            return np.sqrt(alpha_bar) * x0 + np.sqrt(1 - alpha_bar) * eps
        """,
        "inputs-changed": """
            alpha_bar = np.prod(1 - np.array(betas))
            x0 *= np.sqrt(alpha_bar)
            return x0 + np.sqrt(1 - alpha_bar) * rng.standard_normal(x0.shape)
        """,
    },
    unnamed={
        "one step less": """
            alpha_bar = np.prod(1 - np.array(betas)[:-1])
            eps = rng.standard_normal(x0.shape)
            return np.sqrt(alpha_bar) * x0 + np.sqrt(1 - alpha_bar) * eps
        """,
        "a product without roots": """
            alpha_bar = np.prod(1 - np.array(betas)) ** 2
            eps = rng.standard_normal(x0.shape)
            return np.sqrt(alpha_bar) * x0 + np.sqrt(1 - alpha_bar) * eps
        """,
    },
    right={
        "by walking": """
            x = x0
            for beta in betas:
                x = np.sqrt(1 - beta) * x + np.sqrt(beta) * rng.standard_normal(x0.shape)
            return x
        """,
        "by a loop over alphas": """
            alpha_bar = 1.0
            for beta in betas:
                alpha_bar *= 1 - beta
            return rng.normal(math.sqrt(alpha_bar) * x0, math.sqrt(1 - alpha_bar))
        """,
    },
)
