"""Grade one path from Python: the same grading as on the command line, without a journal."""

from __future__ import annotations

from pathlib import Path

from noisegrade import grading, submission
from noisegrade.course import Course, load_course
from noisegrade.errors import UsageError
from noisegrade.model import Isolation, Report
from noisegrade.sandbox.client import Sandbox
from noisegrade.stats.budget import DEFAULT_EFFECT

__all__ = ["grade"]


def grade(
    path: str | Path,
    *,
    course: Course | str | Path | None = None,
    seed: int | None = None,
    effect: float | None = None,
    accept_unsafe: bool = False,
) -> Report:
    """Grade a submission in the sandbox.

    Parameters
    ----------
    path : a folder with any of the course's files, one `.py` or one `.ipynb`
    course : the course, or what `load_course` takes; by default the course in force in this folder
    seed : repeats a grading; by default a fresh one, which the report records
    effect : the smallest effect to detect, from 0.002 to 0.5; by default 0.026. A finer one
        takes more draws
    accept_unsafe : grade even where this machine can't confine the code

    Returns
    -------
    Report
        The same seed, effect and versions give the same report, but for `cpu_seconds`.

    Raises
    ------
    UsageError
        Where the path is not a submission, the course can't be used, or the machine can't confine
        the code.

    Examples
    --------
    >>> from pathlib import Path
    >>> import noisegrade
    >>> course = noisegrade.load_course("noisegrade.what_noise_is")
    >>> report = noisegrade.grade(course.solutions / "independence.py", course=course, seed=1)
    >>> report.score
    5.0
    >>> [each.verdict.value for each in report.exercises if each.score]
    ['passed']
    """
    loaded = course if isinstance(course, Course) else load_course(course)
    effect = DEFAULT_EFFECT if effect is None else effect
    if not 0.002 <= effect <= 0.5:  # noqa: PLR2004 - as the command line has it
        raise UsageError(f"The effect must lie between 0.002 and 0.5; it is {effect:g}.")
    work = submission.read(Path(path), loaded.functions)
    settings = grading.Settings(
        course=loaded, seed=grading.fresh_seed() if seed is None else seed, effect=effect
    )
    with Sandbox(packages=loaded.packages) as sandbox:
        if sandbox.isolation is Isolation.LIMITS and not accept_unsafe:
            raise UsageError(
                "This machine can't confine a submission: its code could read your files. Grade on "
                "Linux, or say accept_unsafe=True if you trust the submission."
            )
        return grading.grade(work, sandbox, settings=settings)
