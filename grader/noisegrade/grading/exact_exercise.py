"""Grade an exact exercise: its answers against the truth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice

import numpy as np

from noisegrade import diagnosis
from noisegrade.exercise import Args, Case, ExactClaim, ExactExercise, Misconception, Truth
from noisegrade.grading import messages, notation
from noisegrade.grading.exact_steps import BY_HAND, PRINT, SHAPE, step_of_numbers
from noisegrade.grading.requests import CallRunner, explain_failure
from noisegrade.grading.slips import ARGUMENT_CHANGED, CUT, DRAWN, NOT_FINITE, Slip, slip_of_answer
from noisegrade.grading.tolerance import exact_arguments, tolerances, truth_of
from noisegrade.grading.typed_call import is_written_out
from noisegrade.model import Finding, FloatArray, Verdict
from noisegrade.sandbox.calls import AnyArray, Outcome, Reply, Returned, Rng
from noisegrade.sandbox.echoes import changed

__all__ = ["ExactResult", "grade_exact"]

_AGAIN = 3  # times that a call is made to see whether its answer is drawn
_ORDINALS = ("first", "second", "third", "fourth", "fifth")
_CAPACITY = 1 << 20  # bytes: every right answer is far smaller


@dataclass(frozen=True, slots=True)
class ExactResult:
    """What came of an exact exercise."""

    findings: tuple[Finding, ...]
    named: Misconception | Slip | None = None
    step: str | None = None  # where to look while nothing is named


def grade_exact(exercise: ExactExercise, ask: CallRunner) -> ExactResult:
    """Call the function on the cases of all its claims and compare."""
    data = ask.seeds.data(0)
    cases = [tuple(claim.cases(data)) for claim in exercise.claims]
    flat = [case.args for of_claim in cases for case in of_claim]
    outcome = ask.ask(flat, capacity=_CAPACITY, echo=True)
    refused = explain_failure(outcome, exercise, asked=len(flat))
    if refused is not None and refused.finding.claim == "returns":
        ask.failing = flat[refused.index]
    if refused is not None and (not outcome.replies or refused.finding.claim != "returns"):
        ask.where = refused.where or ask.where
        return ExactResult((refused.finding,), refused.slip)
    replies = iter(outcome.replies)
    judged = [
        _judge_claim(exercise, claim, of_claim, _part(outcome, islice(replies, len(of_claim))))
        for claim, of_claim in zip(exercise.claims, cases, strict=True)
    ]
    findings = tuple(one.finding for one in judged)
    first = next((one for one in judged if one.finding.verdict is not Verdict.PASSED), None)
    if first is None:
        return ExactResult(findings)
    named: Misconception | Slip | None = diagnosis.name_formula(
        exercise, [exact_arguments(args) for args in flat], [_plain(r) for r in outcome.replies]
    )
    named = named or _seen(exercise, first, flat, outcome, ask)
    told = next((one for one in judged if named and one.tells_of(named)), first)
    if told.case is not None:
        ask.failing = told.case.args
    ask.where = told.where or ask.where
    return ExactResult(findings, named, told.step)


def _seen(
    exercise: ExactExercise,
    first: _Judged,
    args: Sequence[Args],
    outcome: Outcome,
    ask: CallRunner,
) -> Slip | None:
    """Name what shows without a formula, where it is what the first finding tells of."""
    slip = first.slip
    if slip is None and first.case is not None and first.step is not None:
        if _varies(first.case, ask):
            slip = DRAWN
        elif _cut_to_whole_numbers(exercise, args, outcome):
            slip = CUT
    return None if slip is None else replace(slip, claim=first.finding.claim)


def _varies(case: Case, ask: CallRunner) -> bool:
    """Tell whether the same call gives another answer each time."""
    outcome = ask.ask([case.args] * _AGAIN, capacity=_CAPACITY)
    found = {tuple(one.tobytes() for one in _plain(reply)) for reply in outcome.replies}
    return len(outcome.replies) == _AGAIN and len(found) == _AGAIN


def _cut_to_whole_numbers(exercise: ExactExercise, args: Sequence[Args], outcome: Outcome) -> bool:
    """Tell whether the answers are cut where one argument is whole, and right everywhere else."""
    truths = [truth_of(exercise, one) for one in args]
    plain = all(len(reply.values) == 1 for reply in outcome.replies)
    if not plain or len(outcome.replies) != len(args) or any(isinstance(t, tuple) for t in truths):
        return False
    triples = list(zip(args, truths, outcome.replies, strict=True))
    wrong = [_difference(exercise, Case(one), reply) is not None for one, _, reply in triples]
    cut = [np.array_equal(_plain(reply)[0], np.trunc(truth)) for _, truth, reply in triples]
    return sum(wrong) > 1 and any(
        all(c if _is_whole(arg) else not w for arg, w, c in zip(column, wrong, cut, strict=True))
        for column in zip(*args, strict=True)
    )


def _is_whole(arg: object) -> bool:
    return not isinstance(arg, Rng) and np.asarray(arg).dtype.kind in "iu"


@dataclass(frozen=True, slots=True)
class _Judged:
    """A claim's finding; where it failed, the failing case, a slip that is plain to see, a step.

    Where no answer came, `where` is the line that it stopped at.
    """

    finding: Finding
    slip: Slip | None = None
    case: Case | None = None
    step: str | None = None
    where: str | None = None

    def tells_of(self, named: Misconception | Slip) -> bool:
        """Tell whether this is the failure of a named mistake's claim, which a report quotes."""
        failed = self.finding.verdict is not Verdict.PASSED
        return failed and self.finding.claim == named.claim


