"""How the three exercises of the forward process go wrong, and right in other ways."""

from __future__ import annotations

from misconceptions.writing import functions

_STEP = "noise_step(x, beta, rng)"
_STEPS = "noise_steps(x0, betas, rng)"
_SHORTCUT = "noise_shortcut(x0, betas, rng)"


def _step(formula: str) -> str:
    return f"eps = rng.standard_normal(x.shape)\nreturn {formula}"


def _walk(formula: str, *, betas: str = "betas") -> str:
    return f"""path = [x0]
for beta in {betas}:
    x, eps = path[-1], rng.standard_normal(x0.shape)
    path.append({formula})
return np.stack(path)"""


def _jump(formula: str, alpha_bar: str = "np.prod(1 - np.asarray(betas))") -> str:
    return f"""alpha_bar = {alpha_bar}
eps = rng.standard_normal(x0.shape)
return {formula}"""


_RIGHT_STEP = "np.sqrt(1 - beta) * x + np.sqrt(beta) * eps"
_RIGHT_JUMP = "np.sqrt(alpha_bar) * x0 + np.sqrt(1 - alpha_bar) * eps"
_OWN = "eps = rng.standard_normal({0}.shape)\neps = (eps - eps.mean()) / eps.std()\n"

MISTAKES = {
    "noise_step": functions(
        _STEP,
        {
            "integers": _step(f"({_RIGHT_STEP}).astype(int)"),
            "flat-from-zero-to-one": f"eps = rng.random(x.shape)\nreturn {_RIGHT_STEP}",
            "one-draw-for-all": f"eps = rng.standard_normal()\nreturn {_RIGHT_STEP}",
            "constant-seed": "rng = np.random.default_rng(1)\n" + _step(_RIGHT_STEP),
            "standardised-by-itself": _OWN.format("x") + f"return {_RIGHT_STEP}",
            "rng-ignored": f"eps = np.random.randn(*x.shape)\nreturn {_RIGHT_STEP}",
            "not-faded": _step("x + np.sqrt(beta) * eps"),
            "faded-without-root": _step("(1 - beta) * x + np.sqrt(beta) * eps"),
            "no-roots": _step("(1 - beta) * x + beta * eps"),
            "roots-swapped": _step("np.sqrt(beta) * x + np.sqrt(1 - beta) * eps"),
            "image-forgotten": _step("np.sqrt(beta) * eps"),
            "beta-for-scale": _step("np.sqrt(1 - beta) * x + beta * eps"),
            "noise-not-scaled": _step("np.sqrt(1 - beta) * x + eps"),
            "one-field-for-all-channels": f"""
                eps = rng.standard_normal((*x.shape[:2], 1))
                return {_RIGHT_STEP}
            """,
            "clipped-to-range": _step(f"np.clip({_RIGHT_STEP}, -1, 1)"),
            "inputs-changed": """
                x *= np.sqrt(1 - beta)
                x += np.sqrt(beta) * rng.standard_normal(x.shape)
                return x
            """,
        },
    ),
    "noise_steps": functions(
        _STEPS,
        {
            "start-missing": _walk(_RIGHT_STEP) + "[1:]",
            "end-only": _walk(_RIGHT_STEP) + "[-1]",
            "integers": _walk(_RIGHT_STEP) + ".astype(int)",
            "flat-from-zero-to-one": _walk(_RIGHT_STEP).replace("standard_normal", "random"),
            "one-draw-for-all": f"""
                path, x, eps = [x0], x0, rng.standard_normal()
                for beta in betas:
                    x = {_RIGHT_STEP}
                    path.append(x)
                return np.array(path)
            """,
            "constant-seed": "rng = np.random.default_rng(0)\n" + _walk(_RIGHT_STEP),
            "standardised-by-itself": f"""
                noise = rng.standard_normal((len(betas), *x0.shape))
                noise = (noise - noise.mean()) / noise.std()
                path, x = [x0], x0
                for beta, eps in zip(betas, noise):
                    x = {_RIGHT_STEP}
                    path.append(x)
                return np.array(path)
            """,
            "rng-ignored": _walk(_RIGHT_STEP).replace("rng.", "np.random."),
            "always-from-the-start": _walk("np.sqrt(1 - beta) * x0 + np.sqrt(beta) * eps"),
            "not-faded": _walk("x + np.sqrt(beta) * eps"),
            "faded-without-root": _walk("(1 - beta) * x + np.sqrt(beta) * eps"),
            "no-roots": _walk("(1 - beta) * x + beta * eps"),
            "jump-to-every-step": """
                path = [x0]
                for alpha_bar in np.cumprod(1 - np.array(betas)):
                    eps = rng.standard_normal(x0.shape)
                    path.append(np.sqrt(alpha_bar) * x0 + np.sqrt(1 - alpha_bar) * eps)
                return np.stack(path)
            """,
            "beta-for-scale": _walk("np.sqrt(1 - beta) * x + beta * eps"),
            "noise-not-scaled": _walk("np.sqrt(1 - beta) * x + eps"),
            "first-beta-for-all": _walk(_RIGHT_STEP, betas="[betas[0]] * len(betas)"),
            "betas-backwards": _walk(_RIGHT_STEP, betas="betas[::-1]"),
            "same-noise-at-every-step": f"""
                eps = rng.standard_normal(x0.shape)
                path, x = [x0], x0
                for beta in betas:
                    x = {_RIGHT_STEP}
                    path.append(x)
                return np.array(path)
            """,
            "inputs-changed": """
                path = [x0.copy()]
                for beta in betas:
                    x0 *= np.sqrt(1 - beta)
                    x0 += np.sqrt(beta) * rng.standard_normal(x0.shape)
                    path.append(x0.copy())
                return np.stack(path)
            """,
        },
    ),
    "noise_shortcut": functions(
        _SHORTCUT,
        {
            "integers": _jump(f"({_RIGHT_JUMP}).astype(int)"),
            "flat-from-zero-to-one": _jump(_RIGHT_JUMP).replace("standard_normal", "random"),
            "one-draw-for-all": _jump(_RIGHT_JUMP).replace("x0.shape", ""),
            "constant-seed": "rng = np.random.default_rng(0)\n" + _jump(_RIGHT_JUMP),
            "standardised-by-itself": _OWN.format("x0")
            + f"alpha_bar = np.prod(1 - np.array(betas))\nreturn {_RIGHT_JUMP}",
            "rng-ignored": _jump(_RIGHT_JUMP).replace("rng.", "np.random."),
            "not-faded": _jump("x0 + np.sqrt(1 - alpha_bar) * eps"),
            "faded-without-root": _jump("alpha_bar * x0 + np.sqrt(1 - alpha_bar) * eps"),
            "no-roots": _jump("alpha_bar * x0 + (1 - alpha_bar) * eps"),
            "roots-swapped": _jump("np.sqrt(1 - alpha_bar) * x0 + np.sqrt(alpha_bar) * eps"),
            "variance-for-scale": _jump("np.sqrt(alpha_bar) * x0 + (1 - alpha_bar) * eps"),
            "rest-for-scale": _jump("np.sqrt(alpha_bar) * x0 + (1 - np.sqrt(alpha_bar)) * eps"),
            "noise-not-scaled": _jump("np.sqrt(alpha_bar) * x0 + eps"),
            "betas-added": _jump(_RIGHT_JUMP, "1 - np.sum(betas)"),
            "product-of-betas": _jump(_RIGHT_JUMP, "np.prod(betas)"),
            "last-beta-only": _jump(_RIGHT_JUMP, "1 - betas[-1]"),
            "first-beta-only": _jump(_RIGHT_JUMP, "1 - betas[0]"),
            "one-field-for-all-channels": f"""
                alpha_bar = np.prod(1 - np.array(betas))
                eps = rng.standard_normal(x0.shape[:2])[..., None]
                return {_RIGHT_JUMP}
            """,
            "inputs-changed": """
                alpha_bar = np.prod(1 - np.array(betas))
                x0 *= np.sqrt(alpha_bar)
                return x0 + np.sqrt(1 - alpha_bar) * rng.standard_normal(x0.shape)
            """,
        },
    ),
}

