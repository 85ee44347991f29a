"""Failures that no known mistake explains, in groups of the same evidence.

Two failures belong together if the same claim failed first, in the same words where those were
seen, and with the same draws, by their histograms and estimates, where they were tested. The first
failure of a group stands for it, so that a group never drifts from one mistake to another.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from noisegrade.model import ExerciseReport, Report
from noisegrade.report.failure_signature import Signature, alike, is_unnamed, key_of, signature

__all__ = ["FailureGroup", "FailureGroups", "GroupName", "with_names"]


@dataclass(frozen=True, slots=True)
class GroupName:
    """What an instructor says of all failures like one: a name, and perhaps a comment."""

    of: Signature
    name: str
    comment: str = ""

    @property
    def says(self) -> str:
        """The sentence that learners read."""
        return " ".join(filter(None, (f"Your instructor says: {_ended(self.name)}", self.comment)))


@dataclass(slots=True)
class FailureGroup:
    """Failures of the same evidence; the first stands for all.

    Parameters
    ----------
    says : what its learner was told
    members : whose failures they are, whatever the caller calls them by
    """

    signature: Signature
    says: str
    members: list[str]
    name: GroupName | None = None


class FailureGroups:
    """Sorts failures into groups while they stream by.

    Parameters
    ----------
    names : that instructors have given
    """

    def __init__(self, names: Sequence[GroupName] = ()) -> None:
        self._names = names
        self._found: dict[object, list[FailureGroup]] = {}

    def add(self, whose: str, report: ExerciseReport) -> FailureGroup:
        """Put a failure into its group."""
        mark = signature(report)
        there = self._found.setdefault(key_of(mark), [])
        same = next((one for one in there if alike(one.signature, mark)), None)
        if same is None:
            same = FailureGroup(mark, report.says, [], _name(mark, self._names))
            there.append(same)
        same.members.append(whose)
        return same

    def listed(self) -> list[FailureGroup]:
        """Return the groups, the largest first."""
        groups = (one for there in self._found.values() for one in there)
        return sorted(groups, key=lambda one: -len(one.members))


def with_names(report: Report, names: Sequence[GroupName]) -> Report:
    """Put an instructor's words into the failures that they are meant for."""
    if not names:
        return report
    return replace(report, exercises=tuple(_named(one, names) for one in report.exercises))


def _named(report: ExerciseReport, names: Sequence[GroupName]) -> ExerciseReport:
    found = _name(signature(report), names) if is_unnamed(report) else None
    return report if found is None else replace(report, looks_like=found.says)


def _name(mark: Signature, names: Sequence[GroupName]) -> GroupName | None:
    of_kind = (one for one in names if key_of(one.of) == key_of(mark))
    return next((one for one in of_kind if alike(one.of, mark)), None)


def _ended(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."
