"""The worked examples of a docstring, run on the learner's function: an error there is a finding.

What the examples print is not compared: other right code draws other numbers.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from dataclasses import replace

from noisegrade.course import Course, Function
from noisegrade.exercise import Exercise
from noisegrade.grading.requests import CallRunner, explain_failure
from noisegrade.model import Chunk, Finding, Source, Submission, Verdict
from noisegrade.sandbox.calls import Call, ReplyKind

__all__ = ["example_finding", "with_examples"]

_LABEL = "the worked example"
_PREFIX = "worked_example_of_"
_PROMPT = re.compile(r"^\s*(?:>>>|\.\.\.) ?(.*)$")
_BYTES = 64  # of what it returns: one number
_NUMBERS = 400_000  # that an example may draw


def with_examples(course: Course, submission: Submission) -> Submission:
    """Add the worked examples to every file, as functions that call the learner's."""
    sources = tuple(_with_examples(course, source) for source in submission.sources)
    return replace(submission, sources=sources)


def example_finding(exercise: Exercise, ask: CallRunner) -> Finding | None:
    """Run an exercise's worked examples; return what stopped them, if anything did.

    Where there is no time left for them they are left out: they are no test of speed.
    """
    call = Call(
        function=f"{_PREFIX}{exercise.name}", args=(), capacity=_BYTES, entropy=ask.seeds.example()
    )
    where = ask.where
    outcome = ask.make([call], numbers=_NUMBERS)
    ask.where = where  # the function itself, not the example that calls it
    if outcome.death is not None or not outcome.replies:
        return None
    (reply,) = outcome.replies
    if reply.kind in {ReplyKind.RETURNED, ReplyKind.MISSING, ReplyKind.OUT_OF_MEMORY}:
        return None
    failure = explain_failure(outcome, exercise, asked=1)
    if failure is None:
        return None
    says = failure.finding.says.removeprefix("It stopped")
    return Finding(
        claim="returns",
        verdict=Verdict.CRASHED,
        says=f"The worked example of its docstring stopped{says}",
    )


def _with_examples(course: Course, source: Source) -> Source:
    added = tuple(
        Chunk(text, _LABEL)
        for section in course.sections
        if section.name in source.sections
        for function in section.solution.functions
        for text in _example(section.solution.preamble, function)
    )
    return replace(source, chunks=(*source.chunks, *added))


def _example(preamble: str, function: Function) -> Iterator[str]:
    matches = map(_PROMPT.match, function.docstring.splitlines())
    lines = [match.group(1) for match in matches if match]
    if lines:
        body = "\n".join([preamble.strip(), "print = lambda *args, **options: None", *lines])
        head = f"def {_PREFIX}{function.name}():\n"
        yield f"{head}{textwrap.indent(body, '    ')}\n    return 0.0\n"
