"""A roster: a CSV file, as any of the platforms exports it, that tells who the learners are."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, fields, replace
from pathlib import Path

from noisegrade.batch.archives import bare
from noisegrade.batch.sources import SubmissionSource
from noisegrade.batch.times import moment
from noisegrade.errors import UsageError
from noisegrade.model import HandedIn, TimeSource
from noisegrade.report.people import NOBODY, Learner
from noisegrade.submission.text_files import printable

__all__ = ["Roster", "enrolled", "read_roster"]

_COLUMNS = {  # the words of Canvas, Moodle, Gradescope, nbgrader, Classroom 50; letters alone count
    "submission": ("submission", "folder", "file"),
    "name": ("student", "name", "fullname", "displayname"),
    "first": ("firstname", "givenname"),
    "last": ("lastname", "surname", "familyname"),
    "email": ("email", "emailaddress"),
    "number": ("sisuserid", "sid", "studentid", "studentnumber", "idnumber", "lmsuserid"),
    "login": ("sisloginid", "username", "login", "userid"),
    "platform_id": ("id", "identifier", "canvasid", "participant"),
    "section": ("section", "sections", "group"),
    "time": ("lastmodifiedsubmission", "submissiontime", "submittedat", "handedin"),
}
_MATCHED = ("submission", "platform_id", "login", "number", "email", "name")  # surest first
_ENOUGH = {"submission", "platform_id", "login", "number", "email", "name"}


class Roster:
    """Finds learners by whatever is known of them."""

    def __init__(
        self,
        people: Mapping[tuple[str, str], Learner],
        times: Mapping[Learner, str] | None = None,
    ) -> None:
        self._people = people
        self._times = times or {}
        self._seen: set[Learner] = set()

    def find(self, name: str, known: Learner = NOBODY) -> Learner:
        """Find the author of a submission of this name; what is not in the roster stays as known.

        A value that two learners share identifies neither.
        """
        for key, value in _clues(name, known):
            learner = self._people.get((key, _plain(key, value)), NOBODY)
            if learner != NOBODY:
                self._seen.add(learner)
                told = {field: value for field, value in asdict(learner).items() if value}
                return replace(known, **told)
        return known

    def time(self, name: str, known: Learner) -> HandedIn | None:
        """Return when the author of a submission handed it in, if the roster says so."""
        for key, value in _clues(name, known):
            learner = self._people.get((key, _plain(key, value)), NOBODY)
            told = self._times.get(learner, "")
            if learner != NOBODY and moment(told) is not None:
                return HandedIn(source=TimeSource.ROSTER, at=told)
        return None

    def absent(self) -> list[str]:
        """Name those of whom no submission was found."""
        left = {learner for learner in self._people.values() if learner != NOBODY} - self._seen
        return sorted(one.name or one.login or one.email or one.number for one in left)


def enrolled(places: Iterable[SubmissionSource], roster: Roster) -> Iterator[SubmissionSource]:
    """Return submissions with what the roster knows of their authors."""
    for place in places:
        clue = place.clue or place.name
        learner = roster.find(clue, place.learner)
        time = roster.time(clue, place.learner) or place.handed_in
        yield replace(place, learner=learner, handed_in=time)


def read_roster(path: Path | None) -> Roster:
    """Read a roster; without a file, an empty one.

    Raises
    ------
    UsageError
        Where it is not CSV, or none of its columns identifies anybody.
    """
    if path is None:
        return Roster({})
    try:
        text = path.read_text(encoding="utf-8-sig")
        delimiter = max(",;\t", key=text.partition("\n")[0].count)
        rows = list(csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise UsageError(f"The roster {path} can't be read: {error}.") from error
    known = {_meaning(column or "") for row in rows[:1] for column in row}
    if rows and not known & {*_ENOUGH, "last"}:
        raise UsageError(
            f"The roster {path} has no column that says who is who: name one of them submission, "
            "login, email, ID or name."
        )
    people: dict[tuple[str, str], Learner] = {}
    times: dict[Learner, str] = {}
    for row in filter(_is_person, rows):
        told = next((text for key, text in row.items() if _meaning(key or "") == "time"), "")
        for clue, learner in _entries(row):
            people[clue] = learner if people.get(clue, learner) == learner else NOBODY
            times[learner] = told or ""
    return Roster(people, times)


def _entries(row: Mapping[str, str]) -> Iterator[tuple[tuple[str, str], Learner]]:
    cells = {_meaning(key or ""): (value or "").strip() for key, value in row.items()}
    whole = cells.get("name") or f"{cells.get('first', '')} {cells.get('last', '')}".strip()
    cells["name"] = _in_order(whole)
    told = {one.name: printable(cells.get(one.name, "")) for one in fields(Learner)}
    told["platform_id"] = _without_participant(told["platform_id"])
    learner = Learner(**told)
    for key in _MATCHED:
        if _plain(key, cells.get(key, "")):
            yield (key, _plain(key, cells[key])), learner
    if turned := _letters(_turned(whole, cells)):
        yield ("name", turned), learner


def _is_person(row: Mapping[str, str]) -> bool:
    """Leave out the rows of Canvas' gradebook that are nobody's."""
    cells = {str(value or "").strip().casefold() for value in row.values()}
    return not cells & {"points possible", "student, test", "test student"}


def _clues(name: str, known: Learner) -> Iterator[tuple[str, str]]:
    told = asdict(known)
    for key in _MATCHED:
        if told.get(key):
            yield key, told[key]
    stem = re.sub(r"\.(py|ipynb)$", "", bare(name))
    for key in _MATCHED:
        yield key, name
        yield key, stem


def _in_order(name: str) -> str:
    last, comma, first = name.partition(",")
    return f"{first.strip()} {last.strip()}" if comma else name


def _turned(whole: str, cells: Mapping[str, str]) -> str:
    """Put the last name first, as Canvas does where it names files."""
    if "first" in cells:
        return cells.get("last", "") + cells["first"]
    first, _, last = whole.rpartition(" ")
    return whole if "," in whole else last + first


def _meaning(column: str) -> str:
    letters = _letters(column)
    return next((meaning for meaning, words in _COLUMNS.items() if letters in words), "")


def _plain(key: str, text: str) -> str:
    """Return what of a value is compared: of a name the letters, of all else the whole."""
    if key == "name":
        return _letters(text)
    return _without_participant(text.strip().casefold())


def _without_participant(text: str) -> str:
    """Return the number alone of Moodle's "Participant 4242", as its folders have it."""
    return re.sub(r"^participant\s+(?=\d+$)", "", text, flags=re.IGNORECASE)


def _letters(text: str) -> str:
    return "".join(one for one in text.casefold() if one.isalnum())
