"""The command that makes docs/calibration.md resumes where it was cut."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def run(*words: str | Path) -> str:
    command = [sys.executable, "benchmarks/calibration", *map(str, words)]
    done = subprocess.run(  # noqa: S603 - our own command
        command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=True
    )
    return done.stderr


@pytest.mark.slow
def test_calibration_that_was_cut_goes_on_with_what_is_missing(tmp_path: Path) -> None:
    page, journal = tmp_path / "page.md", tmp_path / "calibration.jsonl"
    asked = (page, "--only", "power", "--keep", tmp_path)
    told = run(*asked).splitlines()
    whole = journal.read_text(encoding="utf-8").splitlines(keepends=True)
    before = page.read_text(encoding="utf-8")
    assert len(whole) == len(told) - 1
    journal.write_text("".join(whole[:-2]) + whole[-1][:40] + "\n", encoding="utf-8")
    assert len(run(*asked).splitlines()) == 1 + 2
    again = page.read_text(encoding="utf-8")
    assert again.split("## ")[1:] == before.split("## ")[1:]
    for line in whole:
        result = json.loads(line)["result"]
        assert f"| {result['test']} | {result['n']} |" in again
    assert "gradings" not in again.split("## ", 1)[1]