UNCATALOGUED = {
    "noise_step": functions(
        _STEP,
        {
            "faded twice": _step("(1 - beta) ** 1.5 * x + np.sqrt(beta) * eps"),
            "half the variance": _step("np.sqrt(1 - beta) * x + np.sqrt(beta / 2) * eps"),
        },
    ),
    "noise_steps": functions(
        _STEPS,
        {
            "the start changed": _walk(_RIGHT_STEP).replace("[x0]", "[x0 / 2]"),
            "noise for every other step": _walk(_RIGHT_STEP).replace(
                "rng.standard_normal(x0.shape)",
                "rng.standard_normal(x0.shape) * (len(path) % 2)",
            ),
        },
    ),
    "noise_shortcut": functions(
        _SHORTCUT,
        {
            "one step less": _jump(_RIGHT_JUMP, "np.prod(1 - np.array(betas)[:-1])"),
            "a product without roots": _jump(_RIGHT_JUMP, "np.prod(1 - np.array(betas)) ** 2"),
        },
    ),
}

RIGHT = {
    "noise_step": functions(
        _STEP,
        {
            "rng.normal": "return rng.normal(np.sqrt(1 - beta) * x, np.sqrt(beta))",
            "float32": """
                eps = rng.standard_normal(x.shape, dtype=np.float32)
                x = x.astype(np.float32)
                return np.float32(np.sqrt(1 - beta)) * x + np.float32(np.sqrt(beta)) * eps
            """,
        },
    ),
    "noise_steps": functions(
        _STEPS,
        {
            "all the noise at once": f"""
                path, x = [x0], x0
                for beta, eps in zip(betas, rng.standard_normal((len(betas), *x0.shape))):
                    x = {_RIGHT_STEP}
                    path.append(x)
                return np.array(path)
            """,
            "float32": _walk(_RIGHT_STEP) + ".astype(np.float32)",
        },
    ),
    "noise_shortcut": functions(
        _SHORTCUT,
        {
            "by walking": """
                x = x0
                for beta in betas:
                    x = np.sqrt(1 - beta) * x + np.sqrt(beta) * rng.standard_normal(x0.shape)
                return x
            """,
            "by a loop over alphas": """
                alpha_bar = 1.0
                for beta in betas:
                    alpha_bar *= 1 - beta
                return rng.normal(math.sqrt(alpha_bar) * x0, math.sqrt(1 - alpha_bar))
            """,
        },
    ),
}
