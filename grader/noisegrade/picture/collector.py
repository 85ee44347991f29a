"""Make both sides of the picture, by the same calls in the same sandbox."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from noisegrade.course import Course
from noisegrade.errors import CourseError
from noisegrade.model import Chunk, FloatArray, Source, Submission
from noisegrade.picture.default_picture import default_picture
from noisegrade.picture.excuses import excuse
from noisegrade.picture.panels import Drawing, Packed, Panel, Row, Side, pack
from noisegrade.picture.scene_data import STOPS
from noisegrade.picture.spec import Chart, Subject, calls
from noisegrade.sandbox.calls import AnyArray, Reply, ReplyKind
from noisegrade.sandbox.client import Sandbox, Session

__all__ = ["draw"]

_CPU = 5.0  # seconds an exercise
_FIGURES = ("add_noise", "noise_steps", "noise_shortcut")  # what the two figures are made from
_MOST = 64  # numbers of one answer that a chart looks at


def draw(
    course: Course, submission: Submission, sandbox: Sandbox, exercises: Sequence[str], seed: int
) -> tuple[Panel, ...]:
    """Ask for everything that the page shows, of the learner's code and of the solutions."""
    names = list(dict.fromkeys([*exercises, *_FIGURES]))
    with sandbox.open(_solved(course)) as session:
        target = {name: _side(course, session, name, seed + 1) for name in names}
    with sandbox.open(submission) as session:
        yours = {name: _side(course, session, name, seed) for name in names}
    for name in names:
        sentence = dict(submission.unreadable).get(course.section_of(name).name)
        if sentence is not None:
            yours[name] = Side(sorry=sentence)
    return tuple(
        _panel(course, name, target[name], yours[name], shown=name in exercises) for name in names
    )


def _subject(course: Course, name: str) -> Subject:
    """Return what the picture of an exercise shows: declared, or made from the exercise."""
    declared = course.picture(name)
    if declared is None:
        return default_picture(course.find(name))
    if not isinstance(declared, Subject):
        raise CourseError(f"{name}/picture.py: PICTURE must be a Subject.")
    return declared


def _panel(course: Course, name: str, target: Side, yours: Side, *, shown: bool) -> Panel:
    subject = _subject(course, name)
    return Panel(
        name=name,
        shown=shown,
        task=course.function(name).docstring.partition("\n")[0],
        law=subject.law,
        rows=tuple(Row(one.label, one.mean, one.std) for one in subject.draws),
        asked=tuple(one.words for one in subject.table),
        chart=_drawing(subject.chart) if subject.chart else None,
        target=replace(target, path=()) if yours.path else target,  # it only stands in
        yours=yours,
    )


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
    )


def _solved(course: Course) -> Submission:
    sources = tuple(
        Source(one.name, (Chunk(one.solution.text, f"{one.name}.py"),), (one.name,))
        for one in course.sections
    )
    return Submission("target", sources)


def _side(course: Course, session: Session, name: str, seed: int) -> Side:
    """Draw one side of one exercise; what can't be drawn is left out, and said."""
    subject = _subject(course, name)
    asked = calls(name, subject, seed)
    outcome = session.run(course.section_of(name).name, asked, cpu_limit=_CPU)
    missing: list[Reply | None] = [None] * (len(asked) - len(outcome.replies))
    replies = [one if _is_good(one) else None for one in outcome.replies] + missing
    in_draws, in_path = len(subject.draws), len(subject.draws) + len(subject.path)
    in_table = in_path + len(subject.table)
    wanted = [one.shape for one in subject.draws]
    said = excuse(outcome, wanted)
    arrays = [
        _shaped(reply, shape) for reply, shape in zip(replies[:in_draws], wanted, strict=True)
    ]
    charted = replies[in_table:] or (replies[in_path:in_table] if subject.chart else [])
    return Side(
        sorry=said,
        draws=_draws(subject, arrays),
        path=_path(name, subject, arrays, replies[in_draws:in_path]),
        answers=tuple(_answer(one) for one in replies[in_path:in_table]),
        values=tuple(_values(one) for one in charted),
    )


def _is_good(reply: Reply) -> bool:
    return reply.kind is ReplyKind.RETURNED and bool(reply.values)


def _shaped(reply: Reply | None, shape: tuple[int, ...]) -> FloatArray | None:
    if reply is None or reply.values[0].array.shape != shape:
        return None
    return _real(reply.values[0].array)


def _draws(subject: Subject, arrays: Sequence[FloatArray | None]) -> tuple[Packed | None, ...]:
    with np.errstate(all="ignore"):
        return tuple(
            None if array is None else pack(one.to_z(array))
            for one, array in zip(subject.draws, arrays, strict=True)
        )


def _path(
    name: str,
    subject: Subject,
    arrays: Sequence[FloatArray | None],
    further: Sequence[Reply | None],
) -> tuple[Packed, ...]:
    """Give the image after every stop; nothing where a stop is missing."""
    if name not in {"noise_steps", "noise_shortcut"} or arrays[0] is None:
        return ()
    if name == "noise_steps":
        return tuple(pack(arrays[0][stop]) for stop in STOPS)
    start = np.asarray(subject.draws[0].args[0])
    stops = [start, *(_shaped(one, start.shape) for one in further), arrays[0]]
    packed = tuple(pack(one) for one in stops if one is not None)
    return packed if len(packed) == len(STOPS) else ()


def _answer(reply: Reply | None) -> str | None:
    """Write what came, each number to four digits."""
    if reply is None:
        return None
    parts = []
    for value in reply.values:
        if value.array.size != 1:
            return f"an array of shape {value.array.shape}"
        item = value.array.reshape(-1)[0]
        parts.append(str(bool(item)) if value.array.dtype == bool else _number(item))
    return ", ".join(parts)


def _number(item: complex) -> str:
    return f"{item + 0.0:.4g}".replace("-", "−")


def _values(reply: Reply | None) -> tuple[float | None, ...]:
    """Give the numbers of an answer, whatever they came in."""
    if reply is None:
        return ()
    flat = np.concatenate([_real(value.array).reshape(-1) for value in reply.values])[:_MOST]
    return tuple(float(one) if np.isfinite(one) else None for one in flat)


def _real(array: AnyArray) -> FloatArray:
    with np.errstate(over="ignore"):  # wider floats than float64 may hold larger numbers
        return np.asarray(array.real if np.iscomplexobj(array) else array, dtype=np.float64)
