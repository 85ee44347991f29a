"""Hints, predictions and solutions in a cell; the session remembers what was seen."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from noisegrade import coaching
from noisegrade.course import Course
from noisegrade.live_check import Told, recollection
from noisegrade.notebook.named import named
from noisegrade.untrusted_text import for_html

__all__ = ["hint", "predict", "solution"]


@dataclass(frozen=True, slots=True, repr=False)
class _Hints:
    """The hints that were seen, each under the name of its level."""

    hints: tuple[tuple[str, str], ...]
    left: int

    def __repr__(self) -> str:
        lines = (f"{level}\n  {text}" for level, text in self.hints)
        return "\n".join([*lines, self._more()])

    def _repr_html_(self) -> str:
        items = "".join(
            f"<dt><b>{for_html(level)}</b></dt><dd>{for_html(text)}</dd>"
            for level, text in self.hints
        )
        return f"<dl>{items}</dl><p><small>{self._more()}</small></p>"

    def _more(self) -> str:
        return f"{self.left} more: run the cell again." if self.left else "These are all the hints."


@dataclass(frozen=True, slots=True, repr=False)
class _Code:
    """A function, as it can be solved."""

    text: str

    def __repr__(self) -> str:
        return self.text

    def _repr_html_(self) -> str:
        return f"<pre><code>{for_html(self.text)}</code></pre>"


def hint(function: object, *, course: Course | str | Path | None = None) -> _Hints | Told:
    """Show the next hint for a function of the course; earlier ones stay.

    What to do about the mistake that the last check named comes first.

    Parameters
    ----------
    function : the function, or its name
    course : that it belongs to; as in `check`
    """
    found = named(function, course, "hint")
    if isinstance(found, Told):
        return found
    record = recollection.of(found.key)
    seen = min(record.hints + 1, len(coaching.LEVELS))
    recollection.change(found.key, hints=seen)
    step = coaching.next_step(found.exercise, record)
    first = (("from your last check", step),) if step else ()
    left = len(coaching.LEVELS) - seen
    return _Hints((*first, *coaching.hints(found.exercise, seen)), left)


def predict(
    function: object, answer: float | None = None, *, course: Course | str | Path | None = None
) -> Told:
    """Ask the question before you code, or keep your answer to it until the pass.

    Parameters
    ----------
    function : the function, or its name
    answer : a number; without one the question is shown
    course : that it belongs to; as in `check`
    """
    found = named(function, course, "predict")
    if isinstance(found, Told):
        return found
    name = found.exercise.name
    question = coaching.question(found.exercise)
    if question is None:
        return Told(f"{name} has no prediction: start coding.")
    if answer is None:
        return Told(f"{question} Answer with a number, as in predict({name}, 5).")
    number = coaching.read_number(str(answer))
    if number is None:
        return Told(f"{answer!r} is not a number: write one such as 5 or 0.7.")
    record = recollection.change(found.key, prediction=number)
    recalled = coaching.recalled(found.exercise, record) if record.passed_once else None
    later = f"You predict {number:g}. You will see it again when {name} passes."
    return Told(recalled or later)


def solution(
    function: object, *, give_up: bool = False, course: Course | str | Path | None = None
) -> _Code | Told:
    """Show how an exercise can be solved, after your pass.

    Parameters
    ----------
    function : the function, or its name
    give_up : show it before the first pass
    course : that it belongs to; as in `check`
    """
    found = named(function, course, "solution")
    if isinstance(found, Told):
        return found
    name = found.exercise.name
    record = recollection.of(found.key)
    if not record.passed_once and not record.gave_up:
        if not give_up:
            return Told(
                f"{name} has not passed in this session, so its solution stays closed. Run "
                f"check({name}) first; or hint({name}) for a hint; or, to give up, "
                f"solution({name}, give_up=True)."
            )
        recollection.change(found.key, gave_up=True)
    return _Code(found.course.function(name).solution)
