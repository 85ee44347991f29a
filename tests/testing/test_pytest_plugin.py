"""The pytest plugin, in a pytest of its own: one seed, one error budget, one line for each test."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from noisegrade.testing import session
from noisegrade.testing.session import RunningTest

TESTS = """
from pathlib import Path

from noisegrade.exercise import Normal
from noisegrade.testing import assert_independent, examine


def bell(size, rng):
    return rng.standard_normal(size)


def test_a_bell():
    found = examine(bell, Normal(), effect=0.3)
    Path("terms.txt").write_text(f"{found.terms.seed} {found.terms.false_fail_rate:.6g}")
    assert found.passed


def test_what_fails():
    assert_independent(lambda size, rng: sorted(rng.random(size)), effect=0.3)


def test_nothing_random():
    assert 1 + 1 == 2
"""
UNUSED = """
import sys


def test_nothing_heavy_is_imported():
    assert not {"numpy", "scipy", "noisegrade.testing.assertions"} & set(sys.modules)
"""


def run(folder: Path, tests: str, *options: str) -> subprocess.CompletedProcess[str]:
    (folder / "test_it.py").write_text(tests, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "--tb=short", "-p", "no:cacheprovider"]
    plugin = ["-p", "no:noisegrade", "-p", "noisegrade.testing.pytest_plugin"]  # installed or not
    return subprocess.run(  # noqa: S603 - our own code
        [*command, *plugin, *options], cwd=folder, capture_output=True, text=True, check=False
    )


def test_a_session_shares_its_seed_and_its_budget_and_has_a_line_for_each_test(
    tmp_path: Path,
) -> None:
    options = "--false-fail-rate", "6e-6", "--noisegrade-seed", "7"
    done = run(tmp_path, TESTS, *options, "--junit-xml=junit.xml")
    terms = (tmp_path / "terms.txt").read_text()
    assert done.returncode == 1
    assert "1 failed, 2 passed" in done.stdout
    assert terms.endswith(" 1e-06")  # a third of the budget, and half of that for the first
    assert "test_it.py::test_a_bell: " in done.stdout
    assert "CPU-s, effect 0.3, p = " in done.stdout
    assert "test_nothing_random:" not in done.stdout
    assert "Right samplers fail any of these with probability 6e-06 at most." in done.stdout
    assert "Repeat this run with --noisegrade-seed 7" in done.stdout
    assert "asked   independent draws from one distribution" in done.stdout
    (summary,) = [line for line in done.stdout.splitlines() if line.startswith("FAILED")]
    assert re.search(r"AssertionError: \w+", summary)
    assert 'property name="noisegrade"' in (tmp_path / "junit.xml").read_text()
    beside = run(tmp_path, TESTS, *options, "-n1")
    assert "test_it.py::test_a_bell: " in beside.stdout
    assert (tmp_path / "terms.txt").read_text() == terms


def test_tests_that_do_not_use_it_pay_nothing(tmp_path: Path) -> None:
    done = run(tmp_path, UNUSED)
    assert done.returncode == 0, done.stdout
    assert "noisegrade" not in done.stdout


@pytest.mark.parametrize("option", [("--false-fail-rate", "2"), ("--noisegrade-seed", "x")])
def test_options_that_make_no_sense_are_explained(tmp_path: Path, option: tuple[str, str]) -> None:
    done = run(tmp_path, UNUSED, *option)
    assert done.returncode != 0
    assert f"not '{option[1]}'" in done.stderr


def test_the_assertions_of_a_test_have_no_more_than_its_share() -> None:
    session.running(RunningTest("t", 1, 1e-3))
    try:
        shares = [session.false_fail_share(None) for _ in range(2000)]
        assert sum(shares) < 1e-3
        assert shares[0] == 5e-4
        assert session.false_fail_share(1e-12) == 1e-12
        assert session.fresh_seed() != session.fresh_seed()
    finally:
        session.running(None)
    assert session.false_fail_share(None) == 1e-9
