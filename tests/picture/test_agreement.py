"""No picture contradicts the check: every wrong implementation that the course knows is shown."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from built_in import COURSE, MISTAKES, source
from noisegrade import grade, picture, submission
from noisegrade.model import Verdict
from noisegrade.picture.panels import Panel
from noisegrade.report.anatomy import sentences
from noisegrade.sandbox.client import Sandbox
from picture.pages import opened

if TYPE_CHECKING:
    from playwright.sync_api import Page

MOST = max(map(len, MISTAKES.values()))
PRAISE = re.compile(r"✓|≈|\b(?:same|agree|passed|correct)\b")


def workbook(folder: Path, which: int) -> dict[str, str]:
    """Write one mistake of every exercise that has so many; return the names of the mistakes."""
    chosen = {name: list(all_)[which] for name, all_ in MISTAKES.items() if which < len(all_)}
    for section in COURSE.section_names:
        here = [name for name in chosen if COURSE.section_of(name).name == section]
        text = "\n\n".join(source(MISTAKES[name][chosen[name]]) for name in here)
        (folder / f"{section}.py").write_text(text, encoding="utf-8")
    return chosen


def panels_of(folder: Path, names: tuple[str, ...]) -> tuple[Panel, ...]:
    work = submission.read(folder, COURSE.functions)
    with Sandbox() as sandbox:
        return picture.draw(COURSE, work, sandbox, names, seed=5)


@pytest.mark.parametrize(
    "which", [0, *(pytest.param(at, marks=pytest.mark.slow) for at in range(1, MOST))]
)
def test_a_failing_panel_says_what_the_check_says_and_praises_nothing(
    tmp_path: Path, page: Page, which: int
) -> None:
    chosen = workbook(tmp_path, which)
    panels = [one for one in panels_of(tmp_path, tuple(chosen)) if one.shown]
    written = tmp_path / "page.html"
    written.write_text(picture.to_page(panels), encoding="utf-8")
    opened(page, written)
    for one in panels:
        mistake = (one.name, chosen[one.name])
        assert one.checked.verdict != Verdict.PASSED.value, mistake
        said = page.locator(f"#{one.name}").inner_text()
        assert one.checked.sentences[0] in said, mistake
        for sentence in one.checked.sentences:  # they are the check's, not the picture's
            said = said.replace(sentence, "")
        assert PRAISE.findall(said) == [], mistake


def test_a_panel_holds_the_report_of_the_check_with_its_seed(tmp_path: Path) -> None:
    chosen = workbook(tmp_path, 1)
    reports = {each.exercise: each for each in grade(tmp_path, course=COURSE, seed=5).exercises}
    for one in panels_of(tmp_path, tuple(chosen)):
        report = reports[one.name]
        assert one.checked.verdict == report.verdict.value
        assert one.checked.sentences == tuple(sentences(report))
