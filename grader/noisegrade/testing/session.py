"""The assertions of one test while pytest runs it: seeds, share of the errors, what they report."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field

__all__ = [
    "DEFAULT_RATE",
    "Record",
    "RunningTest",
    "false_fail_share",
    "fresh_seed",
    "line",
    "report",
    "running",
]

DEFAULT_RATE = 1e-9  # of one assertion, each way


@dataclass(frozen=True, slots=True)
class Record:
    """What an assertion found out, in figures."""

    passed: bool
    draws: int
    cpu: float
    effect: float
    p_value: float


@dataclass(slots=True)
class RunningTest:
    """What the plugin knows of a test that runs, and what the test's assertions report.

    Parameters
    ----------
    name : of the test, as pytest writes it
    seed : of the session
    share : of the session's false fails, for this test; None where no rate was set
    """

    name: str
    seed: int
    share: float | None
    records: list[Record] = field(default_factory=list)
    seeds: int = 0
    shares: int = 0


_current: list[RunningTest] = []


def running(test: RunningTest | None) -> None:
    """Take note of the test that runs now; None when it has ended."""
    _current[:] = [] if test is None else [test]


def fresh_seed() -> int:
    """Return a seed; within pytest it follows from the session's seed and the test's name."""
    if not _current:
        return secrets.randbits(63)
    test = _current[0]
    test.seeds += 1
    text = f"{test.seed} {test.name} {test.seeds}".encode()
    return int.from_bytes(hashlib.sha256(text).digest()[:8], "big") >> 1


def false_fail_share(asked: float | None) -> float:
    """Return the rate of an assertion that was asked for `asked`, or for none.

    The k-th assertion of a test has at most 1/k(k + 1) of the test's share, rounded down to a power
    of two so that plans come again; all of them together have no more than the whole.
    """
    if not _current or _current[0].share is None:
        return DEFAULT_RATE if asked is None else asked
    test = _current[0]
    test.shares += 1
    parts = 1 << (test.shares * (test.shares + 1) - 1).bit_length()
    share = test.share / parts if test.share is not None else DEFAULT_RATE
    return share if asked is None else min(asked, share)


def report(record: Record) -> None:
    """Add a record to the test that runs; nothing outside pytest."""
    if _current:
        _current[0].records.append(record)


def line(records: Sequence[Record]) -> str:
    """Write one line of a test's assertions: draws, CPU time, effect, p."""
    count = f"{len(records)} assertions, " if len(records) > 1 else ""
    draws = f"{sum(one.draws for one in records):,}".replace(",", " ")
    effects = sorted({one.effect for one in records})
    return (
        f"{count}{draws} draws, {sum(one.cpu for one in records):.3f} CPU-s, "
        f"effect {', '.join(f'{one:g}' for one in effects)}, "
        f"p = {min(one.p_value for one in records):.2g}"
    )
