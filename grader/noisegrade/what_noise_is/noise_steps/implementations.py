"""How `noise_steps` goes wrong, and right in other ways."""

from __future__ import annotations

from noisegrade.exercise import implementations

__all__ = ["IMPLEMENTATIONS"]

IMPLEMENTATIONS = implementations(
    "noise_steps(x0, betas, rng)",
    misconceptions={
        "one-step-missing": """
            path = [x0]
            for beta in betas[1:]:
                eps = rng.standard_normal(x0.shape)
                path.append(np.sqrt(1 - beta) * path[-1] + np.sqrt(beta) * eps)
            return np.stack(path)
        """,
        "one-column-for-all": """
            path = [x0]
            for beta in betas:
                eps = rng.standard_normal(x0.shape[:-1])[..., None]
                path.append(np.sqrt(1 - beta) * path[-1] + np.sqrt(beta) * eps)
            return np.array(path, dtype=float)
        """,
        "one-draw-a-step": """
            path = [x0]
            for beta in betas:
                path.append(np.sqrt(1 - beta) * path[-1] + np.sqrt(beta) * rng.standard_normal())
            return np.array(path, dtype=float)
        """,
        "last-entry-empty": """
            path = np.zeros((len(betas) + 1, *x0.shape))
            path[0] = x0
            for t in range(1, len(betas)):
                path[t] = np.sqrt(1 - betas[t - 1]) * path[t - 1] + np.sqrt(betas[t - 1]) * rng.standard_normal(x0.shape)
            return path
        """,
        "first-entry-empty": """
            path = np.zeros((len(betas) + 1, *x0.shape))
            x = x0
            for t, beta in enumerate(betas):
                x = np.sqrt(1 - beta) * x + np.sqrt(beta) * rng.standard_normal(x0.shape)
                path[t + 1] = x
            return path
        """,
        "one-array-again": """
            x = np.array(x0, dtype=float)
            path = [x]
            for beta in betas:
                x *= np.sqrt(1 - beta)
                x += np.sqrt(beta) * rng.standard_normal(x.shape)
                path.append(x)
            return np.array(path)
        """,
        "start-overwritten": """
            path = np.zeros((len(betas) + 1, *x0.shape))
            x = x0
            for t, beta in enumerate(betas):
                x = np.sqrt(1 - beta) * x + np.sqrt(beta) * rng.standard_normal(x0.shape)
                path[t] = x
            path[-1] = x
            return path
        """,
        "path-backwards": """
            path = [x0]
            for beta in betas:
                path.append(np.sqrt(1 - beta) * path[-1] + np.sqrt(beta) * rng.standard_normal(x0.shape))
            return np.array(path[::-1], dtype=float)
        """,
        "betas-sorted": """
            path = [x0]
            for beta in sorted(betas):
                path.append(np.sqrt(1 - beta) * path[-1] + np.sqrt(beta) * rng.standard_normal(x0.shape))
            return np.array(path, dtype=float)
        """,
        "betas-off-by-one": """
            T = len(betas)
            path = np.zeros((T + 1, *x0.shape))
            path[0] = x0
            for t in range(1, T + 1):
                beta = betas[t - 2]
                path[t] = np.sqrt(1 - beta) * path[t - 1] + np.sqrt(beta) * rng.standard_normal(x0.shape)
            return path
        """,
        "average-beta": """
            beta = np.mean(betas)
            path = [x0]
            for t in range(len(betas)):
                path.append(np.sqrt(1 - beta) * path[-1] + np.sqrt(beta) * rng.standard_normal(x0.shape))
            return np.array(path, dtype=float)
        """,
        "betas-added-up": """
            path = [x0]
            total = 0
            for beta in betas:
                total = min(total + beta, 1)
                path.append(np.sqrt(1 - total) * path[-1] + np.sqrt(total) * rng.standard_normal(x0.shape))
            return np.array(path, dtype=float)
        """,
        "betas-multiplied-up": """
            path = [x0]
            for abar in np.cumprod(1 - np.asarray(betas)):
                path.append(np.sqrt(abar) * path[-1] + np.sqrt(1 - abar) * rng.standard_normal(x0.shape))
            return np.array(path, dtype=float)
        """,
        "noise-not-images": """
            path = [x0]
            for beta in betas:
                path.append(np.sqrt(beta) * rng.standard_normal(x0.shape))
            return np.array(path, dtype=float)
        """,
        "time-last": """
            path = [x0]
            for beta in betas:
                path.append(np.sqrt(1 - beta) * path[-1] + np.sqrt(beta) * rng.standard_normal(x0.shape))
            return np.stack(path, axis=-1)
        """,
        "end-to-end": """
            path = x0
            x = x0
            for beta in betas:
                x = np.sqrt(1 - beta) * x + np.sqrt(beta) * rng.standard_normal(x0.shape)
                path = np.concatenate([path, x])
            return path
        """,
        "flattened": """
            path = np.zeros((len(betas) + 1, x0.size))
            path[0] = x0.ravel()
            for t, beta in enumerate(betas):
                path[t + 1] = np.sqrt(1 - beta) * path[t] + np.sqrt(beta) * rng.standard_normal(x0.size)
            return path
        """,
        "one-step-too-many": """
            path = [x0]
            for beta in betas:
                path.append(np.sqrt(1 - beta) * path[-1] + np.sqrt(beta) * rng.standard_normal(x0.shape))
            path.append(path[-1])
            return np.array(path, dtype=float)
        """,
        "first-step-only": """
            path = [x0]
            for beta in betas:
                path.append(np.sqrt(1 - beta) * path[-1] + np.sqrt(beta) * rng.standard_normal(x0.shape))
                return np.array(path, dtype=float)
        """,
        "two-steps-always": "return np.stack([x0, x0 + 0.1 * rng.standard_normal(x0.shape), x0])",
        "nothing-drawn": """
            eps = np.zeros((len(betas), *x0.shape))
            path = [x0]
            for beta, noise in zip(betas, eps):
                path.append(np.sqrt(1 - beta) * path[-1] + np.sqrt(beta) * noise)
            return np.stack(path)
        """,
        "flat-from-minus-one-to-one": """
            eps = rng.uniform(-1, 1, (len(betas), *x0.shape))
            path = [x0]
            for beta, noise in zip(betas, eps):
                path.append(np.sqrt(1 - beta) * path[-1] + np.sqrt(beta) * noise)
            return np.stack(path)
        """,
        "uniform-minus-half": """
            eps = rng.random((len(betas), *x0.shape)) - 0.5
            path = [x0]
            for beta, noise in zip(betas, eps):
                path.append(np.sqrt(1 - beta) * path[-1] + np.sqrt(beta) * noise)
            return np.stack(path)
        """,
        "flat-around-zero": """
            eps = np.sqrt(12) * (rng.random((len(betas), *x0.shape)) - 0.5)
            path = [x0]
            for beta, noise in zip(betas, eps):
                path.append(np.sqrt(1 - beta) * path[-1] + np.sqrt(beta) * noise)
            return np.stack(path)
        """,
        "absolute-values": """
            eps = np.abs(rng.standard_normal((len(betas), *x0.shape)))
            path = [x0]
            for beta, noise in zip(betas, eps):
                path.append(np.sqrt(1 - beta) * path[-1] + np.sqrt(beta) * noise)
            return np.stack(path)
        """,
        "pointed-bell": """
            eps = rng.laplace(0, np.sqrt(0.5), (len(betas), *x0.shape))
            path = [x0]
            for beta, noise in zip(betas, eps):
                path.append(np.sqrt(1 - beta) * path[-1] + np.sqrt(beta) * noise)
            return np.stack(path)
        """,
        "factor-two-missing": """
            radius = np.sqrt(-np.log(1 - rng.random((len(betas), *x0.shape))))
            eps = radius * np.cos(2 * np.pi * rng.random((len(betas), *x0.shape)))
            path = [x0]
            for beta, noise in zip(betas, eps):
                path.append(np.sqrt(1 - beta) * path[-1] + np.sqrt(beta) * noise)
            return np.stack(path)
        """,
        "logarithm-to-base-ten": """
            radius = np.sqrt(-2 * np.log10(1 - rng.random((len(betas), *x0.shape))))
            eps = radius * np.cos(2 * np.pi * rng.random((len(betas), *x0.shape)))
            path = [x0]
            for beta, noise in zip(betas, eps):
                path.append(np.sqrt(1 - beta) * path[-1] + np.sqrt(beta) * noise)
            return np.stack(path)
        """,
        "two-draws-added": """
            eps = rng.standard_normal((len(betas), *x0.shape))
            eps = eps + rng.standard_normal((len(betas), *x0.shape))
            path = [x0]
            for beta, noise in zip(betas, eps):
                path.append(np.sqrt(1 - beta) * path[-1] + np.sqrt(beta) * noise)
            return np.stack(path)
        """,
        "own-mean": """
            eps = rng.standard_normal((len(betas), *x0.shape))
            eps = eps - eps.mean()
            path = [x0]
            for beta, noise in zip(betas, eps):
                path.append(np.sqrt(1 - beta) * path[-1] + np.sqrt(beta) * noise)
            return np.stack(path)
        """,
        "own-std": """
            eps = rng.standard_normal((len(betas), *x0.shape))
            eps = eps / eps.std()
            path = [x0]
            for beta, noise in zip(betas, eps):
                path.append(np.sqrt(1 - beta) * path[-1] + np.sqrt(beta) * noise)
            return np.stack(path)
        """,
        "sorted-draws": """
            eps = np.sort(rng.standard_normal((len(betas), *x0.shape)), axis=None).reshape((len(betas), *x0.shape))
            path = [x0]
            for beta, noise in zip(betas, eps):
                path.append(np.sqrt(1 - beta) * path[-1] + np.sqrt(beta) * noise)
            return np.stack(path)
        """,
        "opposite-calls": """
            kept = globals().setdefault("kept", [])
            eps = -kept.pop() if kept else rng.standard_normal((len(betas), *x0.shape))
            if not kept and not globals().get("turned"):
                kept.append(eps)
            globals()["turned"] = not globals().get("turned")
            path = [x0]
            for beta, noise in zip(betas, eps):
                path.append(np.sqrt(1 - beta) * path[-1] + np.sqrt(beta) * noise)
            return np.stack(path)
        """,
        "mirrored-halves": """
            count = int(np.prod((len(betas), *x0.shape)))
            half = rng.standard_normal((count + 1) // 2)
            eps = np.concatenate([half, -half])[:count].reshape((len(betas), *x0.shape))
            path = [x0]
            for beta, noise in zip(betas, eps):
                path.append(np.sqrt(1 - beta) * path[-1] + np.sqrt(beta) * noise)
            return np.stack(path)
        """,
        "places-left-out": """
            eps = rng.standard_normal((len(betas), *x0.shape))
            eps[:, -1] = 0
            path = [x0]
            for beta, noise in zip(betas, eps):
                path.append(np.sqrt(1 - beta) * path[-1] + np.sqrt(beta) * noise)
            return np.stack(path)
        """,
        "blurred": """
            eps = rng.standard_normal((len(betas), *x0.shape))
            eps = (eps + np.roll(eps, 1, axis=1)) / np.sqrt(2)
            path = [x0]
            for beta, noise in zip(betas, eps):
                path.append(np.sqrt(1 - beta) * path[-1] + np.sqrt(beta) * noise)
            return np.stack(path)
        """,
        "clipped": """
            eps = np.clip(rng.standard_normal((len(betas), *x0.shape)), -2, 2)
            path = [x0]
            for beta, noise in zip(betas, eps):
                path.append(np.sqrt(1 - beta) * path[-1] + np.sqrt(beta) * noise)
            return np.stack(path)
        """,
        "stretched": """
            eps = rng.standard_normal((len(betas), *x0.shape))
            path = [x0]
            for beta, noise in zip(betas, eps):
                path.append(np.sqrt(1 - beta) * path[-1] + np.sqrt(beta) * noise)
            y = np.stack(path)
            return (y - y.min()) / (y.max() - y.min())
        """,
        "whole-like-the-input": """
            path = np.zeros((len(betas) + 1, *x0.shape), dtype=x0.dtype)
            path[0] = x0
            for t, beta in enumerate(betas):
                eps = rng.standard_normal(x0.shape)
                path[t + 1] = np.sqrt(1 - beta) * path[t] + np.sqrt(beta) * eps
            return path
        """,
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
        "twice the noise at every other step": """
            path = [x0]
            for beta in betas:
                x, eps = path[-1], rng.standard_normal(x0.shape) * (1 + len(path) % 2)
                path.append(np.sqrt(1 - beta) * x + np.sqrt(beta) * eps)
            return np.stack(path)
        """,
        "four steps at most": """
            path = np.zeros((len(betas) + 1, *x0.shape))
            path[0] = x0
            for t in range(min(len(betas), 4)):
                eps = rng.standard_normal(x0.shape)
                path[t + 1] = np.sqrt(1 - betas[t]) * path[t] + np.sqrt(betas[t]) * eps
            return path
        """,
        "axes of length 1 squeezed away": """
            path = [x0]
            for beta in betas:
                x, eps = path[-1], rng.standard_normal(x0.shape)
                path.append(np.sqrt(1 - beta) * x + np.sqrt(beta) * eps)
            return np.squeeze(path)
        """,
        "equal betas counted once": """
            path = [x0]
            for beta in dict.fromkeys(betas):
                x, eps = path[-1], rng.standard_normal(x0.shape)
                path.append(np.sqrt(1 - beta) * x + np.sqrt(beta) * eps)
            return np.stack(path)
        """,
        "betas of 0 skipped": """
            path = [x0]
            for beta in betas:
                if beta == 0:
                    continue
                x, eps = path[-1], rng.standard_normal(x0.shape)
                path.append(np.sqrt(1 - beta) * x + np.sqrt(beta) * eps)
            return np.stack(path)
        """,
        "the path ends at a beta of 1": """
            path = [x0]
            for beta in betas:
                if beta >= 1:
                    break
                x, eps = path[-1], rng.standard_normal(x0.shape)
                path.append(np.sqrt(1 - beta) * x + np.sqrt(beta) * eps)
            return np.stack(path)
        """,
        "betas of at most a half": """
            path = [np.array(x0, float)]
            for beta in np.minimum(betas, 0.5):
                eps = rng.standard_normal(x0.shape)
                path.append(np.sqrt(1 - beta) * path[-1] + np.sqrt(beta) * eps)
            return np.array(path)
        """,
        "ten steps at most": """
            path = [np.array(x0, float)]
            for beta in list(betas)[:10]:
                eps = rng.standard_normal(x0.shape)
                path.append(np.sqrt(1 - beta) * path[-1] + np.sqrt(beta) * eps)
            return np.array(path)
        """,
    },
    slips={
        "array-into-one-place": """
            path = np.zeros(len(betas) + 1)
            for t, beta in enumerate(betas):
                path[t + 1] = np.sqrt(1 - beta) * x0 + np.sqrt(beta) * rng.standard_normal(x0.shape)
            return path
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
        "by concatenation": """
            path = np.array(x0, dtype=float)[np.newaxis]
            for b in np.asarray(betas, dtype=float):
                new = np.sqrt(1 - b) * path[-1] + np.sqrt(b) * rng.standard_normal(np.shape(x0))
                path = np.concatenate([path, new[np.newaxis]])
            return path
        """,
        "in place, with copies": """
            x = np.array(x0, dtype=float)
            path = [x.copy()]
            for beta in betas:
                x *= math.sqrt(1 - beta)
                x += math.sqrt(beta) * rng.standard_normal(x.shape)
                path.append(x.copy())
            return np.array(path)
        """,
    },
)
