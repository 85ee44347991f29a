"""Processes killed at random moments: what is asked next is answered, and right."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from noisegrade.errors import SandboxError
from noisegrade.model import Isolation, Submission
from noisegrade.sandbox.calls import Call, Death, Outcome, Rng
from noisegrade.sandbox.client import Sandbox

Submit = Callable[..., Submission]
MakeCall = Callable[..., Call]

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")

TEXT = "import numpy as np\ndef f(n, rng):\n    return np.sort(rng.standard_normal(n))"
DRAWS = 20_000
TRUTH = np.sort(np.random.default_rng(3).standard_normal(DRAWS))


def _below(pid: int) -> Iterator[int]:
    """Give the processes that a process of ours has started, and theirs."""
    with contextlib.suppress(OSError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text().split():
                yield int(child)
                yield from _below(int(child))


class Killer(threading.Thread):
    """Kills, after a random while, one of the processes that a warm parent consists of."""

    def __init__(self, root: int, rng: random.Random) -> None:
        super().__init__()
        self._root = root
        self._rng = rng

    def run(self) -> None:
        time.sleep(self._rng.uniform(0.0, 0.03))
        ours = [self._root, *_below(self._root)]
        with contextlib.suppress(ProcessLookupError):
            os.kill(self._rng.choice(ours), signal.SIGKILL)


@pytest.mark.parametrize("level", ["strong", "container", "limits"])
@pytest.mark.parametrize(
    "moments", [12, pytest.param(100, marks=pytest.mark.slow)], ids=["some", "many"]
)
def test_whatever_is_killed_at_any_moment_the_next_answer_is_right(
    moments: int, level: str, submit: Submit, call: MakeCall
) -> None:
    rng = random.Random(level)  # noqa: S311 - it chooses moments
    try:
        sandbox = Sandbox(Isolation(level))
    except SandboxError as error:
        pytest.skip(str(error))
    asked = [call("f", DRAWS, Rng(3), capacity=8 * DRAWS)]
    sent = submit(TEXT, b=TEXT)
    with sandbox:
        for _ in range(moments):
            killer = Killer(_pid_of_parent(sandbox), rng)
            killer.start()
            with sandbox.open(sent) as session:
                outcomes = [_asked(lambda s=s: session.run(s, asked)) for s in ("a", "b", "a")]
            killer.join()
            for outcome in outcomes:
                _check(outcome)
            with sandbox.open(sent) as session:
                after = session.run("a", asked)
            np.testing.assert_array_equal(after.replies[0].values[0].array, TRUTH)


def _asked(run: Callable[[], Outcome]) -> Outcome | None:
    try:
        return run()
    except SandboxError:  # ours: the exercise is tried again, and ungraded at worst
        return None


def _check(outcome: Outcome | None) -> None:
    """A killed child is a death or a fault of ours, never another answer."""
    if outcome is None:
        return
    if outcome.death is None:
        np.testing.assert_array_equal(outcome.replies[0].values[0].array, TRUTH)
    else:
        assert outcome.death in {Death.MEMORY, Death.EXIT}  # as the kernel kills for memory


def _pid_of_parent(sandbox: Sandbox) -> int:
    sandbox.isolation  # noqa: B018 - a parent that was lost is replaced
    return int(sandbox._parent._process.pid)  # type: ignore[attr-defined]  # noqa: SLF001 - no user needs it
