"""Call functions that live in this process: a learner's own, in the learner's own notebook kernel.

Nothing is confined and nothing has a deadline: it is the learner's machine and the learner's code.
"""

from __future__ import annotations

import copy
import io
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import replace
from pathlib import PurePath
from typing import Any

from noisegrade.model import Isolation
from noisegrade.sandbox.caller import Caller
from noisegrade.sandbox.calls import Call, Outcome, Reply, Returned
from noisegrade.sandbox.layout import OUTPUT_KEPT
from noisegrade.sandbox.randomness import replaying
from noisegrade.untrusted_text import printed

__all__ = ["LiveSession", "label_of"]


class LiveSession:
    """Makes calls of live functions; answers as a `Session` does.

    Parameters
    ----------
    functions : by name; all sections are served by them
    """

    isolation = Isolation.NONE

    def __init__(self, functions: Mapping[str, Callable[..., Any]]) -> None:
        self._functions = functions
        self._labels = {file: label_of(file) for file in map(_file_of, functions.values()) if file}
        self.cpu_seconds = 0.0

    def run(
        self,
        section: str,
        calls: Sequence[Call],
        *,
        cpu_limit: float = 0.0,
        load_limit: float = 0.0,
    ) -> Outcome:
        """Make the calls in order; `section` and the limits are for sandboxes.

        Afterwards `random` and `np.random` are in the states that they were in before.

        Raises
        ------
        KeyboardInterrupt
            When the learner interrupts the kernel.
        """
        del section, cpu_limit, load_limit
        stream = io.StringIO()
        start = time.process_time()
        with replaying() as entropy, redirect_stdout(stream), redirect_stderr(stream):
            caller = Caller(self._functions, self._labels, entropy)
            replies = tuple(_kept(caller.reply(call)) for call in calls)
        spent = time.process_time() - start
        self.cpu_seconds += spent
        output = printed(stream.getvalue()[:OUTPUT_KEPT].encode("utf-8", "backslashreplace"))
        return Outcome(replies=replies, cpu_seconds=spent, output=output)


def _kept(reply: Reply) -> Reply:
    """Copy the arrays: the function may go on writing into the one that it returned."""
    if reply.type_name == KeyboardInterrupt.__name__:
        raise KeyboardInterrupt
    return replace(
        reply,
        values=tuple(Returned(value.array.copy(), value.type_name) for value in reply.values),
        echoed=copy.deepcopy(reply.echoed),
        text=printed(reply.text.encode("utf-8", "backslashreplace")),
    )


def _file_of(function: Callable[..., Any]) -> str | None:
    code = getattr(function, "__code__", None)
    return getattr(code, "co_filename", None)


def label_of(file: str) -> str:
    """Name a file as a learner does; the code of a notebook's cell is in no file of theirs."""
    in_cell = file.startswith("<") or "ipykernel_" in file
    return "cell" if in_cell else PurePath(file).name
