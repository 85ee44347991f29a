"""The learner's side in the real JupyterLab, and the instructor's in the real formgrader."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from instructor import ASSIGNMENT
from served import PATIENCE, TOKEN, served, submission

from built_in import COURSE

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, LocatorAssertions, Page

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def address(few: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(few, tmp_path_factory.mktemp("home")) as answering:
        yield answering


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with browser.new_context(viewport={"width": 1400, "height": 1000}) as context:
        yield context.new_page()


def expect(what: Locator) -> LocatorAssertions:
    from playwright import sync_api

    return sync_api.expect(what)


def test_learner_fills_in_a_cell_runs_the_check_and_validates(address: str, page: Page) -> None:
    page.goto(f"{address}/lab/tree/release/{ASSIGNMENT}/sampling.ipynb?token={TOKEN}")
    cell = page.locator(".jp-CodeCell", has_text="def bell_curve")
    cell.locator(".cm-content").click(timeout=PATIENCE)
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(COURSE.function("bell_curve").solution)
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()

    blocks = page.locator(".ng-block")
    expect(blocks).to_have_count(2, timeout=PATIENCE)
    expect(blocks.nth(0)).to_contain_text("passed")
    expect(blocks.nth(1)).to_contain_text("sample_static is not written yet")

    page.keyboard.press("Control+S")
    page.get_by_role("button", name="Validate").click()
    dialog = page.locator(".jp-Dialog")
    expect(dialog).to_contain_text("sample_static is not written yet", timeout=PATIENCE)
    expect(dialog).not_to_contain_text("bell_curve")


def test_formgrader_shows_scores_and_blocks(address: str, few: Path, page: Page) -> None:
    page.goto(f"{address}/tree?token={TOKEN}")  # the token becomes a cookie
    page.goto(f"{address}/formgrader/gradebook/{ASSIGNMENT}/sampling")
    expect(page.locator("#main-table")).to_contain_text("10 / 10", timeout=PATIENCE)
    page.goto(f"{address}/formgrader/submissions/{submission(few, 'right')}")
    expect(page.locator(".ng-block svg").first).to_be_visible(timeout=PATIENCE)
    expect(page.locator("input.score").first).to_be_visible()


def test_formgraders_button_autogrades(address: str, page: Page) -> None:
    page.goto(f"{address}/tree?token={TOKEN}")
    page.goto(f"{address}/formgrader/manage_submissions/{ASSIGNMENT}")
    row = page.locator("tr", has=page.get_by_text("deletes", exact=True))
    row.locator(".autograde a").click(timeout=PATIENCE)
    expect(page.locator(".modal.in")).to_contain_text(
        f"Successfully autograded '{ASSIGNMENT}' for student 'deletes'", timeout=PATIENCE
    )
    expect(row).to_contain_text(f"10 / {COURSE.max_score:g}")