def _part(outcome: Outcome, replies: Sequence[Reply] | islice[Reply]) -> Outcome:
    return Outcome(
        replies=tuple(replies),
        cpu_seconds=outcome.cpu_seconds,
        death=outcome.death,
        load_errors=outcome.load_errors,
    )


def _judge_claim(
    exercise: ExactExercise, claim: ExactClaim, cases: Sequence[Case], outcome: Outcome
) -> _Judged:
    refused = explain_failure(outcome, exercise, asked=len(cases))
    if refused is not None:
        finding = replace(refused.finding, claim=claim.name)
        return _Judged(finding, refused.slip, cases[refused.index], where=refused.where)
    for case, reply in zip(cases, outcome.replies, strict=True):
        differs = _difference(exercise, case, reply)
        if differs is None:
            says = _changed_inputs(case, reply)
        else:
            call = notation.call_text(exercise.name, exercise.parameters, case.args)
            says = f"{call} {differs.says}."
        if says is not None:
            finding = Finding(claim=claim.name, verdict=Verdict.FAILED, says=says)
            if differs is None:
                return _Judged(finding, ARGUMENT_CHANGED, case)
            slip = slip_of_answer(reply, truth_of(exercise, case.args))
            if differs.numbers is not None and not np.isfinite(differs.numbers[1]):
                slip = NOT_FINITE
            return _Judged(finding, slip, case, _step(differs, case))
    says = f"Right on all {len(cases)} inputs."
    return _Judged(Finding(claim=claim.name, verdict=Verdict.PASSED, says=says))


def _changed_inputs(case: Case, reply: Reply) -> str | None:
    places = changed(case.args, reply.echoed)
    if not places:
        return None
    kind = "array" if isinstance(case.args[places[0]], np.ndarray) else "list"
    return f"It changed the {kind} that it was given; make a new one instead."


def _plain(reply: Reply) -> tuple[AnyArray, ...]:
    return tuple(value.array for value in reply.values)


def _step(differs: _Difference, case: Case) -> str:
    shown = is_written_out(case.args)
    if differs.numbers is not None:
        return step_of_numbers(*differs.numbers, shown=shown)
    return BY_HAND if differs.step is None and shown else differs.step or PRINT


