"""Run a submission's functions in a confined process: calls go in, arrays come back."""

from __future__ import annotations

import functools
import sys
from collections.abc import Sequence
from dataclasses import replace
from types import TracebackType
from typing import Protocol, Self

from noisegrade.errors import SandboxError
from noisegrade.model import Isolation, Submission
from noisegrade.sandbox.calls import Call, Death, Outcome, Reply, ReplyKind
from noisegrade.sandbox.children import Child, ChildLink, Limits, LostError
from noisegrade.sandbox.forkserver import RefusedError, WarmParent
from noisegrade.sandbox.request_codec import Request
from noisegrade.sandbox.subprocess_child import FreshInterpreters

__all__ = ["CPU_LIMIT", "Sandbox", "Session", "probe"]

CPU_LIMIT = 10.0  # seconds of processor time for a request
_IMPORTS = 2.0  # seconds more where SciPy is named: a function that imports scipy.stats takes 0.4
_LEAST_WALL = 60.0  # seconds of real time: a loaded machine must not fail right code
_WALL_PER_CPU = 12
_SHORT_WALL = 2.0  # seconds, where the submission has been seen to wait
_SHORT_WALL_PER_CPU = 3
_SPENT = frozenset({Death.CPU, Death.WALL})

_refused: set[Isolation] = set()  # levels that this machine has shown not to enforce


class Parent(Protocol):
    """What makes children."""

    def wait_until_ready(self) -> None:
        """Wait until children can be made; raise `SandboxError` if they can't."""

    def fork(self, *, warm_scipy: bool) -> ChildLink:
        """Make a child."""

    def close(self) -> None:
        """End everything."""


class Sandbox:
    """Confines the code of one submission after another, all at one level.

    It owns a warm parent, and makes another when that is lost. It belongs to one thread at a time;
    a forked copy of the process gets a parent of its own.

    Parameters
    ----------
    level : None for the strongest that this machine enforces

    Raises
    ------
    SandboxError
        Where the level asked for can't be enforced here.
    """

    def __init__(self, level: Isolation | None = None) -> None:
        if level is Isolation.NONE:
            raise SandboxError("a sandbox confines; Isolation.NONE is for live functions")
        self._levels = [level] if level else _levels()
        self._parent = _parent(self._levels[0])
        self._child: Child | None = None
        if level:
            self._parent.wait_until_ready()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def isolation(self) -> Isolation:
        """The level that is enforced; waits until that is known."""
        while True:
            try:
                self._parent.wait_until_ready()
            except RefusedError:
                if len(self._levels) == 1:
                    raise
                _refused.add(self._levels.pop(0))
                self._parent = _parent(self._levels[0])
            else:
                return self._levels[0]

    def open(self, submission: Submission) -> Session:
        """Begin to serve a submission. One session at a time: close it before the next."""
        return Session(self, submission)

    def close(self) -> None:
        """End the warm parent and its child."""
        self._parent.close()

    def start(self, *, warm_scipy: bool) -> Child:
        """Make a child for a session."""
        if self._child is not None and not self._child.is_over:
            raise RuntimeError("another session of this sandbox is open: close it first")
        self.isolation  # noqa: B018 - settles the level
        self._child = Child(self._parent.fork(warm_scipy=warm_scipy))
        return self._child

    def renew(self) -> None:
        """Replace a parent that was lost."""
        self._parent.close()
        self._parent = _parent(self._levels[0])


