"""The pytest plugin: one seed and one error budget for a session, one line for each test.

It imports neither NumPy nor SciPy: who doesn't use the assertions doesn't pay for them.
"""

from __future__ import annotations

import argparse
import secrets
from collections.abc import Generator, Iterator

import pytest

from noisegrade.testing.session import RunningTest, line, running

__all__: list[str] = []

_PROPERTY = "noisegrade"  # of a report; JUnit's XML holds it as well
_test = pytest.StashKey[RunningTest]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options."""
    group = parser.getgroup("noisegrade", "assertions on samplers")
    group.addoption(
        "--noisegrade-seed",
        type=_seed,
        default=None,
        metavar="N",
        help="repeat a run: every assertion's seed follows from N and the test's name",
    )
    group.addoption(
        "--false-fail-rate",
        type=_rate,
        default=None,
        metavar="P",
        help="probability that any assertion on a right sampler fails, all tests together",
    )


def _seed(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"give a whole number from 0 on, not {text!r}")
    return int(text)


def _rate(text: str) -> float:
    try:
        rate = float(text)
    except ValueError:
        rate = 0.0
    if not 0 < rate < 1:
        raise argparse.ArgumentTypeError(f"give a number between 0 and 1, not {text!r}")
    return rate


def pytest_configure(config: pytest.Config) -> None:
    """Draw the session's seed; with xdist, workers are given the options as they are then."""
    if config.option.noisegrade_seed is None:
        config.option.noisegrade_seed = secrets.randbits(32)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Give the test its share: the budget over all collected tests, by the union bound."""
    rate = item.config.option.false_fail_rate
    test = RunningTest(
        name=item.nodeid,
        seed=item.config.option.noisegrade_seed,
        share=None if rate is None else rate / max(1, len(item.session.items)),
    )
    item.stash[_test] = test
    running(test)
    try:
        return (yield)
    finally:
        running(None)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Write the line into the report, which xdist carries over."""
    test = item.stash.get(_test, None)
    if test is not None and test.records:
        kept = [pair for pair in item.user_properties if pair[0] != _PROPERTY]
        item.user_properties[:] = [*kept, (_PROPERTY, line(test.records))]
    return (yield)


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Write a line for each test that used an assertion, and what repeats the run."""
    lines = list(_lines(terminalreporter))
    if not lines:
        return
    terminalreporter.section("noisegrade")
    for text in lines:
        terminalreporter.write_line(text)
    rate = config.option.false_fail_rate
    if rate is not None:
        terminalreporter.write_line(
            f"Right samplers fail any of these with probability {rate:g} at most."
        )
    terminalreporter.write_line(
        f"Repeat this run with --noisegrade-seed {config.option.noisegrade_seed}"
    )


def _lines(terminalreporter: pytest.TerminalReporter) -> Iterator[str]:
    for reports in terminalreporter.stats.values():
        for one in reports:
            if getattr(one, "when", None) == "teardown":
                for name, text in one.user_properties:
                    if name == _PROPERTY:
                        yield f"{one.nodeid}: {text}"
