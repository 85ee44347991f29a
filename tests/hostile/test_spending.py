"""Code that spends time, memory or processes ends by itself or is ended, whatever it catches."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from noisegrade.model import Chunk, Source, Submission
from noisegrade.sandbox.calls import Call, Death, Outcome, ReplyKind
from noisegrade.sandbox.client import Sandbox

Attack = Callable[..., Outcome]
End = Death | ReplyKind

CPU, MEMORY, WALL = Death.CPU, ReplyKind.OUT_OF_MEMORY, Death.WALL
RAISED, RETURNED, MISSING = ReplyKind.RAISED, ReplyKind.RETURNED, ReplyKind.MISSING


def _end(outcome: Outcome) -> End:
    return outcome.death or outcome.replies[0].kind


anywhere_spent: dict[str, tuple[str, set[End]]] = {
    "a loop": ("def f():\n    while True: pass", {CPU}),
    "a loop at import": ("while True: pass", {CPU}),
    "a loop that swallows every exception": (
        """
        def f():
            while True:
                try:
                    while True: pass
                except BaseException:
                    continue
        """,
        {CPU},
    ),
    "a loop that ignores every signal": (
        """
        import signal
        def f():
            for number in signal.valid_signals():
                try:
                    signal.signal(number, signal.SIG_IGN)
                except (OSError, ValueError):
                    pass
            while True: pass
        """,
        {CPU},
    ),
    "a loop in C": ("def f():\n    return sum(range(10 ** 15))", {CPU}),
    "a regular expression that explodes": (
        "import re\ndef f():\n    return re.match('(a+)+$', 'a' * 50 + 'b')",
        {CPU},
    ),
    "a number that explodes": ("def f():\n    return 9 ** 9 ** 9", {CPU, MEMORY}),
    "a loop in __del__": (
        """
        class Late:
            def __del__(self):
                while True: pass
        def f():
            Late()
        """,
        {CPU},
    ),
    "a loop in __str__ of its exception": (
        """
        class Late(Exception):
            def __str__(self):
                while True: pass
        def f():
            raise Late
        """,
        {CPU},
    ),
    "a loop in its signature": (
        """
        class F:
            @property
            def __signature__(self):
                while True: pass
            def __call__(self): return 1.0
        f = F()
        """,
        {CPU},
    ),
    "an endless generator": ("def f():\n    return list(iter(int, 1))", {CPU, MEMORY}),
    "a recursion": ("def f():\n    return f()", {RAISED}),
    "a recursion without a limit": (
        "import sys\nsys.setrecursionlimit(2 ** 31 - 1)\ndef f():\n    return f()",
        {RAISED, MEMORY, CPU, Death.SIGNAL},
    ),
    "a recursion in C": (
        """
        import sys
        sys.setrecursionlimit(2 ** 31 - 1)
        class Deep:
            def __repr__(self): return repr([self])
        def f():
            return repr(Deep())
        """,
        {RAISED, MEMORY, CPU, Death.SIGNAL},
    ),
    "an allocation": ("import numpy as np\ndef f():\n    return np.ones(10 ** 12)", {MEMORY}),
    "a terabyte of text": ("def f():\n    return 'x' * 10 ** 12", {MEMORY}),
    "many small allocations": (
        """
        kept = []
        def f():
            while True:
                kept.append(bytearray(1 << 22))
        """,
        {MEMORY, CPU},
    ),
    "memory that is mapped": (
        "import mmap\ndef f():\n    kept = mmap.mmap(-1, 10 << 30)\n    return 1.0",
        {RAISED, MEMORY},
    ),
    "reading what is not there": ("def f():\n    return input('password: ')", {RAISED}),
    "printing without an end": ("def f():\n    while True: print('x' * 100_000)", {CPU}),
    "printing a hundred megabytes": (
        "def f():\n    print('x' * 100_000_000)\n    return 1.0",
        {RETURNED, CPU},
    ),
}


@pytest.mark.parametrize("case", anywhere_spent.values(), ids=anywhere_spent)
def test_spending_is_ended(case: tuple[str, set[End]], anywhere: Sandbox, attack: Attack) -> None:
    text, ends = case
    outcome = attack(anywhere, text)
    assert _end(outcome) in ends
    assert len(outcome.output) <= 16 << 10
    assert outcome.cpu_seconds < 5


def test_sleeping_is_ended(anywhere: Sandbox, attack: Attack) -> None:
    text = "import time\ndef f():\n    while True: time.sleep(1000)"
    assert _end(attack(anywhere, text, idle_limit=1.0)) in {CPU, WALL}


confined_spent: dict[str, tuple[str, set[End]]] = {
    "forks": (
        """
        import os
        def f():
            for _ in range(20):
                if os.fork() == 0:
                    os._exit(0)
        """,
        {RAISED},
    ),
    "a daemon": (
        """
        import os, time
        def f():
            if os.fork() == 0:
                os.setsid()
                if os.fork() == 0:
                    time.sleep(5)
                os._exit(0)
        """,
        {RAISED},
    ),
    "threads": (
        """
        import threading, time
        def f():
            for _ in range(50):
                threading.Thread(target=time.sleep, args=(5,), daemon=True).start()
        """,
        {RAISED},
    ),
    "a pool of processes": (
        "import multiprocessing\ndef f():\n    return multiprocessing.Pool(2).map(abs, [1])",
        {RAISED, Death.FORBIDDEN},
    ),
    "a shell": (
        "import os\ndef f():\n    assert os.system('true') == 0",
        {RAISED, Death.FORBIDDEN},
    ),
    "a command": (
        "import subprocess\ndef f():\n    return subprocess.run(['/bin/true']).returncode",
        {RAISED, Death.FORBIDDEN},
    ),
    "another program in its place": (
        "import os\ndef f():\n    os.execv('/bin/true', ['true'])",
        {RAISED, Death.FORBIDDEN},
    ),
    "stopping itself": (
        "import signal\ndef f():\n    signal.raise_signal(signal.SIGSTOP)",
        {RAISED},
    ),
    "a file of memory": ("import os\ndef f():\n    return os.memfd_create('x')", {RAISED}),
    "a lock that nobody opens": (
        "import threading\ndef f():\n    a = threading.Lock()\n    a.acquire(), a.acquire()",
        {CPU},
    ),
    "higher limits": (
        """
        import resource
        def f():
            resource.setrlimit(resource.RLIMIT_AS, (-1, -1))
        """,
        {RAISED},
    ),
    "a higher priority": ("import os\ndef f():\n    os.nice(-10)", {RAISED}),
}


@pytest.mark.parametrize("case", confined_spent.values(), ids=confined_spent)
def test_what_would_outlive_or_outwait_a_child_is_refused(
    case: tuple[str, set[End]], confined: Sandbox, attack: Attack
) -> None:
    text, ends = case
    assert _end(attack(confined, text)) in ends


WAIT = """
import os
def wait():
    for descriptor in range(3, 64):  # one of them is the channel, on which nothing comes
        try:
            os.read(descriptor, 1)
        except OSError:
            pass
