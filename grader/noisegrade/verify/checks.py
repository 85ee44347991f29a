"""What must hold of a course, each line checked for real, in the sandbox, by the one path."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from noisegrade import grading
from noisegrade.course import Course, SolutionFile, parse
from noisegrade.errors import WorkbookError
from noisegrade.exercise import PREAMBLE, Exercise, Misconception
from noisegrade.grading import Settings
from noisegrade.model import Chunk, ExerciseReport, Source, Submission, Verdict
from noisegrade.sandbox.calls import Call
from noisegrade.sandbox.client import Sandbox
from noisegrade.scaffold import gaps
from noisegrade.verify.surviving_mutants import Tried, count_mutants, try_mutants

__all__ = ["Check", "count_checks", "verify"]

_EXAMPLES = """
def examples_of_{name}():
    import doctest
    parsed = doctest.DocTestParser().get_doctest(
        {name}.__doc__, dict(globals()), "{name}", None, None
    )
    runner = doctest.DocTestRunner(verbose=False)
    runner.run(parsed)
    return [float(runner.failures), float(runner.tries)]
"""
_EXAMPLES_CPU = 30.0  # seconds: an example may draw a picture's worth of noise


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that must hold of one exercise, and what was found."""

    name: str
    exercise: str
    holds: bool
    says: str


def count_checks(
    course: Course, *, seeds: int, mutants: bool = True, only: Sequence[str] = ()
) -> int:
    """Count what `verify` will yield."""
    exercises = _chosen(course, only)
    each = sum(_implementations(course, one) for one in exercises)
    written = sum(max(1, sum(1 for _ in gaps(course, one.name))) for one in exercises)
    return (
        len(exercises) * (seeds + 3)
        + each
        + written
        + (count_mutants(course, exercises) if mutants else 0)
    )


def _chosen(course: Course, only: Sequence[str]) -> tuple[Exercise, ...]:
    """Return the exercises of these names; all where none are named."""
    names = {course.find(name).name for name in only}
    return tuple(each for each in course.exercises if not names or each.name in names)


def _implementations(course: Course, exercise: Exercise) -> int:
    known = course.implementations(exercise.name)
    return len(exercise.misconceptions) + len(known.slips) + len(known.unnamed) + len(known.right)


def verify(  # noqa: PLR0913 - the options of the command
    course: Course,
    *,
    solutions: Path | None,
    exercises: Path | None,
    seeds: int,
    mutants: bool = True,
    only: Sequence[str] = (),
) -> Iterator[Check]:
    """Check a course against itself.

    Parameters
    ----------
    course : what is declared
    solutions : a folder of solutions to check in place of the course's own
    exercises : the stubs that learners start from; None for those beside the solutions, if any
    seeds : how many gradings of the solutions
    mutants : also try faults that are put into the solutions mechanically
    only : the exercises to check; none for all
    """
    chosen = _chosen(course, only)
    names = [each.name for each in chosen]
    sections = _solutions(course, solutions)
    stubs = exercises or _beside(course, solutions)
    solved = _submission("solutions", {section.name: section.text for section in sections})
    with Sandbox(packages=course.packages) as sandbox:
        for seed in range(1, seeds + 1):
            for report in _graded(course, sandbox, solved, seed, names):
                yield _passes(report, seed)
        yield from _written(course, names)
        for check in _stubs(course, sandbox, sections, stubs):
            if check.exercise in names:
                yield check
        yield from _examples(course, sandbox, solved, names)
        for exercise in chosen:
            yield from _known(course, sandbox, exercise)
        if mutants:
            yield from map(_mutant, try_mutants(course, sandbox, chosen))


def _solutions(course: Course, folder: Path | None) -> tuple[SolutionFile, ...]:
    if folder is None:
        return tuple(section.solution for section in course.sections)
    return tuple(parse(_read(folder / f"{name}.py"), name) for name in course.section_names)


def _beside(course: Course, folder: Path | None) -> Path | None:
    """Find the stubs beside the solutions."""
    folder = course.solutions if folder is None else folder
    beside = folder.resolve().parent / "exercises"
    return beside if beside.is_dir() else None


def _submission(name: str, texts: Mapping[str, str]) -> Submission:
    """Make a submission of one text per section."""
    return Submission(
        name,
        tuple(
            Source(section, (Chunk(text, f"{section}.py"),), (section,))
            for section, text in texts.items()
        ),
    )


def _known(course: Course, sandbox: Sandbox, exercise: Exercise) -> Iterator[Check]:
    """Check every implementation that is known of an exercise."""
    known = course.implementations(exercise.name)
    grade = partial(_report, course, sandbox, exercise)
    for mistake in exercise.misconceptions:
        yield _caught(exercise, mistake, known.misconceptions.get(mistake.id), grade)
    for name, text in known.slips.items():
        yield _slip(exercise, name, grade(text))
    for name, text in known.unnamed.items():
        yield _unnamed(exercise, name, grade(text))
    for name, text in known.right.items():
        yield _right(exercise, name, grade(text))


def _graded(
    course: Course, sandbox: Sandbox, work: Submission, seed: int, names: Sequence[str]
) -> Iterator[ExerciseReport]:
    settings = Settings(course=course, seed=seed)
    reports = grading.grade(work, sandbox, settings=settings, only=names).exercises
    return (report for report in reports if report.exercise in names)


def _passes(report: ExerciseReport, seed: int) -> Check:
    holds = report.verdict is Verdict.PASSED
    says = f"passes on seed {seed}." if holds else f"fails on seed {seed}: {report.says}"
    return Check("solution passes", report.exercise, holds, f"The solution {says}")


