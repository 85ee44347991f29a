"""A workbook to work in, terminals that are closed with the test, and a browser."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

FLAGS = """--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-sync
--disable-background-networking --disable-component-update""".split()  # noqa: SIM905 - readable

if TYPE_CHECKING:  # most tests need neither a terminal nor a browser
    from playwright.sync_api import Browser

    from watch.terminal import Desk, Terminal

TESTS = Path(__file__).parent


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int | None:
    """Start no workers for a file or a package: they would take longer than they save."""
    whole = config.args_source is pytest.Config.ArgsSource.TESTPATHS
    return None if whole or Path(config.args[0]).resolve() == TESTS else 0


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    from built_in import COURSE
    from noisegrade import workbook
    from watch.terminal import Desk

    monkeypatch.chdir(tmp_path)
    workbook.init(COURSE, tmp_path / "exercises")
    return Desk(tmp_path)


@pytest.fixture
def open_terminal(desk: Desk) -> Iterator[Callable[..., Terminal]]:
    """Open terminals; what still runs in them is ended with the test."""
    from watch.terminal import Terminal

    opened: list[Terminal] = []

    def opener(*words: str, columns: int = 80, **more: Any) -> Terminal:
        opened.append(Terminal(*words, **{"folder": desk.folder, "size": (24, columns), **more}))
        return opened[-1]

    yield opener
    for one in opened:
        one.close()


@pytest.fixture(scope="module")  # while it is open, nothing else can run an event loop
def browser() -> Iterator[Browser]:
    """Open the Chromium of this machine."""
    from playwright.sync_api import sync_playwright

    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        pytest.skip("no Chromium on this machine")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def axe() -> str:
    """Read the script that looks for what keeps people from using a page."""
    import axe_core_python

    folder = Path(axe_core_python.__file__).parent
    return (folder / "axe.min.js").read_text(encoding="utf-8")
