"""The solutions as live functions, and the settings that everything is graded with."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from built_in import COURSE
from noisegrade.exercise import RandomExercise
from noisegrade.grading import Settings

__all__ = ["DRAWN_ALONE", "SAMPLERS", "SETTINGS", "SOLUTIONS", "right_function"]

SETTINGS = Settings(course=COURSE, seed=20261124)
SAMPLERS = [one.name for one in COURSE.exercises if isinstance(one, RandomExercise)]
DRAWN_ALONE = ["sample_static", "sample_gaussian", "sample_sum", "many_small_effects"]
SOLUTIONS = Path(__file__).parents[2] / "solutions"


@cache
def right_function(name: str) -> Callable[..., Any]:
    """Load a solution as it stands in its file."""
    namespace: dict[str, Any] = {}
    text = (SOLUTIONS / f"{COURSE.section_of(name).name}.py").read_text(encoding="utf-8")
    exec(text, namespace)  # noqa: S102 - our own solutions
    function = namespace[name]
    assert callable(function)
    return function  # type: ignore[no-any-return]  # checked above
