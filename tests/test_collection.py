"""Collecting the tests stays quick: a loop of seconds must not begin with a wait."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HEAVY = ("jsonschema", "nbconvert", "nbformat", "nbgrader", "playwright", "xmlschema")
COLLECT = (
    "import sys, pytest\n"
    "assert pytest.main(['--collect-only', '-q', '-n0']) == 0\n"
    f"print(*(name for name in {HEAVY} if name in sys.modules), file=sys.stderr)"
)


def test_what_is_expensive_is_imported_by_the_tests_that_need_it() -> None:
    done = subprocess.run(  # noqa: S603 - our own tests
        [sys.executable, "-c", COLLECT],
        cwd=Path(__file__).parents[1],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr.split() == [], "import it in the test or the fixture that needs it"
