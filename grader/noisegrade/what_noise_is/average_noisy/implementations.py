"""How `average_noisy` goes wrong, and right in other ways."""

from __future__ import annotations

from noisegrade.exercise import implementations

__all__ = ["IMPLEMENTATIONS"]

IMPLEMENTATIONS = implementations(
    "average_noisy(image, std, count, rng)",
    misconceptions={
        "count-ignored": """
            noise = std * rng.standard_normal(image.shape)
            total = np.zeros(image.shape)
            for _ in range(count):
                total += image + noise
            return total / count
        """,
        "divided-by-count": "return image + std / count * rng.standard_normal(image.shape)",
        "sum-not-mean": """
            total = np.zeros(image.shape)
            for _ in range(count):
                total += image + std * rng.standard_normal(image.shape)
            return total
        """,
        "noise-summed": """
            noisy = image.astype(float)
            for _ in range(count):
                noisy = noisy + std * rng.standard_normal(image.shape)
            return noisy
        """,
        "noise-multiplied": "return image + count * std * rng.standard_normal(image.shape)",
        "image-divided": """
            total = np.array(image, dtype=float)
            for _ in range(count):
                total += std * rng.standard_normal(image.shape)
            return total / count
        """,
        "image-once-more": """
            total = np.array(image, dtype=float)
            for _ in range(count):
                total += image + std * rng.standard_normal(image.shape)
            return total / count
        """,
        "one-copy-missing": """
            total = np.zeros(image.shape)
            for _ in range(1, count):
                total += image + std * rng.standard_normal(image.shape)
            return total / count
        """,
        "divided-by-one-less": """
            copies = image + std * rng.standard_normal((count, *image.shape))
            return copies.sum(axis=0) / (count - 1)
        """,
        "one-copy-too-few": """
            copies = [rng.normal(image, std) for _ in range(1, count)]
            return np.mean(copies, axis=0)
        """,
        "one-copy-too-many": """
            copies = [rng.normal(image, std) for _ in range(count + 1)]
            return np.mean(copies, axis=0)
        """,
        "last-copy-only": """
            for _ in range(count):
                total = image + rng.normal(0, std, image.shape)
            return total / count
        """,
        "halved-at-every-copy": """
            mean = np.zeros(image.shape)
            for _ in range(count):
                mean = (mean + image + rng.normal(0, std, image.shape)) / 2
            return mean
        """,
        "flat-copies-minus-half": """
            noise = std * (rng.random((count, *image.shape)) - 0.5)
            return image + noise.mean(axis=0)
        """,
        "averaged-over-rows": "return np.mean([rng.normal(image, std) for _ in range(count)], axis=1)",
        "image-as-a-copy": """
            copies = [image]
            for _ in range(count):
                copies.append(image + rng.normal(0, std, image.shape))
            return np.mean(copies, axis=0)
        """,
        "noise-stacked": """
            noisy = image.astype(float)
            total = np.zeros(image.shape)
            for _ in range(count):
                noisy = noisy + std * rng.standard_normal(image.shape)
                total += noisy
            return total / count
        """,
        "averaged-two-at-a-time": """
            mean = image + std * rng.standard_normal(image.shape)
            for _ in range(count - 1):
                mean = (mean + image + std * rng.standard_normal(image.shape)) / 2
            return mean
        """,
        "std-forgotten": """
            eps = rng.standard_normal((count, *image.shape))
            return np.mean(image + eps, axis=0)
        """,
        "variance-for-scale": """
            eps = rng.standard_normal((count, *image.shape))
            return np.mean(image + std**2 * eps, axis=0)
        """,
        "variance-of-mean": "return rng.normal(image, std**2 / count)",
        "root-of-std": """
            copies = [rng.normal(image, math.sqrt(std)) for _ in range(count)]
            return sum(copies) / count
        """,
        "image-forgotten": "return np.mean(rng.normal(0, std, (count, *image.shape)), axis=0)",
        "std-for-mean": """
            copies = [image + rng.normal(std, 1, image.shape) for _ in range(count)]
            return np.mean(copies, axis=0)
        """,
        "flat-copies": """
            total = np.zeros(image.shape)
            for _ in range(count):
                total += image + std * rng.random(image.shape)
            return total / count
        """,
        "flat-copies-around-zero": """
            total = np.zeros(image.shape)
            for _ in range(count):
                total += image + std * rng.uniform(-1, 1, image.shape)
            return total / count
        """,
        "one-field-for-all-channels": """
            field = rng.standard_normal((count, *image.shape[:2]))
            return image + std * field.mean(axis=0)[:, :, None]
        """,
        "copies-not-averaged": "return image + rng.normal(0, std, (count, *image.shape))",
        "averaged-to-one-number": """
            copies = [image + rng.normal(0, std, image.shape) for _ in range(count)]
            return np.mean(copies)
        """,
        "clipped-to-range": """
            copies = rng.normal(image, std, (count, *image.shape))
            return np.clip(copies.mean(axis=0), 0, 255)
        """,
        "cut-at-zero": """
            mean = rng.normal(image, std, (count, *image.shape)).mean(axis=0)
            mean[mean < 0] = 0
            return mean
        """,
        "rounded": "return np.round(rng.normal(image, std, (count, *image.shape)).mean(axis=0))",
        "inputs-changed": """
            image += std / math.sqrt(count) * rng.standard_normal(image.shape)
            return image
        """,
        "whole-like-the-input": """
            copies = rng.normal(image, std, (count, *image.shape))
            return copies.mean(axis=0).astype(image.dtype)
        """,
        "integers": "return rng.normal(image, std, (count, *image.shape)).mean(axis=0).astype(int)",
        "nothing-drawn": """
            copies = [image + std * 0 for _ in range(count)]
            return np.mean(copies, axis=0, dtype=float)
        """,
        "constant-seed": """
            rng = np.random.default_rng(0)
            return np.mean([rng.normal(image, std) for _ in range(count)], axis=0)
        """,
        "one-draw-for-all": """
            total = np.zeros(image.shape)
            for _ in range(count):
                total += image + std * rng.standard_normal()
            return total / count
        """,
        "places-left-out": """
            total = count * image.astype(float)
            for _ in range(count):
                total[:-1] += std * rng.standard_normal(image[:-1].shape)
            return total / count
        """,
        "opposite-calls": """
            kept = globals().setdefault("kept", [])
            eps = -kept.pop() if kept else rng.standard_normal(image.shape)
            if not kept and not globals().get("turned"):
                kept.append(eps)
            globals()["turned"] = not globals().get("turned")
            return image + std / math.sqrt(count) * eps
        """,
        "mirrored-halves": """
            size = int(np.prod(image.shape))
            half = rng.standard_normal((count, (size + 1) // 2)).mean(axis=0)
            eps = np.concatenate([half, -half])[:size].reshape(image.shape)
            return image + std * eps
        """,
        "sorted-draws": """
            eps = rng.standard_normal((count, *image.shape)).mean(axis=0)
            return image + std * np.sort(eps, axis=None).reshape(image.shape)
        """,
        "absolute-values": """
            eps = np.abs(rng.standard_normal((count, *image.shape)).mean(axis=0))
            return image + std * eps
        """,
        "flat-from-zero-to-one": """
            return image + std / np.sqrt(count) * rng.random(image.shape)
        """,
        "flat-from-minus-one-to-one": """
            return image + std / np.sqrt(count) * rng.uniform(-1, 1, image.shape)
        """,
        "uniform-minus-half": """
            return image + std / np.sqrt(count) * (rng.random(image.shape) - 0.5)
        """,
        "flat-around-zero": """
            eps = np.sqrt(12) * (rng.random(image.shape) - 0.5)
            return image + std / np.sqrt(count) * eps
        """,
        "pointed-bell": """
            eps = rng.laplace(0, np.sqrt(0.5), image.shape)
            return image + std / np.sqrt(count) * eps
        """,
        "factor-two-missing": """
            total = np.zeros(image.shape)
            for _ in range(count):
                radius = np.sqrt(-np.log(1 - rng.random(image.shape)))
                angle = 2 * np.pi * rng.random(image.shape)
                total += image + std * radius * np.cos(angle)
            return total / count
        """,
        "logarithm-to-base-ten": """
            radius = np.sqrt(-2 * np.log10(1 - rng.random((count, *image.shape))))
            eps = radius * np.cos(2 * np.pi * rng.random((count, *image.shape)))
            return image + std * eps.mean(axis=0)
        """,
        "two-draws-added": """
            total = np.zeros(image.shape)
            for _ in range(count):
                eps = rng.standard_normal(image.shape) + rng.standard_normal(image.shape)
                total += image + std * eps
            return total / count
        """,
        "own-mean": """
            eps = rng.standard_normal((count, *image.shape)).mean(axis=0)
            return image + std * (eps - eps.mean())
        """,
        "own-std": """
            eps = rng.standard_normal((count, *image.shape)).mean(axis=0)
            return image + std / np.sqrt(count) * eps / eps.std()
        """,
        "standardised-by-itself": """
            eps = rng.standard_normal((count, *image.shape)).mean(axis=0)
            eps = (eps - eps.mean()) / eps.std()
            return image + std / np.sqrt(count) * eps
        """,
        "stretched": """
            mean = rng.normal(image, std, (count, *image.shape)).mean(axis=0)
            return (mean - mean.min()) / (mean.max() - mean.min())
        """,
        "clipped": """
            eps = rng.standard_normal((count, *image.shape)).mean(axis=0) * np.sqrt(count)
            return image + std / np.sqrt(count) * np.clip(eps, -2, 2)
        """,
        "blurred": """
            eps = rng.standard_normal((count, *image.shape)).mean(axis=0)
            eps = (eps + np.roll(eps, 1, axis=0)) / np.sqrt(2)
            return image + std * eps
        """,
        "rng-ignored": """
            copies = [image + std * np.random.randn(*image.shape) for _ in range(count)]
            return np.mean(copies, axis=0)
        """,
    },
    unnamed={
        "darkened": """
            copies = [0.9 * image + rng.normal(0, std, image.shape) for _ in range(count)]
            return np.mean(copies, axis=0)
        """,
        "the noise of every copy cut at two σ": """
            eps = np.clip(rng.standard_normal((count, *image.shape)), -2, 2)
            return image + std * eps.mean(axis=0)
        """,
        "the value in the middle": """
            return np.median(rng.normal(image, std, (count, *image.shape)), axis=0)
        """,
        "the sizes of the noise": """
            eps = np.abs(rng.standard_normal((count, *image.shape)))
            return image + std * eps.mean(axis=0)
        """,
        "ten copies at most": """
            n = min(count, 10)
            return rng.normal(image, std, (n, *image.shape)).mean(axis=0)
        """,
        "two copies at least": """
            n = max(count, 2)
            return rng.normal(image, std, (n, *image.shape)).mean(axis=0)
        """,
        "one pixel as a number": """
            noisy = rng.normal(image, std, (count, *image.shape)).mean(axis=0)
            return float(noisy[0]) if noisy.size == 1 else noisy
        """,
        "the first image of a stack": """
            if image.ndim > 3:
                image = image[0]
            return rng.normal(image, std, (count, *image.shape)).mean(axis=0)
        """,
        "axes of length 1 squeezed away": """
            return np.squeeze(rng.normal(image, std, (count, *image.shape)).mean(axis=0))
        """,
        "std in pixels where the image goes to 1": """
            if image.max() <= 1:
                std = std / 255
            return rng.normal(image, std, (count, *image.shape)).mean(axis=0)
        """,
        "a little noise where std is 0": """
            return rng.normal(image, max(std, 0.01), (count, *image.shape)).mean(axis=0)
        """,
        "an even number of copies": """
            n = count // 2 * 2 or 1
            return rng.normal(image, std, (n, *image.shape)).mean(axis=0)
        """,
        "summed in the image's type": """
            total = np.zeros_like(image)
            for _ in range(count):
                total = total + (image + std * rng.standard_normal(image.shape)).astype(image.dtype)
            return total / count
        """,
    },
    right={
        "all copies at once": """
            return rng.normal(image, std, (count, *image.shape)).mean(axis=0)
        """,
        "by the law of the mean": """
            return image + std / math.sqrt(count) * rng.standard_normal(image.shape)
        """,
        "a running mean": """
            mean = np.zeros(image.shape)
            for n in range(1, count + 1):
                noisy = image + rng.normal(0, std, image.shape)
                mean += (noisy - mean) / n
            return mean
        """,
        "float32": """
            total = np.zeros(image.shape, dtype=np.float32)
            for _ in range(count):
                eps = rng.standard_normal(image.shape, dtype=np.float32)
                total += image.astype(np.float32) + np.float32(std) * eps
            return total / np.float32(count)
        """,
        "a list of copies": """
            copies = []
            while len(copies) < count:
                copies.append(np.array(image) + std * rng.normal(size=image.shape))
            return sum(copies) / len(copies)
        """,
        "value by value": """
            flat = [
                sum(v + std * e for e in rng.standard_normal(count).tolist()) / count
                for v in image.ravel().tolist()
            ]
            return np.array(flat, dtype=float).reshape(image.shape)
        """,
    },
)
