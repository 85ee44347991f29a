"""Make both sides of the picture, by the same calls in the same sandbox, and check one of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

from noisegrade.course import Course
from noisegrade.errors import CourseError
from noisegrade.exercise import Exercise
from noisegrade.model import Chunk, Source, Submission, Verdict
from noisegrade.picture import answers
from noisegrade.picture.answered import Answered, answered
from noisegrade.picture.default_picture import default_picture
from noisegrade.picture.examination import examined
from noisegrade.picture.guess import guess
from noisegrade.picture.panels import Checked, Guess, Panel
from noisegrade.picture.reel import reel
from noisegrade.picture.sides import drawing, row, side
from noisegrade.picture.spec import Subject, calls
from noisegrade.progress import Progress, Record
from noisegrade.sandbox.interfaces import AnySandbox, AnySession

__all__ = ["draw"]

_CPU = 5.0  # seconds an exercise
_BLANK = frozenset({Verdict.NOT_ATTEMPTED.value, Verdict.OUT_OF_LIMITS.value})


def draw(  # noqa: PLR0913 - what is remembered of a learner may be left out
    course: Course,
    submission: Submission,
    sandbox: AnySandbox,
    exercises: Sequence[str],
    seed: int,
    *,
    progress: Progress | None = None,
) -> tuple[Panel, ...]:
    """Check the exercises, and ask for all that the page shows, of the learner's code and of ours.

    Parameters
    ----------
    seed : of the check and of the draws
    progress : what is remembered of the learner: what they predicted

    Raises
    ------
    CourseError
        Where an exercise's picture can't be made as the course declares it.
    """
    subjects = _subjects(course, exercises)
    checked = examined(course, submission, sandbox, tuple(subjects), seed)
    targets = _targets(course, sandbox, subjects, seed + 1)
    running = {name: subjects[name] for name in subjects if checked[name].verdict not in _BLANK}
    with sandbox.open(submission) as session:
        yours = _both(course, session, running, seed)
    known = progress or Progress()
    unreadable = dict(submission.unreadable)
    panels = []
    for name, subject in subjects.items():
        sentence = unreadable.get(course.section_of(name).name) or _blank(checked[name])
        came = yours[name] if sentence is None else Answered(sentence)
        about = _about(course, name, checked[name], known.of(name), shown=name in exercises)
        with _named(name):
            target = targets.get(name, Answered(None))
            panels.append(_panel(course.find(name), subject, about, target, came))
    return tuple(panels)


@dataclass(frozen=True, slots=True, kw_only=True)
class _About:
    """What stands in a panel beside its drawings."""

    section: str
    task: str
    shown: bool
    checked: Checked
    guess: Guess | None


def _about(course: Course, name: str, checked: Checked, record: Record, *, shown: bool) -> _About:
    return _About(
        section=course.section_of(name).title,
        task=course.function(name).docstring.partition("\n")[0],
        shown=shown,
        checked=checked,
        guess=guess(course.find(name), record),
    )


def _blank(checked: Checked) -> str | None:
    """Say why an exercise isn't called at all: it isn't written, or would only run on and on."""
    if checked.verdict not in _BLANK:
        return None
    return checked.sentences[0]


def _targets(
    course: Course,
    sandbox: AnySandbox,
    subjects: Mapping[str, Subject],
    seed: int,
) -> dict[str, Answered]:
    """Ask the solutions, where a picture shows what they return."""
    compared = {
        name: replace(subject, film=None)
        for name, subject in subjects.items()
        if subject.draws or subject.table or subject.chart
    }
    if not compared:
        return {}
    with sandbox.open(_solved(course)) as session:
        return _both(course, session, compared, seed)


@contextmanager
def _named(name: str) -> Iterator[None]:
    """Name the exercise in whatever a course's own code raises."""
    try:
        yield
    except Exception as error:
        said = error if isinstance(error, CourseError) else f"{type(error).__name__}: {error}."
        raise CourseError(f"The picture of {name} can't be made: {said}") from error


def _subjects(course: Course, exercises: Sequence[str]) -> Mapping[str, Subject]:
    """Return what is shown of the exercises, and of those whose images stand beside theirs."""
    found = {}
    for name in exercises:
        with _named(name):
            found[name] = _subject(course, name)
    for subject in tuple(found.values()):
        beside = subject.film.beside if subject.film else ""
        if beside and beside not in found:
            with _named(beside):
                found[course.find(beside).name] = Subject(film=_subject(course, beside).film)
    return found


def _subject(course: Course, name: str) -> Subject:
    """Return what the picture of an exercise shows: declared, or made from the exercise."""
    declared = course.picture(name)
    if declared is None:
        return default_picture(course.find(name))
    if not isinstance(declared, Subject):
        raise CourseError("PICTURE in its picture.py must be a Subject.")
    return declared


def _solved(course: Course) -> Submission:
    sources = tuple(
        Source(each.name, (Chunk(each.solution.text, f"{each.name}.py"),), (each.name,))
        for each in course.sections
    )
    return Submission("target", sources)


def _both(
    course: Course,
    session: AnySession,
    subjects: Mapping[str, Subject],
    seed: int,
) -> dict[str, Answered]:
    found = {}
    for name, subject in subjects.items():
        asked = calls(name, subject, seed)
        outcome = session.run(course.section_of(name).name, asked, cpu_limit=_CPU)
        found[name] = answered(subject, outcome, len(asked))
    return found


def _panel(
    exercise: Exercise, subject: Subject, about: _About, target: Answered, yours: Answered
) -> Panel:
    none = (None,) * len(target.table)
    table = zip(target.table, yours.table or none, strict=True)
    return Panel(
        name=exercise.name,
        section=about.section,
        shown=about.shown,
        checked=about.checked,
        guess=about.guess,
        task=about.task,
        law=subject.law,
        rows=tuple(map(row, subject.draws)),
        asked=tuple(each.words for each in subject.table),
        same=tuple(answers.equal(*pair) for pair in table),
        chart=drawing(subject.chart) if subject.chart else None,
        film=reel(exercise, subject.film, yours.film, yours.sorry),
        target=side(subject, target),
        yours=side(subject, yours),
    )
