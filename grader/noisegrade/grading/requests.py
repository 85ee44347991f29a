"""Put calls to one exercise's function; say in a learner's words why an answer did not come.

How much processor time a request may take grows with the numbers that it asks for, so that a loop
without an end shows at the first few thousand. What takes as long for each number as the last one
may take passes the earlier requests with less than half of their time.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from noisegrade.exercise import Args, Exercise
from noisegrade.grading.messages import STOPPED
from noisegrade.grading.seeds import Seeds
from noisegrade.grading.slips import OBJECTS, Slip, slip_of_error, slip_of_result
from noisegrade.model import Finding, Verdict
from noisegrade.sandbox.calls import Call, Death, Outcome, Reply, ReplyKind, Rng

__all__ = ["CPU_LIMIT", "CallFailure", "CallRunner", "Runner", "explain_failure"]

CPU_LIMIT = 10.0  # seconds of processor time for an exercise, loading included
_AT_ONCE = 2.0  # seconds for a request: ten times the slowest right formula seen, without NumPy
_A_NUMBER = 3e-5  # seconds more for each number asked for: all of a grading fill CPU_LIMIT

_DEATHS = {
    Death.CPU: (
        Verdict.OUT_OF_LIMITS,
        "It took too much processor time: look for a loop without an end, or draw all at once.",
    ),
    Death.WALL: (
        Verdict.OUT_OF_LIMITS,
        "It was stopped because it waited without computing: remove what sleeps or waits.",
    ),
    Death.BUDGET: (
        Verdict.OUT_OF_LIMITS,
        "The submission as a whole has used up its time: mend first what runs long or waits.",
    ),
    Death.MEMORY: (
        Verdict.OUT_OF_LIMITS,
        "It needed more memory than the 512 MB that an exercise may have.",
    ),
    Death.FORBIDDEN: (
        Verdict.OUT_OF_LIMITS,
        "It tried something that a submission may not do, and was stopped.",
    ),
    Death.EXIT: (
        Verdict.CRASHED,
        "It ended the whole program instead of returning: remove calls such as exit().",
    ),
    Death.SIGNAL: (
        Verdict.CRASHED,
        "It crashed the interpreter itself before it could return.",
    ),
}


class Runner(Protocol):
    """Whoever makes the calls: a sandbox session, or a notebook's own kernel."""

    @property
    def cpu_seconds(self) -> float:
        """Processor time that the learner's code has spent so far."""

    def run(
        self, section: str, calls: Sequence[Call], *, cpu_limit: float, load_limit: float
    ) -> Outcome:
        """Make the calls, in order; load the source first, if that was not done."""


@dataclass(slots=True)
class CallRunner:
    """Puts requests for one exercise; remembers where its code is and what it printed."""

    runner: Runner
    section: str
    exercise: Exercise
    seeds: Seeds
    cpu_left: float = CPU_LIMIT
    absence: Callable[[Outcome], Outcome] = lambda outcome: outcome
    where: str | None = None
    failing: Args | None = field(default=None, init=False)  # arguments of the call that failed
    output: str = field(default="", init=False)
    _rounds: int = field(default=0, init=False)

    def ask(
        self,
        args: Sequence[Args],
        *,
        capacity: int,
        numbers: int = 0,
        rng_seed: int | None = None,
        echo: bool = False,
    ) -> Outcome:
        """Call the function once for each entry of `args`, with one generator for all of them.

        `numbers` is how many random numbers that asks for: more of them may take longer.
        """
        entropy = self.seeds.entropy(self._rounds)
        self._rounds += 1
        calls = [
            Call(
                function=self.exercise.name,
                args=tuple(
                    Rng(rng_seed) if isinstance(arg, Rng) and rng_seed is not None else arg
                    for arg in one
                ),
                capacity=capacity,
                entropy=entropy,
                echo=echo,
            )
            for one in args
        ]
        return self.make(calls, numbers=numbers)

    def make(self, calls: Sequence[Call], *, numbers: int) -> Outcome:
        """Make calls of any function of the section, at this exercise's expense."""
        left = max(self.cpu_left, 0.1)
        outcome = self.runner.run(
            self.section,
            calls,
            cpu_limit=min(left, _AT_ONCE + _A_NUMBER * numbers),
            load_limit=left,
        )
        if any(reply.kind is ReplyKind.MISSING for reply in outcome.replies):
            outcome = self.absence(outcome)
        self.cpu_left -= outcome.cpu_seconds
        self.output = self.output or outcome.output
        for reply in outcome.replies:
            self.where = reply.where or self.where
            if reply.kind is not ReplyKind.RETURNED:
                break
        return outcome


