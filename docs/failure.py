"""Draw docs/failure.svg: a learner's mistake, and what `noisegrade check` really says of it.

`python docs/failure.py`, from the development environment. The picture asks nothing of any host.
"""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from rich._export_format import CONSOLE_SVG_FORMAT
from rich.console import Console
from rich.terminal_theme import SVG_EXPORT_THEME
from rich.text import Text

from noisegrade import load_course
from noisegrade.exercise import PREAMBLE

__all__ = ["TARGET", "checked", "to_svg", "written"]

TARGET = Path(__file__).with_name("failure.svg")
EXERCISE, MISTAKE = "sample_gaussian", "variance-for-scale"
COLUMNS = 92
_FONTS = re.compile(r"@font-face \{\{.*?\}\}\s*(?=\.)", re.DOTALL)  # they come from another host


def written() -> str:
    """Return the function with the mistake, as the course keeps it."""
    course = load_course("noisegrade.what_noise_is")
    return course.implementations(EXERCISE).misconceptions[MISTAKE]


def checked(seed: int = 1) -> str:
    """Check it in a workbook of its own; return what the terminal shows of it, in colour."""
    with tempfile.TemporaryDirectory() as folder:
        workbook = Path(folder, "exercises")
        workbook.mkdir()
        (workbook / "shift_and_scale.py").write_text(PREAMBLE + written(), encoding="utf-8")
        words = ["check", EXERCISE, "--course", "noisegrade.what_noise_is", "--seed", str(seed)]
        done = subprocess.run(  # noqa: S603 - this Python
            [sys.executable, "-m", "noisegrade", *words],
            cwd=folder,
            env=os.environ | {"FORCE_COLOR": "1", "COLUMNS": str(COLUMNS), "TERM": "xterm"},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
    return done.stdout.split("\n\n")[0]


def to_svg(code: str, output: str) -> str:
    """Draw a terminal that holds the code, the command and its output."""
    console = Console(record=True, width=COLUMNS, file=io.StringIO(), color_system="standard")
    console.print(Text(code.rstrip(), style="cyan"), "", f"$ noisegrade check {EXERCISE}", sep="\n")
    console.print(Text.from_ansi(output))
    return console.export_svg(
        title="",
        theme=SVG_EXPORT_THEME,
        code_format=_FONTS.sub("", CONSOLE_SVG_FORMAT).replace("Fira Code, ", ""),
        unique_id="noisegrade",
    )


if __name__ == "__main__":
    TARGET.write_text(to_svg(written(), checked()), encoding="utf-8")
