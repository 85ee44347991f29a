"""Order findings as the claims stand, and add their points up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from noisegrade.exercise import ExactExercise, Exercise
from noisegrade.grading.random_exercise import CLAIMS
from noisegrade.model import Finding, Verdict

__all__ = ["award", "complete"]

_FIFTH = 1 / 5
_LAW = frozenset(CLAIMS) - {"inputs", "reproducible"}


def complete(exercise: Exercise, findings: Sequence[Finding]) -> Iterator[Finding]:
    """Put findings into the order of the claims; claims without one were not reached."""
    found = {finding.claim: finding for finding in findings}
    if isinstance(exercise, ExactExercise):
        claims = tuple(claim.name for claim in exercise.claims)
    else:
        claims = tuple(claim for claim in CLAIMS if claim != "inputs" or claim in found)
    yield from (finding for claim, finding in found.items() if claim not in claims)
    for claim in claims:
        yield found.get(claim) or Finding(
            claim=claim,
            verdict=Verdict.NOT_REACHED,
            says="Not reached: another claim has to hold first.",
        )


def award(exercise: Exercise, findings: Sequence[Finding]) -> float:
    """Add up the points of the claims that hold.

    Of a random exercise a fifth is for being reproducible, a fifth for leaving its inputs alone
    where it has any, if it does not say otherwise; the rest is for the law, all or nothing, and
    nothing is earned without it.
    """
    held = {finding.claim for finding in findings if finding.verdict is Verdict.PASSED}
    if isinstance(exercise, ExactExercise):
        return float(sum(claim.points for claim in exercise.claims if claim.name in held))
    if not held >= _LAW:
        return 0.0
    lost = {f.claim for f in findings if f.claim in {"inputs", "reproducible"}} - held
    return exercise.points - exercise.points * sum(
        exercise.shares.get(claim, _FIFTH) for claim in sorted(lost)
    )
