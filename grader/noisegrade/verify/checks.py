"""What must hold of a course, each line checked for real, in the sandbox, by the one path."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from noisegrade import course, grading, submission
from noisegrade.exercise import Exercise, Misconception
from noisegrade.grading import Settings
from noisegrade.model import Chunk, ExerciseReport, Source, Submission, Verdict
from noisegrade.sandbox.calls import Call
from noisegrade.sandbox.client import Sandbox
from noisegrade.verify.implementations import Wrong, source
from noisegrade.workbook import Section

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


def count_checks(wrong: Wrong, *, seeds: int) -> int:
    """Count what `verify` will yield."""
    exercises = len(course.EXERCISES)
    return exercises * (seeds + 3) + sum(len(mistakes) for mistakes in wrong.values())


def verify(
    solutions: Path, sections: tuple[Section, ...], exercises: Path | None, wrong: Wrong, seeds: int
) -> Iterator[Check]:
    """Hold the solutions in a folder, and the course, against each other.

    Parameters
    ----------
    solutions : the folder, graded as a submission
    sections : the same, parsed
    exercises : the stubs that learners start from; None for those that are derived
    wrong : an implementation for every catalogued mistake
    seeds : how many gradings of the solutions
    """
    solved = submission.read(solutions)
    with Sandbox() as sandbox:
        for seed in range(1, seeds + 1):
            for report in _graded(sandbox, solved, seed):
                yield _passes(report, seed)
        yield from _stubs(sandbox, sections, exercises)
        yield from _examples(sandbox, solved)
        for exercise in course.EXERCISES:
            for mistake in exercise.misconceptions:
                text = wrong.get(exercise.name, {}).get(mistake.id)
                yield _caught(sandbox, exercise, mistake, text)


def _graded(sandbox: Sandbox, work: Submission, seed: int) -> tuple[ExerciseReport, ...]:
    return grading.grade(work, sandbox, settings=Settings(seed=seed)).exercises


def _passes(report: ExerciseReport, seed: int) -> Check:
    holds = report.verdict is Verdict.PASSED
    says = f"passes on seed {seed}." if holds else f"fails on seed {seed}: {report.says}"
    return Check("solution passes", report.exercise, holds, f"The solution {says}")


def _stubs(
    sandbox: Sandbox, sections: tuple[Section, ...], exercises: Path | None
) -> Iterator[Check]:
    derived = {
        f"{section.name}.py": section.stub for section in sections
    }  # signature and docstring are the solution's: nobody writes them twice
    sources = tuple(
        Source(name.removesuffix(".py"), (Chunk(text, name),), (name.removesuffix(".py"),))
        for name, text in derived.items()
    )
    for report in _graded(sandbox, Submission("stubs", sources), 1):
        holds = report.verdict is Verdict.NOT_ATTEMPTED
        yield Check("stub is not attempted", report.exercise, holds, f"The stub: {report.says}")
    for section in sections:
        path = None if exercises is None else exercises / f"{section.name}.py"
        found = derived[f"{section.name}.py"] if path is None else _text(path)
        for function in section.functions:
            holds = function.stub in found
            says = "Stub and solution share signature and docstring."
            if not holds:
                says = f"{path} is not derived from the solution: run noisegrade stubs."
            yield Check("stub matches solution", function.name, holds, says)


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def _examples(sandbox: Sandbox, solved: Submission) -> Iterator[Check]:
    """Run the worked examples of the docstrings, each in its own section's module."""
    names = [one.name for one in course.EXERCISES]
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


def _caught(
    sandbox: Sandbox, exercise: Exercise, mistake: Misconception, text: str | None
) -> Check:
    name = "mistake is caught and named"
    if text is None:
        says = f"{mistake.id} has no implementation in tests/misconceptions."
        return Check(name, exercise.name, holds=False, says=says)
    section = course.section_of(exercise.name).name
    chunk = Chunk(source(text), f"{section}.py")
    work = Submission(mistake.id, (Source(section, (chunk,), (section,)),))
    reports = grading.grade(work, sandbox, settings=Settings(seed=1), only=[exercise.name])
    report = next(one for one in reports.exercises if one.exercise == exercise.name)
    broken = [one.claim for one in report.findings if one.verdict is Verdict.FAILED]
    if mistake.claim not in broken:
        found = ", ".join(broken) or "nothing"
        says = f"{mistake.id} should break {mistake.claim}; it breaks {found}."
    elif report.misconception != mistake.id:
        says = f"{mistake.id} is taken for {report.misconception or 'nothing known'}."
    else:
        return Check(name, exercise.name, holds=True, says=f"{mistake.id}: {report.says}")
    return Check(name, exercise.name, holds=False, says=says)