def _written(course: Course, names: Sequence[str]) -> Iterator[Check]:
    """Find what `noisegrade new exercise` left for the author to write."""
    name = "nothing is left to write"
    for exercise in names:
        left = [Check(name, exercise, holds=False, says=gap) for gap in gaps(course, exercise)]
        yield from left or [Check(name, exercise, holds=True, says="Everything is written.")]


def _stubs(
    course: Course,
    sandbox: Sandbox,
    sections: tuple[SolutionFile, ...],
    exercises: Path | None,
) -> Iterator[Check]:
    derived = {section.name: section.stub for section in sections}
    work = _submission("stubs", derived)
    for report in _graded(course, sandbox, work, 1, [each.name for each in course.exercises]):
        holds = report.verdict is Verdict.NOT_ATTEMPTED
        yield Check("stub is not attempted", report.exercise, holds, f"The stub: {report.says}")
    for section in sections:
        path = None if exercises is None else exercises / f"{section.name}.py"
        found = derived[section.name] if path is None else _text(path)
        for function in section.functions:
            holds = function.stub in found
            says = "Stub and solution share signature and docstring."
            if not holds:
                says = f"{path} is not derived from the solution: run noisegrade stubs."
            yield Check("stub matches solution", function.name, holds, says)


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise WorkbookError(f"{path} can't be read: {error}.") from error


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def _examples(
    course: Course, sandbox: Sandbox, solved: Submission, names: Sequence[str]
) -> Iterator[Check]:
    """Run the worked examples of the docstrings, each in its own section's module."""
    asking = "".join(_EXAMPLES.format(name=name) for name in names)
    sources = tuple(
        replace(one, chunks=(*one.chunks, Chunk(asking, "examples"))) for one in solved.sources
    )
    with sandbox.open(replace(solved, sources=sources)) as session:
        for name in names:
            call = Call(function=f"examples_of_{name}", args=(), capacity=64, entropy=1)
            section = course.section_of(name).name
            outcome = session.run(section, [call], cpu_limit=_EXAMPLES_CPU)
            values = [float(one.array) for reply in outcome.replies for one in reply.values]
            failures, tries = values if len(values) == 2 else (1.0, 0.0)  # noqa: PLR2004 - a pair
            holds = failures == 0 and tries > 0
            says = f"{tries:g} worked examples run."
            if not holds:
                said = textwrap.shorten(outcome.output, 300) or "there are none, or they crash."
                says = f"The worked examples don't run: {said}"
            yield Check("worked examples run", name, holds, says)


def _report(course: Course, sandbox: Sandbox, exercise: Exercise, text: str) -> ExerciseReport:
    """Grade one implementation of one exercise."""
    section = course.section_of(exercise.name).name
    work = _submission("implementation", {section: PREAMBLE + text})
    settings = Settings(course=course, seed=1)
    report = grading.grade(work, sandbox, settings=settings, only=[exercise.name])
    return next(each for each in report.exercises if each.exercise == exercise.name)


def _mutant(tried: Tried) -> Check:
    name = "mutant of the solution loses points, or is known to be equivalent"
    says = f"{tried.mutant.id}: {tried.mutant.says}."
    if tried.survives:
        says += " It passes: ask for what it gets wrong, or say in equivalent_mutants why it may."
    return Check(name, tried.exercise, not tried.survives, says)


def _caught(
    exercise: Exercise,
    mistake: Misconception,
    text: str | None,
    grade: Callable[[str], ExerciseReport],
) -> Check:
    name = "mistake is caught and named"
    if text is None:
        says = (
            f"{mistake.id} has no implementation: write one in {exercise.name}/implementations.py."
        )
        return Check(name, exercise.name, holds=False, says=says)
    report = grade(text)
    broken = [one.claim for one in report.findings if one.verdict is Verdict.FAILED]
    if mistake.claim not in broken:
        found = ", ".join(broken) or "nothing"
        says = f"{mistake.id} should break {mistake.claim}; it breaks {found}: {report.says}"
    elif report.misconception != mistake.id:
        says = f"{mistake.id} is taken for {report.misconception or 'nothing known'}."
    else:
        return Check(name, exercise.name, holds=True, says=f"{mistake.id}: {report.says}")
    return Check(name, exercise.name, holds=False, says=says)


def _slip(exercise: Exercise, name: str, report: ExerciseReport) -> Check:
    what = "slip is caught and named"
    if report.verdict is Verdict.PASSED:
        return Check(what, exercise.name, holds=False, says=f"{name} passes.")
    if report.misconception != name:
        says = f"{name} is taken for {report.misconception or 'nothing known'}."
        return Check(what, exercise.name, holds=False, says=says)
    return Check(what, exercise.name, holds=True, says=f"{name}: {report.says}")


def _unnamed(exercise: Exercise, name: str, report: ExerciseReport) -> Check:
    what = "unnamed mistake is caught"
    if report.verdict is Verdict.PASSED:
        return Check(what, exercise.name, holds=False, says=f"{name} passes.")
    if report.misconception is not None:
        says = f"{name} is taken for {report.misconception}."
        return Check(what, exercise.name, holds=False, says=says)
    return Check(what, exercise.name, holds=True, says=f"{name}: {report.says}")


def _right(exercise: Exercise, name: str, report: ExerciseReport) -> Check:
    holds = report.verdict is Verdict.PASSED
    return Check("right implementation passes", exercise.name, holds, f"{name}: {report.says}")
