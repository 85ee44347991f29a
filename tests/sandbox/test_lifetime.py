"""A sandbox owns its processes: they serve one judge, and leave nothing behind."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from textwrap import dedent

import numpy as np
import pytest

from noisegrade.errors import SandboxError
from noisegrade.model import Isolation, Submission
from noisegrade.sandbox.calls import Call
from noisegrade.sandbox.client import Sandbox, probe

Submit = Callable[..., Submission]
MakeCall = Callable[..., Call]

JUDGE = """
import sys, time
from noisegrade.model import Chunk, Isolation, Source, Submission
from noisegrade.sandbox.calls import Call
from noisegrade.sandbox.client import Sandbox, probe
def served(sandbox, text="def f():\\n    return 1.0", cpu_limit=10.0):
    source = Source("a", (Chunk(text, "a.py"),), ("a",))
    with sandbox.open(Submission("test", (source,))) as session:
        call = Call(function="f", args=(), capacity=8, entropy=1)
        return float(session.run("a", [call], cpu_limit=cpu_limit).replies[0].values[0].array)
"""


LOOP = "while True: pass"
WAIT = """
import os
for descriptor in range(3, 64):  # one of them is the channel, on which nothing comes
    try:
        os.read(descriptor, 1)
    except OSError:
        pass
