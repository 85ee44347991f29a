"""How `standardize` goes wrong, and right in other ways."""

from __future__ import annotations

from noisegrade.exercise import implementations

__all__ = ["IMPLEMENTATIONS"]

IMPLEMENTATIONS = implementations(
    "standardize(x, mean, std)",
    misconceptions={
        "own-mean": "return (x - np.mean(x)) / std",
        "own-std": "return (x - mean) / np.std(x)",
        "divided-before-shifting": "return x / std - mean",
        "mean-added": "return (x + mean) / std",
        "sign-lost": "return np.abs(x - mean) / std",
        "squared": "return ((x - mean) / std) ** 2",
        "divided-without-rest": "return (x - mean) // std",
        "rounded": "return np.round((x - mean) / std)",
        "clipped": "return np.clip((x - mean) / std, -3, 3)",
        "from-least-to-largest": "return (x - np.min(x)) / (np.max(x) - np.min(x))",
        "divided-by-variance": "return (x - mean) / std**2",
        "divided-by-root": "return (x - mean) / np.sqrt(std)",
        "own-mean-and-std": "return (x - np.mean(x)) / np.std(x)",
        "brackets-missing": "return x - mean / std",
        "mean-forgotten": "return x / std",
        "std-forgotten": "return x - mean",
        "sign-turned": "return (mean - x) / std",
        "multiplied-by-std": "return (x - mean) * std",
        "way-there": "return mean + std * x",
    },
    unnamed={
        "an epsilon beside std": "return (x - mean) / (std + 1e-8)",
        "std of a thousandth at least": "return (x - mean) / max(std, 1e-3)",
        "mean 0 taken for the standard bell": """
            if mean == 0:
                return x
            return (x - mean) / std
        """,
        "axes of length 1 squeezed away": "return (np.squeeze(x) - mean) / std",
        "whole numbers divided as whole numbers": """
            if np.asarray(x).dtype.kind == "i":
                return (x - mean) // std
            return (x - mean) / std
        """,
    },
    slips={
        "divided-by-zero": "return (x - std) / mean",
        "none-used": """
            z = print(x - mean)
            return z / std
        """,
        "not-an-attribute": "return x.astype(float) / std - mean / std",
        "cut-to-whole-numbers": """
            z = np.zeros_like(x)
            z[...] = (x - mean) / std
            return z
        """,
    },
    right={
        "in two fractions": "return x / std - mean / std",
        "in place, on a copy": """
            z = np.array(x, dtype=np.float64)
            z -= mean
            z /= std
            return z[()]
        """,
        "float32": "return ((np.asarray(x, dtype=float) - mean) / std).astype(np.float32)",
        "value by value": """
            z = [(float(v) - mean) / std for v in np.ravel(x)]
            return np.array(z, dtype=float).reshape(np.shape(x))[()]
        """,
    },
)
