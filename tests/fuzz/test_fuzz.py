"""The judge against made-up input: no exception of ours, no pass for anything but the law.

The fast share is the same on every run. `pytest tests/fuzz -m slow -s` looks for new input, twelve
minutes in all (`FUZZ_MINUTES` says otherwise), and prints how many examples it tried.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fuzz.drawing import any_numbers_get_a_verdict, spoiled_draws_never_pass
from fuzz.reading_in import any_file_is_read_or_refused, any_source_is_graded
from fuzz.replying import no_answer_passes, no_bytes_pass
from noisegrade.sandbox.client import Sandbox

Property = Callable[[st.DataObject], None]

MINUTES = float(os.environ.get("FUZZ_MINUTES", "12"))
BATCH = 200  # examples between looks at the clock
SUPPRESSED = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as opened:
        yield opened


def run(judged: Property, examples: int, *, anew: bool = False) -> None:
    """Hold one property against made-up input: the same on every run, or new."""

    @settings(
        max_examples=examples,
        derandomize=not anew,
        deadline=None,
        database=None,
        suppress_health_check=SUPPRESSED,
    )
    @given(st.data())
    def holds(data: st.DataObject) -> None:
        judged(data)

    holds()


ALONE: dict[str, tuple[Property, int]] = {
    "any numbers get a verdict": (any_numbers_get_a_verdict, 300),
    "spoiled draws never pass": (spoiled_draws_never_pass, 250),
    "no answer passes": (no_answer_passes, 150),
    "no bytes pass": (no_bytes_pass, 150),
    "any file is read or refused": (any_file_is_read_or_refused, 150),
}
each = pytest.mark.parametrize("name", ALONE)


@each
def test_a_property_holds_for_a_few_examples(name: str) -> None:
    judged, examples = ALONE[name]
    run(judged, examples)


def test_any_source_is_graded(sandbox: Sandbox) -> None:
    run(lambda data: any_source_is_graded(data, sandbox), 150)


@pytest.mark.slow
@each
def test_a_property_holds_for_its_share_of_a_long_run(name: str) -> None:
    run_long(name, ALONE[name][0])


@pytest.mark.slow
def test_any_source_is_graded_for_its_share_of_a_long_run(sandbox: Sandbox) -> None:
    run_long("any source is graded", lambda data: any_source_is_graded(data, sandbox))


def run_long(name: str, judged: Property) -> None:
    tried = 0
    deadline = time.monotonic() + 60 * MINUTES / (len(ALONE) + 1)

    def counted(data: st.DataObject) -> None:
        nonlocal tried
        tried += 1
        judged(data)

    while time.monotonic() < deadline:
        run(counted, BATCH, anew=True)
    sys.stdout.write(f"\n{name}: {tried} examples\n")
