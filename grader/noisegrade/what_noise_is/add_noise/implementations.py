"""How `add_noise` goes wrong, and right in other ways."""

from __future__ import annotations

from noisegrade.exercise import implementations

__all__ = ["IMPLEMENTATIONS"]

IMPLEMENTATIONS = implementations(
    "add_noise(image, std, rng)",
    misconceptions={
        "cut-at-zero": """
            noisy = image + rng.normal(0, std, image.shape)
            noisy[noisy < 0] = 0
            return noisy
        """,
        "std-for-mean": "return image + rng.normal(std, 1, image.shape)",
        "std-scaled": "return image + rng.standard_normal(image.shape) * std / 255",
        "half-and-half": "return 0.5 * image + 0.5 * rng.normal(0, std, image.shape)",
        "mean-of-image-added": "return image + rng.normal(image.mean(), std, image.shape)",
        "std-of-image": "return image + std * image.std() * rng.standard_normal(image.shape)",
        "nothing-drawn": """
            eps = np.zeros(image.shape)
            return image + std * eps
        """,
        "flat-from-minus-one-to-one": """
            eps = rng.uniform(-1, 1, image.shape)
            return image + std * eps
        """,
        "uniform-minus-half": """
            eps = rng.random(image.shape) - 0.5
            return image + std * eps
        """,
        "flat-around-zero": """
            eps = np.sqrt(12) * (rng.random(image.shape) - 0.5)
            return image + std * eps
        """,
        "absolute-values": """
            eps = np.abs(rng.standard_normal(image.shape))
            return image + std * eps
        """,
        "pointed-bell": """
            eps = rng.laplace(0, np.sqrt(0.5), image.shape)
            return image + std * eps
        """,
        "factor-two-missing": """
            radius = np.sqrt(-np.log(1 - rng.random(image.shape)))
            eps = radius * np.cos(2 * np.pi * rng.random(image.shape))
            return image + std * eps
        """,
        "logarithm-to-base-ten": """
            radius = np.sqrt(-2 * np.log10(1 - rng.random(image.shape)))
            eps = radius * np.cos(2 * np.pi * rng.random(image.shape))
            return image + std * eps
        """,
        "two-draws-added": """
            eps = rng.standard_normal(image.shape)
            eps = eps + rng.standard_normal(image.shape)
            return image + std * eps
        """,
        "own-mean": """
            eps = rng.standard_normal(image.shape)
            eps = eps - eps.mean()
            return image + std * eps
        """,
        "own-std": """
            eps = rng.standard_normal(image.shape)
            eps = eps / eps.std()
            return image + std * eps
        """,
        "sorted-draws": """
            eps = np.sort(rng.standard_normal(image.shape), axis=None).reshape(image.shape)
            return image + std * eps
        """,
        "opposite-calls": """
            kept = globals().setdefault("kept", [])
            eps = -kept.pop() if kept else rng.standard_normal(image.shape)
            if not kept and not globals().get("turned"):
                kept.append(eps)
            globals()["turned"] = not globals().get("turned")
            return image + std * eps
        """,
        "mirrored-halves": """
            count = int(np.prod(image.shape))
            half = rng.standard_normal((count + 1) // 2)
            eps = np.concatenate([half, -half])[:count].reshape(image.shape)
            return image + std * eps
        """,
        "places-left-out": """
            eps = rng.standard_normal(image.shape)
            eps[-1] = 0
            return image + std * eps
        """,
        "blurred": """
            eps = rng.standard_normal(image.shape)
            eps = (eps + np.roll(eps, 1, axis=0)) / np.sqrt(2)
            return image + std * eps
        """,
        "clipped": """
            eps = np.clip(rng.standard_normal(image.shape), -2, 2)
            return image + std * eps
        """,
        "stretched": """
            eps = rng.standard_normal(image.shape)
            y = image + std * eps
            return (y - y.min()) / (y.max() - y.min())
        """,
        "whole-like-the-input": "return (image + std * rng.standard_normal(image.shape)).astype(image.dtype)",
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
        "more noise in bright places": "return image + std * rng.standard_normal(image.shape) * (1 + (image > 100))",
        "shot noise": "return rng.poisson(image) * 1.0 + std * rng.random(image.shape)",
        "one pixel as a number": """
            if image.size == 1:
                return float(image.ravel()[0] + std * rng.standard_normal())
            return image + std * rng.standard_normal(image.shape)
        """,
        "the first image of a stack": """
            if image.ndim > 3:
                image = image[0]
            return image + std * rng.standard_normal(image.shape)
        """,
        "axes of length 1 squeezed away": """
            return np.squeeze(image + std * rng.standard_normal(image.shape))
        """,
        "std in pixels where the image goes to 1": """
            if image.max() <= 1:
                std = std / 255
            return image + std * rng.standard_normal(image.shape)
        """,
        "a fourth channel without noise": """
            noisy = image + rng.normal(0, std, image.shape)
            if image.ndim == 3:
                noisy[..., 3:] = image[..., 3:]
            return noisy
        """,
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
        "Box-Muller": """
            u = 1 - rng.random(image.shape)
            phi = 2 * np.pi * rng.random(image.shape)
            return image + std * np.sqrt(-2 * np.log(u)) * np.cos(phi)
        """,
        "value by value": """
            flat = [float(v) + rng.normal(0, std) for v in image.ravel()]
            return np.array(flat, dtype=float).reshape(image.shape)
        """,
    },
)
