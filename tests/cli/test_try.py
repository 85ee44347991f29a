"""`noisegrade try`: the call that failed, as a script that runs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from built_in import COURSE
from noisegrade.cli import main


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for section in COURSE.sections:
        (tmp_path / f"{section.name}.py").write_text(section.solution.text, encoding="utf-8")
    return tmp_path


def write(folder: Path, name: str, body: str) -> None:
    path = folder / f"{COURSE.section_of(name).name}.py"
    parameters = ", ".join(COURSE.find(name).parameters)
    own = f"\n\ndef {name}({parameters}):\n    {body}\n"
    path.write_text(path.read_text("utf-8") + own, encoding="utf-8")


def run(folder: Path, *words: str) -> str:
    return CliRunner().invoke(main, ["try", *words, "--dir", str(folder), "--seed", "5"]).output


def test_the_script_makes_the_call_that_failed(folder: Path) -> None:
    write(folder, "noise_step", "return x.reshape(3, -1)")
    script = run(folder, "noise_step")
    assert script.startswith("# noisegrade try noise_step --seed 5: save it beside forward.py\n")
    given = subprocess.run(  # noqa: S603 - our own script
        [sys.executable, "-c", script], cwd=folder, capture_output=True, text=True, check=True
    )
    assert given.stdout.startswith("[[")


def test_where_nothing_failed_there_is_nothing_to_try(folder: Path) -> None:
    assert "No call of noise_step failed." in run(folder, "noise_step")
    write(folder, "noise_step", "return (")
    assert "There is no call to try: forward.py:" in run(folder, "noise_step")
