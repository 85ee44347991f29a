"""What became of a call, as a finding and its sentence."""

from __future__ import annotations

import pytest

from built_in import COURSE
from noisegrade.grading.requests import explain_failure
from noisegrade.model import Verdict
from noisegrade.sandbox.calls import Death, LoadError, Outcome, Reply, ReplyKind

EXERCISE = COURSE.find("sample_static")


RETURNED = Reply(kind=ReplyKind.RETURNED)


@pytest.mark.parametrize(
    ("reply", "claim", "verdict", "says", "where"),
    [
        (
            Reply(kind=ReplyKind.MISSING),
            *("attempted", Verdict.NOT_ATTEMPTED),
            *("There is no function named sample_static yet.", None),
        ),
        (
            Reply(kind=ReplyKind.NOT_IMPLEMENTED, where="a.py:3"),
            *("attempted", Verdict.NOT_ATTEMPTED, "sample_static is not written yet.", "a.py:3"),
        ),
        (
            Reply(kind=ReplyKind.NOT_CALLABLE, type_name="int"),
            *("signature", Verdict.FAILED),
            *("sample_static is a name for a value of type int, not for a function.", None),
        ),
        (
            Reply(kind=ReplyKind.MISFIT, where="a.py:3"),
            *("signature", Verdict.FAILED),
            *("Its parameters must be (height, width, channels, rng), in this order.", "a.py:3"),
        ),
        (
            Reply(kind=ReplyKind.UNFIT, type_name="NoneType", where="a.py:3"),
            *("returns", Verdict.FAILED),
            *("It returned nothing, where numbers were asked for.", "a.py:3"),
        ),
        (
            Reply(kind=ReplyKind.UNFIT, type_name="str", text="a str", where="a.py:3"),
            *("returns", Verdict.FAILED),
            *("It returned something that can't be graded: a str.", "a.py:3"),
        ),
        (
            Reply(kind=ReplyKind.OUT_OF_MEMORY, where="a.py:4"),
            *("returns", Verdict.OUT_OF_LIMITS),
            *("It needed more memory than the 512 MB that an exercise may have.", "a.py:4"),
        ),
        (
            Reply(kind=ReplyKind.RAISED, text="Traceback\n  KeyError: 'x'\n", where="a.py:4"),
            *("returns", Verdict.CRASHED, "It stopped with KeyError: 'x'.", "a.py:4"),
        ),
        (
            Reply(kind=ReplyKind.RAISED, text="x" * 300),
            *("returns", Verdict.CRASHED, f"It stopped with {'x' * 199}….", None),
        ),
        (
            Reply(kind=ReplyKind.RAISED, text="y" * 200),
            *("returns", Verdict.CRASHED, f"It stopped with {'y' * 200}.", None),
        ),
        (
            Reply(kind=ReplyKind.RAISED),
            *("returns", Verdict.CRASHED),
            *("It stopped with an error without a message.", None),
        ),
    ],
)
def test_a_refused_call_becomes_a_sentence(
    reply: Reply, claim: str, verdict: Verdict, says: str, where: str | None
) -> None:
    found = explain_failure(Outcome(replies=(reply,), cpu_seconds=0.0), EXERCISE, asked=1)
    assert found is not None
    assert (found.finding.claim, found.finding.verdict) == (claim, verdict)
    assert found.finding.says == says
    assert found.where == where


def test_a_stub_that_raises_after_it_has_answered_has_stopped() -> None:
    late = Reply(kind=ReplyKind.NOT_IMPLEMENTED, text="NotImplementedError", where="a.py:9")
    found = explain_failure(Outcome(replies=(RETURNED, late), cpu_seconds=0.0), EXERCISE, asked=2)
    assert found is not None
    assert found.finding.verdict is Verdict.CRASHED
    assert found.where == "a.py:9"


def test_a_source_that_did_not_load_is_told_its_error() -> None:
    errors = (LoadError("a.py:2", "SyntaxError: '(' was never closed"), LoadError("b.py:1", "no"))
    missing = Reply(kind=ReplyKind.MISSING)
    outcome = Outcome(replies=(missing,), cpu_seconds=0.0, load_errors=errors)
    found = explain_failure(outcome, EXERCISE, asked=1)
    assert found is not None
    assert found.finding.says == "a.py:2: SyntaxError: '(' was never closed."
    assert (found.where, found.finding.verdict) == ("a.py:2", Verdict.CRASHED)


@pytest.mark.parametrize("death", [None, *Death])
def test_a_death_is_told_only_where_an_answer_is_missing(death: Death | None) -> None:
    outcome = Outcome(replies=(RETURNED, RETURNED), cpu_seconds=0.0, death=death)
    assert explain_failure(outcome, EXERCISE, asked=2) is None
    found = explain_failure(outcome, EXERCISE, asked=3)
    assert found is not None
    crashed = death in {None, Death.EXIT, Death.SIGNAL}
    assert found.finding.verdict is (Verdict.CRASHED if crashed else Verdict.OUT_OF_LIMITS)