class Session:
    """Serves one submission: one child at a time, and another when that dies."""

    def __init__(self, sandbox: Sandbox, submission: Submission) -> None:
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
        self._warm_scipy = any(
            "scipy" in text for texts in self._sources.values() for text, _ in texts
        )
        self._child: Child | None = None
        self._loaded: set[str] = set()  # modules, by the child
        self._endless: dict[str, Outcome] = {}  # modules that spent their time without being loaded
        self._cpu_before = 0.0  # of children that are gone
        self._waits = False  # it was seen to wait without computing

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def cpu_seconds(self) -> float:
        """Processor time of all children so far."""
        return self._cpu_before + (self._child.cpu_seconds if self._child else 0.0)

    def run(
        self,
        section: str,
        calls: Sequence[Call],
        *,
        cpu_limit: float = CPU_LIMIT,
        load_limit: float | None = None,
        wall_limit: float | None = None,
    ) -> Outcome:
        """Load the source that serves this section, if that was not done; make the calls in order.

        A death in a child that had served before, and a first death by real time, are repeated once
        in a fresh child: so the damage of one exercise never costs another. A loop in such a child
        therefore costs its limit twice. Loading without an end is not tried again. From a first
        death by real time on, the submission has little of that, and is asked but once if it waits.

        Parameters
        ----------
        section : whose functions are called
        calls : at least one
        cpu_limit : seconds of processor time for the calls; two more where the sources name SciPy
        load_limit : seconds of processor time for loading; by default as many as for the calls
        wall_limit : seconds of real time; by default so many that only a sleeper meets it

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
        cpu_limit += _IMPORTS if self._warm_scipy else 0.0
        request = Request(module, tuple(calls), self._sources, cpu_limit)
        to_load = load_limit or cpu_limit
        was_fresh, had_waited = self._child is None, self._waits
        outcome = self._ask_twice(request, to_load, wall_limit)
        again = not had_waited if outcome.death is Death.WALL else not was_fresh
        if _is_damaged(outcome) and again:
            outcome = self._ask_twice(request, to_load, wall_limit)
        return outcome

    def close(self) -> None:
        """End the child."""
        if self._child is not None:
            child, self._child = self._child, None
            child.close()
            self._cpu_before += child.cpu_seconds

    def _ask_twice(self, request: Request, to_load: float, wall: float | None) -> Outcome:
        """Ask; if the warm parent is lost, ask a child of a new one."""
        loading, limits = self._limits(to_load, wall), self._limits(request.cpu_limit, wall)
        try:
            outcome = self._ask(request, loading, limits)
        except LostError:
            self._sandbox.renew()
            outcome = self._ask(request, loading, limits)
        self._waits |= outcome.death is Death.WALL
        return outcome

    def _limits(self, cpu: float, wall: float | None) -> Limits:
        """Give so much real time that only who waits needs more; little to who has waited."""
        far = wall or max(_LEAST_WALL, _WALL_PER_CPU * cpu)
        near = _SHORT_WALL + _SHORT_WALL_PER_CPU * cpu
        return Limits(cpu=cpu, wall=min(far, near) if self._waits else far)

    def _ask(self, request: Request, loading: Limits, limits: Limits) -> Outcome:
        if self._child is None:
            self._child = self._sandbox.start(warm_scipy=self._warm_scipy)
            self._loaded = set()
        finished = False
        try:
            outcome = self._load(self._child, request, loading)
            if outcome.death is None:
                asked = self._child.ask(request, limits)
                outcome = replace(
                    asked,
                    cpu_seconds=outcome.cpu_seconds + asked.cpu_seconds,
                    output=outcome.output + asked.output,
                )
            finished = not _is_damaged(outcome)
        finally:
            if not finished:
                self.close()
        return outcome

    def _load(self, child: Child, request: Request, limits: Limits) -> Outcome:
        """Have the module loaded, if that was not done, by a call of nothing."""
        if request.module in self._loaded:
            return Outcome(replies=(), cpu_seconds=0.0)
        nothing = Call(function="", args=(), capacity=0, entropy=request.calls[0].entropy)
        outcome = child.ask(replace(request, calls=(nothing,), cpu_limit=limits.cpu), limits)
        if outcome.death in _SPENT and not self._loaded:
            self._endless[request.module] = outcome
        else:
            self._endless.pop(request.module, None)  # it waited once, and then did not
        self._loaded.add(request.module)
        return outcome


@functools.cache
def probe() -> Isolation:
    """Find the strongest level that this machine enforces, by enforcing it on a child of ours."""
    with Sandbox() as sandbox:
        return sandbox.isolation


def _levels() -> list[Isolation]:
    """Give the levels that may hold here, strongest first."""
    strong = [Isolation.STRONG, Isolation.CONTAINER] if sys.platform == "linux" else []
    return [level for level in strong if level not in _refused] + [Isolation.LIMITS]


def _parent(level: Isolation) -> Parent:
    return FreshInterpreters() if level is Isolation.LIMITS else WarmParent(level)


def _is_damaged(outcome: Outcome) -> bool:
    """Tell whether the child is no good for another request: dead, or out of memory."""
    return outcome.death is not None or any(
        reply.kind is ReplyKind.OUT_OF_MEMORY for reply in outcome.replies
    )
