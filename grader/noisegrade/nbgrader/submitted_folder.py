"""nbgrader's folder `submitted/`: a submission is put there whole, and never over a newer one."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from noisegrade.nbgrader.hand_in import HandIn

__all__ = ["Placed", "SubmittedFolder"]

_NOTE = "timestamp.txt"
_FORMAT = "%Y-%m-%d %H:%M:%S"


class Placed(StrEnum):
    """What became of a submission that was put into the folder."""

    COLLECTED = "collected"
    UPDATED = "updated"  # an older one was replaced
    UNCHANGED = "unchanged"
    KEPT = "kept"  # one that is there is newer, or nobody knows


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmittedFolder:
    """Where one assignment's submissions go.

    Parameters
    ----------
    folder : `submitted/` of the course
    assignment : its name
    replaces : whether what is there is replaced, whatever its time
    """

    folder: Path
    assignment: str
    replaces: bool = False

    def put(self, work: HandIn, at: datetime | None) -> Placed:
        """Put a submission in its place; `at` is when it was handed in, None where unknown."""
        files = dict(work.files)
        if at is not None:
            files[_NOTE] = f"{at.astimezone(UTC).strftime(_FORMAT)} UTC".encode()
        place = self.folder / work.student / self.assignment
        _recover(place)
        if not place.exists():
            _write(place, files)
            return Placed.COLLECTED
        if _held(place) == files:
            return Placed.UNCHANGED
        if not self.replaces and not _is_older(place, at):
            return Placed.KEPT
        _write(place, files)
        return Placed.UPDATED


def _is_older(place: Path, at: datetime | None) -> bool:
    """Tell whether what is there is surely older; without both times nobody knows."""
    try:
        noted = (place / _NOTE).read_text(encoding="utf-8").strip().removesuffix(" UTC")
        there = datetime.fromisoformat(noted)
    except (OSError, ValueError):
        return False
    there = there if there.tzinfo else there.replace(tzinfo=UTC)
    return at is not None and there < at


def _held(place: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in place.iterdir() if path.is_file()}


def _recover(place: Path) -> None:
    """Put back what a run that was killed between two renames had moved aside."""
    old = _beside(place, "old")
    if old.exists() and not place.exists():
        old.rename(place)


def _beside(place: Path, what: str) -> Path:
    return place.with_name(f".{place.name}.{what}")


def _write(place: Path, files: Mapping[str, bytes]) -> None:
    """Write beside the place first, so that a submission is never torn."""
    part, old = _beside(place, "part"), _beside(place, "old")
    for left in (part, old):
        shutil.rmtree(left, ignore_errors=True)
    part.mkdir(parents=True)
    for name, content in files.items():
        (part / name).write_bytes(content)
    if place.exists():
        place.rename(old)
    part.rename(place)
    shutil.rmtree(old, ignore_errors=True)
