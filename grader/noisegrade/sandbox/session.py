"""One submission being served: a child for each of its files, one at a time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from noisegrade.model import Submission
from noisegrade.sandbox.budget import Account, Budget
from noisegrade.sandbox.calls import Call, Death, Outcome, Reply, ReplyKind
from noisegrade.sandbox.children import Child, Limits, LostError, Memory
from noisegrade.sandbox.closeable import Closeable
from noisegrade.sandbox.essential_code import Extent
from noisegrade.sandbox.request_codec import Request

__all__ = ["CPU_LIMIT", "Session"]

CPU_LIMIT = 10.0  # seconds of processor time for a request
_IDLE_LIMIT = 10.0  # seconds that a request may wait
_IMPORTS = 2.0  # seconds more where SciPy is named: a function that imports scipy.stats takes 0.4
_PART_OF = {"scipy": "scipy.special"}  # what is imported beforehand, if not the package itself
_NOTES = 4  # of what failed while it was loaded
_FAILED = "What stands below it there was not run, but for imports, definitions and assignments."
_UNREAD = "Nothing in that file was run."
_SYNTAX = ("SyntaxError", "IndentationError", "TabError")
_IN_FILE = re.compile(
    r" \([/\w][^()]*\.(?:py|so|pyd)\)$"
)  # of this machine, where a name is missing
_LESS = {
    Extent.ALL: "",
    Extent.ASSIGNMENTS: "running all of it took too long or ended the program, so only imports, "
    "definitions and assignments were run.",
    Extent.CONSTANTS: "running all of it took too long or ended the program, so only imports, "
    "definitions and assignments that call nothing were run.",
}
_LESS_MAY_DO = frozenset({Death.CPU, Death.WALL, Death.EXIT, Death.SIGNAL, Death.FORBIDDEN})
_SPENT = frozenset({Death.CPU, Death.WALL, Death.BUDGET})


class Nursery(Protocol):
    """Where the children of a session come from: a sandbox."""

    @property
    def packages(self) -> Sequence[str]:
        """What it offers beside NumPy and SciPy."""

    def start(self, memory: Memory, modules: Sequence[str]) -> Child:
        """Make a child, one that has these modules."""

    def renew(self) -> None:
        """Replace what makes them, which was lost."""


class Session(Closeable):
    """Serves one submission: each of its files in a child of its own, another when that dies.

    So what a file does to its process, by a tracer, a changed NumPy or a crash, costs that file
    alone. The other files can be imported by it.
    """

    def __init__(self, sandbox: Nursery, submission: Submission, budget: Budget) -> None:
        self._sandbox = sandbox
        self._sources = {
            source.module: tuple((chunk.text, chunk.label) for chunk in source.chunks)
            for source in submission.sources
        }
        self._serving = {
            section: source.module
            for source in reversed(submission.sources)
            for section in source.sections
        }
        texts = [text for chunks in self._sources.values() for text, _ in chunks]
        self._modules = [
            _PART_OF.get(package, package)
            for package in ("scipy", *sandbox.packages)
            if any(package in text for text in texts)
        ]
        self._child: Child | None = None
        self._memory = Memory()
        self._module = ""  # that the child is for
        self._is_loaded = False
        self._was_loaded = True  # by the last request
        self._endless: dict[str, Outcome] = {}  # modules that spent their time without being loaded
        self._cpu_before = 0.0  # of children that are gone
        self._account = Account(budget)
        self._extent: dict[str, Extent] = {}  # of what is run of a module, where not all is
        self._first: dict[str, Outcome] = {}  # of modules of which not all is run: of all of it
        self._notes: dict[str, None] = {}

    @property
    def cpu_seconds(self) -> float:
        """Processor time of all children so far."""
        return self._cpu_before + (self._child.cpu_seconds if self._child else 0.0)

    @property
    def notes(self) -> tuple[str, ...]:
        """Sentences about what could not be run while the sources were loaded."""
        return tuple(self._notes)[:_NOTES]

    def run(
        self,
        section: str,
        calls: Sequence[Call],
        *,
        cpu_limit: float = CPU_LIMIT,
        load_limit: float | None = None,
        idle_limit: float = _IDLE_LIMIT,
    ) -> Outcome:
        """Load the source that serves this section, if that was not done; make the calls in order.

        A death in a child that had served before, a first death by waiting, and being killed from
        outside are repeated once in a fresh child: so the damage of one exercise never costs
        another. A loop in such a child therefore costs its limit twice. Loading without an end is
        not tried again. All requests together keep within the budget of the submission.

        Parameters
        ----------
        section : whose functions are called
        calls : at least one
        cpu_limit : seconds of processor time for the calls; two more where the sources name SciPy
            or another package that is offered
        load_limit : seconds of processor time for loading; by default as many as for the calls
        idle_limit : seconds that they may wait without computing

        Returns
        -------
        Outcome
            Its `cpu_seconds` and `output` are those of loading, if it was done, and of the calls.

        Raises
        ------
        SandboxError
            Where a child could not be made or was lost, twice.
        """
        if section not in self._serving:
            return Outcome(replies=(Reply(kind=ReplyKind.MISSING),) * len(calls), cpu_seconds=0.0)
        module = self._serving[section]
        if module in self._endless:
            return replace(self._endless[module], cpu_seconds=0.0)
        if module != self._module:
            self._end_child()
            self._module = module
        cpu_limit += _IMPORTS if self._modules else 0.0
        request = Request(module, tuple(calls), self._sources, cpu_limit, self._so_far(module))
        loading = Limits(cpu=load_limit or cpu_limit, idle=idle_limit)
        was_fresh, had_waited = self._child is None, self._account.waits
        self._was_loaded = True
        outcome = self._ask_twice(request, loading, idle_limit)
        if not self._was_loaded and outcome.death in _LESS_MAY_DO:
            outcome = self._load_less(request, loading, idle_limit, outcome)
            if self._was_loaded:
                return self._or_first(module, outcome)
        match outcome.death:
            case Death.WALL:
                again = not had_waited
            case Death.MEMORY:
                again = True  # killed from outside: its own limit would have raised
            case death:
                again = not was_fresh and death is not Death.BUDGET
        if again and _is_damaged(outcome):
            outcome = self._ask_twice(request, loading, idle_limit)
        return self._or_first(module, outcome)

    def close(self) -> None:
        """End the child and give its memory back."""
        self._end_child()
        self._memory.close()

    def _end_child(self) -> None:
        if self._child is not None:
            child, self._child = self._child, None
            child.close()
            self._cpu_before += child.cpu_seconds

    def _ask_twice(self, request: Request, loading: Limits, idle: float) -> Outcome:
        """Ask; if the warm parent is lost, ask a child of a new one."""
        try:
            return self._ask(request, loading, idle)
        except LostError:
            self._sandbox.renew()
            return self._ask(request, loading, idle)

    def _ask(self, request: Request, loading: Limits, idle: float) -> Outcome:
        if self._account.is_spent:
            return Outcome(replies=(), cpu_seconds=0.0, death=Death.BUDGET)
        if self._child is None:
            self._child = self._sandbox.start(self._memory, self._modules)
            self._is_loaded = False
        finished = False
        try:
            outcome = self._load(self._child, request, loading)
            self._was_loaded = outcome.death is None
            if outcome.death is None:
                limits = Limits(cpu=request.cpu_limit, idle=idle)
                asked = self._within_budget(self._child, request, limits)
                outcome = replace(
                    asked,
                    cpu_seconds=outcome.cpu_seconds + asked.cpu_seconds,
                    output=outcome.output + asked.output,
                )
            finished = not _is_damaged(outcome)
        finally:
            if not finished:
                self._end_child()
        return outcome

    def _load(self, child: Child, request: Request, limits: Limits) -> Outcome:
        """Have the module loaded, if that was not done, by a call of nothing."""
        if self._is_loaded:
            return Outcome(replies=(), cpu_seconds=0.0)
        nothing = Call(function="", args=(), capacity=0, entropy=request.calls[0].entropy)
        outcome = self._within_budget(child, replace(request, calls=(nothing,)), limits)
        if outcome.death in _SPENT:
            self._endless[request.module] = outcome
        else:
            self._endless.pop(request.module, None)  # it waited once, and then did not
        self._is_loaded = True
        self._take_notes(outcome)
        return outcome

    def _so_far(self, module: str) -> Extent:
        return self._extent.get(module, Extent.ALL)

    def _or_first(self, module: str, outcome: Outcome) -> Outcome:
        """Return what became of the whole module, where in less of it a function is missing."""
        if module in self._first and any(
            reply.kind is ReplyKind.MISSING for reply in outcome.replies
        ):
            return replace(self._first[module], cpu_seconds=outcome.cpu_seconds)
        return outcome

    def _load_less(self, request: Request, loading: Limits, idle: float, whole: Outcome) -> Outcome:
        """Load less of a module that ended its child while it was loaded, as long as less helps."""
        outcome = self._first.setdefault(request.module, whole)
        for extent in list(Extent)[self._so_far(request.module) + 1 :]:
            if self._account.is_spent:
                break
            self._endless.pop(request.module, None)
            self._extent[request.module] = extent
            outcome = self._ask_twice(replace(request, extent=extent), loading, idle)
            if self._was_loaded:
                label = self._sources[request.module][0][1].partition(" cell ")[0]
                self._notes = {f"{label}: {_LESS[extent]}": None, **self._notes}
                return outcome
        self._endless[request.module] = outcome
        return outcome

    def _take_notes(self, outcome: Outcome) -> None:
        for error in outcome.load_errors:
            if "NotImplementedError" not in error.text:
                text = _IN_FILE.sub("", error.text).rstrip(".")
                rest = _UNREAD if text.startswith(_SYNTAX) else _FAILED
                self._notes[f"{error.where}: {text}. {rest}"] = None

    def _within_budget(self, child: Child, request: Request, limits: Limits) -> Outcome:
        """Ask; a death by a limit that the budget has cut is a death by the budget."""
        cut = self._account.within(limits)
        outcome = child.ask(replace(request, cpu_limit=cut.cpu), cut)
        self._account.charge(outcome, child.idle_seconds)
        if (outcome.death is Death.CPU and cut.cpu < limits.cpu) or (
            outcome.death is Death.WALL and cut.idle < limits.idle and self._account.is_spent
        ):
            return replace(outcome, death=Death.BUDGET)
        return outcome


def _is_damaged(outcome: Outcome) -> bool:
    """Tell whether the child is no good for another request: dead, or out of memory."""
    return outcome.death is not None or any(
        reply.kind is ReplyKind.OUT_OF_MEMORY for reply in outcome.replies
    )
