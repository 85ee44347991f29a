"""How `noise_steps` goes wrong, and right in other ways."""

from __future__ import annotations

from noisegrade.exercise import implementations

__all__ = ["IMPLEMENTATIONS"]

IMPLEMENTATIONS = implementations(
    "noise_steps(x0, betas, rng)",
    misconceptions={
        "start-missing": """
            path = [x0]
            for beta in betas:
                x, eps = path[-1], rng.standard_normal(x0.shape)
                path.append(np.sqrt(1 - beta) * x + np.sqrt(beta) * eps)
            return np.stack(path)[1:]
        """,
        "end-only": """
            path = [x0]
            for beta in betas:
                x, eps = path[-1], rng.standard_normal(x0.shape)
                path.append(np.sqrt(1 - beta) * x + np.sqrt(beta) * eps)
            return np.stack(path)[-1]
        """,
        "integers": """
            path = [x0]
            for beta in betas:
                x, eps = path[-1], rng.standard_normal(x0.shape)
                path.append(np.sqrt(1 - beta) * x + np.sqrt(beta) * eps)
            return np.stack(path).astype(int)
        """,
        "flat-from-zero-to-one": """
            path = [x0]
            for beta in betas:
                x, eps = path[-1], rng.random(x0.shape)
                path.append(np.sqrt(1 - beta) * x + np.sqrt(beta) * eps)
            return np.stack(path)
        """,
        "one-draw-for-all": """
            path, x, eps = [x0], x0, rng.standard_normal()
            for beta in betas:
                x = np.sqrt(1 - beta) * x + np.sqrt(beta) * eps
                path.append(x)
            return np.array(path)
        """,
        "constant-seed": """
            rng = np.random.default_rng(0)
            path = [x0]
            for beta in betas:
                x, eps = path[-1], rng.standard_normal(x0.shape)
                path.append(np.sqrt(1 - beta) * x + np.sqrt(beta) * eps)
            return np.stack(path)
        """,
        "standardised-by-itself": """
            noise = rng.standard_normal((len(betas), *x0.shape))
            noise = (noise - noise.mean()) / noise.std()
            path, x = [x0], x0
            for beta, eps in zip(betas, noise):
                x = np.sqrt(1 - beta) * x + np.sqrt(beta) * eps
                path.append(x)
            return np.array(path)
        """,
        "rng-ignored": """
            path = [x0]
            for beta in betas:
                x, eps = path[-1], np.random.standard_normal(x0.shape)
                path.append(np.sqrt(1 - beta) * x + np.sqrt(beta) * eps)
            return np.stack(path)
        """,
        "always-from-the-start": """
            path = [x0]
            for beta in betas:
                x, eps = path[-1], rng.standard_normal(x0.shape)
                path.append(np.sqrt(1 - beta) * x0 + np.sqrt(beta) * eps)
            return np.stack(path)
        """,
        "not-faded": """
            path = [x0]
            for beta in betas:
                x, eps = path[-1], rng.standard_normal(x0.shape)
                path.append(x + np.sqrt(beta) * eps)
            return np.stack(path)
        """,
        "faded-without-root": """
            path = [x0]
            for beta in betas:
                x, eps = path[-1], rng.standard_normal(x0.shape)
                path.append((1 - beta) * x + np.sqrt(beta) * eps)
            return np.stack(path)
        """,
        "no-roots": """
            path = [x0]
            for beta in betas:
                x, eps = path[-1], rng.standard_normal(x0.shape)
                path.append((1 - beta) * x + beta * eps)
            return np.stack(path)
        """,
        "jump-to-every-step": """
            path = [x0]
            for alpha_bar in np.cumprod(1 - np.array(betas)):
                eps = rng.standard_normal(x0.shape)
                path.append(np.sqrt(alpha_bar) * x0 + np.sqrt(1 - alpha_bar) * eps)
            return np.stack(path)
        """,
        "beta-for-scale": """
            path = [x0]
            for beta in betas:
                x, eps = path[-1], rng.standard_normal(x0.shape)
                path.append(np.sqrt(1 - beta) * x + beta * eps)
            return np.stack(path)
        """,
        "noise-not-scaled": """
            path = [x0]
            for beta in betas:
                x, eps = path[-1], rng.standard_normal(x0.shape)
                path.append(np.sqrt(1 - beta) * x + eps)
            return np.stack(path)
        """,
        "first-beta-for-all": """
            path = [x0]
            for beta in [betas[0]] * len(betas):
                x, eps = path[-1], rng.standard_normal(x0.shape)
                path.append(np.sqrt(1 - beta) * x + np.sqrt(beta) * eps)
            return np.stack(path)
        """,
        "betas-backwards": """
            path = [x0]
            for beta in betas[::-1]:
                x, eps = path[-1], rng.standard_normal(x0.shape)
                path.append(np.sqrt(1 - beta) * x + np.sqrt(beta) * eps)
            return np.stack(path)
        """,
        "same-noise-at-every-step": """
            eps = rng.standard_normal(x0.shape)
            path, x = [x0], x0
            for beta in betas:
                x = np.sqrt(1 - beta) * x + np.sqrt(beta) * eps
                path.append(x)
            return np.array(path)
        """,
        "inputs-changed": """
            path = [x0.copy()]
            for beta in betas:
                x0 *= np.sqrt(1 - beta)
                x0 += np.sqrt(beta) * rng.standard_normal(x0.shape)
                path.append(x0.copy())
            return np.stack(path)
        """,
    },
    unnamed={
        "the start changed": """
            path = [x0 / 2]
            for beta in betas:
                x, eps = path[-1], rng.standard_normal(x0.shape)
                path.append(np.sqrt(1 - beta) * x + np.sqrt(beta) * eps)
            return np.stack(path)
        """,
        "noise for every other step": """
            path = [x0]
            for beta in betas:
                x, eps = path[-1], rng.standard_normal(x0.shape) * (len(path) % 2)
                path.append(np.sqrt(1 - beta) * x + np.sqrt(beta) * eps)
            return np.stack(path)
        """,
    },
    right={
        "all the noise at once": """
            path, x = [x0], x0
            for beta, eps in zip(betas, rng.standard_normal((len(betas), *x0.shape))):
                x = np.sqrt(1 - beta) * x + np.sqrt(beta) * eps
                path.append(x)
            return np.array(path)
        """,
        "float32": """
            path = [x0]
            for beta in betas:
                x, eps = path[-1], rng.standard_normal(x0.shape)
                path.append(np.sqrt(1 - beta) * x + np.sqrt(beta) * eps)
            return np.stack(path).astype(np.float32)
        """,
    },
)
