"""Live functions answer as those of a submission do."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

import numpy as np
import pytest

from noisegrade.model import Isolation, Submission
from noisegrade.sandbox.calls import Call, Death, ReplyKind, Rng
from noisegrade.sandbox.client import Sandbox
from noisegrade.sandbox.live_session import LiveSession, Way, open_live

TEXT = """\
import numpy as np
def good(n, rng):
    print("drawing")
    return rng.standard_normal(n)
def legacy(n):
    return np.random.randn(n), np.random.default_rng().random()
def stub(x):
    raise NotImplementedError
def wrong(x):
    return 1 / x
def changing(x):
    x += 1
    return x
"""
CALLS = [
    ("good", (3, Rng(4))),
    ("good", (2, Rng(4))),
    ("legacy", (4,)),
    ("stub", (1.0,)),
    ("wrong", (0.0,)),
    ("wrong", ()),
    ("changing", (np.ones(3),)),
    ("missing", ()),
]


ON_LINUX = pytest.param(
    Way.FORKED, marks=pytest.mark.skipif(sys.platform != "linux", reason="Linux forks safely")
)


@pytest.mark.parametrize("way", [ON_LINUX, Way.TIMED])
def test_live_functions_reply_as_a_sandbox_does(
    strongest: Sandbox, submit: Callable[..., Submission], call: Callable[..., Call], way: Way
) -> None:
    calls = [call(name, *args) for name, args in CALLS]
    with strongest.open(submit(TEXT)) as session:
        confined = session.run("a", calls)
    namespace: dict[str, Callable[..., object]] = {}
    exec(compile(TEXT, "/ipykernel_17/123.py", "exec"), namespace)  # noqa: S102 - it is a notebook's cell
    functions = {name: one for name, one in namespace.items() if name in TEXT and callable(one)}
    with open_live(functions, ["a"], way) as here:
        live = here.run("a", calls, cpu_limit=1.0)
    assert live.output == confined.output == "drawing\ndrawing\n"
    for here, there in zip(live.replies, confined.replies, strict=True):
        assert (here.kind, here.type_name) == (there.kind, there.type_name)
        assert (here.where or "").replace("cell", "a.py") == (there.where or "")
        for one, other in zip(here.values, there.values, strict=True):
            np.testing.assert_array_equal(one.array, other.array, strict=True)


@pytest.mark.parametrize("way", [ON_LINUX, Way.TIMED])
def test_a_loop_without_an_end_is_ended(call: Callable[..., Call], way: Way) -> None:
    def f(x: float) -> float:
        while x > 1:
            pass
        return x

    with open_live({"f": f}, ["a"], way) as session:
        outcome = session.run("a", [call("f", 1.0), call("f", 2.0)], cpu_limit=0.1)
        assert outcome.death is Death.CPU
        assert session.run("a", [call("f", 0.5)], cpu_limit=1.0).replies[0].values


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits memory so")
def test_a_greedy_or_leaving_function_costs_a_copy_of_the_notebook_alone(
    call: Callable[..., Call],
) -> None:
    changed: list[int] = []

    def greedy() -> object:
        changed.append(1)
        return np.zeros(10**9)

    functions = {"greedy": greedy, "leaving": lambda: os._exit(0)}
    with open_live(functions, ["a"]) as session:
        assert session.run("a", [call("greedy")]).replies[0].kind is ReplyKind.OUT_OF_MEMORY
        assert session.run("a", [call("leaving")]).death is Death.EXIT
    assert not changed


def test_live_results_do_not_change_with_later_calls(call: Callable[..., Call]) -> None:
    kept = np.zeros(2)

    def f() -> object:
        kept[:] += 1
        return kept

    replies = LiveSession({"f": f}).run("a", [call("f")] * 3).replies
    assert [float(reply.values[0].array[0]) for reply in replies] == [1.0, 2.0, 3.0]


def test_an_interrupt_reaches_the_kernel(call: Callable[..., Call]) -> None:
    def f() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        LiveSession({"f": f}).run("a", [call("f")])


def test_live_sessions_say_that_nothing_is_confined(call: Callable[..., Call]) -> None:
    session = LiveSession({"f": lambda: 1.0})
    assert session.isolation is Isolation.NONE
    assert session.run("a", [call("f")]).replies[0].kind is ReplyKind.RETURNED
    assert session.cpu_seconds >= 0.0
