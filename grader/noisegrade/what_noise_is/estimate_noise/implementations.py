"""How `estimate_noise` goes wrong, and right in other ways."""

from __future__ import annotations

from noisegrade.exercise import implementations

__all__ = ["IMPLEMENTATIONS"]

IMPLEMENTATIONS = implementations(
    "estimate_noise(noisy, image)",
    misconceptions={
        "one-less-than-count": """
            noise = noisy - image
            return float(noise.mean()), float(noise.std(ddof=1))
        """,
        "variance-returned": """
            noise = noisy - image
            return float(np.mean(noise)), float(np.var(noise))
        """,
        "sign-turned": """
            noise = image - noisy
            return float(np.mean(noise)), float(np.std(noise))
        """,
        "order-swapped": """
            noise = noisy - image
            return float(np.std(noise)), float(np.mean(noise))
        """,
        "image-not-taken-away": "return float(np.mean(noisy)), float(np.std(noisy))",
        "image-measured": "return float(image.mean()), float(image.std())",
        "stds-subtracted": """
            mean = noisy.mean() - image.mean()
            std = noisy.std() - image.std()
            return float(mean), float(std)
        """,
        "variances-subtracted": """
            mean = noisy.mean() - image.mean()
            std = math.sqrt(abs(noisy.var() - image.var()))
            return float(mean), std
        """,
        "around-zero": """
            noise = noisy - image
            return float(noise.mean()), float(np.sqrt(np.mean(noise**2)))
        """,
        "mean-of-sizes": """
            noise = np.abs(noisy - image)
            return float(noise.mean()), float(noise.std())
        """,
        "mean-deviation": """
            noise = noisy - image
            mean = noise.mean()
            return float(mean), float(np.mean(np.abs(noise - mean)))
        """,
        "mean-size-for-std": """
            noise = noisy - image
            return float(noise.mean()), float(np.abs(noise).mean())
        """,
        "mean-squared-difference": """
            noise = noisy - image
            return float(noise.mean()), float((noise**2).mean())
        """,
        "mean-set-to-zero": "return 0.0, float(np.std(noisy - image))",
        "median-for-mean": """
            noise = noisy - image
            return float(np.median(noise)), float(np.std(noise))
        """,
        "added-to-image": """
            both = noisy + image
            return float(both.mean()), float(both.std())
        """,
        "standard-error": """
            noise = noisy - image
            return float(noise.mean()), float(noise.std() / np.sqrt(noise.size))
        """,
        "root-not-divided": """
            noise = noisy - image
            mean = noise.mean()
            return float(mean), float(np.sqrt(np.sum((noise - mean) ** 2)))
        """,
        "sum-for-mean": """
            noise = noisy - image
            return float(noise.sum()), float(noise.std())
        """,
        "divided-by-image": """
            noise = (noisy - image) / image
            return float(noise.mean()), float(noise.std())
        """,
        "rounded": """
            noise = noisy - image
            return round(float(noise.mean()), 1), round(float(noise.std()), 1)
        """,
        "first-row-only": """
            noise = noisy[0] - image[0]
            return float(np.mean(noise)), float(np.std(noise))
        """,
        "std-of-row-means": """
            noise = noisy - image
            means = noise.mean(axis=0)
            return float(means.mean()), float(means.std())
        """,
        "mean-of-column-stds": """
            noise = noisy - image
            return float(noise.mean()), float(noise.std(axis=0).mean())
        """,
        "one-less-but-for-one": """
            import statistics
            noise = (noisy - image).ravel().tolist()
            std = statistics.stdev(noise) if len(noise) > 1 else 0.0
            return statistics.fmean(noise), std
        """,
        "one-more-than-count": """
            noise = noisy - image
            mean = noise.mean()
            return float(mean), float(np.sqrt(((noise - mean) ** 2).sum() / (noise.size + 1)))
        """,
        "divided-not-subtracted": """
            noise = noisy / image
            return float(noise.mean()), float(noise.std())
        """,
        "truncated": """
            noise = noisy - image
            return float(int(noise.mean())), float(int(noise.std()))
        """,
        "std-only": "return float(np.std(noisy - image))",
        "mean-only": "return float(np.mean(noisy - image))",
    },
    unnamed={
        "half the largest difference": """
            noise = noisy - image
            return float(noise.mean()), float(np.ptp(noise) / 2)
        """,
        "outliers left out": """
            noise = noisy - image
            kept = noise[np.abs(noise - noise.mean()) <= 2 * noise.std()]
            if kept.size == 0:
                kept = noise
            return float(kept.mean()), float(kept.std())
        """,
        "divided by one less for few values": """
            noise = noisy - image
            ddof = 1 if 1 < noise.size < 10 else 0
            return float(noise.mean()), float(noise.std(ddof=ddof))
        """,
        "three channels at most": """
            noise = noisy - image
            if noise.ndim == 3:
                noise = noise[:, :, :3]
            return float(noise.mean()), float(noise.std())
        """,
        "the first image of a stack": """
            noise = noisy - image
            if noise.ndim > 3:
                noise = noise[0]
            return float(noise.mean()), float(noise.std())
        """,
        "the noise in the image's type": """
            noise = (noisy - image).astype(image.dtype)
            return float(noise.mean()), float(noise.std())
        """,
        "black pixels left out": """
            noise = (noisy - image)[image != 0]
            if noise.size == 0:
                return 0.0, 0.0
            return float(noise.mean()), float(noise.std())
        """,
        "noise never negative": """
            noise = noisy - image
            return max(0.0, float(noise.mean())), float(noise.std())
        """,
        "a rest of noise where there is none": """
            noise = noisy - image
            return float(noise.mean()), max(1e-3, float(noise.std()))
        """,
    },
    slips={
        "not-finite": """
            noise = noisy - image
            if noise.size == 1:
                return float(noise.mean()), float("nan")
            return float(noise.mean()), float(noise.std())
        """,
        "argument-changed": """
            if noisy.dtype == np.float64:
                noisy -= image
                return float(noisy.mean()), float(noisy.std())
            noise = noisy - image
            return float(noise.mean()), float(noise.std())
        """,
    },
    right={
        "by the squares": """
            noise = (noisy - image).astype(float)
            mean = noise.mean()
            return float(mean), float(np.sqrt(max(0.0, np.mean(noise**2) - mean**2)))
        """,
        "value by value": """
            noise = [float(a) - float(b) for a, b in zip(noisy.ravel(), image.ravel())]
            n = len(noise)
            mean = sum(noise) / n
            return mean, math.sqrt(sum((e - mean) ** 2 for e in noise) / n)
        """,
        "an array of two": """
            noise = np.subtract(noisy, image, dtype=np.float64)
            return np.array([noise.mean(), noise.std()])
        """,
        "float32": """
            noise = noisy.astype(np.float32) - image.astype(np.float32)
            return float(noise.mean()), float(noise.std())
        """,
        "the mean of the images": """
            mean = np.mean(noisy) - np.mean(image)
            return mean, np.sqrt(np.mean((noisy - image - mean) ** 2))
        """,
        "the length of what is left": """
            noise = np.ravel(noisy) - np.ravel(image)
            mean = np.sum(noise) / len(noise)
            return float(mean), float(np.linalg.norm(noise - mean) / len(noise) ** 0.5)
        """,
    },
)