@dataclass(frozen=True, slots=True)
class CallFailure:
    """Why no answer came, the line to look at, and the slip behind it where one is known."""

    finding: Finding
    where: str | None = None
    slip: Slip | None = None
    index: int = 0  # of the call


def explain_failure(outcome: Outcome, exercise: Exercise, *, asked: int) -> CallFailure | None:
    """Find the first call that gave no answer; None when all `asked` calls did."""
    for index, reply in enumerate(outcome.replies):
        if reply.kind is not ReplyKind.RETURNED:
            return replace(_explain(reply, outcome, exercise, first=index == 0), index=index)
    if len(outcome.replies) >= asked:
        return None
    verdict, says = _DEATHS[outcome.death or Death.EXIT]
    finding = Finding(claim="returns", verdict=verdict, says=says)
    return CallFailure(finding, index=len(outcome.replies))


def _explain(reply: Reply, outcome: Outcome, exercise: Exercise, *, first: bool) -> CallFailure:
    name = exercise.name
    match reply.kind:
        case ReplyKind.MISSING if outcome.load_errors:
            error = outcome.load_errors[0]
            says = f"{error.where}: {_sentence(error.text)}"
            slip = slip_of_error(error.text)
            named = None if slip is None else replace(slip, claim="attempted")
            return CallFailure(_finding("attempted", Verdict.CRASHED, says), error.where, named)
        case ReplyKind.MISSING:
            says = outcome.absence or f"There is no function named {name} yet."
            return CallFailure(_finding("attempted", Verdict.NOT_ATTEMPTED, says))
        case ReplyKind.NOT_IMPLEMENTED if first:
            says = f"{name} is not written yet."
            return CallFailure(_finding("attempted", Verdict.NOT_ATTEMPTED, says), reply.where)
        case ReplyKind.NOT_CALLABLE:
            says = f"{name} is a name for a value of type {reply.type_name}, not for a function."
            return CallFailure(_finding("signature", Verdict.FAILED, says))
        case ReplyKind.MISFIT:
            says = f"Its parameters must be ({', '.join(exercise.parameters)}), in this order."
            return CallFailure(_finding("signature", Verdict.FAILED, says), reply.where)
        case ReplyKind.UNFIT:
            finding = _finding("returns", Verdict.FAILED, _unfit(reply))
            return CallFailure(finding, reply.where, slip_of_result(reply))
        case ReplyKind.OUT_OF_MEMORY:
            verdict, says = _DEATHS[Death.MEMORY]
            return CallFailure(_finding("returns", verdict, says), reply.where)
    last_line = reply.text.strip().splitlines()[-1:] or ["an error without a message"]
    said = _sentence(last_line[0])
    is_absent = reply.type_name == "UnavailableError"  # a package; the message says it all
    says = said.partition(": ")[2] if is_absent else f"{STOPPED} {said}"
    slip = None if is_absent else slip_of_error(last_line[0])
    return CallFailure(_finding("returns", Verdict.CRASHED, says), reply.where, slip)


def _unfit(reply: Reply) -> str:
    if reply.type_name in {"", "NoneType"}:
        return "It returned nothing, where numbers were asked for."
    if "method" in reply.type_name or "function" in reply.type_name:
        return "It returned a function, not what the function gives."
    if reply.text == OBJECTS:
        return "It returned values that are not all numbers."
    return f"It returned something that can't be graded: {_sentence(reply.text)}"


def _finding(claim: str, verdict: Verdict, says: str) -> Finding:
    return Finding(claim=claim, verdict=verdict, says=says)


def _sentence(text: str) -> str:
    text = text.strip()
    text = text if len(text) <= 200 else text[:199] + "…"  # noqa: PLR2004 - a line or two on a screen
    return text if text.endswith((".", "!", "?")) else text + "."
