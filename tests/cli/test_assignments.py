"""An assignment on the command line: written, checked, handed out, and found where one looks."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from noisegrade.cli import main

EXTENDED = '\n[[exceptions]]\nlearner = "ada"\nextension = "3 days"\n'


def run(*words: str) -> Result:
    return CliRunner().invoke(main, list(words))


@pytest.fixture(autouse=True)
def week(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Start in a folder with an assignment of two exercises."""
    monkeypatch.chdir(tmp_path)
    only = ("--only", "bell_curve", "--only", "noise_step")
    assert run("new", "assignment", "--title", "Week 1", *only).exit_code == 0


def test_verify_shows_what_it_asks_for_or_what_is_wrong_in_it() -> None:
    shown = run("verify", "--assignment", "assignment.toml")
    assert shown.exit_code == 0
    assert "in all 10 points" in shown.output
    path = Path("assignment.toml")
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("noise_step =", "noise_stp ="), encoding="utf-8")
    refused = run("verify")  # found in the folder, and checked before all else
    assert refused.exit_code == 1
    assert "exercises.noise_stp: There is no exercise named noise_stp." in refused.output
    assert "Did you mean noise_step" in refused.output


def test_init_hands_out_these_exercises_and_no_exceptions(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = Path("assignment.toml")
    path.write_text(path.read_text(encoding="utf-8") + EXTENDED, encoding="utf-8")
    assert run("init", "week1").exit_code == 0
    assert sorted(one.name for one in Path("week1").iterdir()) == [
        "assignment.toml",
        "forward.py",
        "sampling.py",
    ]
    assert "def sample_static" not in Path("week1/sampling.py").read_text(encoding="utf-8")
    assert '"ada"' not in Path("week1/assignment.toml").read_text(encoding="utf-8")
    path.unlink()
    elsewhere = tmp_path / "week1"
    monkeypatch.chdir(elsewhere)  # a learner's commands find it in the workbook
    listed = run("list").output
    assert "bell_curve" in listed
    assert "sample_static" not in listed
    checked = run("check")
    assert "0 of 2 passed" in checked.output


def test_a_notebook_has_these_exercises_alone() -> None:
    assert run("init", "nb", "--notebooks").exit_code == 0
    text = Path("nb/sampling.ipynb").read_text(encoding="utf-8")
    assert "check(bell_curve)" in text
    assert "check(sample_static)" not in text


def test_nbgrader_gets_a_folder_for_each_assignment() -> None:
    pytest.importorskip("nbgrader")
    assert "generate_assignment week_1" in run("nbgrader", "course").output
    assert sorted(one.name for one in Path("course/source/week_1").iterdir()) == [
        "forward.ipynb",
        "sampling.ipynb",
    ]
    config = Path("course/nbgrader_config.py").read_text(encoding="utf-8")
    assert "what_noise_is" in config
    assert "averaging" in config  # the names of all sections: another week has others
