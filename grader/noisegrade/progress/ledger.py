"""The ledger of one workbook: what is read from its file, and what is written into it.

What other versions keep in the file stays in it. A file that is torn is kept aside. Where nothing
can be written, the ledger remembers by itself as long as it lives, and a sentence says so.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path

from noisegrade.model import ExerciseReport, Verdict
from noisegrade.progress.progress_file import TornError, change, read
from noisegrade.progress.records import Entries, Plain, Progress, entries_of, progress_of

__all__ = ["FILE_NAME", "Ledger", "load"]

FILE_NAME = ".noisegrade.json"

_SCHEMA = 1
_Change = Callable[[Entries], object]


def load(workbook: Path) -> Progress:
    """Read the progress; a file that is missing or can't be read counts as none."""
    return Ledger(workbook).progress()


class Ledger:
    """Reads and writes the progress of one workbook.

    Whatever records returns a sentence for the learner, if there is one to say.

    Parameters
    ----------
    workbook : a folder, or the one file that a learner works in
    """

    def __init__(self, workbook: Path) -> None:
        self._folder = workbook.parent if _is_file(workbook) else workbook
        self._path = self._folder / FILE_NAME
        self._unwritten: list[_Change] = []

    def progress(self) -> Progress:
        """Read the progress as it is now."""
        entries: Entries = {}
        note = None
        try:
            entries = entries_of(read(self._path))
        except TornError:
            note = (
                f"{self._path} is torn: the next check keeps it aside and starts anew. "
                "Your code is untouched."
            )
        except OSError as error:
            note = f"{self._path} can't be read: {error.strerror or error}."
        for alter in self._unwritten:
            alter(entries)
        return progress_of(entries, note)

    def record(self, reports: Iterable[ExerciseReport], *, seed: int | None = None) -> str | None:
        """Remember what became of exercises in a check that this seed repeats."""
        checked, now = tuple(reports), datetime.now(UTC).isoformat(timespec="milliseconds")

        def alter(entries: Entries) -> None:
            for report in checked:
                entry = entries.setdefault(report.exercise, {})
                entry["verdict"] = report.verdict.value
                entry["misconception"] = report.misconception
                entry["checked"], entry["seed"] = now, seed
                if report.verdict is Verdict.PASSED:
                    entry["passed_once"] = True

        return self._keep(alter)

    def record_hints(self, exercise: str, seen: int) -> str | None:
        """Remember how many hints were seen."""
        return self._keep(lambda entries: _entry(entries, exercise).update(hints=seen))

    def record_prediction(self, exercise: str, prediction: float) -> str | None:
        """Remember what a learner predicted."""
        return self._keep(lambda entries: _entry(entries, exercise).update(prediction=prediction))

    def record_give_up(self, exercise: str) -> str | None:
        """Remember that the solution was looked at before the first pass."""
        return self._keep(lambda entries: _entry(entries, exercise).update(gave_up=True))

    def record_reset(self, exercise: str, backup: Path | None) -> str | None:
        """Remember that a stub was put back, and where the code before it is kept."""

        def alter(entries: Entries) -> None:
            entry = _entry(entries, exercise)
            entry.update(verdict=Verdict.NOT_ATTEMPTED.value, misconception=None)
            if backup is not None:
                known = entry.get("backups")
                kept = os.path.relpath(backup, self._folder).replace(os.sep, "/")
                entry["backups"] = [*(known if isinstance(known, list) else []), kept]

        return self._keep(alter)

    def _keep(self, alter: _Change) -> str | None:
        """Write a change, and those that could not be written before."""
        self._unwritten.append(alter)
        try:
            aside = change(self._path, self._altered)
        except OSError as error:
            if not self._folder.exists():
                return f"Your progress is not kept: there is no workbook at {self._folder} yet."
            reason = error.strerror or str(error)
            return f"Your progress is not kept: {self._folder} can't be written ({reason})."
        self._unwritten.clear()
        if aside is None:
            return None
        return f"Your progress file was damaged. It is kept as {aside}; your code is untouched."

    def _altered(self, plain: Plain) -> Plain:
        entries = entries_of(plain)
        for alter in self._unwritten:
            alter(entries)
        others = plain.get("exercises")
        exercises = {**(others if isinstance(others, dict) else {}), **entries}
        return {"schema": _SCHEMA, **plain, "exercises": exercises}


def _is_file(workbook: Path) -> bool:
    return workbook.is_file() or (bool(workbook.suffix) and not workbook.exists())


def _entry(entries: Entries, exercise: str) -> Plain:
    return entries.setdefault(exercise, {})
