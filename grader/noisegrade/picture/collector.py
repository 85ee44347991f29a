"""Make both sides of the picture, by the same calls in the same sandbox."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

import numpy as np

from noisegrade.course import Course
from noisegrade.errors import CourseError
from noisegrade.exercise import as_target
from noisegrade.model import Chunk, FloatArray, Source, Submission
from noisegrade.picture import answers
from noisegrade.picture.default_picture import default_picture
from noisegrade.picture.excuses import excuse
from noisegrade.picture.expected import expected, in_sigmas
from noisegrade.picture.panels import Drawing, Packed, Panel, Part, Row, Side, pack
from noisegrade.picture.spec import Chart, Draws, Figure, Kind, Role, Subject, calls
from noisegrade.sandbox.calls import Outcome, Reply, ReplyKind, Rng
from noisegrade.sandbox.client import Sandbox, Session

__all__ = ["draw"]

_CPU = 5.0  # seconds an exercise


def draw(
    course: Course, submission: Submission, sandbox: Sandbox, exercises: Sequence[str], seed: int
) -> tuple[Panel, ...]:
    """Ask for everything that the page shows, of the learner's code and of the solutions.

    Raises
    ------
    CourseError
        Where an exercise's picture can't be made as the course declares it.
    """
    subjects = _subjects(course, exercises)
    with sandbox.open(_solved(course)) as session:
        target = _both(course, session, subjects, seed + 1)
    with sandbox.open(submission) as session:
        yours = _both(course, session, subjects, seed)
    unreadable = dict(submission.unreadable)
    panels = []
    for name, subject in subjects.items():
        sentence = unreadable.get(course.section_of(name).name)
        came = yours[name] if sentence is None else _Answered.nothing(sentence)
        with _named(name):
            panels.append(_panel(course, name, subject, target[name], came))
    return tuple(replace(each, shown=each.name in exercises) for each in panels)


@contextmanager
def _named(name: str) -> Iterator[None]:
    """Name the exercise in whatever a course's own code raises."""
    try:
        yield
    except Exception as error:
        said = error if isinstance(error, CourseError) else f"{type(error).__name__}: {error}."
        raise CourseError(f"The picture of {name} can't be made: {said}") from error


def _subjects(course: Course, exercises: Sequence[str]) -> Mapping[str, Subject]:
    """Return what is shown of the exercises, and of those that a figure is made from."""
    found = {}
    feeders: dict[Role, str] = {}
    for exercise in course.exercises:
        with _named(exercise.name):
            subject = _subject(course, exercise.name, default=exercise.name in exercises)
        if subject.figure is not None:
            feeders.setdefault(subject.figure.role, exercise.name)
        found[exercise.name] = subject
    names = dict.fromkeys([*exercises, *feeders.values()])
    return {
        name: found[name] if name in feeders.values() else replace(found[name], figure=None)
        for name in names
    }


def _subject(course: Course, name: str, *, default: bool) -> Subject:
    """Return what the picture of an exercise shows: declared, or made from the exercise."""
    declared = course.picture(name)
    if declared is None:
        return default_picture(course.find(name)) if default else Subject()
    if not isinstance(declared, Subject):
        raise CourseError("PICTURE in its picture.py must be a Subject.")
    return declared


def _solved(course: Course) -> Submission:
    sources = tuple(
        Source(each.name, (Chunk(each.solution.text, f"{each.name}.py"),), (each.name,))
        for each in course.sections
    )
    return Submission("target", sources)


@dataclass(frozen=True, slots=True)
class _Answered:
    """What came from one side, sorted by what it was asked for; None for what can't be drawn."""

    sorry: str | None
    draws: tuple[FloatArray | None, ...] = ()
    stops: tuple[FloatArray | None, ...] = ()
    table: tuple[Reply | None, ...] = ()
    chart: tuple[Reply | None, ...] = ()

    @classmethod
    def nothing(cls, sorry: str) -> _Answered:
        return cls(sorry)


def _both(
    course: Course, session: Session, subjects: Mapping[str, Subject], seed: int
) -> dict[str, _Answered]:
    found = {}
    for name, subject in subjects.items():
        asked = calls(name, subject, seed)
        outcome = session.run(course.section_of(name).name, asked, cpu_limit=_CPU)
        found[name] = _answered(subject, outcome, len(asked))
    return found


