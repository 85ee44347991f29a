"""The page of a class in a real browser, from disk: searched, sorted, read aloud, and large."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from built_in import COURSE
from noisegrade.report.class_page import Tally, to_learner_page, to_page
from noisegrade.report.filenames import FileNames
from noisegrade.report.people import ClassRow
from report.class_page.school import school

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


def written(size: int, folder: Path) -> Path:
    """Write the pages of a class."""
    tally, names = Tally(), FileNames()
    (folder / "learners").mkdir()
    for entry in school(size):
        if isinstance(entry, ClassRow):
            page = f"{names.choose(entry.report.submission)}.html"
            (folder / "learners" / page).write_text(to_learner_page(entry), encoding="utf-8")
            tally.add_row(entry, page)
        else:
            tally.add_refusal(entry)
    (folder / "index.html").write_text(to_page(tally), encoding="utf-8")
    return folder / "index.html"


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(240, tmp_path_factory.mktemp("small"))


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(5000, tmp_path_factory.mktemp("large"))


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that fails the test for a request to anywhere, and for an error in its script."""
    with browser.new_context(viewport={"width": 1200, "height": 900}) as context:
        opened = context.new_page()
        wrong: list[str] = []
        opened.on("request", lambda request: wrong.append(request.url))
        opened.on("pageerror", lambda error: wrong.append(str(error)))
        opened.on("console", lambda message: wrong.append(message.text))
        yield opened
        assert [one for one in wrong if not one.startswith("file://")] == []


def held(path: Path) -> dict[str, Any]:
    text = path.read_text(encoding="utf-8").split('id="held">')[1].split("</script>")[0]
    loaded: dict[str, Any] = json.loads(text)
    return loaded


def names(page: Page) -> list[str]:
    return page.locator("#rows th > :first-child").all_text_contents()


def test_the_page_needs_no_network(small: Path) -> None:
    text = small.read_text(encoding="utf-8")
    assert re.findall(r"https?://", text) == []
    assert "default-src 'none'" in text


def test_search_finds_a_learner_whose_page_opens(small: Path, page: Page) -> None:
    page.goto(small.as_uri())
    page.focus("#search")
    page.keyboard.type("gauß 11")
    found = (line[0] for line in held(small)["lines"])
    wanted = [name for name in found if all(word in name for word in ("Gauß", "11"))]
    assert names(page) == wanted
    page.keyboard.press("Tab")
    page.click("#rows a")
    assert page.inner_text("h1") == wanted[0]
    assert page.locator("a[href*=index]").count() == 0, "it is handed out by itself"
    page.go_back()
    assert page.inner_text("h1") == "The class"


def test_the_list_sorts_by_keyboard_and_says_how(small: Path, page: Page) -> None:
    page.goto(small.as_uri())
    page.focus("[data-sort=points]")
    page.keyboard.press("Enter")
    points = [line[3] for line in held(small)["lines"]]
    assert page.get_attribute("#list th.points", "aria-sort") == "descending"
    assert (
        page.text_content("#rows td.points >> nth=0")
        == f"{max(p for p in points if p):g} / {COURSE.max_score:g}"
    )
    page.keyboard.press("Enter")
    assert page.get_attribute("#list th.points", "aria-sort") == "ascending"
    assert page.text_content("#rows td.points >> nth=0") in {"–", "? ungraded"}
    page.click("[data-sort=name]")
    bayes = [name for name in names(page) if name.startswith("Ada Bayes")]
    assert names(page)[: len(bayes)] == bayes
    numbers = [int(name.split()[-1]) for name in bayes]
    assert numbers == sorted(numbers), "numbers sort as numbers"


def test_a_mistake_leads_to_those_who_make_it(small: Path, page: Page) -> None:
    page.goto(small.as_uri())
    page.click(".mistakes button >> nth=0")
    count = int(page.inner_text(".mistakes strong >> nth=0"))
    assert page.inner_text("#count") == f"{count} learners"
    assert len(names(page)) == count
    says = page.inner_text(".mistakes td:last-child >> nth=0")
    assert says in page.eval_on_selector("#filter", "one => one.selectedOptions[0].textContent")
    assert page.evaluate("document.activeElement.id") == "learners"