def _difference(exercise: ExactExercise, case: Case, reply: Reply) -> _Difference | None:
    """Say what the call should give, and what it gives; None where that is right."""
    truth = truth_of(exercise, case.args)
    allowed = tolerances(exercise, case.args, truth)
    values, whole = reply.values, _holds_whole_numbers(case.args)
    if isinstance(truth, tuple):
        values = _spread(values)
        if len(values) != len(truth):
            says = f"should give {len(truth)} numbers; yours gives {_kind(reply)}"
            return _Difference(says, step=messages.STEP_OF_KIND)
        for at, (part, error, value) in enumerate(zip(truth, allowed, values, strict=True)):
            differs = _compare(part, error, value, whole=whole, place=_place(at))
            if differs is not None:
                return differs
        return None
    if len(values) != 1 or reply.type_name in {"tuple", "list"}:
        return _Difference(
            f"should give {_wanted(truth)}; yours gives {_kind(reply)}", step=messages.STEP_OF_KIND
        )
    return _compare(truth, allowed[0], values[0], whole=whole)


def _holds_whole_numbers(args: Args) -> bool:
    """Tell whether an argument came in whole numbers: then the answer may be whole, too."""
    return any(np.asarray(arg).dtype.kind in "iu" for arg in args if not isinstance(arg, Rng))


def _spread(values: tuple[Returned, ...]) -> tuple[Returned, ...]:
    if len(values) == 1 and values[0].array.ndim == 1:
        return tuple(Returned(item, values[0].type_name) for item in values[0].array)
    return values


def _compare(
    truth: Truth, allowed: FloatArray, value: Returned, *, whole: bool, place: str = ""
) -> _Difference | None:
    expected, found = np.asarray(truth), value.array
    if found.shape != expected.shape:
        asked, came = _of_shape(expected.shape), _of_shape(found.shape)
        return _Difference(f"should give {asked}{place}; yours gives {came}", step=SHAPE)
    if found.dtype.kind != expected.dtype.kind and not (whole and found.dtype.kind in "iu"):
        says = f"should give {_wanted(truth)}{place}; yours gives {notation.kind(found.dtype)}"
        return _Difference(says, step=messages.STEP_OF_KIND)
    if expected.dtype.kind == "b":
        wrong = np.atleast_1d(found != expected)
    else:
        with np.errstate(invalid="ignore"):
            close = np.abs(found.astype(np.float64) - expected) <= allowed
        wrong = np.atleast_1d(~close)
    if not wrong.any():
        return None
    at = tuple(int(i[0]) for i in np.nonzero(wrong))
    place += f" at {list(at)}" if expected.ndim else ""
    expected, found = np.atleast_1d(expected), np.atleast_1d(found)
    if expected.dtype.kind == "b":
        return _Difference(f"should give {expected[at]}{place}; yours gives {found[at]}")
    asked, came = notation.apart(expected[at], found[at])
    numbers = float(expected[at]), float(found[at])
    return _Difference(f"should give {asked}{place}; yours gives {came}", numbers)


@dataclass(frozen=True, slots=True)
class _Difference:
    """What a call should give and what it gives: the two numbers where it is about such."""

    says: str
    numbers: tuple[float, float] | None = None
    step: str | None = None


def _place(at: int) -> str:
    """Say which of several values is meant."""
    named = _ORDINALS[at] if at < len(_ORDINALS) else f"{at + 1}th"
    return f" as its {named} value"


def _of_shape(shape: tuple[int, ...]) -> str:
    return f"an array of shape {notation.shape_text(shape)}" if shape else "a single number"


def _wanted(truth: Truth) -> str:
    array = np.asarray(truth)
    if array.dtype.kind == "b":
        return "True or False"
    return "an array of floats" if array.ndim else "one float"


def _kind(reply: Reply) -> str:
    return f"a {reply.type_name}" if len(reply.values) != 1 else f"one {reply.type_name}"
