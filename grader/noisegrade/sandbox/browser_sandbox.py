"""Run a submission inside a browser tab: in the interpreter that judges it, within a web worker.

The worker is the wall: the page ends it when a call takes too long, its memory has a ceiling, and
it holds nothing but what the learner may read anyway. Nothing hides the judge from the code, so
what is found here is for learning and is never a grade.
"""

from __future__ import annotations

import builtins
import copy
import errno
import io
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import replace
from functools import partial
from types import ModuleType
from typing import NoReturn

from noisegrade.model import Isolation, Submission
from noisegrade.sandbox.budget import Budget
from noisegrade.sandbox.caller import Caller
from noisegrade.sandbox.calls import Call, Outcome, Reply, ReplyKind, Returned
from noisegrade.sandbox.closeable import Closeable
from noisegrade.sandbox.layout import OUTPUT_KEPT
from noisegrade.sandbox.offered_packages import Offered, seed_generators
from noisegrade.sandbox.randomness import replaying
from noisegrade.sandbox.source_loader import Sources
from noisegrade.sandbox.stub_modules import Drawing, Silent
from noisegrade.untrusted_text import printed

__all__ = ["BrowserSandbox", "BrowserSession"]

_KEPT = ("builtins", "math", "numpy", "random", "scipy", "statistics")
"""Packages whose names are put back after a request: nobody restarts a tab after `np.sqrt = 3`."""


def _unheard() -> None:
    """Take a sign of life without telling anybody."""


class BrowserSandbox(Closeable):
    """Serves one submission after another; a context manager, as `Sandbox` is.

    Parameters
    ----------
    offered : packages that submissions may import, beside NumPy and SciPy
    alive : called while calls return, so that a page can tell slow code from a loop without an end
    """

    isolation = Isolation.BROWSER

    def __init__(
        self, offered: Offered | None = None, alive: Callable[[], None] = _unheard
    ) -> None:
        self._offered = offered or Offered()
        self._alive = alive

    def open(self, submission: Submission, *, budget: Budget | None = None) -> BrowserSession:
        """Begin to serve a submission; its time is counted by the page, not by a budget."""
        del budget
        return BrowserSession(submission, self._offered, self._alive)


class BrowserSession(Closeable):
    """Makes the calls of one submission; answers as a `Session` does."""

    notes: tuple[str, ...] = ()  # a tab runs whole files only

    def __init__(self, submission: Submission, offered: Offered, alive: Callable[[], None]) -> None:
        texts = {
            source.module: tuple((chunk.text, chunk.label) for chunk in source.chunks)
            for source in submission.sources
        }
        self._serving = {
            section: source.module
            for source in reversed(submission.sources)
            for section in source.sections
        }
        self._offered = offered
        self._alive = alive
        self._sources = Sources(texts, offered)
        self._modules = dict.fromkeys(texts)
        self.cpu_seconds = 0.0

    def close(self) -> None:
        """Forget the submission's modules, so that the next one is loaded afresh."""
        for name in self._modules:
            sys.modules.pop(name, None)

    def run(
        self,
        section: str,
        calls: Sequence[Call],
        *,
        cpu_limit: float = 0.0,
        load_limit: float = 0.0,
    ) -> Outcome:
        """Load the section's source, if that was not done; make the calls in order.

        The limits are for sandboxes that can keep them: the page ends a worker that gives no sign
        of life.
        """
        del cpu_limit, load_limit
        if section not in self._serving:
            return Outcome(replies=(Reply(kind=ReplyKind.MISSING),) * len(calls), cpu_seconds=0.0)
        module, stream, start = self._serving[section], io.StringIO(), time.process_time()
        seed_others = partial(seed_generators, self._offered)
        with (
            _restored_modules(),
            self._importable(),
            replaying(seed_others) as entropy,
            redirect_stdout(stream),
            redirect_stderr(stream),
        ):
            entropy.reseed(calls[0].entropy, purpose="load")
            namespace = self._sources.module(module).__dict__
            caller = Caller(namespace, self._sources.labels, entropy)
            replies = tuple(self._replies(caller, calls))
        spent = time.process_time() - start
        self.cpu_seconds += spent
        return Outcome(
            replies=replies,
            cpu_seconds=spent,
            output=printed(stream.getvalue()[:OUTPUT_KEPT].encode("utf-8", "backslashreplace")),
            load_errors=tuple(self._sources.errors(module)),
        )

    def _replies(self, caller: Caller, calls: Sequence[Call]) -> Iterator[Reply]:
        for call in calls:
            self._alive()
            yield _kept(caller.reply(call))

    @contextmanager
    def _importable(self) -> Iterator[None]:
        """Let the sources import one another, and nothing of the judge's by its name."""
        finders, judge = list(sys.meta_path), sys.modules.get("noisegrade")
        opened = io.open
        sys.meta_path[:0] = [self._sources, Drawing()]
        sys.modules["noisegrade"] = Silent("noisegrade")  # a `check` that was left in the code
        builtins.open = io.open = _no_file  # as in every sandbox
        try:
            yield
        finally:
            builtins.open = io.open = opened
            sys.meta_path[:] = finders
            if judge is not None:
                sys.modules["noisegrade"] = judge


def _no_file(file: object, *_: object, **__: object) -> NoReturn:
    """Refuse a file: there are none of the learner's own here."""
    raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), file)


@contextmanager
def _restored_modules() -> Iterator[None]:
    """Put back what a learner's code may have changed in the modules that we share with it."""
    shared = {
        name: module
        for name, module in list(sys.modules.items())
        if name.partition(".")[0] in _KEPT and isinstance(module, ModuleType)
    }
    before = {name: dict(vars(module)) for name, module in shared.items()}
    limit = sys.getrecursionlimit()
    try:
        yield
    finally:
        sys.setrecursionlimit(limit)
        for name, names in before.items():
            sys.modules[name] = shared[name]
            vars(shared[name]).update(names)


def _kept(reply: Reply) -> Reply:
    """Copy the arrays: the function may go on writing into the one that it returned."""
    return replace(
        reply,
        values=tuple(Returned(each.array.copy(), each.type_name) for each in reply.values),
        echoed=copy.deepcopy(reply.echoed),
        text=printed(reply.text.encode("utf-8", "backslashreplace")),
    )
