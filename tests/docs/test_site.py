"""The site: it builds without a warning, its links lead somewhere, and anybody can use it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from html.parser import HTMLParser
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import pytest

import noisegrade
from docs.pages import PAGES, ROOT, links

if TYPE_CHECKING:
    from playwright.sync_api import Browser

NARROW = {"width": 390, "height": 800}


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_somewhere_where_the_code_is_hosted(page: str) -> None:
    for link in links(page):
        if not urlsplit(link).scheme:
            path = PAGES[page].parent / unquote(urlsplit(link).path)
            assert path.exists(), link


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the site, built by .ci/run or here; warnings are errors."""
    pytest.importorskip("sphinx")
    if "NOISEGRADE_SITE" in os.environ:
        return Path(os.environ["NOISEGRADE_SITE"])
    built = tmp_path_factory.mktemp("site")
    words = ["-m", "sphinx", "-q", "-W", "--keep-going", "-d", str(built / ".doctrees")]
    done = subprocess.run(  # noqa: S603 - this Python
        [sys.executable, *words, str(ROOT / "docs"), str(built)],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return built


class Page(HTMLParser):
    """What a page links to, what it loads, and what can be linked to."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.links: set[str] = set()
        self.loaded: set[str] = set()
        self.ids: set[str] = set()
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.ids.add(found.get("id", ""))
        if tag == "a":
            self.links.add(found.get("href", "#"))
        elif tag == "link":
            self.loaded.add(found["href"])
        self.loaded.add(found.get("src", ""))


@pytest.mark.slow
def test_links_lead_somewhere_on_the_site(site: Path) -> None:
    pages = {path: Page(path) for path in site.glob("*.html")}
    assert len(pages) > len(PAGES) - 2
    broken = []
    for path, page in pages.items():
        for link in page.links | page.loaded:
            where = urlsplit(link)
            if where.scheme in {"https", "mailto"}:
                assert link not in page.loaded
                continue
            target = (path.parent / unquote(where.path)).resolve() if where.path else path
            known = pages[target].ids if target in pages else {where.fragment}
            if not target.exists() or where.fragment not in {"", *known}:
                broken.append((path.name, link))
    assert broken == []


@pytest.mark.slow
def test_every_public_name_is_described(site: Path) -> None:
    ids = Page(site / "api.html").ids
    described = {name for name in noisegrade.__all__ if f"noisegrade.{name}" in ids}
    assert set(noisegrade.__all__) - described <= {
        "__version__",
        "common_mistakes",
        "wrong_distributions",
    }
    assert "noisegrade.exercise.common_mistakes.rounded" in ids


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    """Serve the site, as a host would."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(site)))
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.mark.slow
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_violation_and_nothing_is_loaded_from_elsewhere(
    browser: Browser, axe: str, site: Path, address: str, scheme: str
) -> None:
    found: list[tuple[str, str, str]] = []
    elsewhere: list[str] = []
    dark = scheme == "dark"
    with browser.new_context(color_scheme="dark" if dark else "light") as context:
        page = context.new_page()
        page.on("request", lambda each: elsewhere.append(each.url))
        for path in sorted(site.glob("*.html")):
            page.goto(f"{address}/{path.name}")
            page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
            page.evaluate(axe)
            rules = "{runOnly: ['color-contrast']}" if dark else "{}"
            wrong = page.evaluate(f"axe.run({rules}).then(result => result.violations)")
            found += [(path.name, each["id"], each["nodes"][0]["html"]) for each in wrong]
    assert found == []
    assert [url for url in elsewhere if not url.startswith((address, "data:"))] == []


@pytest.mark.slow
def test_a_phone_needs_no_scrolling_sideways(browser: Browser, site: Path, address: str) -> None:
    wide = []
    with browser.new_context(viewport=NARROW) as context:  # type: ignore[arg-type]  # a viewport
        page = context.new_page()
        for path in sorted(site.glob("*.html")):
            page.goto(f"{address}/{path.name}")
            width = page.evaluate("document.documentElement.scrollWidth")
            if width > NARROW["width"]:
                wide.append((path.name, width))
    assert wide == []


@pytest.mark.slow
def test_what_is_searched_for_is_found(browser: Browser, address: str) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{address}/index.html")
        page.fill("input[name=q]", "McDiarmid")
        page.press("input[name=q]", "Enter")
        page.wait_for_selector("#search-results li a")
        assert "What the statistics prove" in page.inner_text("#search-results")
