"""What is remembered of an exercise, read from plain values that anybody may have changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from noisegrade.model import Verdict

__all__ = ["NOTHING", "Entries", "Plain", "Progress", "Record", "entries_of", "progress_of"]

Plain = dict[str, Any]
Entries = dict[str, Plain]


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What is remembered of one exercise."""

    verdict: Verdict | None = None  # of the last check
    passed_once: bool = False
    misconception: str | None = None  # that the last check named
    hints: int = 0  # how many were seen
    prediction: float | None = None
    gave_up: bool = False  # looked at the solution before the first pass
    backups: tuple[str, ...] = ()  # what `reset` kept, newest last
    checked: str = ""  # when the last check was, in ISO 8601, so that later sorts behind earlier
    seed: int | None = None  # of the last check


NOTHING = Record()


@dataclass(frozen=True, slots=True)
class Progress:
    """What is remembered of every exercise; `note` says so if that could not be read."""

    records: Mapping[str, Record] = field(default_factory=lambda: MappingProxyType({}))
    note: str | None = None

    def of(self, exercise: str) -> Record:
        """Return what is remembered of an exercise."""
        return self.records.get(exercise, NOTHING)

    @property
    def verdicts(self) -> dict[str, Verdict]:
        """The last verdict of every exercise that was checked."""
        return {name: one.verdict for name, one in self.records.items() if one.verdict}


def entries_of(plain: Plain) -> Entries:
    """Return the exercises of a file, each in a copy; what is not an entry is left out."""
    exercises = plain.get("exercises")
    if not isinstance(exercises, dict):
        return {}
    return {name: dict(one) for name, one in exercises.items() if isinstance(one, dict)}


def progress_of(entries: Entries, note: str | None = None) -> Progress:
    """Read entries."""
    return Progress(MappingProxyType({name: _record(one) for name, one in entries.items()}), note)


def _record(entry: Plain) -> Record:
    """Take from an entry what has the type that it should have."""
    verdict, hints, prediction = (entry.get(key) for key in ("verdict", "hints", "prediction"))
    misconception, backups = entry.get("misconception"), entry.get("backups")
    checked, seed = entry.get("checked"), entry.get("seed")
    return Record(
        verdict=Verdict(verdict) if verdict in list(Verdict) else None,
        passed_once=entry.get("passed_once") is True,
        misconception=misconception if isinstance(misconception, str) else None,
        hints=max(hints, 0) if isinstance(hints, int) else 0,
        prediction=float(prediction) if isinstance(prediction, int | float) else None,
        gave_up=entry.get("gave_up") is True,
        backups=tuple(map(str, backups)) if isinstance(backups, list) else (),
        checked=checked if isinstance(checked, str) else "",
        seed=seed if isinstance(seed, int) and seed >= 0 else None,
    )
