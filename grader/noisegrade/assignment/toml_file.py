"""`assignment.toml`: read, and checked as far as that can be done without the course."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from importlib import resources
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from noisegrade.assignment.toml_table import TomlTable
from noisegrade.assignment.value import Assignment, Concession, LatePolicy, PenaltyBase
from noisegrade.course import Choice, Course, Selection
from noisegrade.errors import AssignmentError, UsageError
from noisegrade.report.learner_view import CASES, MISCONCEPTIONS, SEED

__all__ = ["FILE", "check_course", "parse_assignment", "public_text", "read_assignment", "schema"]

FILE = "assignment.toml"

_KEYS = (
    *("name", "title", "course", "exercises", "packages", "effect", "attempts"),
    *("deadline", "timezone", "late", "shown", "exceptions"),
)
_LATE = ("per_day", "of", "grace", "at_most", "cut_off")
_EXCEPTION = ("learner", "extension", "deadline", "drop", "because")
_SHOWN = (SEED, CASES, MISCONCEPTIONS)

Localize = Callable[[datetime], datetime | None]


def schema() -> dict[str, Any]:
    """Load the JSON Schema of `assignment.toml`."""
    text = resources.files(__package__).joinpath("schema.json").read_text(encoding="utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


def read_assignment(path: Path) -> Assignment:
    """Read an assignment file; raises as `parse_assignment`."""
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{path} can't be read: {error.strerror or error}.") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{path} can't be read: save it as UTF-8.") from error
    found = parse_assignment(text, str(path))
    if found.course is None or not (path.parent / found.course).is_dir():
        return found
    return replace(found, course=str((path.parent / found.course).resolve()))


def parse_assignment(text: str, file: str = FILE) -> Assignment:
    """Read an assignment.

    Raises
    ------
    AssignmentError
        Where a key is unknown, missing or wrong: names the file, the key and the mend.
    """
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{file} is not TOML: {error}.") from error
    top = TomlTable(file, "", values)
    top.only(_KEYS)
    name = top.text("name", "week-1")
    if not re.fullmatch(r"[\w.-]+", name):
        wrong = "it is one word of letters, digits, -, _ and ."
        raise top.error("name", wrong, 'write name = "week-1"')
    localize = _localized(top)
    attempts = top.number("attempts", None, low=1, example="3")
    deadline = top.moment("deadline", localize)
    return Assignment(
        name=name,
        title=top.text("title", "Week 1") or name,
        course=top.text("course", "noisegrade.what_noise_is") or None,
        selection=_selection(top),
        effect=top.number("effect", None, low=0.002, high=0.5, example="0.026"),
        attempts=None if attempts is None else int(attempts),
        deadline=deadline,
        late=_late(top.table("late")),
        hidden=_hidden(top.table("shown")),
        concessions=_concessions(top, localize),
        text=text,
    )


def check_course(assignment: Assignment, course: Course, file: str = FILE) -> Course:
    """Return the course that an assignment makes of a course.

    Raises
    ------
    AssignmentError
        Where an exercise or a claim is unknown, or an exception drops what isn't asked for.
    """
    for choice in assignment.selection.choices if assignment.selection else ():
        try:
            course.derive(Selection((choice,)))
        except UsageError as error:
            key = f"exercises.{choice.name}"
            raise AssignmentError(file, key, str(error).rstrip("."), "") from error
    derived = assignment.of_course(course)
    asked = {each.name for each in derived.exercises}
    for at, each in enumerate(assignment.concessions, start=1):
        for name in each.drop:
            if name not in asked:
                key = f"exceptions[{at}].drop"
                wrong = f"{name} is not an exercise of this assignment"
                raise AssignmentError(file, key, wrong, f"name any of {', '.join(sorted(asked))}")
    return derived


def public_text(assignment: Assignment) -> str:
    """Return the file without its exceptions, which concern single learners."""
    kept, inside = [], False
    for line in assignment.text.splitlines():
        if line.lstrip().startswith("["):
            inside = re.match(r"\s*\[\[\s*exceptions\s*\]\]", line) is not None
        if not inside:
            kept.append(line)
    text = "\n".join(kept).rstrip() + "\n"
    if parse_assignment(text).concessions:  # written in a way that lines don't show
        raise UsageError(
            "The exceptions can't be taken out of the assignment for learners: begin each of them "
            "with a line [[exceptions]]."
        )
    return text


def _localized(top: TomlTable) -> Localize:
    zone = top.text("timezone", "Europe/Berlin")
    if not zone:
        return lambda _: None
    try:
        loaded = ZoneInfo(zone)
    except (OSError, ValueError, KeyError) as error:
        raise top.error(
            "timezone",
            f'"{zone[:60]}" is not a time zone that is known here',
            'write one such as "Europe/Berlin" or "America/New_York", or give the deadline with '
            "its offset, 2026-02-01T23:59:00+01:00; on Windows, pip install tzdata",
        ) from error
    return lambda moment: moment.replace(tzinfo=loaded)


def _selection(top: TomlTable) -> Selection | None:
    packages = top.texts("packages", "pandas")
    if not top.has("exercises"):
        if not packages:
            return None
        raise top.error("exercises", "it is missing, and packages needs it", "list the exercises")
    if isinstance(top.raw("exercises"), list):
        names = top.texts("exercises", "bell_curve")
        choices = tuple(map(Choice, names))
    else:
        table = top.table("exercises")
        choices = tuple(_choice(table, name) for name in table.keys())  # noqa: SIM118 - no mapping
    if not choices:
        raise top.error("exercises", "it names none", 'write exercises = ["bell_curve"]')
    if len({each.name for each in choices}) < len(choices):
        raise top.error("exercises", "it names an exercise twice", "name each once")
    return Selection(choices, packages)


def _choice(table: TomlTable, name: str) -> Choice:
    if not isinstance(table.raw(name), dict):
        points = table.number(name, None, low=0.001, example="5")
        return Choice(name, points)
    own = table.table(name)
    own.only(("points", "weights"))
    weights = own.table("weights")
    given = tuple(
        (claim, float(weights.number(claim, 0.0, low=0, example="1")))
        for claim in weights.keys()  # noqa: SIM118 - it is no mapping
    )
    return Choice(name, own.number("points", None, low=0.001, example="5"), given)


def _late(table: TomlTable) -> LatePolicy:
    table.only(_LATE)
    of = table.text("of", "maximum", PenaltyBase.MAXIMUM)
    if of not in {each.value for each in PenaltyBase}:
        raise table.error("of", f'it is "{of[:60]}"', 'write of = "maximum" or of = "earned"')
    grace, cut_off = table.span("grace", "15 min"), table.span("cut_off", "7 days")
    policy = LatePolicy(
        per_day=table.number("per_day", 0.0, low=0, high=100, example="10"),
        of=PenaltyBase(of),
        at_most=table.number("at_most", 100.0, low=0, high=100, example="50"),
        cut_off=cut_off,
    )
    return policy if grace is None else replace(policy, grace=grace)


def _hidden(table: TomlTable) -> tuple[str, ...]:
    table.only(_SHOWN)
    return tuple(each for each in _SHOWN if not table.flag(each, default=True))


def _concessions(top: TomlTable, localize: Localize) -> tuple[Concession, ...]:
    tables = list(top.tables("exceptions"))
    found = tuple(_concession(each, localize) for each in tables)
    known: set[str] = set()
    for table, one in zip(tables, found, strict=True):
        if one.learner.casefold() in known:
            wrong = f"{one.learner} has an exception already"
            raise table.error("learner", wrong, "put both into one")
        known.add(one.learner.casefold())
    return found


def _concession(table: TomlTable, localize: Localize) -> Concession:
    table.only(_EXCEPTION)
    learner = table.text("learner", "ada@example.org")
    if not learner:
        wrong = "it is missing"
        raise table.error("learner", wrong, "write a name, login, email address or number")
    given = Concession(
        learner=learner,
        deadline=table.moment("deadline", localize),
        drop=table.texts("drop", "bell_curve"),
        because=table.text("because", "ill, with a certificate"),
    )
    extension = table.span("extension", "3 days")
    return given if extension is None else replace(given, extension=extension)
