"""Failures that no known mistake explains, in groups of the same evidence.

Two failures belong together if the same claim failed first, in the same words where those were
seen, and with the same draws, by their histograms and estimates, where they were tested. The first
failure of a group stands for it, so that a group never drifts from one mistake to another.
"""

from __future__ import annotations

import base64
import hashlib
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate

from noisegrade.model import Evidence, ExerciseReport, Finding, Report, TestKind, Verdict

__all__ = [
    "FailureGroup",
    "FailureGroups",
    "GroupName",
    "Signature",
    "is_unnamed",
    "signature",
    "with_names",
]

_FAILURES = frozenset({Verdict.FAILED, Verdict.CRASHED, Verdict.OUT_OF_LIMITS})
_UNSTEADY = frozenset(  # kinds whose estimates differ much from one sample to another
    {
        *(TestKind.SKEW, TestKind.KURTOSIS, TestKind.MAXIMUM, TestKind.SMALL_MAXIMUM),
        *(TestKind.GROUP_MEANS, TestKind.GROUP_VARIANCES, TestKind.LATTICE),
        *(TestKind.BEYOND_4_SIGMA, TestKind.UNKNOWN),
    }
)
_FAR = 0.05  # between two distribution functions: 1 in 40 of the same law, at 1500 draws each
_SHARE = 0.1  # of a deviation, by which two of one mistake may differ
_NOISE = 3.0  # standard errors, at the unit σ of the tests
_DECISIVE = 1e-20  # a p-value that another sample of the same code would give, too

Estimate = tuple[float, float, int]  # what was found, what was expected, of how many draws


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """What is compared of a failure.

    Parameters
    ----------
    said : the failed claims, each with the sentence of what was seen; a sentence on what was
        tested holds numbers of its own draws, and is left out
    histogram : of the draws
    estimates : by the kind and the axis of the test
    decisive : the claims that no sample of such code would meet, each with the test that told
    failed : the claims that failed
    """

    exercise: str
    verdict: Verdict
    said: tuple[tuple[str, str], ...]
    histogram: tuple[int, ...] = ()
    estimates: Mapping[str, Estimate] = field(default_factory=dict)
    decisive: Mapping[str, str] = field(default_factory=dict)
    failed: frozenset[str] = frozenset()

    @property
    def id(self) -> str:
        """Six characters to call it by, which stay the same while it is there."""
        told = (self.exercise, self.verdict.value, self.said, self.histogram)
        tests = sorted(self.estimates.items()), sorted(self.decisive.items()), sorted(self.failed)
        digest = hashlib.blake2b(ascii((told, tests)).encode(), digest_size=5).digest()
        return base64.b32encode(digest).decode().lower()[:6]


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


def is_unnamed(report: ExerciseReport) -> bool:
    """Tell whether an exercise failed in a way that has no name."""
    return report.verdict in _FAILURES and report.looks_like is None


def signature(report: ExerciseReport) -> Signature:
    """Return what is compared of a failure."""
    failed = [one for one in report.findings if one.verdict in _FAILURES]
    seen = tuple((one.claim, one.says) for one in failed if one.evidence is None)
    return Signature(
        exercise=report.exercise,
        verdict=report.verdict,
        said=seen or _first(failed, None if sum(report.histogram) else report.call),
        histogram=report.histogram,
        estimates=dict(_estimates(one.evidence for one in failed if one.evidence is not None)),
        decisive={
            one.claim: _test(one.evidence)
            for one in failed
            if one.evidence is not None and one.evidence.p_value < _DECISIVE
        },
        failed=frozenset(one.claim for one in failed),
    )


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
        there = self._found.setdefault(_key(mark), [])
        same = next((one for one in there if _alike(one.signature, mark)), None)
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
    of_kind = (one for one in names if _key(one.of) == _key(mark))
    return next((one for one in of_kind if _alike(one.of, mark)), None)


def _key(mark: Signature) -> object:
    return mark.exercise, mark.verdict, mark.said


def _first(failed: Sequence[Finding], call: str | None) -> tuple[tuple[str, str], ...]:
    """Return the claim that failed first, and the call that showed it: the same for everybody."""
    return tuple((one.claim, call or "") for one in failed[:1])


def _estimates(evidences: Iterable[Evidence]) -> Iterator[tuple[str, Estimate]]:
    for one in evidences:
        if one.kind not in _UNSTEADY and one.estimate is not None and one.expected is not None:
            yield _test(one), (one.estimate, one.expected, one.n)


def _test(evidence: Evidence) -> str:
    """Name a test, and on which side of what was expected it found the draws."""
    side = (evidence.estimate or 0.0) < (evidence.expected or 0.0)
    return f"{evidence.kind.value}/{evidence.axis or ''}/{'-' if side else '+'}"


def _alike(one: Signature, other: Signature) -> bool:
    if bool(sum(one.histogram)) != bool(sum(other.histogram)):
        return False
    if not one.decisive.keys() <= other.failed or not other.decisive.keys() <= one.failed:
        return False
    both = one.decisive.keys() & other.decisive.keys()
    shared = one.estimates.keys() & other.estimates.keys()
    return (
        all(one.decisive[claim] == other.decisive[claim] for claim in both)
        and all(_near(one.estimates[test], other.estimates[test]) for test in shared)
        and _distance(one.histogram, other.histogram) <= _FAR
    )


def _near(one: Estimate, other: Estimate) -> bool:
    (found, expected, n), (again, _, more) = one, other
    room = _SHARE * max(abs(found - expected), abs(again - expected))
    return abs(found - again) <= room + _NOISE / math.sqrt(min(n, more))


def _distance(one: Sequence[int], other: Sequence[int]) -> float:
    """Return how far two distribution functions are apart, as histograms tell them."""
    whole, more = sum(one), sum(other)
    if not whole or not more:
        return 0.0
    pairs = zip(accumulate(one), accumulate(other), strict=True)
    return max(abs(here / whole - there / more) for here, there in pairs)


def _ended(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."
