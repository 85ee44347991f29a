"""Whole results of whole submissions are those that were written down and read."""

from __future__ import annotations

import json
from typing import Any

import pytest

from built_in import COURSE
from golden import records


@pytest.fixture(scope="module")
def results() -> dict[str, dict[str, Any]]:
    return records.grade()


@pytest.mark.parametrize("name", records.NAMES)
def test_a_result_is_the_one_written_down(name: str, results: dict[str, dict[str, Any]]) -> None:
    written = json.loads(records.record(name).read_text(encoding="utf-8"))
    found = records.difference(written, results[name])
    assert found is None, f"{name}{found}: if it is meant, run python tests/golden/regenerate.py"


def test_the_three_submissions_show_every_verdict_that_code_can_earn() -> None:
    verdicts = {
        one["verdict"]
        for name in records.NAMES
        for one in json.loads(records.record(name).read_text(encoding="utf-8"))["exercises"]
    }
    assert verdicts == {"passed", "failed", "not_attempted", "crashed", "out_of_limits"}


def test_a_record_can_be_read_line_by_line() -> None:
    text = records.record("mixed").read_text(encoding="utf-8")
    assert records.to_text(json.loads(text)) + "\n" == text
    assert sum(line.startswith('      "exercise": ') for line in text.splitlines()) == len(
        COURSE.exercises
    )