def test_scrolling_draws_the_rest_and_so_does_the_button(small: Path, page: Page) -> None:
    page.goto(small.as_uri())
    assert len(names(page)) == 100
    page.focus("#more")
    page.keyboard.press("Enter")
    page.locator("#rows tr").nth(199).wait_for()
    page.keyboard.press("End")
    page.locator("#rows tr").nth(239).wait_for()
    assert page.is_hidden("#more")
    assert page.get_attribute("#rows tr:last-child", "aria-rowindex") == "241"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("which", ["class", "learner"])
def test_axe_finds_no_violation(
    axe: str, browser: Browser, small: Path, which: str, scheme: str
) -> None:
    wanted = small if which == "class" else next(small.parent.glob("learners/00005*"))
    with browser.new_context(color_scheme="dark" if scheme == "dark" else "light") as context:
        page = context.new_page()
        page.goto(wanted.as_uri())
        page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        if which == "class":
            page.fill("#search", "gauß 1")  # a few rows: they are all alike
        page.evaluate(axe)
        rules = "{}" if scheme == "light" else "{runOnly: ['color-contrast']}"
        found = page.evaluate(f"axe.run({rules}).then(result => result.violations)")
        assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []


@pytest.mark.parametrize("which", ["class", "learner"])
def test_a_phone_needs_no_scrolling_sideways(browser: Browser, small: Path, which: str) -> None:
    wanted = small if which == "class" else next(small.parent.glob("learners/00005*"))
    with browser.new_context(viewport={"width": 360, "height": 700}) as context:
        page = context.new_page()
        page.goto(wanted.as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_without_script_the_numbers_are_there(browser: Browser, small: Path) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(small.as_uri())
        assert "240" in page.inner_text(".facts")
        assert "in the folder learners" in page.inner_text("noscript")


def took(page: Page, script: str) -> float:
    """Give the milliseconds from an act to the next picture of the page."""
    return float(
        page.evaluate(
            f"""() => new Promise((done) => {{
                const start = performance.now();
                {script};
                requestAnimationFrame(() => setTimeout(() => done(performance.now() - start)));
            }})"""
        )
    )


@pytest.mark.slow
def test_five_thousand_learners_do_not_choke_a_browser(large: Path, page: Page) -> None:
    assert large.stat().st_size < 2_000_000
    started = time.monotonic()
    page.goto(large.as_uri())
    assert page.inner_text("#count") == "5000 learners, 100 shown"
    loaded = 1000 * (time.monotonic() - started)
    search = took(
        page, "at('search').value = 'noether 49'; at('search').dispatchEvent(new Event('input'))"
    )
    sought = [f"{line[0]} {line[1]}" for line in held(large)["lines"]]
    found = [one for one in sought if "Noether" in one and "49" in one]
    assert page.inner_text("#count").startswith(f"{len(found)} learner")
    took(page, "at('search').value = ''; select()")
    order = took(page, "document.querySelector('[data-sort=name]').click()")
    chunks = []
    while page.is_visible("#more"):
        chunks.append(took(page, "at('more').click()"))
    assert page.locator("#rows tr").count() == 5000
    print(  # noqa: T201 - what was measured
        f"{large.stat().st_size} bytes, load {loaded:.0f} ms, search {search:.0f} ms, "
        f"sort {order:.0f} ms, 100 more at most {max(chunks):.0f} ms"
    )
    assert loaded < 5000
    assert max(search, order, *chunks) < 2000


def test_the_labels_of_the_points_do_not_touch(small: Path, page: Page) -> None:
    for width in (1200, 390):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(small.as_uri())
        boxes = page.locator(".distribution .label:visible").evaluate_all(
            "labels => labels.map((x) => x.getBoundingClientRect()).map((x) => [x.left, x.right])"
        )
        assert len(boxes) > 3
        assert all(left[1] < right[0] for left, right in pairwise(boxes))
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_buttons_narrow_the_list_to_who_needs_help_and_to_a_group(small: Path, page: Page) -> None:
    page.goto(small.as_uri())
    lines = held(small)["lines"]
    most = held(small)["max"]
    page.click("[data-filter=help]")
    weak = [one for one in lines if one[3] is not None and one[3] < most / 2]
    assert page.inner_text("#count").split()[0] == str(len(weak))
    group = page.locator("[data-filter^='group:']").first
    group.click()
    assert page.inner_text("#count").split()[0] == str(sum(0 in one[8] for one in lines))
