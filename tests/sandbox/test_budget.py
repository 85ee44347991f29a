"""A submission as a whole has a budget, which right and quick functions never meet."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from noisegrade.model import Isolation, Submission
from noisegrade.sandbox.calls import Call, Death
from noisegrade.sandbox.client import Budget, Sandbox

Submit = Callable[..., Submission]
MakeCall = Callable[..., Call]

WORST = """
import os, time
def compute(seconds):
    end = time.process_time() + seconds
    while time.process_time() < end: pass
def wait():
    time.sleep(0.15)
    for descriptor in range(3, 64):  # one of them is the channel, on which nothing comes
        try:
            os.read(descriptor, 1)
        except OSError:
            pass
compute(0.15)
def loop():
    while True: pass
def sleep():
    wait()
def good():
    return 2.0
"""


def test_slow_loading_looping_and_waiting_by_turns_keep_within_the_budget(
    sandbox: Sandbox, submit: Submit, call: MakeCall
) -> None:
    files = {f"s{at}": WORST for at in range(8)}
    start, deaths = time.monotonic(), []
    with sandbox.open(submit("", **files), budget=Budget(cpu=1.0, idle=0.8)) as session:
        for section in files:
            for function in ("loop", "sleep"):
                outcome = session.run(section, [call(function)], cpu_limit=0.3, idle_limit=0.3)
                deaths.append(outcome.death)
        served_at, spent = time.monotonic(), session.cpu_seconds
    assert deaths[0] is Death.CPU
    assert deaths[-1] is Death.BUDGET
    interpreters = 0.5 * len(files) if sandbox.isolation == "limits" else 0.2
    assert spent < 1.3 + interpreters
    assert served_at - start < 30


def test_waiting_after_hanging_up_is_waiting(submit: Submit, call: MakeCall) -> None:
    """Where sleep can't be refused, a second would be free in every request."""
    text = "import os, time\ndef f():\n    os.closerange(3, 64)\n    time.sleep(60)"
    with (
        Sandbox(Isolation.LIMITS) as sandbox,
        sandbox.open(submit(text), budget=Budget(idle=1.5)) as session,
    ):
        deaths = [session.run("a", [call("f")]).death for _ in range(3)]
    assert deaths == [Death.EXIT, Death.EXIT, Death.BUDGET]


def test_quick_functions_are_served_after_any_number_of_loops(
    warm: Sandbox, submit: Submit, call: MakeCall
) -> None:
    text = "def loop():\n    while True: pass\ndef good():\n    return 2.0"
    with warm.open(submit(text), budget=Budget(cpu=2.0)) as session:
        for _ in range(8):
            assert session.run("a", [call("loop")], cpu_limit=0.3).death in {
                Death.CPU,
                Death.BUDGET,
            }
        assert float(session.run("a", [call("good")]).replies[0].values[0].array) == 2.0


def test_the_whole_budget_can_be_used_by_code_that_meets_no_limit(
    warm: Sandbox, submit: Submit, call: MakeCall
) -> None:
    with warm.open(submit(WORST + "def f():\n    compute(0.2)\n    return 1.0"),
                   budget=Budget(cpu=1.3)) as session:  # fmt: skip
        outcomes = [session.run("a", [call("f")], cpu_limit=1.0) for _ in range(5)]
    assert [outcome.death for outcome in outcomes] == [None] * 5


def test_a_spent_budget_starts_no_process(
    strongest: Sandbox, submit: Submit, call: MakeCall
) -> None:
    with strongest.open(submit(WORST), budget=Budget(cpu=0.1)) as session:
        assert session.run("a", [call("loop")]).death is Death.BUDGET
        spent = session.cpu_seconds
        assert session.run("a", [call("good")]).death is Death.BUDGET
        assert session.cpu_seconds == spent


@pytest.mark.parametrize("factor", [1.0, 4.0])
def test_finer_effects_have_more_processor_time(factor: float) -> None:
    assert Budget(cpu=10.0, idle=3.0).scaled(factor) == Budget(cpu=10.0 * factor, idle=3.0)