def _answered(subject: Subject, outcome: Outcome, asked: int) -> _Answered:
    missing: list[Reply | None] = [None] * (asked - len(outcome.replies))
    replies = [each if _is_good(each) else None for each in outcome.replies] + missing
    further = len(subject.figure.calls) if subject.figure else 0
    to_stops = len(subject.draws)
    to_table = to_stops + further
    to_chart = to_table + len(subject.table)
    wanted = [each.shape for each in subject.draws]
    image = subject.figure.image.shape if subject.figure else ()
    return _Answered(
        sorry=excuse(outcome, wanted),
        draws=tuple(map(_shaped, replies[:to_stops], wanted)),
        stops=tuple(_shaped(each, image) for each in replies[to_stops:to_table]),
        table=tuple(replies[to_table:to_chart]),
        chart=tuple(replies[to_chart:]),
    )


def _is_good(reply: Reply) -> bool:
    return reply.kind is ReplyKind.RETURNED and bool(reply.values)


def _shaped(reply: Reply | None, shape: tuple[int, ...]) -> FloatArray | None:
    if reply is None or reply.values[0].array.shape != shape:
        return None
    return answers.real(reply.values[0].array)


def _panel(
    course: Course, name: str, subject: Subject, target: _Answered, yours: _Answered
) -> Panel:
    right, came = _side(subject, target), _side(subject, yours)
    table = zip(target.table, yours.table or (None,) * len(target.table), strict=True)
    return Panel(
        name=name,
        shown=True,
        task=course.function(name).docstring.partition("\n")[0],
        law=subject.law,
        rows=tuple(map(_row, subject.draws)),
        asked=tuple(each.words for each in subject.table),
        same=tuple(answers.equal(*pair) for pair in table),
        chart=_drawing(subject.chart) if subject.chart else None,
        figure=_part(subject.figure) if subject.figure else None,
        target=replace(right, path=()) if came.path else right,  # it only stands in
        yours=came,
    )


def _side(subject: Subject, answered: _Answered) -> Side:
    """Draw one side of one exercise; what can't be drawn is left out, and said."""
    charted = answered.chart or (answered.table if subject.chart else ())
    return Side(
        sorry=answered.sorry,
        draws=tuple(
            None if array is None else _packed(asked, array)
            for asked, array in zip(subject.draws, answered.draws, strict=bool(answered.draws))
        ),
        path=_path(subject.figure, answered),
        answers=tuple(answers.text(each) for each in answered.table),
        values=_values(subject.chart, charted),
    )


def _values(
    chart: Chart | None, charted: Sequence[Reply | None]
) -> tuple[tuple[float | None, ...], ...]:
    """Return the numbers of every answer; of an image, all that the page draws."""
    if chart is None or chart.kind is not Kind.IMAGES:
        return tuple(map(answers.numbers, charted))
    found = []
    for field, reply in zip(chart.fields, charted, strict=False):
        fits = reply is not None and reply.values[0].array.shape == field.shape
        most = field.size if fits else 0
        found.append(tuple(_short(one) for one in answers.numbers(reply, most=most)))
    return tuple(found)


def _short(value: float | None) -> float | None:
    """Round to as many digits as an eye can see: an image has many numbers."""
    return None if value is None else float(f"{value:.4g}")


def _packed(asked: Draws, array: FloatArray) -> Packed:
    with np.errstate(all="ignore"):
        return pack(in_sigmas(asked.distribution, asked.part(array)))


def _path(figure: Figure | None, answered: _Answered) -> tuple[Packed, ...]:
    """Return the image after every stop; nothing where a stop is missing."""
    last = answered.draws[0] if answered.draws else None
    if figure is None or last is None or figure.role is Role.AMPLITUDE:
        return ()
    if figure.role is Role.WALK:
        return tuple(pack(last[stop]) for stop in figure.stops)
    images = [figure.image, *answered.stops, last]
    packed = tuple(pack(each) for each in images if each is not None)
    return packed if len(packed) == len(figure.stops) else ()


def _row(asked: Draws) -> Row:
    moments = as_target(asked.distribution).moments
    return Row(asked.label, moments.mean, moments.std, expected(asked.distribution))


def _part(figure: Figure) -> Part:
    return Part(figure.role.value, pack(figure.image), figure.stops, figure.alpha_bars)


def _drawing(chart: Chart) -> Drawing:
    return Drawing(
        kind=chart.kind.value,
        caption=chart.caption,
        x=chart.x,
        y=chart.y,
        x_label=chart.x_label,
        y_label=chart.y_label,
        bells=chart.bells,
        fields=tuple(pack(field) for field in chart.fields),
        random=any(isinstance(arg, Rng) for args in chart.calls for arg in args),
    )
