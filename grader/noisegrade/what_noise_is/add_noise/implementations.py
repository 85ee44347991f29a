"""How `add_noise` goes wrong, and right in other ways."""

from __future__ import annotations

from noisegrade.exercise import implementations

__all__ = ["IMPLEMENTATIONS"]

IMPLEMENTATIONS = implementations(
    "add_noise(image, std, rng)",
    misconceptions={
        "integers": "return (image + rng.normal(0, std, image.shape)).astype(np.uint8)",
        "flat-from-zero-to-one": "return image + std * rng.random(image.shape)",
        "one-draw-for-all": "return image + std * rng.standard_normal()",
        "constant-seed": """
            eps = np.random.default_rng(0).standard_normal(image.shape)
            return image + std * eps
        """,
        "standardised-by-itself": """
            eps = rng.standard_normal(image.shape)
            eps -= eps.mean()
            eps /= eps.std()
            return image + std * eps
        """,
        "rng-ignored": "return image + std * np.random.randn(*image.shape)",
        "image-forgotten": "return rng.normal(0, std, image.shape)",
        "image-scaled": "return image / 255 + rng.normal(0, std, image.shape)",
        "image-times-std": "return std * (image + rng.standard_normal(image.shape))",
        "variance-for-scale": "return image + std**2 * rng.standard_normal(image.shape)",
        "root-of-std": "return image + np.sqrt(std) * rng.standard_normal(image.shape)",
        "std-forgotten": "return image + rng.standard_normal(image.shape)",
        "noise-times-image": "return image * (1 + std * rng.standard_normal(image.shape))",
        "one-field-for-all-channels": "return image + std * rng.standard_normal(image.shape[:2])[:, :, None]",
        "clipped-to-range": "return np.clip(image + std * rng.standard_normal(image.shape), 0, 255)",
        "rounded": "return np.round(image + std * rng.standard_normal(image.shape))",
        "inputs-changed": """
            image += std * rng.standard_normal(image.shape)
            return image
        """,
    },
    unnamed={
        "darkened": "return 0.9 * image + std * rng.standard_normal(image.shape)",
        "noise in bright places only": "return image + std * rng.standard_normal(image.shape) * (image > 100)",
        "shot noise": "return rng.poisson(image) * 1.0 + std * rng.random(image.shape)",
    },
    right={
        "the image as the mean": "return rng.normal(image, std)",
        "in place, on a copy": """
            noisy = np.array(image, dtype=float)
            noisy += std * rng.standard_normal(image.shape)
            return noisy
        """,
        "float32": """
            eps = rng.standard_normal(image.shape, dtype=np.float32)
            return image.astype(np.float32) + np.float32(std) * eps
        """,
    },
)
