"""A sandbox at every level that this machine enforces, and short ways to ask it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from textwrap import dedent

import pytest

from noisegrade.errors import SandboxError
from noisegrade.model import Chunk, Isolation, Source, Submission
from noisegrade.sandbox.calls import Argument, Call, Outcome, Reply
from noisegrade.sandbox.client import Sandbox


@pytest.fixture(scope="session", params=["strong", "container", "limits", "interpreters"])
def sandbox(request: pytest.FixtureRequest) -> Iterator[Sandbox]:
    if request.param == "interpreters":
        yield from _without_fork_server()
    else:
        yield from _opened(Isolation(request.param))


@pytest.fixture(scope="session", params=["strong", "container"])
def warm(request: pytest.FixtureRequest) -> Iterator[Sandbox]:
    """For long tables, and for what only walls give."""
    yield from _opened(Isolation(request.param))


@pytest.fixture(scope="session", params=["strong", "container", "limits"])
def apart(request: pytest.FixtureRequest) -> Iterator[Sandbox]:
    """For what every file's own process keeps from the others, wherever it is forked."""
    yield from _opened(Isolation(request.param))


@pytest.fixture(scope="session")
def interpreters() -> Iterator[Sandbox]:
    yield from _without_fork_server()


def _without_fork_server() -> Iterator[Sandbox]:
    """Make a sandbox as other systems than Linux have it."""
    with Sandbox(Isolation.LIMITS) as sandbox:
        sandbox._ways = sandbox._ways[-1:]  # noqa: SLF001 - no user needs it
        sandbox.renew()
        yield sandbox


def _opened(level: Isolation) -> Iterator[Sandbox]:
    try:
        sandbox = Sandbox(level)
    except SandboxError as error:
        pytest.skip(str(error))
    with sandbox:
        yield sandbox


@pytest.fixture(scope="session")
def strongest() -> Iterator[Sandbox]:
    with Sandbox() as opened:
        yield opened


@pytest.fixture(scope="session")
def submit() -> Callable[..., Submission]:
    """Make a submission: a source `a` of these chunks, and other sources by their names."""

    def submitted(*texts: str, **others: str) -> Submission:
        labels = ["a.py"] if len(texts) == 1 else [f"cell {at + 1}" for at in range(len(texts))]
        chunks = tuple(
            Chunk(dedent(text), label) for text, label in zip(texts, labels, strict=True)
        )
        more = (
            Source(name, (Chunk(dedent(text), f"{name}.py"),), (name,))
            for name, text in others.items()
        )
        return Submission("test", (Source("a", chunks, ("a",)), *more))

    return submitted


@pytest.fixture(scope="session")
def call() -> Callable[..., Call]:
    def called(
        function: str, *args: Argument, capacity: int = 800, entropy: int = 1, echo: bool = True
    ) -> Call:
        return Call(function=function, args=args, capacity=capacity, entropy=entropy, echo=echo)

    return called


@pytest.fixture
def reply(
    warm: Sandbox, submit: Callable[..., Submission], call: Callable[..., Call]
) -> Callable[..., Reply]:
    """Give the reply to f(*args) of a submission with this text."""

    def replied(text: str, *args: Argument, capacity: int = 800) -> Reply:
        with warm.open(submit(text)) as session:
            return session.run("a", [call("f", *args, capacity=capacity)]).replies[0]

    return replied


@pytest.fixture
def outcome(
    sandbox: Sandbox, submit: Callable[..., Submission], call: Callable[..., Call]
) -> Callable[..., Outcome]:
    """Give what came of f() in a submission with this text."""

    def came(text: str, cpu_limit: float = 10.0) -> Outcome:
        with sandbox.open(submit(text)) as session:
            return session.run("a", [call("f")], cpu_limit=cpu_limit)

    return came
