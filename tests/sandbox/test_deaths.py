"""A child that dies costs the request that killed it, and no other."""

from __future__ import annotations

import contextlib
import os
import signal
import threading
import time
from collections.abc import Callable

import numpy as np
import pytest

from noisegrade.model import Isolation, Submission
from noisegrade.sandbox.calls import Call, Death, Outcome, ReplyKind
from noisegrade.sandbox.client import Sandbox, Session

Submit = Callable[..., Submission]
MakeCall = Callable[..., Call]

deaths = {
    "loop": ("while True: pass", Death.CPU),
    "loop that swallows": (
        "while True:\n        try: [0] * 9 + f()\n        except BaseException: pass",
        Death.CPU,
    ),
    "loop in C": ("sum(range(10 ** 15))", Death.CPU),
    "exit": ("os._exit(0)", Death.EXIT),
    "segfault": ("import ctypes; ctypes.string_at(0)", Death.SIGNAL),
    "abort": ("os.abort()", Death.SIGNAL),
}


@pytest.mark.parametrize("case", deaths.values(), ids=deaths)
def test_a_death_is_told_by_its_cause(
    case: tuple[str, Death], outcome: Callable[..., Outcome]
) -> None:
    body, death = case
    got = outcome(f"import os\ndef f():\n    {body}", cpu_limit=0.2)
    assert (got.death, got.replies) == (death, ())
    assert got.cpu_seconds < 0.6


def test_replies_before_a_death_stand(sandbox: Sandbox, submit: Submit, call: MakeCall) -> None:
    text = "import os\ndef f(x):\n    print('at', x)\n    if x == 3: os._exit(1)\n    return x"
    calls = [call("f", float(x)) for x in range(6)]
    with sandbox.open(submit(text)) as session:
        got = session.run("a", calls)
    assert [float(reply.values[0].array) for reply in got.replies] == [0.0, 1.0, 2.0]
    assert got.death is Death.EXIT
    assert got.output == "at 0.0\nat 1.0\nat 2.0\nat 3.0\n"


def test_the_next_request_after_a_death_is_served(
    sandbox: Sandbox, submit: Submit, call: MakeCall
) -> None:
    text = "import os\ndef f():\n    os._exit(1)\ndef g():\n    return 2.0"
    with sandbox.open(submit(text)) as session:
        for _ in range(2):
            assert session.run("a", [call("f")]).death is Death.EXIT
            assert float(session.run("a", [call("g")]).replies[0].values[0].array) == 2.0


def test_damage_by_an_earlier_request_is_not_paid_by_a_later_one(
    sandbox: Sandbox, submit: Submit, call: MakeCall
) -> None:
    text = """
        import os
        broken = False
        def f():
            global broken
            broken = True
            return 1.0
        def g():
            if broken:
                os._exit(1)
            return 2.0
        """
    with sandbox.open(submit(text)) as session:
        assert session.run("a", [call("f")]).death is None
        got = session.run("a", [call("g")])
    assert (got.death, float(got.replies[0].values[0].array)) == (None, 2.0)


def test_memory_that_an_earlier_request_keeps_is_not_missed_by_a_later_one(
    sandbox: Sandbox, submit: Submit, call: MakeCall
) -> None:
    text = """
        import numpy as np
        kept = []
        def f(n):
            kept.append(np.zeros(n, np.uint8))
            return 1.0
        """
    calls = [call("f", 300 << 20)]
    with sandbox.open(submit(text)) as session:
        for _ in range(3):
            assert session.run("a", calls).replies[0].kind is ReplyKind.RETURNED
        got = session.run("a", [call("f", 600 << 20)])
        assert got.replies[0].kind is ReplyKind.OUT_OF_MEMORY
        assert session.run("a", calls).replies[0].kind is ReplyKind.RETURNED


def test_a_sleeper_is_ended_by_real_time_and_asked_twice_but_once(
    submit: Submit, call: MakeCall
) -> None:
    text = "import time\nprint('try')\ndef f():\n    time.sleep(60)"
    with Sandbox(Isolation.LIMITS) as sandbox, sandbox.open(submit(text)) as session:
        for _ in range(2):
            got = session.run("a", [call("f")], idle_limit=0.3)
            assert got.death is Death.WALL
        assert got.cpu_seconds < 0.1


