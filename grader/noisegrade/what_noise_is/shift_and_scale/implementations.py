"""How `shift_and_scale` goes wrong, and right in other ways."""

from __future__ import annotations

from noisegrade.exercise import implementations

__all__ = ["IMPLEMENTATIONS"]

IMPLEMENTATIONS = implementations(
    "shift_and_scale(eps, mean, std)",
    misconceptions={
        "sign-turned": "return mean - std * eps",
        "clipped": "return np.clip(mean + std * eps, 0, 255)",
        "sign-lost": "return mean + std * np.abs(eps)",
        "mean-twice": "return mean + (mean + std * eps)",
        "own-std": "return mean + np.std(eps) * eps",
        "variance-for-scale": "return mean + std**2 * eps",
        "root-of-std": "return mean + np.sqrt(std) * eps",
        "shift-before-scale": "return std * (mean + eps)",
        "mean-forgotten": "return std * eps",
        "std-forgotten": "return eps + mean",
        "divided-by-std": "return mean + eps / std",
        "way-back": "return (eps - mean) / std",
        "mean-and-std-swapped": "return std + mean * eps",
    },
    unnamed={
        "three times the mean": "return 3 * mean + std * eps",
        "mean 0 taken for the standard bell": """
            if mean == 0:
                return eps
            return mean + std * eps
        """,
        "a draw of 0 stays 0": "return np.where(np.asarray(eps) == 0, 0.0, mean + std * eps)",
        "std of 1 at least": "return mean + max(std, 1) * eps",
        "axes of length 1 squeezed away": "return mean + std * np.squeeze(eps)",
        "mean and std as whole numbers": "return int(mean) + int(std) * eps",
        "no more than a thousand": "return np.clip(mean + std * eps, -1000, 1000)",
    },
    slips={
        "matrix-product": "return mean + std @ eps",
        "number-too-large": "return mean + std ** (1000 * eps)",
        "tuple-returned": "return mean, std * eps",
        "decimals-into-whole-numbers": """
            eps *= std
            eps += mean
            return eps
        """,
        "cut-to-whole-numbers": """
            x = np.zeros_like(eps)
            x[...] = mean + std * eps
            return x
        """,
    },
    right={
        "scaled in two steps": "return eps * std + mean",
        "value by value": """
            out = np.empty(np.shape(eps), dtype=float)
            for index, e in np.ndenumerate(eps):
                out[index] = mean + std * e
            return out[()]
        """,
        "float32": "return np.float32(mean) + np.float32(std) * np.asarray(eps, dtype=np.float32)",
        "NumPy's functions": "return np.add(np.multiply(eps, float(std)), float(mean))",
    },
)
