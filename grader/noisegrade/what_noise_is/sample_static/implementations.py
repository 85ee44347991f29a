"""How `sample_static` goes wrong, and right in other ways."""

from __future__ import annotations

from noisegrade.exercise import implementations

__all__ = ["IMPLEMENTATIONS"]

IMPLEMENTATIONS = implementations(
    "sample_static(height, width, channels, rng)",
    misconceptions={
        "three-channels-always": "return rng.standard_normal((height, width, 3))",
        "flattened": "return rng.normal(size=height * width * channels)",
        "one-line-too-many": "return rng.standard_normal((height + 1, width + 1, channels))",
        "sizes-for-mean-and-std": "return rng.normal(height, width, channels)",
        "half-a-half": "return rng.normal(0.5, 0.5, (height, width, channels))",
        "nothing-drawn": """
            eps = np.zeros((height, width, channels))
            return eps
        """,
        "flat-from-minus-one-to-one": """
            eps = rng.uniform(-1, 1, (height, width, channels))
            return eps
        """,
        "uniform-minus-half": """
            eps = rng.random((height, width, channels)) - 0.5
            return eps
        """,
        "logarithm-to-base-ten": """
            radius = np.sqrt(-2 * np.log10(1 - rng.random((height, width, channels))))
            eps = radius * np.cos(2 * np.pi * rng.random((height, width, channels)))
            return eps
        """,
        "own-mean": """
            eps = rng.standard_normal((height, width, channels))
            eps = eps - eps.mean()
            return eps
        """,
        "own-std": """
            eps = rng.standard_normal((height, width, channels))
            eps = eps / eps.std()
            return eps
        """,
        "sorted-draws": """
            eps = np.sort(rng.standard_normal((height, width, channels)), axis=None).reshape((height, width, channels))
            return eps
        """,
        "opposite-calls": """
            kept = globals().setdefault("kept", [])
            eps = -kept.pop() if kept else rng.standard_normal((height, width, channels))
            if not kept and not globals().get("turned"):
                kept.append(eps)
            globals()["turned"] = not globals().get("turned")
            return eps
        """,
        "mirrored-halves": """
            count = int(np.prod((height, width, channels)))
            half = rng.standard_normal((count + 1) // 2)
            eps = np.concatenate([half, -half])[:count].reshape((height, width, channels))
            return eps
        """,
        "places-left-out": """
            eps = rng.standard_normal((height, width, channels))
            eps[-1] = 0
            return eps
        """,
        "blurred": """
            eps = rng.standard_normal((height, width, channels))
            eps = (eps + np.roll(eps, 1, axis=0)) / np.sqrt(2)
            return eps
        """,
        "stretched": """
            eps = rng.standard_normal((height, width, channels))
            return (eps - eps.min()) / (eps.max() - eps.min())
        """,
        "width-before-height": "return rng.standard_normal((width, height, channels))",
        "channels-missing": "return rng.standard_normal((height, width))",
        "channels-first": "return rng.standard_normal((channels, height, width))",
        "integers": "return rng.standard_normal((height, width, channels)).astype(int)",
        "flat-from-zero-to-one": "return np.random.rand(height, width, channels)",
        "one-draw-for-all": "return np.full((height, width, channels), rng.standard_normal())",
        "constant-seed": """
            rng = np.random.default_rng(42)
            return rng.standard_normal((height, width, channels))
        """,
        "standardised-by-itself": """
            eps = rng.standard_normal((height, width, channels))
            return (eps - eps.mean()) / eps.std()
        """,
        "rng-ignored": "return np.random.randn(height, width, channels)",
        "flat-around-zero": """
            half = np.sqrt(3)
            return rng.uniform(-half, half, (height, width, channels))
        """,
        "absolute-values": "return np.abs(rng.standard_normal((height, width, channels)))",
        "pointed-bell": "return rng.laplace(0, np.sqrt(0.5), (height, width, channels))",
        "factor-two-missing": """
            shape = (height, width, channels)
            radius = np.sqrt(-np.log(1 - rng.random(shape)))
            return radius * np.cos(2 * np.pi * rng.random(shape))
        """,
        "two-draws-added": """
            shape = (height, width, channels)
            return rng.standard_normal(shape) + rng.standard_normal(shape)
        """,
        "one-field-for-all-channels": """
            gray = rng.standard_normal((height, width, 1))
            return np.repeat(gray, channels, axis=2)
        """,
        "one-row-for-all": """
            row = rng.standard_normal((1, width, channels))
            return np.tile(row, (height, 1, 1))
        """,
        "clipped": "return np.clip(rng.standard_normal((height, width, channels)), -2, 2)",
        "rounded": "return np.round(rng.standard_normal((height, width, channels)), 2)",
    },
    unnamed={
        "twelve uniforms": """
            return rng.random((12, height, width, channels)).sum(axis=0) - 6
        """,
        "Student's t": "return rng.standard_t(4, (height, width, channels))",
        "two uniforms": "return (rng.random((height, width, channels, 2)).sum(axis=3) - 1) * np.sqrt(6)",
        "exponential": "return rng.exponential(size=(height, width, channels)) - 1",
        "a pinch of outliers": """
            eps = rng.standard_normal((height, width, channels))
            return np.where(rng.random(eps.shape) < 0.01, 5 * eps, eps)
        """,
        "redrawn beyond two": """
            eps = rng.standard_normal((height, width, channels))
            while np.any(np.abs(eps) > 2):
                eps = np.where(np.abs(eps) > 2, rng.standard_normal(eps.shape), eps)
            return eps
        """,
        "mirrored": """
            eps = rng.standard_normal((height, (width + 1) // 2, channels))
            return np.concatenate([eps, -eps[:, ::-1]], axis=1)[:, :width]
        """,
        "three channels at most": "return rng.standard_normal((height, width, min(channels, 3)))",
        "axes of length 1 squeezed away": """
            return rng.standard_normal((height, width, channels)).squeeze()
        """,
        "one pixel as a number": """
            if height * width * channels == 1:
                return rng.standard_normal()
            return rng.standard_normal((height, width, channels))
        """,
        "an even number of rows": "return rng.standard_normal((height // 2 * 2, width, channels))",
        "channels in pairs": """
            pairs = [rng.standard_normal((height, width, 2)) for _ in range((channels + 1) // 2)]
            return np.concatenate(pairs, axis=2)
        """,
        "a fourth channel that is constant": """
            static = rng.standard_normal((height, width, channels))
            static[..., 3:] = 1.0
            return static
        """,
        "every draw twice in a row of four channels": """
            static = rng.standard_normal((height, width, channels))
            if channels == 4:
                static[..., 2:] = static[..., :2]
            return static
        """,
    },
    slips={
        "not-finite": "return np.log(rng.standard_normal((height, width, channels)))",
        "huge-value": "return np.exp(500 * rng.random((height, width, channels)) + 5)",
        "syntax": "return rng.standard_normal((height, width, channels)",
        "method-of-another-module": "return rng.randn(height, width, channels)",
        "generator-seeded": """
            rng.seed(0)
            return rng.standard_normal((height, width, channels))
        """,
        "no-such-method": "return rng.gaussian(size=(height, width, channels))",
        "generator-called": "return rng((height, width, channels))",
        "shape-as-numbers": "return rng.standard_normal(height, width, channels)",
        "too-many-arguments": "return rng.normal(0, 1, height, width, channels)",
        "infinite-cut": """
            noise = rng.standard_normal((height, width, channels))
            steps = int(np.log(np.zeros(1))[0] * -1)
            return noise.round(steps)
        """,
        "unknown-keyword": "return rng.standard_normal(shape=(height, width, channels))",
        "function-returned": "return rng.standard_normal",
        "list-returned": "return rng.standard_normal((height, width, channels)).tolist()",
        "file-used": """
            static = rng.standard_normal((height, width, channels))
            np.save("/static.npy", static)
            return static
        """,
    },
    right={
        "rng.normal": "return rng.normal(0, 1, (height, width, channels))",
        "float32": "return rng.standard_normal((height, width, channels), dtype=np.float32)",
        "Box-Muller": """
            shape = (height, width, channels)
            radius = np.sqrt(-2 * np.log(1 - rng.random(shape)))
            return radius * np.cos(2 * np.pi * rng.random(shape))
        """,
        "a loop over rows": """
            static = np.empty((height, width, channels))
            for row in range(height):
                static[row] = rng.standard_normal((width, channels))
            return static
        """,
        "channel by channel": """
            fields = [rng.standard_normal((height, width)) for _ in range(channels)]
            return np.stack(fields, axis=-1)
        """,
        "rejection": """
            count = height * width * channels
            kept = np.empty(0)
            while kept.size < count:
                x = rng.laplace(size=count)
                chosen = rng.random(count) <= np.exp(-((np.abs(x) - 1) ** 2) / 2)
                kept = np.append(kept, x[chosen])
            return kept[:count].reshape(height, width, channels)
        """,
    },
)
