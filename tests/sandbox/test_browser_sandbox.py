from __future__ import annotations

import sys

import pytest

from noisegrade.errors import SandboxError
from noisegrade.model import Chunk, Isolation, Source, Submission
from noisegrade.sandbox.browser_sandbox import BrowserSandbox
from noisegrade.sandbox.calls import Call, ReplyKind
from noisegrade.sandbox.client import Sandbox

CALL = Call(function="f", args=(), capacity=64, entropy=1)


def submission(text: str) -> Submission:
    return Submission("one", (Source("own", (Chunk(text, "your code"),), ("s",)),))


def test_a_sandbox_is_never_a_browser() -> None:
    with pytest.raises(SandboxError, match="does not"):
        Sandbox(Isolation.BROWSER)


def test_each_submission_is_loaded_afresh_and_leaves_nothing_behind() -> None:
    before = set(sys.modules), list(sys.meta_path)
    sandbox = BrowserSandbox()
    for value in (1.0, 2.0):
        with sandbox.open(submission(f"import own\ndef f(): return {value}\n")) as session:
            (reply,) = session.run("s", [CALL]).replies
        assert reply.values[0].array == value
    assert (set(sys.modules) - before[0], list(sys.meta_path)) == (set(), before[1])


def test_a_section_that_nothing_serves_is_missing() -> None:
    with BrowserSandbox().open(submission("def f(): return 1\n")) as session:
        outcome = session.run("another", [CALL, CALL])
    assert [each.kind for each in outcome.replies] == [ReplyKind.MISSING] * 2


def test_a_page_hears_of_every_call() -> None:
    heard: list[int] = []
    sandbox = BrowserSandbox(alive=lambda: heard.append(1))
    with sandbox.open(submission("def f(): return 1\n")) as session:
        session.run("s", [CALL] * 5)
    assert len(heard) == 5
