"""What is handed in: four functions, of which `sample_gaussian` is right, wrong or hostile."""

from __future__ import annotations

from textwrap import dedent, indent

__all__ = ["HOSTILE", "NAMES", "RIGHT", "WRONG", "forging", "functions", "reading", "writing"]

NAMES = ("bell_curve", "sample_static", "sample_gaussian", "noise_step")

_HEAD = "import math\n\nimport numpy as np\n"
_OTHERS = {
    "bell_curve(x, mean, std)": """
        return np.exp(-0.5 * ((x - mean) / std) ** 2) / (std * np.sqrt(2 * np.pi))
    """,
    "sample_static(height, width, channels, rng)": """
        return rng.standard_normal((height, width, channels))
    """,
    "noise_step(x, beta, rng)": """
        return np.sqrt(1 - beta) * x + np.sqrt(beta) * rng.standard_normal(x.shape)
    """,
}
_GAUSSIAN = "sample_gaussian(mean, std, shape, rng)"

RIGHT = {
    "shifted and scaled": "return mean + std * rng.standard_normal(shape)",
    "rng.normal": "return rng.normal(mean, std, shape)",
    "float32": """
        eps = rng.standard_normal(shape, dtype=np.float32)
        return np.float32(mean) + np.float32(std) * eps
    """,
    "Box-Muller": """
        radius = np.sqrt(-2 * np.log(1 - rng.random(shape)))
        return mean + std * radius * np.cos(2 * np.pi * rng.random(shape))
    """,
    "polar method": """
        count = math.prod(shape)
        u, v = rng.uniform(-1, 1, (2, 2 * count))
        s = u * u + v * v
        kept = (s > 0) & (s < 1)
        eps = (u[kept] * np.sqrt(-2 * np.log(s[kept]) / s[kept]))[:count]
        return mean + std * eps.reshape(shape)
    """,
}

WRONG = {
    "variance for scale": "return rng.normal(mean, std**2, shape)",
    "uniform, same mean and σ": """
        half = std * np.sqrt(3)
        return rng.uniform(mean - half, mean + half, shape)
    """,
    "Laplace, same mean and σ": "return rng.laplace(mean, std / np.sqrt(2), shape)",
    "sum of twelve uniforms": """
        return mean + std * (rng.random((12, *shape)).sum(axis=0) - 6)
    """,
    "Student's t(10), same σ": "return mean + std * rng.standard_t(10, shape) * np.sqrt(0.8)",
    "σ off by 5 %": "return mean + 1.05 * std * rng.standard_normal(shape)",
    "mean off by 0.05 σ": "return mean + std * (0.05 + rng.standard_normal(shape))",
    "constant seed": "return np.random.default_rng(42).normal(mean, std, shape)",
    "correlated neighbours, ρ = 0.2": """
        eps = rng.standard_normal((shape[0] + 1, *shape[1:]))
        a = math.sqrt((1 + math.sqrt(1 - 4 * 0.2**2)) / 2)
        return mean + std * (a * eps[:-1] + 0.2 / a * eps[1:])
    """,
    "one row for all": """
        row = rng.standard_normal((1, *shape[1:]))
        return mean + std * np.repeat(row, shape[0], axis=0)
    """,
    "standardized by itself": """
        eps = rng.standard_normal(shape)
        return mean + std * (eps - eps.mean()) / eps.std()
    """,
    "clipped at 3 σ": "return mean + std * np.clip(rng.standard_normal(shape), -3, 3)",
    "quantiles in random order": """
        from statistics import NormalDist
        count = math.prod(shape)
        z = np.array([NormalDist().inv_cdf((i + 0.5) / count) for i in range(count)])
        return mean + std * rng.permutation(z).reshape(shape)
    """,
    "one in a hundred five times as far": """
        eps = rng.standard_normal(shape)
        return mean + std * np.where(rng.random(shape) < 0.01, 5 * eps, eps)
    """,
    "rounded to one decimal": "return np.round(mean + std * rng.standard_normal(shape), 1)",
}

_LIES = "return np.zeros(shape)"  # wrong, so that marks for it come from the attack alone
HOSTILE = {
    "leaves by os._exit": ("", "import os\nos._exit(0)"),
    "loops for ever": (
        "",
        "while True:\n    try:\n        while True: pass\n    except BaseException: pass",
    ),
    "leaves a process behind": (
        "",
        """
        import os, time
        try:
            if os.fork() == 0:
                os.setsid()
                time.sleep(600)
                os._exit(0)
        except OSError:
            pass
        return np.zeros(shape)
        """,
    ),
    "takes 3 GiB": ("", "return np.ones(3 * 2**27)[:math.prod(shape)].reshape(shape)"),
}


def functions(body: str, *, before: str = "") -> dict[str, str]:
    """Write the four functions, with this body of `sample_gaussian`; name → source."""
    bodies = {**_OTHERS, _GAUSSIAN: body}
    return {
        signature.split("(", maxsplit=1)[0]: _HEAD
        + (f"{dedent(before).strip()}\n" if signature == _GAUSSIAN and before else "")
        + f"\n\ndef {signature}:\n{indent(dedent(text).strip(), '    ')}\n"
        for signature, text in sorted(bodies.items(), key=lambda one: NAMES.index(_name(one[0])))
    }


def forging(attack: str) -> dict[str, str]:
    """Hand in a wrong answer beside code that changes how this tool judges."""
    guarded = f"try:\n{indent(dedent(attack).strip(), '    ')}\nexcept Exception:\n    pass"
    return functions(_LIES, before=guarded)


def reading(solution: str) -> dict[str, str]:
    """Hand in nothing but code that fetches the instructor's own solution."""
    body = f"""
        space = {{}}
        with open({solution!r}) as file:
            exec(file.read(), space)
        return space["sample_gaussian"](mean, std, shape, rng)
    """
    return functions(body)


def writing(grades: str) -> dict[str, str]:
    """Hand in a wrong answer that also writes into a file of the instructor's."""
    body = f"""
        try:
            with open({grades!r}, "a") as file:
                file.write("mallory,100\\n")
        except OSError:
            pass
        return np.zeros(shape)
    """
    return functions(body)


def _name(signature: str) -> str:
    return signature.split("(", maxsplit=1)[0]
