"""What Gradescope tells of a submission: who, when, and which attempts came before."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Self

from noisegrade.assignment import Assignment
from noisegrade.model import HandedIn, TimeSource

__all__ = ["Occasion"]

_FILE = "submission_metadata.json"


@dataclass(frozen=True, slots=True)
class Occasion:
    """The metadata of one submission; nothing of it need be there.

    Parameters
    ----------
    metadata : as Gradescope writes it

    Source: Gradescope, "Submission Metadata" (gradescope-autograders.readthedocs.io).
    """

    metadata: dict[str, Any]

    @classmethod
    def read(cls, folder: Path) -> Self:
        """Read the metadata in a folder; where there is none, it tells nothing."""
        try:
            found = json.loads((folder / _FILE).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            found = {}
        return cls(found if isinstance(found, dict) else {})

    @property
    def known(self) -> frozenset[str]:
        """All that names its learners, in lower case; a name like an identifier is not taken."""
        users = self.metadata.get("users")
        listed = [one for one in users if isinstance(one, dict)] if isinstance(users, list) else []
        told = [one.get(key) for one in listed for key in ("email", "id", "sid")]
        names = [str(one.get("name") or "") for one in listed]
        told += [name for name in names if "@" not in name and not name.isdigit()]
        return frozenset(str(value).casefold() for value in told if value)

    @property
    def handed_in(self) -> HandedIn | None:
        """When it was handed in."""
        try:
            at = datetime.fromisoformat(self.metadata["created_at"])
        except (KeyError, TypeError, ValueError):
            return None
        return HandedIn(source=TimeSource.GRADESCOPE, at=at.isoformat()) if at.tzinfo else None

    @property
    def total_points(self) -> float | None:
        """What the assignment is worth there."""
        try:
            return float(self.metadata["assignment"]["total_points"])
        except (KeyError, TypeError, ValueError):
            return None

    def counted(self, assignment: Assignment | None) -> dict[str, Any] | None:
        """Return the earlier results that count in place of this attempt; None where it counts."""
        attempts = None if assignment is None else assignment.attempts
        before = self.metadata.get("previous_submissions")
        if attempts is None or not isinstance(before, list) or len(before) < attempts:
            return None
        in_order = sorted(before, key=lambda one: str(one.get("submission_time", "")))
        last = in_order[attempts - 1]
        try:
            score = float(last["score"])
        except (KeyError, TypeError, ValueError):
            return None  # that attempt has no score: this one is graded
        first = f"the first {attempts} count" if attempts > 1 else "the first one counts"
        says = f"This is attempt {len(before) + 1}; {first}. It was not graded."
        kept = last.get("results")
        told = dict(kept) if isinstance(kept, dict) else {}
        return {**told, "score": score, "output": says, "output_format": "text"}
