"""No picture contradicts the check: every wrong implementation that the course knows is shown."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from built_in import COURSE, MISTAKES, source
from noisegrade import grade, picture, submission
from noisegrade.model import Verdict
from noisegrade.report.anatomy import sentences
from noisegrade.sandbox.client import Sandbox
from picture.pages import opened

if TYPE_CHECKING:
    from playwright.sync_api import Page

MOST = max(map(len, MISTAKES.values()))
PRAISE = re.compile(r"✓|\bsame\b|\bagree\b|\bpassed\b|≈|\bcorrect\b(?! code is this far)")


def workbook(folder: Path, which: int) -> dict[str, str]:
    """Write one mistake of every exercise that has so many; return the names of the mistakes."""
    chosen = {name: list(all_)[which] for name, all_ in MISTAKES.items() if which < len(all_)}
    for section in COURSE.section_names:
        here = [name for name in chosen if COURSE.section_of(name).name == section]
        text = "\n\n".join(source(MISTAKES[name][chosen[name]]) for name in here)
        (folder / f"{section}.py").write_text(text, encoding="utf-8")
    return chosen


@pytest.mark.parametrize(
    "which", [0, *(pytest.param(at, marks=pytest.mark.slow) for at in range(1, MOST))]
)
def test_a_failing_panel_says_what_the_check_says_and_praises_nothing(
    tmp_path: Path, page: Page, which: int
) -> None:
    chosen = workbook(tmp_path, which)
    reports = {each.exercise: each for each in grade(tmp_path, course=COURSE, seed=5).exercises}
    work = submission.read(tmp_path, COURSE.functions)
    with Sandbox() as sandbox:
        panels = picture.draw(COURSE, work, sandbox, tuple(chosen), seed=5)
    written = tmp_path / "page.html"
    written.write_text(picture.to_page(panels), encoding="utf-8")
    opened(page, written)
    for one in panels:
        report = reports[one.name]
        assert report.verdict is not Verdict.PASSED, one.name
        assert (one.checked.verdict, one.checked.sentences) == (
            report.verdict.value,
            tuple(sentences(report)),
        )
        if one.shown:
            said = page.locator(f"#{one.name}").inner_text()
            assert report.says in said
            own = said
            for sentence in one.checked.sentences:  # they are the check's, not the picture's
                own = own.replace(sentence, "")
            assert PRAISE.findall(own) == [], (one.name, chosen[one.name])
