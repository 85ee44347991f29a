"""The exercise of docs/own-exercise.md, written as the page says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from noisegrade.cli import main
from noisegrade.course import Course, load_course
from noisegrade.verify import verify

PAGE = (Path(__file__).parents[2] / "docs/own-exercise.md").read_text(encoding="utf-8")
FILES = re.findall(r"`([\w/]+\.py)`:\n\n```python\n(.*?)```", PAGE, re.DOTALL)
COMMANDS = re.findall(r"^    noisegrade (new .*|stubs)$", PAGE, re.MULTILINE)


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Course:
    monkeypatch.chdir(tmp_path)
    for command in COMMANDS:
        done = CliRunner().invoke(main, command.split())
        assert done.exit_code == 0, done.output
        if (tmp_path / "chance").is_dir():
            monkeypatch.chdir(tmp_path / "chance")
    for name, text in FILES:
        assert Path(name).is_file()  # the command made it, with gaps
        Path(name).write_text(text, encoding="utf-8")
    assert CliRunner().invoke(main, ["stubs"]).exit_code == 0
    return load_course()


def test_the_page_is_complete(course: Course) -> None:
    assert len(FILES) == 3
    assert len(COMMANDS) == 2
    only = ["larger_of_two"]
    checks = list(verify(course, solutions=None, exercises=None, seeds=1, only=only))
    assert [check.says for check in checks if not check.holds] == []
    assert len({check.name for check in checks}) == 9


@pytest.mark.usefixtures("course")
def test_the_learner_is_told_what_the_page_shows(monkeypatch: pytest.MonkeyPatch) -> None:
    stub = Path("exercises/two_dice.py")
    body = "return rng.integers(1, faces + 1, count)"
    text = re.sub(r"raise NotImplementedError.*", body, stub.read_text(encoding="utf-8"))
    stub.write_text(text, encoding="utf-8")
    monkeypatch.setenv("COLUMNS", "100")
    told = CliRunner().invoke(main, ["check", "larger_of_two"]).output
    shown = PAGE.partition("✗ larger_of_two")[2].partition("\n\n")[0].splitlines()[1:]
    for line in shown:
        before = re.split(r" 13\.82|\d+, \d+, np", line.strip())[0]  # the dice depend on the seed
        assert before in " ".join(told.split())
