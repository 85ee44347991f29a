"""Run hostile code where it can do no harm, then an honest submission, which must not notice."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from textwrap import dedent

import numpy as np
import pytest

import noisegrade
from noisegrade.errors import SandboxError
from noisegrade.model import Chunk, Isolation, Source, Submission
from noisegrade.sandbox.calls import Call, Outcome, Rng
from noisegrade.sandbox.client import Sandbox, Session

HONEST = """
import numpy as np
def shift(eps, mean, std):
    return mean + std * eps
def draw(n, rng):
    return rng.standard_normal(n)
"""
EPS = np.linspace(-3, 3, 50)


@pytest.fixture(scope="session", params=["strong", "container", "limits"])
def anywhere(request: pytest.FixtureRequest) -> Iterator[Sandbox]:
    """A sandbox of every level: for code that only spends, lies or breaks itself."""
    yield from _opened(Isolation(request.param))


@pytest.fixture(scope="session", params=["strong", "container"])
def confined(request: pytest.FixtureRequest) -> Iterator[Sandbox]:
    """A sandbox that confines: for code that reaches out of its process."""
    yield from _opened(Isolation(request.param))


@pytest.fixture(scope="session")
def unconfined() -> Iterator[Sandbox]:
    """A sandbox of the lowest level."""
    yield from _opened(Isolation.LIMITS)


@pytest.fixture(scope="session")
def honest() -> Callable[[Sandbox], None]:
    """See to it that the next learner's honest submission is served as ever."""

    def served(sandbox: Sandbox) -> None:
        with sandbox.open(_submission(HONEST)) as session:
            _check_honest(session)

    return served


@pytest.fixture(scope="session")
def strong() -> Iterator[Sandbox]:
    """A sandbox that has a file system of its own."""
    yield from _opened(Isolation.STRONG)


def _opened(level: Isolation) -> Iterator[Sandbox]:
    try:
        sandbox = Sandbox(level)
    except SandboxError as error:
        pytest.skip(str(error))
    with sandbox:
        yield sandbox


@pytest.fixture(scope="session")
def targets(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What an attacker would like to reach, by the words that stand for it in the corpus."""
    other = tmp_path_factory.mktemp("submissions") / "other.py"
    other.write_text("secret = 1")
    package = Path(noisegrade.__file__).parent
    return {
        "OTHER": repr(str(other)),
        "PACKAGE": repr(str(package / "errors.py")),
        "SANDBOX": repr(str(package / "sandbox" / "start.py")),
        "SOLUTIONS": repr(str(package.parents[1] / "solutions" / "sampling.py")),
        "JUDGE": str(os.getpid()),
    }


@pytest.fixture(scope="session")
def attack(targets: dict[str, str]) -> Callable[..., Outcome]:
    """Run f() of a hostile text; see to it that the next submission is served as if it had not."""

    def attacked(
        sandbox: Sandbox, text: str, *, cpu_limit: float = 0.3, idle_limit: float = 30.0
    ) -> Outcome:
        text = dedent(text)
        for word, target in targets.items():
            text = text.replace(word, target)
        before = _pid_of_parent(sandbox)
        with sandbox.open(_submission(text)) as session:
            outcome = _ask(session, cpu_limit=cpu_limit, idle_limit=idle_limit)
        with sandbox.open(_submission(HONEST)) as session:
            _check_honest(session)
        assert _pid_of_parent(sandbox) == before, "the warm parent had to be replaced"
        return outcome

    return attacked


def _submission(text: str) -> Submission:
    return Submission("test", (Source("a", (Chunk(text, "a.py"),), ("a",)),))


def _ask(session: Session, *, cpu_limit: float, idle_limit: float) -> Outcome:
    call = Call(function="f", args=(), capacity=800, entropy=1)
    return session.run("a", [call], cpu_limit=cpu_limit, idle_limit=idle_limit)


def _check_honest(session: Session) -> None:
    calls = [
        Call(function="shift", args=(EPS, 5.0, 3.0), capacity=400, entropy=1),
        Call(function="draw", args=(20, Rng(9)), capacity=160, entropy=2),
    ]
    outcome = session.run("a", calls)
    assert outcome.death is None
    assert outcome.load_errors == ()
    shifted, drawn = (reply.values[0].array for reply in outcome.replies)
    np.testing.assert_array_equal(shifted, 5.0 + 3.0 * EPS)
    np.testing.assert_array_equal(drawn, np.random.default_rng(9).standard_normal(20))


def _pid_of_parent(sandbox: Sandbox) -> int | None:
    process = getattr(sandbox._parent, "_process", None)  # noqa: SLF001 - no user needs it
    return None if process is None else int(process.pid)
