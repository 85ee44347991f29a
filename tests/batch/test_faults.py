"""What dies over one submission: it costs nobody else anything, and nobody a zero."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from batch.conftest import COARSE, Command, HandIn, results, timeless, words
from batch.killing import LOOP, kill_what_loops

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="it looks into /proc")


@pytest.mark.parametrize(
    "depth",
    [pytest.param(1, id="worker"), pytest.param(2, id="warm parent", marks=pytest.mark.slow)],
)
def test_what_dies_over_one_submission_costs_the_others_nothing(
    command: Command, hand_in: HandIn, tmp_path: Path, depth: int
) -> None:
    folder = hand_in(4)
    (folder / "aaa_loop.py").write_text(LOOP, encoding="utf-8")
    run = subprocess.Popen(  # noqa: S603 - our own command
        words("grade", folder, "--out", "out", "--jobs", "2", *COARSE),
        cwd=tmp_path,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    kills = kill_what_loops(run, [run.pid], depth)
    _, told = run.communicate(timeout=60)
    assert kills >= 2
    assert run.returncode == 1
    assert "Ungraded, through a fault of the grader: aaa_loop.py." in told
    assert "Traceback" not in told
    graded = results(tmp_path / "out")
    assert graded["aaa_loop.py"]["score"] is None
    assert {graded[f"learner{at:03d}"]["score"] for at in (0, 2)} == {5}

    command("grade", folder, "--out", "out", *COARSE)
    command("grade", folder, "--out", "calm", *COARSE)
    assert timeless(tmp_path / "out") == timeless(tmp_path / "calm")
