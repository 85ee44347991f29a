"""How `remove_noise` goes wrong, and right in other ways."""

from __future__ import annotations

from noisegrade.exercise import implementations

__all__ = ["IMPLEMENTATIONS"]

IMPLEMENTATIONS = implementations(
    "remove_noise(x_t, eps, alpha_bar)",
    misconceptions={
        "not-unfaded": "return x_t - np.sqrt(1 - alpha_bar) * eps",
        "noise-not-removed": "return x_t / np.sqrt(alpha_bar)",
        "noise-added": "return (x_t + np.sqrt(1 - alpha_bar) * eps) / np.sqrt(alpha_bar)",
        "way-there": "return np.sqrt(alpha_bar) * x_t + np.sqrt(1 - alpha_bar) * eps",
        "brackets-missing": "return x_t - np.sqrt(1 - alpha_bar) * eps / np.sqrt(alpha_bar)",
        "unfaded-first": """
            x0 = x_t / math.sqrt(alpha_bar)
            return x0 - math.sqrt(1 - alpha_bar) * eps
        """,
        "no-roots": "return (x_t - (1 - alpha_bar) * eps) / alpha_bar",
        "variance-for-scale": "return (x_t - (1 - alpha_bar) * eps) / np.sqrt(alpha_bar)",
        "unfaded-without-root": "return (x_t - np.sqrt(1 - alpha_bar) * eps) / alpha_bar",
        "noise-not-scaled": "return (x_t - eps) / np.sqrt(alpha_bar)",
        "all-noise-not-unfaded": "return x_t - 1.0 * eps",
        "rest-for-scale": """
            keep = np.sqrt(alpha_bar)
            return (x_t - (1 - keep) * eps) / keep
        """,
        "roots-swapped": "return (x_t - np.sqrt(alpha_bar) * eps) / np.sqrt(1 - alpha_bar)",
        "image-for-noise-scale": "return (x_t - np.sqrt(alpha_bar) * eps) / np.sqrt(alpha_bar)",
        "faded-again": "return (x_t - np.sqrt(1 - alpha_bar) * eps) * np.sqrt(alpha_bar)",
        "divided-by-noise-scale": """
            sigma = np.sqrt(1 - alpha_bar)
            return (x_t - sigma * eps) / sigma
        """,
        "image-and-noise-swapped": """
            def remove_noise(eps, x_t, alpha_bar):
                return (x_t - np.sqrt(1 - alpha_bar) * eps) / np.sqrt(alpha_bar)
        """,
        "alpha-bar-squared": "return (x_t - np.sqrt(1 - alpha_bar**2) * eps) / alpha_bar",
        "clipped": """
            x0 = (x_t - np.sqrt(1 - alpha_bar) * eps) / np.sqrt(alpha_bar)
            return np.clip(x0, -1, 1)
        """,
        "clipped-from-zero": """
            x0 = (x_t - np.sqrt(1 - alpha_bar) * eps) / np.sqrt(alpha_bar)
            return np.clip(x0, 0, 1)
        """,
        "rounded": """
            x0 = (x_t - np.sqrt(1 - alpha_bar) * eps) / np.sqrt(alpha_bar)
            return np.round(x0, 2)
        """,
        "mean-of-noise": """
            return (x_t - np.sqrt(1 - alpha_bar) * eps.mean()) / np.sqrt(alpha_bar)
        """,
        "averaged-to-one-number": """
            x0 = (x_t - np.sqrt(1 - alpha_bar) * eps) / np.sqrt(alpha_bar)
            return float(np.mean(x0))
        """,
        "root-of-one-plus": "return (x_t - np.sqrt(1 + alpha_bar) * eps) / np.sqrt(alpha_bar)",
    },
    unnamed={
        "the noise's own mean and σ mended first": """
            if eps.std() > 0:
                eps = (eps - eps.mean()) / eps.std()
            return (x_t - np.sqrt(1 - alpha_bar) * eps) / np.sqrt(alpha_bar)
        """,
        "the noise halved": """
            return (x_t - 0.5 * np.sqrt(1 - alpha_bar) * eps) / np.sqrt(alpha_bar)
        """,
        "nothing undone where little is left": """
            if alpha_bar < 0.01:
                return x_t
            return (x_t - np.sqrt(1 - alpha_bar) * eps) / np.sqrt(alpha_bar)
        """,
        "never divided by less than a tenth": """
            return (x_t - np.sqrt(1 - alpha_bar) * eps) / max(0.1, np.sqrt(alpha_bar))
        """,
        "a little added so that nothing is 0": """
            return (x_t - np.sqrt(1 - alpha_bar) * eps) / np.sqrt(alpha_bar + 1e-3)
        """,
        "always a little noise": """
            alpha_bar = min(alpha_bar, 0.999)
            return (x_t - np.sqrt(1 - alpha_bar) * eps) / np.sqrt(alpha_bar)
        """,
        "three channels at most": """
            x0 = (x_t - np.sqrt(1 - alpha_bar) * eps) / np.sqrt(alpha_bar)
            return x0[0] if x0.ndim > 3 else x0
        """,
        "one pixel as a number": """
            x0 = (x_t - np.sqrt(1 - alpha_bar) * eps) / np.sqrt(alpha_bar)
            return float(x0[0]) if x0.size == 1 else x0
        """,
        "axes of length 1 squeezed away": """
            return np.squeeze((x_t - np.sqrt(1 - alpha_bar) * eps) / np.sqrt(alpha_bar))
        """,
        "kept in the type of x_t": """
            x0 = np.zeros_like(x_t)
            x0[...] = (x_t - np.sqrt(1 - alpha_bar) * eps) / np.sqrt(alpha_bar)
            return x0
        """,
        "noise cut at three": """
            eps = np.clip(eps, -3, 3)
            return (x_t - np.sqrt(1 - alpha_bar) * eps) / np.sqrt(alpha_bar)
        """,
    },
    slips={
        "argument-changed": """
            if eps.dtype.kind == "f":
                eps *= np.sqrt(1 - alpha_bar)
                return (x_t - eps) / np.sqrt(alpha_bar)
            return (x_t - np.sqrt(1 - alpha_bar) * eps) / np.sqrt(alpha_bar)
        """,
    },
    right={
        "one after the other": """
            x0 = np.array(x_t, dtype=float)
            x0 -= math.sqrt(1 - alpha_bar) * eps
            x0 /= math.sqrt(alpha_bar)
            return x0
        """,
        "divided apart": """
            return x_t / np.sqrt(alpha_bar) - np.sqrt(1 / alpha_bar - 1) * eps
        """,
        "value by value": """
            a, s = alpha_bar**0.5, (1 - alpha_bar) ** 0.5
            flat = [(x - s * e) / a for x, e in zip(x_t.ravel().tolist(), eps.ravel().tolist())]
            return np.array(flat).reshape(x_t.shape)
        """,
        "float32": """
            a = np.float32(math.sqrt(alpha_bar))
            s = np.float32(math.sqrt(1 - alpha_bar))
            return (x_t.astype(np.float32) - s * eps.astype(np.float32)) / a
        """,
        "powers": "return alpha_bar**-0.5 * (x_t - (1.0 - alpha_bar) ** 0.5 * eps)",
        "by functions": """
            noise = np.multiply(np.sqrt(1 - alpha_bar), eps)
            return np.divide(np.subtract(x_t, noise), np.sqrt(alpha_bar))
        """,
    },
)
