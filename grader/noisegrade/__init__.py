"""Exercises on what noise really is, and a grader with a proven error rate.

Public is what `__all__` lists, and it is all that a course needs. Every module below this one is
internal: it may change with any release.

- Grade: `grade` returns a `Report`, in which each exercise has a `Verdict`.
- In a notebook: `check` looks at a function; `hint`, `predict`, `show` and `solution` do what the
  commands of these names do.
- Load a course: `load_course` returns a `Course`.
- Declare exercises: a `RandomExercise` by its `Trial`s, an `ExactExercise` by its truth and its
  `ExactClaim`s of `Case`s, both with `Misconception`s and a `Hint`; and `implementations` that
  are wrong or right.

Examples
--------
>>> import noisegrade
>>> course = noisegrade.load_course("noisegrade.what_noise_is")
>>> course.find("noise_step").points
5
>>> from scipy import stats
>>> noisegrade.Trial(
...     args=(100, noisegrade.RNG), shape=(100,), axes=("roll",), draws=stats.randint(1, 7)
... ).moments.mean
3.5
"""

from __future__ import annotations

TYPE_CHECKING = False  # as typing has it, which would take longer to import than all else here

if TYPE_CHECKING:
    from noisegrade.course import Course, load_course
    from noisegrade.exercise import (
        RNG,
        Args,
        Case,
        ExactClaim,
        ExactExercise,
        Exercise,
        Fact,
        Hint,
        Implementations,
        IrwinHall,
        Known,
        Misconception,
        Normal,
        Outcomes,
        Prediction,
        RandomExercise,
        Sample,
        TargetDistribution,
        TargetMoments,
        Trial,
        Truth,
        WrongDistribution,
        WrongFormula,
        common_mistakes,
        implementations,
        misshapen,
        result_fact,
        scaled_fact,
        wrong_distribution,
        wrong_distributions,
        wrong_draws,
        wrong_formula,
        wrong_gaussian,
        wrong_scaled,
    )
    from noisegrade.live_check import check
    from noisegrade.model import Report, Verdict
    from noisegrade.notebook import hint, predict, show, solution
    from noisegrade.path_grading import grade

    __version__: str

__all__ = [
    "RNG",
    "Args",
    "Case",
    "Course",
    "ExactClaim",
    "ExactExercise",
    "Exercise",
    "Fact",
    "Hint",
    "Implementations",
    "IrwinHall",
    "Known",
    "Misconception",
    "Normal",
    "Outcomes",
    "Prediction",
    "RandomExercise",
    "Report",
    "Sample",
    "TargetDistribution",
    "TargetMoments",
    "Trial",
    "Truth",
    "Verdict",
    "WrongDistribution",
    "WrongFormula",
    "__version__",
    "check",
    "common_mistakes",
    "grade",
    "hint",
    "implementations",
    "load_course",
    "misshapen",
    "predict",
    "result_fact",
    "scaled_fact",
    "show",
    "solution",
    "wrong_distribution",
    "wrong_distributions",
    "wrong_draws",
    "wrong_formula",
    "wrong_gaussian",
    "wrong_scaled",
]

_ELSEWHERE = {  # all other names come from noisegrade.exercise
    "Course": "course",
    "Report": "model",
    "Verdict": "model",
    "check": "live_check",
    "grade": "path_grading",
    "hint": "notebook",
    "load_course": "course",
    "predict": "notebook",
    "show": "notebook",
    "solution": "notebook",
}


if not TYPE_CHECKING:  # a type checker knows the names above, and no others

    def __getattr__(name: str) -> object:
        """Load a public name when it is asked for: `noisegrade --help` must not wait for NumPy."""
        if name == "__version__":
            from importlib.metadata import version  # noqa: PLC0415 - lazy, as said above

            return version("noisegrade")
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from importlib import import_module  # noqa: PLC0415 - lazy, as said above

        return getattr(import_module(f"noisegrade.{_ELSEWHERE.get(name, 'exercise')}"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
