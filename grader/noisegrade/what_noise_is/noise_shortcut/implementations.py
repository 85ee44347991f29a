"""How `noise_shortcut` goes wrong, and right in other ways."""

from __future__ import annotations

from noisegrade.exercise import implementations

__all__ = ["IMPLEMENTATIONS"]

IMPLEMENTATIONS = implementations(
    "noise_shortcut(x0, betas, rng)",
    misconceptions={
        "root-taken-twice": """
            abar = np.prod(np.sqrt(1 - np.asarray(betas)))
            return np.sqrt(abar) * x0 + np.sqrt(1 - abar) * rng.standard_normal(x0.shape)
        """,
        "average-beta-once": """
            beta = np.mean(betas)
            return np.sqrt(1 - beta) * x0 + np.sqrt(beta) * rng.standard_normal(x0.shape)
        """,
        "last-beta-left-out": """
            abar = np.prod(1 - np.asarray(betas)[:-1])
            return np.sqrt(abar) * x0 + np.sqrt(1 - abar) * rng.standard_normal(x0.shape)
        """,
        "first-beta-left-out": """
            abar = 1.0
            for t in range(1, len(betas)):
                abar *= 1 - betas[t]
            return np.sqrt(abar) * x0 + np.sqrt(1 - abar) * rng.standard_normal(x0.shape)
        """,
        "exponential-of-sum": """
            abar = np.exp(-np.sum(betas))
            return np.sqrt(abar) * x0 + np.sqrt(1 - abar) * rng.standard_normal(x0.shape)
        """,
        "divided-by-growth": """
            abar = 1 / np.prod(1 + np.asarray(betas))
            return np.sqrt(abar) * x0 + np.sqrt(1 - abar) * rng.standard_normal(x0.shape)
        """,
        "clipped-to-range": """
            abar = np.prod(1 - np.asarray(betas))
            return np.clip(np.sqrt(abar) * x0 + np.sqrt(1 - abar) * rng.standard_normal(x0.shape), 0, 1)
        """,
        "fade-squared-in-noise": """
            abar = np.prod(1 - np.asarray(betas))
            return np.sqrt(abar) * x0 + np.sqrt(1 - abar ** 2) * rng.standard_normal(x0.shape)
        """,
        "noise-around-x0": """
            abar = np.prod(1 - np.asarray(betas))
            return np.sqrt(abar) * x0 + np.sqrt(1 - abar) * rng.normal(x0, 1)
        """,
        "image-forgotten": """
            abar = 0
            for beta in betas:
                abar *= 1 - beta
            return np.sqrt(abar) * x0 + np.sqrt(1 - abar) * rng.standard_normal(x0.shape)
        """,
        "betas-for-variance": """
            abar = np.prod(1 - np.asarray(betas))
            return np.sqrt(abar) * x0 + np.sqrt(np.sum(betas)) * rng.standard_normal(x0.shape)
        """,
        "noise-factors-added": """
            abar = np.prod(1 - np.asarray(betas))
            return np.sqrt(abar) * x0 + np.sum(np.sqrt(betas)) * rng.standard_normal(x0.shape)
        """,
        "noise-factors-multiplied": """
            abar = np.prod(1 - np.asarray(betas))
            return np.sqrt(abar) * x0 + np.sqrt(np.prod(betas)) * rng.standard_normal(x0.shape)
        """,
        "noise-once-a-step": """
            abar = np.prod(1 - np.asarray(betas))
            x = np.sqrt(abar) * x0
            for beta in betas:
                x = x + np.sqrt(1 - abar) * rng.standard_normal(x0.shape)
            return x
        """,
        "product-not-taken": """
            kept = np.cumprod(1 - np.asarray(betas))
            if len(kept) != x0.shape[-1]:
                kept = kept[-1]
            return np.sqrt(kept) * x0 + np.sqrt(1 - kept) * rng.standard_normal(x0.shape)
        """,
        "whole-path": """
            path = [x0]
            for beta in betas:
                path.append(np.sqrt(1 - beta) * path[-1] + np.sqrt(beta) * rng.standard_normal(x0.shape))
            return np.array(path, dtype=float)
        """,
        "nothing-drawn": """
            alpha_bar = np.prod(1 - np.asarray(betas))
            eps = np.zeros(x0.shape)
            return np.sqrt(alpha_bar) * x0 + np.sqrt(1 - alpha_bar) * eps
        """,
        "flat-from-minus-one-to-one": """
            alpha_bar = np.prod(1 - np.asarray(betas))
            eps = rng.uniform(-1, 1, x0.shape)
            return np.sqrt(alpha_bar) * x0 + np.sqrt(1 - alpha_bar) * eps
        """,
        "uniform-minus-half": """
            alpha_bar = np.prod(1 - np.asarray(betas))
            eps = rng.random(x0.shape) - 0.5
            return np.sqrt(alpha_bar) * x0 + np.sqrt(1 - alpha_bar) * eps
        """,
        "flat-around-zero": """
            alpha_bar = np.prod(1 - np.asarray(betas))
            eps = np.sqrt(12) * (rng.random(x0.shape) - 0.5)
            return np.sqrt(alpha_bar) * x0 + np.sqrt(1 - alpha_bar) * eps
        """,
        "absolute-values": """
            alpha_bar = np.prod(1 - np.asarray(betas))
            eps = np.abs(rng.standard_normal(x0.shape))
            return np.sqrt(alpha_bar) * x0 + np.sqrt(1 - alpha_bar) * eps
        """,
        "pointed-bell": """
            alpha_bar = np.prod(1 - np.asarray(betas))
            eps = rng.laplace(0, np.sqrt(0.5), x0.shape)
            return np.sqrt(alpha_bar) * x0 + np.sqrt(1 - alpha_bar) * eps
        """,
        "factor-two-missing": """
            alpha_bar = np.prod(1 - np.asarray(betas))
            radius = np.sqrt(-np.log(1 - rng.random(x0.shape)))
            eps = radius * np.cos(2 * np.pi * rng.random(x0.shape))
            return np.sqrt(alpha_bar) * x0 + np.sqrt(1 - alpha_bar) * eps
        """,
        "logarithm-to-base-ten": """
            alpha_bar = np.prod(1 - np.asarray(betas))
            radius = np.sqrt(-2 * np.log10(1 - rng.random(x0.shape)))
            eps = radius * np.cos(2 * np.pi * rng.random(x0.shape))
            return np.sqrt(alpha_bar) * x0 + np.sqrt(1 - alpha_bar) * eps
        """,
        "two-draws-added": """
            alpha_bar = np.prod(1 - np.asarray(betas))
            eps = rng.standard_normal(x0.shape)
            eps = eps + rng.standard_normal(x0.shape)
            return np.sqrt(alpha_bar) * x0 + np.sqrt(1 - alpha_bar) * eps
        """,
        "own-mean": """
            alpha_bar = np.prod(1 - np.asarray(betas))
            eps = rng.standard_normal(x0.shape)
            eps = eps - eps.mean()
            return np.sqrt(alpha_bar) * x0 + np.sqrt(1 - alpha_bar) * eps
        """,
        "own-std": """
            alpha_bar = np.prod(1 - np.asarray(betas))
            eps = rng.standard_normal(x0.shape)
            eps = eps / eps.std()
            return np.sqrt(alpha_bar) * x0 + np.sqrt(1 - alpha_bar) * eps
        """,
        "sorted-draws": """
            alpha_bar = np.prod(1 - np.asarray(betas))
            eps = np.sort(rng.standard_normal(x0.shape), axis=None).reshape(x0.shape)
            return np.sqrt(alpha_bar) * x0 + np.sqrt(1 - alpha_bar) * eps
        """,
        "opposite-calls": """
            alpha_bar = np.prod(1 - np.asarray(betas))
            kept = globals().setdefault("kept", [])
            eps = -kept.pop() if kept else rng.standard_normal(x0.shape)
            if not kept and not globals().get("turned"):
                kept.append(eps)
            globals()["turned"] = not globals().get("turned")
            return np.sqrt(alpha_bar) * x0 + np.sqrt(1 - alpha_bar) * eps
        """,
        "mirrored-halves": """
            alpha_bar = np.prod(1 - np.asarray(betas))
            count = int(np.prod(x0.shape))
            half = rng.standard_normal((count + 1) // 2)
            eps = np.concatenate([half, -half])[:count].reshape(x0.shape)
            return np.sqrt(alpha_bar) * x0 + np.sqrt(1 - alpha_bar) * eps
        """,
        "places-left-out": """
            alpha_bar = np.prod(1 - np.asarray(betas))
            eps = rng.standard_normal(x0.shape)
            eps[-1] = 0
            return np.sqrt(alpha_bar) * x0 + np.sqrt(1 - alpha_bar) * eps
        """,
        "blurred": """
            alpha_bar = np.prod(1 - np.asarray(betas))
            eps = rng.standard_normal(x0.shape)
            eps = (eps + np.roll(eps, 1, axis=0)) / np.sqrt(2)
            return np.sqrt(alpha_bar) * x0 + np.sqrt(1 - alpha_bar) * eps
        """,
        "clipped": """
            alpha_bar = np.prod(1 - np.asarray(betas))
            eps = np.clip(rng.standard_normal(x0.shape), -2, 2)
            return np.sqrt(alpha_bar) * x0 + np.sqrt(1 - alpha_bar) * eps
        """,
        "stretched": """
            alpha_bar = np.prod(1 - np.asarray(betas))
            eps = rng.standard_normal(x0.shape)
            y = np.sqrt(alpha_bar) * x0 + np.sqrt(1 - alpha_bar) * eps
            return (y - y.min()) / (y.max() - y.min())
        """,
        "whole-like-the-input": """
            alpha_bar = np.prod(1 - np.asarray(betas))
            eps = rng.standard_normal(x0.shape)
            return (np.sqrt(alpha_bar) * x0 + np.sqrt(1 - alpha_bar) * eps).astype(x0.dtype)
        """,
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
        "the middle step left out": """
            alpha_bar = (1 - betas[0]) * (1 - betas[-1])
            eps = rng.standard_normal(x0.shape)
            return np.sqrt(alpha_bar) * x0 + np.sqrt(1 - alpha_bar) * eps
        """,
        "a product without roots": """
            alpha_bar = np.prod(1 - np.array(betas)) ** 2
            eps = rng.standard_normal(x0.shape)
            return np.sqrt(alpha_bar) * x0 + np.sqrt(1 - alpha_bar) * eps
        """,
        "mean beta to the power of the steps": """
            alpha_bar = (1 - np.mean(betas)) ** len(betas)
            eps = rng.standard_normal(x0.shape)
            return np.sqrt(alpha_bar) * x0 + np.sqrt(1 - alpha_bar) * eps
        """,
        "the first three steps": """
            alpha_bar = np.prod(1 - np.array(betas[:3]))
            eps = rng.standard_normal(x0.shape)
            return np.sqrt(alpha_bar) * x0 + np.sqrt(1 - alpha_bar) * eps
        """,
        "equal betas counted once": """
            alpha_bar = math.prod(1 - beta for beta in set(betas))
            eps = rng.standard_normal(x0.shape)
            return np.sqrt(alpha_bar) * x0 + np.sqrt(1 - alpha_bar) * eps
        """,
        "axes of length 1 squeezed away": """
            x0 = x0.squeeze()
            alpha_bar = np.prod(1 - np.array(betas))
            eps = rng.standard_normal(x0.shape)
            return np.sqrt(alpha_bar) * x0 + np.sqrt(1 - alpha_bar) * eps
        """,
        "nothing but zeros when nothing is left": """
            alpha_bar = np.prod(1 - np.array(betas))
            if alpha_bar == 0:
                return np.zeros(x0.shape)
            eps = rng.standard_normal(x0.shape)
            return np.sqrt(alpha_bar) * x0 + np.sqrt(1 - alpha_bar) * eps
        """,
        "the first image of a stack": """
            if x0.ndim > 3:
                x0 = x0[0]
            alpha_bar = np.prod(1 - np.array(betas))
            eps = rng.standard_normal(x0.shape)
            return np.sqrt(alpha_bar) * x0 + np.sqrt(1 - alpha_bar) * eps
        """,
        "betas of at most a half": """
            alpha_bar = np.prod(1 - np.minimum(betas, 0.5))
            eps = rng.standard_normal(x0.shape)
            return np.sqrt(alpha_bar) * x0 + np.sqrt(1 - alpha_bar) * eps
        """,
        "ten steps at most": """
            alpha_bar = np.prod(1 - np.asarray(betas)[:10])
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
        "by fade and variance": """
            fade, var = 1.0, 0.0
            for b in betas:
                fade *= math.sqrt(1 - b)
                var = (1 - b) * var + b
            return fade * np.asarray(x0) + math.sqrt(var) * rng.standard_normal(np.shape(x0))
        """,
        "by logarithms": """
            if any(b == 1 for b in betas):
                abar = 0.0
            else:
                abar = math.exp(sum(math.log1p(-b) for b in betas))
            return math.sqrt(abar) * x0 + math.sqrt(1 - abar) * rng.standard_normal(x0.shape)
        """,
    },
)
