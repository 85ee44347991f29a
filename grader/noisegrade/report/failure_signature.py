"""What is compared of a failure: what failed, in which words, and what the draws were like."""

from __future__ import annotations

import base64
import hashlib
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from noisegrade.model import Evidence, ExerciseReport, Finding, TestKind, Verdict

__all__ = ["Signature", "alike", "is_unnamed", "key_of", "signature"]

_FAILURES = frozenset({Verdict.FAILED, Verdict.CRASHED, Verdict.OUT_OF_LIMITS})
_UNSTEADY = frozenset(  # kinds whose estimates differ much from one sample to another
    {
        *(TestKind.SKEW, TestKind.KURTOSIS, TestKind.MAXIMUM, TestKind.SMALL_MAXIMUM),
        *(TestKind.GROUP_MEANS, TestKind.GROUP_VARIANCES, TestKind.LATTICE),
        *(TestKind.BEYOND_4_SIGMA, TestKind.UNKNOWN),
    }
)
_FAR = 0.05  # between two distribution functions: 1 in 20 of the same law, at 1500 draws each
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


def key_of(mark: Signature) -> object:
    """Return what failures of one group have in common exactly."""
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


def alike(one: Signature, other: Signature) -> bool:
    """Tell whether two failures of one key have the same evidence, but for chance."""
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
