"""How `noise_levels` goes wrong, and right in other ways."""

from __future__ import annotations

from noisegrade.exercise import implementations

__all__ = ["IMPLEMENTATIONS"]

IMPLEMENTATIONS = implementations(
    "noise_levels(betas)",
    misconceptions={
        "first-level-missing": "return np.sqrt(1 - np.cumprod(1 - np.asarray(betas)))",
        "last-level-missing": """
            left = 1.0
            levels = []
            for beta in betas:
                levels.append(math.sqrt(1 - left))
                left *= 1 - beta
            return np.array(levels)
        """,
        "root-missing": """
            left = np.cumprod(1 - np.asarray(betas))
            return np.concatenate([[0.0], 1 - left])
        """,
        "image-not-noise": """
            left = [1.0]
            for beta in betas:
                left.append(left[-1] * (1 - beta))
            return np.sqrt(left)
        """,
        "alpha-bars": "return np.append(1.0, np.cumprod(1 - np.asarray(betas)))",
        "rest-for-scale": """
            left = np.append(1.0, np.cumprod(1 - np.asarray(betas)))
            return 1 - np.sqrt(left)
        """,
        "betas-added": "return np.sqrt(np.append(0.0, np.cumsum(betas)))",
        "betas-added-no-root": "return np.append(0.0, np.cumsum(betas))",
        "roots-added": "return np.append(0.0, np.cumsum(np.sqrt(betas)))",
        "each-step-alone": """
            levels = np.zeros(len(betas) + 1)
            levels[1:] = np.sqrt(betas)
            return levels
        """,
        "product-of-betas": """
            left = np.append(1.0, np.cumprod(betas))
            return np.sqrt(1 - left)
        """,
        "product-of-betas-alone": "return np.append(0.0, np.sqrt(np.cumprod(betas)))",
        "last-level-only": """
            left = 1.0
            for beta in betas:
                left *= 1 - beta
            return math.sqrt(1 - left)
        """,
        "root-taken-twice": """
            left = np.append(1.0, np.cumprod(np.sqrt(1 - np.asarray(betas))))
            return np.sqrt(1 - left)
        """,
        "fade-squared": """
            left = np.append(1.0, np.cumprod(1 - np.asarray(betas)))
            return np.sqrt(1 - left**2)
        """,
        "factors-not-variances": """
            betas = np.asarray(betas)
            faded = np.sqrt(betas) * np.sqrt(np.cumprod(1 - betas))
            return np.concatenate([[0.0], faded])
        """,
        "backwards": """
            left = np.append(1.0, np.cumprod(1 - np.asarray(betas)))
            return np.sqrt(1 - left)[::-1]
        """,
        "betas-backwards": """
            left = np.append(1.0, np.cumprod(1 - np.asarray(betas)[::-1]))
            return np.sqrt(1 - left)
        """,
        "first-beta-only": """
            levels = [0.0]
            left = 1.0
            for t in range(len(betas)):
                left = left * (1 - betas[0])
                levels.append(math.sqrt(1 - left))
            return np.array(levels)
        """,
        "begins-with-one": """
            left = np.cumprod(1 - np.asarray(betas))
            return np.append(1.0, np.sqrt(1 - left))
        """,
        "product-begins-with-zero": """
            left = 0.0
            levels = [np.sqrt(1 - left)]
            for beta in betas:
                left *= 1 - beta
                levels.append(np.sqrt(1 - left))
            return np.array(levels)
        """,
        "steps-overwritten": """
            levels = np.zeros(len(betas) + 1)
            for beta in betas:
                levels[1:] = math.sqrt(beta)
            return levels
        """,
        "signal-to-noise": """
            left = np.append(1.0, np.cumprod(1 - np.asarray(betas)))
            return np.sqrt(1 - left) / np.sqrt(left)
        """,
        "exponential-of-sum": """
            left = np.exp(-np.append(0.0, np.cumsum(betas)))
            return np.sqrt(1 - left)
        """,
        "growth": """
            grown = np.append(1.0, np.cumprod(1 + np.asarray(betas)))
            return np.sqrt(grown - 1)
        """,
        "start-at-the-end": "return np.append(np.sqrt(1 - np.cumprod(1 - np.array(betas))), 0.0)",
        "factors-added": """
            level = 0.0
            levels = [level]
            for beta in betas:
                level = math.sqrt(1 - beta) * level + math.sqrt(beta)
                levels.append(level)
            return np.array(levels)
        """,
        "own-beta-at-every-step": """
            levels = [0.0]
            for t, beta in enumerate(betas, 1):
                levels.append(math.sqrt(1 - (1 - beta) ** t))
            return np.array(levels)
        """,
        "rounded": """
            left = np.append(1.0, np.cumprod(1 - np.asarray(betas)))
            return np.round(np.sqrt(1 - left), 2)
        """,
    },
    unnamed={
        "as many steps with the mean beta": """
            t = np.arange(len(betas) + 1)
            return np.sqrt(1 - (1 - np.mean(betas)) ** t)
        """,
        "sorted betas": """
            left = np.append(1.0, np.cumprod(1 - np.sort(betas)))
            return np.sqrt(1 - left)
        """,
        "ten steps at most": """
            betas = list(betas)[:10] + [0.0] * max(0, len(betas) - 10)
            left = np.append(1.0, np.cumprod(1 - np.asarray(betas)))
            return np.sqrt(1 - left)
        """,
        "one step as a number": """
            left = np.append(1.0, np.cumprod(1 - np.asarray(betas)))
            levels = np.sqrt(1 - left)
            return float(levels[1]) if len(betas) == 1 else levels
        """,
        "steps without noise left out": """
            left = [1.0]
            for beta in betas:
                if beta:
                    left.append(left[-1] * (1 - beta))
            return np.sqrt(1 - np.array(left))
        """,
        "equal betas once": """
            left = [1.0]
            before = None
            for beta in betas:
                left.append(left[-1] if beta == before else left[-1] * (1 - beta))
                before = beta
            return np.sqrt(1 - np.array(left))
        """,
        "stops where nothing is left": """
            left = [1.0]
            for beta in betas:
                left.append(left[-1] * (1 - beta))
                if left[-1] == 0:
                    break
            return np.sqrt(1 - np.array(left))
        """,
        "a beta of 1 taken for 0.999": """
            betas = np.minimum(betas, 0.999)
            return np.sqrt(1 - np.append(1.0, np.cumprod(1 - betas)))
        """,
        "all but the last beta, twice": """
            left = np.append(1.0, np.cumprod(1 - np.asarray(betas)))
            levels = np.sqrt(1 - left)
            levels[-1] = levels[-2]
            return levels
        """,
    },
    slips={
        "argument-changed": """
            if isinstance(betas, np.ndarray) and betas.dtype == np.float64:
                betas *= -1
                betas += 1
                return np.sqrt(1 - np.append(1.0, np.cumprod(betas)))
            return np.sqrt(1 - np.append(1.0, np.cumprod(1 - np.asarray(betas))))
        """,
    },
    right={
        "step by step": """
            levels = np.zeros(len(betas) + 1)
            for t in range(len(betas)):
                levels[t + 1] = math.sqrt((1 - betas[t]) * levels[t] ** 2 + betas[t])
            return levels
        """,
        "by products of slices": """
            keep = 1 - np.asarray(betas, dtype=float)
            return np.array([np.sqrt(1 - np.prod(keep[:t])) for t in range(len(keep) + 1)])
        """,
        "by logarithms": """
            with np.errstate(divide="ignore"):
                left = np.cumsum(np.log1p(-np.asarray(betas, dtype=float)))
            return np.sqrt(-np.expm1(np.insert(left, 0, 0.0)))
        """,
        "a running product": """
            left = 1.0
            levels = [0.0]
            for beta in betas:
                left *= 1 - beta
                levels.append((1 - left) ** 0.5)
            return np.array(levels)
        """,
        "float32": """
            keep = 1 - np.asarray(betas, dtype=np.float32)
            left = np.concatenate([np.ones(1, np.float32), np.cumprod(keep)])
            return np.sqrt(1 - left)
        """,
        "two squares": """
            levels = [0.0]
            for beta in betas:
                levels.append(math.hypot(math.sqrt(1 - beta) * levels[-1], math.sqrt(beta)))
            return np.array(levels)
        """,
    },
)