def test_a_submission_that_has_waited_has_little_real_time_left(
    strongest: Sandbox, submit: Submit, call: MakeCall
) -> None:
    text = """
        import os
        def f():
            for descriptor in range(3, 64):
                try:
                    os.read(descriptor, 1)
                except OSError:
                    pass
        def g():
            return 2.0
        """
    with strongest.open(submit(text)) as session:
        assert session.run("a", [call("f")], idle_limit=0.2).death is Death.WALL
        assert float(session.run("a", [call("g")]).replies[0].values[0].array) == 2.0
        start = time.monotonic()
        assert session.run("a", [call("f")], cpu_limit=0.1).death is Death.WALL
        assert time.monotonic() - start < 4  # once: 2.3 s, of which the first has a minute
        assert float(session.run("a", [call("g")]).replies[0].values[0].array) == 2.0


def test_where_sleep_is_refused_nobody_outwaits_the_judge(
    warm: Sandbox, submit: Submit, call: MakeCall
) -> None:
    text = """
        import select, threading, time
        def f():
            before = time.monotonic()
            time.sleep(3600)
            select.select([], [], [], 3600)
            threading.Event().wait(3600)
            return time.monotonic() - before
        def g():
            lock = threading.Lock()
            lock.acquire(), lock.acquire()
        """
    with warm.open(submit(text)) as session:
        assert float(session.run("a", [call("f")]).replies[0].values[0].array) < 1.0
        assert session.run("a", [call("g")], cpu_limit=0.2).death is Death.CPU


def test_the_load_counts_to_the_request_that_needs_it(
    sandbox: Sandbox, submit: Submit, call: MakeCall
) -> None:
    text = "import time\nend = time.process_time() + 0.2\nwhile time.process_time() < end: pass\n"
    with sandbox.open(submit(text + "def f():\n    return 1.0")) as session:
        assert 0.15 < session.run("a", [call("f")]).cpu_seconds < 0.5
        assert session.run("a", [call("f")]).cpu_seconds < 0.1
        assert session.cpu_seconds > 0.2
    with sandbox.open(submit(text)) as session:
        assert session.run("a", [call("f")], cpu_limit=0.1).death is Death.CPU


def test_loading_has_a_limit_of_its_own(sandbox: Sandbox, submit: Submit, call: MakeCall) -> None:
    text = "import time\nend = time.process_time() + 0.4\nwhile time.process_time() < end: pass\n"
    text += "print('loaded')\ndef f():\n    print('called')\n    return 1.0\n"
    with sandbox.open(submit(text)) as session:
        got = session.run("a", [call("f")], cpu_limit=0.2, load_limit=5.0)
    assert (got.death, got.output) == (None, "loaded\ncalled\n")
    assert got.cpu_seconds > 0.3


def test_loading_without_an_end_is_paid_for_once(
    sandbox: Sandbox, submit: Submit, call: MakeCall
) -> None:
    with sandbox.open(submit("print('before')\nwhile True: pass")) as session:
        for _ in range(5):
            got = session.run("a", [call("f")], cpu_limit=0.2, load_limit=0.3)
            assert (got.death, got.output) == (Death.CPU, "before\n")
        assert session.cpu_seconds < 0.9  # five times would be 1.5


def test_a_warm_parent_that_was_killed_is_replaced(
    warm: Sandbox, submit: Submit, call: MakeCall
) -> None:
    text = "import numpy as np\ndef f():\n    return np.ones(3)"
    with warm.open(submit(text)) as session:
        for _ in range(2):
            _kill_parent(warm)
            got = session.run("a", [call("f")])
            np.testing.assert_array_equal(got.replies[0].values[0].array, np.ones(3))
            _kill_parent(warm)


def _kill_parent(sandbox: Sandbox) -> None:
    pid = sandbox._parent._process.pid  # type: ignore[attr-defined]  # noqa: SLF001 - no user needs it
    os.kill(pid, signal.SIGKILL)


def test_a_child_that_is_killed_from_outside_is_replaced_once(
    warm: Sandbox, submit: Submit, call: MakeCall
) -> None:
    text = "def f():\n    while True: pass\ndef g():\n    return 2.0"
    with warm.open(submit(text)) as session:
        killer = threading.Thread(target=_kill_children, args=(session, 2))
        killer.start()
        assert session.run("a", [call("f")], cpu_limit=5.0).death is Death.MEMORY
        killer.join()
        assert float(session.run("a", [call("g")]).replies[0].values[0].array) == 2.0


def _kill_children(session: Session, count: int) -> None:
    """Kill so many children, one after another, each as soon as it is there."""
    killed: set[int] = set()
    latest = time.monotonic() + 60
    while len(killed) < count and time.monotonic() < latest:
        child = session._child  # noqa: SLF001 - no user needs it
        pid = child._link._pid if child else None  # type: ignore[attr-defined]  # noqa: SLF001 - as above
        if pid is not None and pid not in killed:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
            killed.add(pid)
        time.sleep(0.002)
