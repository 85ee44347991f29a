"""A course from elsewhere, none of whose exercises has a picture of its own."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

__all__ = ["write"]

SETTINGS = 'name = "chance"\ntitle = "{title}"\nsections = ["chance", "formulas"]\n'

_IMPORTS = """
import numpy as np
from scipy import stats
from noisegrade.exercise import (
    RNG, Case, ExactClaim, ExactExercise, Hint, IrwinHall, Normal, RandomExercise, Trial,
)

_HINT = Hint("Think.", "Look here.", "return 1")
"""

_RANDOM = """
EXERCISE = RandomExercise(
    name="{name}",
    trial=lambda index, draws, data: Trial(
        args={args}, shape={shape}, axes={axes}, draws={draws}
    ),
    hint=_HINT,
)
"""

_EXACT = """
EXERCISE = ExactExercise(
    name="{name}",
    truth={truth},
    claims=(ExactClaim(name="all", points=2, cases=lambda rng: {cases}),),
    misconceptions=(),
    hint=_HINT,
)
"""


def _random(name: str, draws: str, args: str = "(draws, RNG)") -> str:
    return _RANDOM.format(name=name, args=args, shape="(draws,)", axes='("draw",)', draws=draws)


DECLARATIONS = {
    "die": _random("die", "stats.randint(1, 7)"),
    "waits": _random("waits", "stats.expon(scale=2)", "(2.0, draws, RNG)"),
    "heads": _random("heads", "stats.binom(10_000, 0.5)"),
    "heights": _random("heights", "stats.norm(170, 8)"),
    "triangle": _random("triangle", "IrwinHall(2)"),
    "hum": _RANDOM.format(
        name="hum",
        args="(np.ones((60, 68)), RNG)",
        shape="(60, 68)",
        axes='("row", "column")',
        draws="Normal(0.0, 2.0, around=np.ones((60, 68)))",
    ),
    "decay": _EXACT.format(
        name="decay",
        truth="lambda t, rate: np.exp(-rate * np.asarray(t))",
        cases='(Case((1.0, 0.5), "one t"), Case((rng.uniform(0, 4, 5), 0.5)))',
    ),
    "extremes": _EXACT.format(
        name="extremes",
        truth="lambda x: (float(np.min(x)), float(np.max(x)))",
        cases="(Case((rng.uniform(0, 4, 3),)), Case((rng.uniform(0, 4, (3, 4)),)))",
    ),
}

SOLUTIONS = {
    "chance": {
        "die(size, rng)": "return rng.integers(1, 7, size)",
        "waits(mean, size, rng)": "return rng.exponential(mean, size)",
        "heads(size, rng)": "return rng.binomial(10_000, 0.5, size)",
        "heights(size, rng)": "return rng.normal(170, 8, size)",
        "triangle(size, rng)": "return (rng.random((2, size)).sum(axis=0) - 1) * np.sqrt(6)",
        "hum(image, rng)": "return image + 2 * rng.standard_normal(image.shape)",
    },
    "formulas": {
        "decay(t, rate)": "return np.exp(-rate * np.asarray(t))",
        "extremes(x)": "return float(np.min(x)), float(np.max(x))",
    },
}

_FUNCTION = '''

def {signature}:
    """Do what the name says."""
    ### BEGIN SOLUTION
    {body}
    ### END SOLUTION
'''


def write(
    folder: Path, pictures: Mapping[str, str] | None = None, *, title: str = "Chance"
) -> Path:
    """Write the course; `pictures` are texts of picture.py, by exercise."""
    (folder / "solutions").mkdir(parents=True)
    (folder / "noisegrade.toml").write_text(SETTINGS.format(title=title), encoding="utf-8")
    for section, functions in SOLUTIONS.items():
        text = f'"""Section {section}.\n"""\n\nimport numpy as np\n'
        for signature, body in functions.items():
            text += _FUNCTION.format(signature=signature, body=body)
        (folder / "solutions" / f"{section}.py").write_text(text, encoding="utf-8")
    for name, text in DECLARATIONS.items():
        room = folder / "declarations" / name
        room.mkdir(parents=True)
        (room / "declaration.py").write_text(_IMPORTS + text, encoding="utf-8")
    for name, text in (pictures or {}).items():
        (folder / "declarations" / name / "picture.py").write_text(text, encoding="utf-8")
    return folder
