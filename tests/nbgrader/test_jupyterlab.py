"""The learner's side in the real JupyterLab, and the instructor's in the real formgrader."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from built_in import COURSE
from noisegrade import workbook
from noisegrade.nbgrader.course_folder import ASSIGNMENT

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, LocatorAssertions, Page

pytestmark = pytest.mark.slow

TOKEN = "noise"  # noqa: S105 - of a server that lives for this test, on this machine alone
PATIENCE = 120_000  # ms: a kernel starts within this, on a busy machine too


@pytest.fixture(scope="module")
def address(few: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the course folder, as an instructor does; learners see what lies in release/."""
    home = tmp_path_factory.mktemp("home")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {
        **os.environ,
        "HOME": str(home),
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
    }
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root"]
    options = [f"--port={port}", f"--IdentityProvider.token={TOKEN}", "--ServerApp.port_retries=0"]
    with (
        (home / "log").open("wb") as log,
        subprocess.Popen(  # noqa: S603 - arguments of our own
            [*command, *options], cwd=few, env=environment, stdout=log, stderr=log
        ) as server,
    ):
        try:
            yield _answering(f"http://127.0.0.1:{port}", home / "log")
        finally:
            server.terminate()


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
    page.keyboard.insert_text(workbook.solution_text("bell_curve"))
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
    page.goto(f"{address}/formgrader/submissions/{_submission(few, 'quantiles')}")
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


def _submission(course: Path, student: str) -> str:
    from nbgrader.api import Gradebook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # SQLAlchemy's, about nbgrader
        with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as gradebook:
            return str(gradebook.find_submission_notebook("sampling", ASSIGNMENT, student).id)


def _answering(address: str, log: Path) -> str:
    for _ in range(120):
        try:
            with urllib.request.urlopen(f"{address}/api?token={TOKEN}"):  # noqa: S310 - http, ours
                return address
        except OSError:
            time.sleep(0.5)
    raise AssertionError(log.read_text(encoding="utf-8")[-3000:])
