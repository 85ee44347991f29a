"""The learner's editor is opened at the exercise."""

from __future__ import annotations

import os
from contextlib import nullcontext
from pathlib import Path

import pytest

from noisegrade.watch.editor import Editor, command, line_of

FILE = Path("exercises/sampling.py")


@pytest.mark.parametrize(
    ("named", "words"),
    [
        ("nano", ["nano", "+7", str(FILE)]),
        ("/usr/bin/vim -p", ["/usr/bin/vim", "-p", "+7", str(FILE)]),
        ("hx", ["hx", f"{FILE}:7"]),
        ("code --wait", ["code", "--wait", "-g", f"{FILE}:7"]),
        ("notepad", ["notepad", str(FILE)]),
    ],
)
def test_an_editor_gets_the_line_as_it_takes_it(named: str, words: list[str]) -> None:
    assert command(named, FILE, 7) == words


def test_the_line_is_where_the_code_stopped_or_else_where_it_begins(tmp_path: Path) -> None:
    path = tmp_path / "sampling.py"
    path.write_text("import math\n\n\ndef bell_curve(x):\n    return x\n", encoding="utf-8")
    assert line_of(path, "bell_curve", "sampling.py:5") == 5
    assert line_of(path, "bell_curve", "other.py:9") == 4
    assert line_of(path, "bell_curve", None) == 4
    assert line_of(tmp_path / "gone.py", "bell_curve", None) == 1


def test_what_keeps_an_editor_from_opening_is_one_sentence(tmp_path: Path) -> None:
    def opened(**environment: str) -> str | None:
        return Editor(environment, nullcontext).open(tmp_path / "a.py", 1)

    assert "EDITOR=nano noisegrade" in (opened() or "")
    assert "can't be started" in (opened(EDITOR="no-such-editor") or "")
    assert opened(EDITOR="no-such-editor", VISUAL="touch" if os.name != "nt" else "where") is None