"""


def _judge(body: str, *, prefix: tuple[str, ...] = ()) -> subprocess.Popen[str]:
    command = [*prefix, sys.executable, "-W", "error", "-c", JUDGE + dedent(body)]
    return subprocess.Popen(  # noqa: S603 - our own command
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def _said(body: str, *, prefix: tuple[str, ...] = ()) -> str:
    with _judge(body, prefix=prefix) as judge:
        said, errors = judge.communicate(timeout=60)
    assert errors == ""
    return said.strip()


def _descendants(pid: int) -> set[int]:
    children: dict[int, set[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(stat.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
        children.setdefault(parent, set()).add(int(stat.parent.name))
    found, left = set(), [pid]
    while left:
        new = children.get(left.pop(), set())
        found |= new
        left += new
    return found


def _is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
@pytest.mark.parametrize("level", ["strong", "container", "limits"])
@pytest.mark.parametrize("text", [LOOP, WAIT], ids=["computing", "waiting"])
def test_a_killed_judge_takes_everything_with_it(level: str, text: str) -> None:
    judge = _judge(f"""
        try:
            sandbox = Sandbox(Isolation("{level}"))
        except Exception:
            print("refused", flush=True)
            raise SystemExit
        print("ready", flush=True)
        served(sandbox, {text!r}, cpu_limit=30)
        """)
    with judge:
        assert judge.stdout
        if judge.stdout.readline() == "refused\n":
            pytest.skip("this machine does not enforce the level")
        enough = 3 if level == "strong" else 2
        _wait_for(lambda: len(_descendants(judge.pid)) == enough)
        left = _descendants(judge.pid)
        judge.send_signal(signal.SIGKILL)
        _wait_for(lambda: not any(map(_is_alive, left)))


def _wait_for(condition: Callable[[], bool]) -> None:
    latest = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < latest
        time.sleep(0.02)


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_closing_leaves_no_process_and_no_descriptor(submit: Submit, call: MakeCall) -> None:
    processes, descriptors = _descendants(os.getpid()), len(os.listdir("/proc/self/fd"))  # noqa: PTH208 - counted only
    for _ in range(2):
        with Sandbox() as sandbox, sandbox.open(submit("import os\nf = os._exit")) as session:
            session.run("a", [call("f", 1)])
            session.run("a", [call("f", 1)])
    assert _descendants(os.getpid()) == processes
    assert len(os.listdir("/proc/self/fd")) == descriptors  # noqa: PTH208 - as above


def test_a_judge_that_forgets_to_close_ends_cleanly() -> None:
    assert _said("sandbox = Sandbox()\nprint(served(sandbox))") == "1.0"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_forked_judge_has_a_warm_parent_of_its_own() -> None:
    said = _said("""
        import os
        with Sandbox() as sandbox:
            served(sandbox)
            pid = os.fork()
            assert served(sandbox) == 1.0
            if pid == 0:
                sandbox.close()
                os._exit(0)
            assert os.waitpid(pid, 0)[1] == 0
            print(served(sandbox))
        """)
    assert said == "1.0"


def test_every_thread_may_have_a_sandbox(submit: Submit, call: MakeCall) -> None:
    def served(size: int) -> int:
        with Sandbox() as sandbox, sandbox.open(submit("import numpy as np\nf = np.ones")) as one:
            for _ in range(10):
                got = one.run("a", [call("f", size, capacity=8 * size)]).replies[0]
                np.testing.assert_array_equal(got.values[0].array, np.ones(size))
        return size

    with ThreadPoolExecutor(3) as threads:
        assert list(threads.map(served, (10, 20, 30))) == [10, 20, 30]


def test_a_second_open_session_is_refused(
    strongest: Sandbox, submit: Submit, call: MakeCall
) -> None:
    sent = submit("def f():\n    return 1.0")
    with strongest.open(sent) as first, strongest.open(sent) as second:
        first.run("a", [call("f")])
        with pytest.raises(RuntimeError, match="close it first"):
            second.run("a", [call("f")])


def test_nothing_is_no_level_of_a_sandbox() -> None:
    with pytest.raises(SandboxError, match="a sandbox confines"):
        Sandbox(Isolation.NONE)


def test_probe_finds_the_level_that_a_sandbox_takes(strongest: Sandbox) -> None:
    assert probe() is strongest.isolation


def _without(kind: str) -> tuple[str, ...]:
    """Give the words that start a command where namespaces of a kind are forbidden."""
    forbid = f'echo 0 > /proc/sys/user/max_{kind}_namespaces && exec "$@"'
    return ("unshare", "--user", "--map-root-user", "sh", "-c", forbid, "sh")


@pytest.mark.parametrize("kind", ["user", "mnt"])
def test_a_level_that_can_not_be_enforced_is_refused_and_the_next_is_taken(kind: str) -> None:
    command = [shutil.which("unshare") or "false", "--user", "--map-root-user", "true"]
    if subprocess.run(command, check=False).returncode != 0:  # noqa: S603 - our own command
        pytest.skip("needs a namespace in which namespaces can be forbidden")
    said = _said(
        """
        try:
            Sandbox(Isolation.STRONG)
        except Exception as error:
            print(type(error).__mro__[1].__name__, error)
        with Sandbox() as sandbox:
            print(probe(), sandbox.isolation, served(sandbox))
        """,
        prefix=_without(kind),
    )
    refused, found = said.splitlines()
    assert refused.startswith("SandboxError this machine can't confine a child")
    assert "unshare" in refused
    assert found == "container container 1.0"


@pytest.mark.skipif(sys.platform != "linux", reason="forbids a system call")
def test_a_kernel_that_lacks_a_call_gives_limits_and_fresh_interpreters() -> None:
    """As Linux before 5.3 lacks pidfd_open, which is number 434 on every machine."""
    said = _said("""
        import ctypes, struct
        from noisegrade.sandbox import seccomp
        no_such_call, allow = 0x50000 | 38, 0x7FFF0000
        lines = [
            (0x20, 0, 0, 0),
            (0x15, 0, 1, 434),
            (0x06, 0, 0, no_such_call),
            (0x06, 0, 0, allow),
        ]
        ctypes.CDLL(None).prctl(38, 1, 0, 0, 0)
        seccomp.install(b"".join(struct.pack("HBBI", *line) for line in lines))
        with Sandbox() as sandbox:
            print(sandbox.isolation, served(sandbox), type(sandbox._parent).__name__)
        """)
    assert said == "limits 1.0 FreshInterpreters"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="needs root")
def test_a_judge_without_privileges_confines_as_well() -> None:
    drop = ("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "env", "HOME=/")
    command = [*drop, sys.executable, "-c", "import numpy, noisegrade"]
    if not shutil.which("setpriv") or subprocess.run(command, check=False).returncode != 0:  # noqa: S603 - our own Python
        pytest.skip("another user can't run this Python")
    assert _said("with Sandbox() as s:\n    print(s.isolation, served(s))", prefix=drop)