"""


def test_an_answer_after_the_deadline_does_not_count(confined: Sandbox, attack: Attack) -> None:
    text = f"{WAIT}def f():\n    wait()\n    return 1.0"
    outcome = attack(confined, text, idle_limit=0.2)
    assert (outcome.death, outcome.replies) == (WALL, ())


def test_nothing_counts_of_a_request_that_ran_out_of_time(confined: Sandbox) -> None:
    text = f"{WAIT}def f(x):\n    if x: wait()\n    return x"
    source = Source("a", (Chunk(text, "a.py"),), ("a",))
    calls = [Call(function="f", args=(x,), capacity=8, entropy=1) for x in (0.0, 1.0)]
    with confined.open(Submission("test", (source,))) as session:
        outcome = session.run("a", calls, idle_limit=0.2)
    assert (outcome.death, outcome.replies) == (WALL, ())


def test_who_waits_at_import_is_told_so_at_once_the_next_time(confined: Sandbox) -> None:
    source = Source("a", (Chunk(f"{WAIT}wait()\ndef g(): pass", "a.py"),), ("a",))
    call = Call(function="f", args=(), capacity=8, entropy=1)
    with confined.open(Submission("test", (source,))) as session:
        assert session.run("a", [call], idle_limit=0.2).death is WALL
        start = time.monotonic()
        assert session.run("a", [call]).death is WALL
        assert time.monotonic() - start < 0.1
