"""How the four exercises of a formula turned into pixels go wrong, and right in other ways."""

from __future__ import annotations

from misconceptions.writing import functions

_SHIFT = "shift_and_scale(eps, mean, std)"
_BACK = "standardize(x, mean, std)"
_GAUSSIAN = "sample_gaussian(mean, std, shape, rng)"
_ADD = "add_noise(image, std, rng)"

MISTAKES = {
    "shift_and_scale": functions(
        _SHIFT,
        {
            "variance-for-scale": "return mean + std**2 * eps",
            "root-of-std": "return mean + np.sqrt(std) * eps",
            "shift-before-scale": "return std * (mean + eps)",
            "mean-forgotten": "return std * eps",
            "std-forgotten": "return eps + mean",
            "divided-by-std": "return mean + eps / std",
            "way-back": "return (eps - mean) / std",
            "mean-and-std-swapped": "return std + mean * eps",
        },
    ),
    "standardize": functions(
        _BACK,
        {
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
    ),
    "sample_gaussian": functions(
        _GAUSSIAN,
        {
            "one-number-only": "return rng.normal(mean, std)",
            "flattened": "return rng.normal(mean, std, math.prod(shape))",
            "integers": "return (mean + std * rng.standard_normal(shape)).astype(np.int64)",
            "flat-from-zero-to-one": "return mean + std * rng.random(shape)",
            "one-draw-for-all": "return np.ones(shape) * rng.normal(mean, std)",
            "constant-seed": """
                np.random.seed(0)
                return mean + std * np.random.randn(*shape)
            """,
            "standardised-by-itself": """
                eps = rng.standard_normal(shape)
                eps = (eps - eps.mean()) / eps.std(ddof=1)
                return mean + std * eps
            """,
            "rng-ignored": "return np.random.normal(mean, std, shape)",
            "mean-forgotten": "return std * rng.standard_normal(shape)",
            "shift-before-scale": "return (mean + rng.standard_normal(shape)) * std",
            "mean-and-std-swapped": "return std + mean * rng.standard_normal(shape)",
            "variance-for-scale": "return rng.normal(mean, std**2, shape)",
            "root-of-std": "return rng.normal(mean, np.sqrt(std), shape)",
            "std-forgotten": "return mean + rng.standard_normal(shape)",
            "absolute-values": "return mean + std * np.abs(rng.standard_normal(shape))",
            "flat-around-zero": """
                half = std * np.sqrt(3)
                return rng.uniform(mean - half, mean + half, shape)
            """,
            "clipped": """
                return np.clip(rng.normal(mean, std, shape), mean - 3 * std, mean + 3 * std)
            """,
            "rounded": "return np.round(rng.normal(mean, std, shape), 1)",
        },
    ),
    "add_noise": functions(
        _ADD,
        {
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
            "one-field-for-all-channels": """
                return image + std * rng.standard_normal(image.shape[:2])[:, :, None]
            """,
            "clipped-to-range": """
                return np.clip(image + std * rng.standard_normal(image.shape), 0, 255)
            """,
            "rounded": "return np.round(image + std * rng.standard_normal(image.shape))",
            "inputs-changed": """
                image += std * rng.standard_normal(image.shape)
                return image
            """,
        },
    ),
}

UNCATALOGUED = {
    "shift_and_scale": functions(_SHIFT, {"noise added": "return 2 * mean + std * eps"}),
    "sample_gaussian": functions(
        _GAUSSIAN,
        {
            "twice the mean": "return 2 * mean + std * rng.standard_normal(shape)",
            "a tenth too wide": "return mean + 1.1 * std * rng.standard_normal(shape)",
            "logistic": "return rng.logistic(mean, std * np.sqrt(3) / np.pi, shape)",
            "a quarter of the values twice": """
                x = rng.normal(mean, std, shape)
                x[: len(x) // 4] = x[len(x) // 4 : 2 * (len(x) // 4)]
                return x
            """,
        },
    ),
    "add_noise": functions(
        _ADD,
        {
            "darkened": "return 0.9 * image + std * rng.standard_normal(image.shape)",
            "noise in bright places only": """
                return image + std * rng.standard_normal(image.shape) * (image > 100)
            """,
            "shot noise": "return rng.poisson(image) * 1.0 + std * rng.random(image.shape)",
        },
    ),
}

RIGHT = {
    "shift_and_scale": functions(_SHIFT, {"scaled in two steps": "return eps * std + mean"}),
    "standardize": functions(_BACK, {"in two fractions": "return x / std - mean / std"}),
    "sample_gaussian": functions(
        _GAUSSIAN,
        {
            "rng.normal": "return rng.normal(mean, std, shape)",
            "float32": """
                eps = rng.standard_normal(shape, dtype=np.float32)
                return np.float32(mean) + np.float32(std) * eps
            """,
            "value by value": """
                count = math.prod(shape)
                values = [mean + std * rng.standard_normal() for _ in range(count)]
                return np.array(values).reshape(shape)
            """,
            "polar": """
                count = math.prod(shape)
                u, v = rng.uniform(-1, 1, (2, 2 * count))
                s = u * u + v * v
                kept = (s > 0) & (s < 1)
                eps = (u[kept] * np.sqrt(-2 * np.log(s[kept]) / s[kept]))[:count]
                return mean + std * eps.reshape(shape)
            """,
        },
    ),
    "add_noise": functions(
        _ADD,
        {
            "the image as the mean": "return rng.normal(image, std)",
            "in place, on a copy": """
                noisy = image.copy()
                noisy += std * rng.standard_normal(image.shape)
                return noisy
            """,
            "float32": """
                eps = rng.standard_normal(image.shape, dtype=np.float32)
                return image.astype(np.float32) + np.float32(std) * eps
            """,
        },
    ),
}
