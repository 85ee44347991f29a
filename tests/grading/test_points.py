"""Points for findings, and the claims that were not reached."""

from __future__ import annotations

import pytest

from built_in import COURSE
from noisegrade import exercise
from noisegrade.grading.points import award, complete
from noisegrade.grading.random_exercise import CLAIMS
from noisegrade.model import Finding, Verdict

EXERCISE = COURSE.find("sample_static")


def finding(claim: str, verdict: Verdict) -> Finding:
    return Finding(claim=claim, verdict=verdict, says="")


def test_claims_that_were_not_reached_are_listed_in_their_order() -> None:
    listed = list(complete(EXERCISE, [finding("spread", Verdict.FAILED)]))
    assert [one.claim for one in listed] == [claim for claim in CLAIMS if claim != "inputs"]
    reached = [one for one in listed if one.verdict is not Verdict.NOT_REACHED]
    assert [one.claim for one in reached] == ["spread"]
    odd = list(complete(EXERCISE, [finding("attempted", Verdict.CRASHED)]))
    assert (odd[0].claim, len(odd)) == ("attempted", len(CLAIMS))


@pytest.mark.parametrize("verdict", Verdict)
def test_nothing_but_a_pass_earns_points(verdict: Verdict) -> None:
    passes = verdict is Verdict.PASSED
    of_law = [finding(claim, verdict) for claim in CLAIMS]
    assert award(EXERCISE, of_law) == (5 if passes else 0)
    but_one = [finding(claim, Verdict.PASSED) for claim in CLAIMS if claim != "inputs"]
    assert award(EXERCISE, [*but_one, finding("inputs", verdict)]) == (5 if passes else 4)
    assert award(EXERCISE, [*but_one[:-1], finding(CLAIMS[-1], verdict)]) == (5 if passes else 4)
    formula = COURSE.find("bell_curve")
    assert isinstance(formula, exercise.ExactExercise)
    points = [one.points for one in formula.claims]
    first = [finding(formula.claims[0].name, verdict)]
    assert award(formula, first) == (points[0] if passes else 0)
