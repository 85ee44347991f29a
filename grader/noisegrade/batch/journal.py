"""The journal of a run: what was asked for, and every result as soon as it is there.

A result counts once it is committed here. All else, `results.jsonl` too, is made from this.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from noisegrade import grading
from noisegrade.assignment import Assignment
from noisegrade.batch.class_folder import Ignored
from noisegrade.batch.database import exclusive_lock, open_to_write, translated_errors
from noisegrade.batch.identity import SeveralOfOne
from noisegrade.batch.serialization import pack_submission, unpack_submission
from noisegrade.batch.sources import SubmissionSource
from noisegrade.batch.tasks import CompletedTask, Task, key_of
from noisegrade.course import Course
from noisegrade.errors import UsageError
from noisegrade.grading import Settings
from noisegrade.grading.versions import versions
from noisegrade.model import Submission
from noisegrade.report.people import Learner
from noisegrade.stats.budget import DEFAULT_EFFECT
from noisegrade.submission import fingerprint

__all__ = ["Journal"]

_VERSIONS = ", ".join(f"{name} {number}" for name, number in versions())
_PAGE = 500  # entries that are looked at before their pages are asked for again


class Journal:
    """Writes one folder's journal; one at a time.

    Parameters
    ----------
    folder : of the results
    course : that is graded
    regrade : grade all again where the last run here had another course, effect or version
    seed, effect : what to grade by; None for those of the last run here, or else a fresh seed and
        the default effect

    Raises
    ------
    UsageError
        Where results of two kinds would be mixed; and here and in every method, where the file
        can't be written: what is committed stays.
    """

    def __init__(
        self,
        folder: Path,
        course: Course,
        *,
        seed: int | None,
        effect: float | None,
        regrade: bool = False,
    ) -> None:
        self.folder = folder
        self._course = course
        with ExitStack() as stack:
            self._file = open_to_write(folder)
            stack.callback(self._file.close)
            stack.enter_context(exclusive_lock(folder))
            self.settings = self._settle(seed, effect, regrade=regrade)
            self._stack = stack.pop_all()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stack.close()

    def list_places(self, places: Iterable[SubmissionSource]) -> int:
        """List what is to be graded, in place of what was listed before; return how many."""
        with translated_errors(self.folder):
            self._file.execute("DELETE FROM entry")
            self._file.execute("DELETE FROM item")
            self._file.execute("DELETE FROM handed_in")
            several = SeveralOfOne()
            for position, one in enumerate(places, start=1):
                several.add(position, one)
                self._list_place(position, one)
            self._file.execute(
                "UPDATE entry SET name = origin WHERE name IN "
                "(SELECT name FROM entry GROUP BY name HAVING count(*) > 1)"
            )
            self._file.execute(
                "UPDATE entry SET name = name || ' (' || position || ')' WHERE name IN "
                "(SELECT name FROM entry GROUP BY name HAVING count(*) > 1)"
            )
            for reason, position in several.reasons():
                self._refuse_unread(position, reason)
            self._file.commit()
        count: int = self._one("SELECT count(*) FROM entry")
        return count

    def _list_place(self, position: int, one: SubmissionSource) -> None:
        self._file.execute(
            "INSERT INTO entry (position, name, origin, place, learner) VALUES (?, ?, ?, ?, ?)",
            (
                *(position, one.name, one.origin),
                json.dumps([one.path, one.files, one.refused, one.notes]),
                json.dumps(asdict(one.learner)),
            ),
        )
        items = ((position, item) for item in one.items or (one.origin,))
        self._file.executemany("INSERT INTO item VALUES (?, ?, '')", items)
        if one.handed_in is not None:
            told = one.handed_in
            self._file.execute(
                "INSERT INTO handed_in VALUES (?, ?)",
                (position, json.dumps([told.source, told.at, told.late])),
            )

    def _refuse_unread(self, position: int, reason: str) -> None:
        place = json.loads(self._one("SELECT place FROM entry WHERE position = ?", position))
        place[2] = reason
        self._file.execute(
            "UPDATE entry SET place = ? WHERE position = ?", (json.dumps(place), position)
        )

    def list_ignored(self, ignored: Iterable[Ignored]) -> None:
        """List what was found and belongs to no submission."""
        with translated_errors(self.folder):
            self._file.executemany(
                "INSERT INTO item VALUES (NULL, ?, ?)",
                ((one.origin, one.reason) for one in ignored),
            )
            self._file.commit()

    def note_assignment(self, assignment: Assignment | None) -> None:
        """Note what the course was derived by, in place of what was noted before."""
        with translated_errors(self.folder):
            self._file.execute("DELETE FROM assignment")
            if assignment is not None:
                self._file.execute("INSERT INTO assignment VALUES (1, ?)", (assignment.text,))
            self._file.commit()

    def list_absent(self, names: Iterable[str]) -> None:
        """List the people of whom no submission was found, in place of those before."""
        with translated_errors(self.folder):
            self._file.execute("DELETE FROM absent")
            self._file.executemany("INSERT INTO absent VALUES (?)", ((name,) for name in names))
            self._file.commit()

    def places(self) -> Iterator[tuple[int, SubmissionSource]]:
        """Return what was listed, a page at a time: the list may be longer than memory."""
        last = 0
        while True:
            page = self._file.execute(
                "SELECT position, name, origin, place, learner FROM entry "
                "WHERE position > ? ORDER BY position LIMIT ?",
                (last, _PAGE),
            ).fetchall()
            if not page:
                return
            yield from ((position, _place(*columns)) for position, *columns in page)
            last = page[-1][0]

    def take(self, position: int, submission: Submission) -> Task:
        """Note what was read for an entry, and keep it, so that it can be graded again."""
        key = key_of(submission)
        notes = json.dumps(submission.notes)
        with translated_errors(self.folder):
            self._file.execute(
                "UPDATE entry SET key = ?, fingerprint = ?, notes = ? WHERE position = ?",
                (key, fingerprint(submission), notes, position),
            )
            if self._one("SELECT count(*) FROM work WHERE key = ?", key) == 0:
                packed = pack_submission(submission)
                self._file.execute("INSERT INTO work VALUES (?, ?)", (key, packed))
        return Task(key, submission)

    def refuse(self, position: int, reason: str) -> None:
        """Note why an entry can't be graded."""
        with translated_errors(self.folder):
            self._file.execute(
                "UPDATE entry SET refused = ? WHERE position = ?", (reason, position)
            )

    def verdicts(self, key: str) -> Counter[str] | None:
        """Return the verdicts of a submission that was graded whole; None for all others."""
        row = self._file.execute(
            "SELECT verdicts FROM result "
            "WHERE key = ? AND fingerprint = ? AND versions = ? AND effect = ? AND seed = ? "
            "AND score IS NOT NULL",
            (key, *self._terms),
        ).fetchone()
        return None if row is None else Counter(dict(json.loads(row[0])))

    def keep(self, done: CompletedTask) -> None:
        """Keep a result; what was ungraded before gives way."""
        verdicts = json.dumps(done.verdicts)
        with translated_errors(self.folder):
            self._file.execute(
                "INSERT OR REPLACE INTO result VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (done.key, *self._terms, done.score, verdicts, done.packed),
            )

    def work(self, key: str) -> Task:
        """Return a submission that was taken before."""
        return Task(key, unpack_submission(self._one("SELECT packed FROM work WHERE key = ?", key)))

    def commit(self) -> None:
        """Make everything so far last."""
        with translated_errors(self.folder):
            self._file.commit()

    @property
    def _terms(self) -> tuple[str, str, float, int]:
        print_ = self._course.fingerprint
        return print_, _VERSIONS, self.settings.effect, self.settings.seed

    def _one(self, query: str, *values: object) -> Any:
        with translated_errors(self.folder):
            return self._file.execute(query, values).fetchone()[0]

    def _settle(self, seed: int | None, effect: float | None, *, regrade: bool) -> Settings:
        """Take the seed and the effect that were asked for, or else those of the last run here."""
        with translated_errors(self.folder):
            last = self._file.execute(
                "SELECT seed, effect, fingerprint, versions FROM run"
            ).fetchone()
            first_seed, first_effect, *_ = last or (grading.fresh_seed(), DEFAULT_EFFECT)
            settings = Settings(
                course=self._course,
                seed=first_seed if seed is None else seed,
                effect=first_effect if effect is None else effect,
            )
            now = (settings.effect, self._course.fingerprint, _VERSIONS)
            if last is not None and not regrade and last[1:] != now and self._has_results():
                raise UsageError(_mixed(self.folder, last[1:], now))
            self._file.execute(
                "INSERT OR REPLACE INTO run VALUES (1, ?, ?, ?, ?, ?)",
                (settings.seed, *now, self._course.origin),
            )
            self._file.execute(
                "INSERT OR IGNORE INTO course_parts VALUES (?, ?)",
                (self._course.fingerprint, json.dumps(self._course.parts())),
            )
            self._file.commit()
        return settings

    def _has_results(self) -> bool:
        return bool(self._one("SELECT count(*) FROM outcome WHERE packed IS NOT NULL"))


def _mixed(folder: Path, before: tuple[float, str, str], now: tuple[float, str, str]) -> str:
    """Say what would be mixed, and the two ways out."""
    sentences = (
        "the effect was {} and is {} now",
        "the course's fingerprint was {} and is {} now",
        "the versions were {} and are {} now",
    )
    changed = "; ".join(
        sentence.format(_shown(old), _shown(new))
        for sentence, old, new in zip(sentences, before, now, strict=True)
        if old != new
    )
    return (
        f"{folder} holds results of another kind: {changed}. Grade into a fresh folder with --out, "
        "or grade everything here again with --regrade."
    )


def _shown(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


def _place(name: str, origin: str, place: str, learner: str) -> SubmissionSource:
    path, files, refused, *notes = json.loads(place)
    return SubmissionSource(
        name=name,
        origin=origin,
        path=path,
        files=tuple((label, where) for label, where in files),
        learner=Learner(**json.loads(learner)),
        refused=refused,
        notes=tuple(notes[0]) if notes else (),
    )
